using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>
/// What a helper of another project writes to a log of what it is given: the address, or the reply to a request for it. The helper by
/// itself knows nothing of WeCom; only who calls it does.
/// </summary>
internal sealed class HelperLogs
{
    private const int MaxDepth = 3;

    private const int MaxNodes = 5_000;

    private const int MaxLogs = 32;

    private static readonly ConditionalWeakTable<Compilation, HelperLogs> ByCompilation = new();

    private readonly Compilation _compilation;

    private readonly ConcurrentDictionary<(SyntaxNode Body, int Depth), ImmutableArray<Told>> _told = new();

    private HelperLogs(Compilation compilation) => _compilation = compilation;

    /// <param name="compilation">That of the helper.</param>
    public static HelperLogs In(Compilation compilation) => ByCompilation.GetValue(compilation, key => new HelperLogs(key));

    /// <summary>Where a body writes what its parameter holds, by itself or in a method that it hands it to.</summary>
    /// <param name="body">The method.</param>
    /// <param name="ordinal">The parameter.</param>
    /// <param name="isSecret">Whether the value itself must not be seen.</param>
    /// <param name="isTokenAddress">Whether the reply to a request for it must not.</param>
    /// <param name="cancellation">Ends the search.</param>
    public IEnumerable<SyntaxNode> Of(SyntaxNode body, int ordinal, bool isSecret, bool isTokenAddress, CancellationToken cancellation)
    {
        if (ordinal is < 0 or >= 16)
            yield break;
        foreach (var told in ToldBy(body, MaxDepth, cancellation))
        {
            if ((isSecret && (told.Parameters & (1 << ordinal)) != 0) || (isTokenAddress && (told.Replies & (1 << ordinal)) != 0 && !FailedReply.Is(told.Place)))
                yield return told.Place;
        }
    }

    private ImmutableArray<Told> ToldBy(SyntaxNode body, int depth, CancellationToken cancellation)
    {
        if (_told.TryGetValue((body, depth), out var known))
            return known;
        var found = ImmutableArray.CreateBuilder<Told>();
        var origin = ValueOrigin.Of(_compilation);
        var model = Models.Of(_compilation, body.SyntaxTree);
        foreach (var node in body.DescendantNodes().Take(MaxNodes))
        {
            cancellation.ThrowIfCancellationRequested();
            if (found.Count >= MaxLogs)
                break;
            if (node is InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } call)
            {
                if (LogSink.Is(call, model, cancellation))
                    Add(node, arguments);
                else if (depth > 1)
                    AddBelow(call);
            }
            else if (node is ObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } made } creation && creation.Type.ToString().EndsWith("Exception", StringComparison.Ordinal))
            {
                Add(node, made);
            }
        }

        return _told.GetOrAdd((body, depth), found.ToImmutable());

        void Add(SyntaxNode place, SeparatedSyntaxList<ArgumentSyntax> arguments)
        {
            var carried = Carried.Nothing;
            foreach (var argument in arguments)
            {
                if (argument.Expression is not (LiteralExpressionSyntax or AnonymousFunctionExpressionSyntax) && !ValueOrigin.PrintsItsTypeOnly(argument.Expression, model, cancellation))
                    carried |= origin.Of(argument.Expression, cancellation);
            }

            if (carried.Parameters != 0 || carried.Replies != 0)
                found.Add(new Told(place, carried.Parameters, carried.Replies));
        }

        void AddBelow(InvocationExpressionSyntax call)
        {
            if (call.Ancestors().Any(ancestor => ancestor is AnonymousFunctionExpressionSyntax)
                || model.GetSymbolInfo(call, cancellation).Symbol is not IMethodSymbol { IsAbstract: false, DeclaringSyntaxReferences: { Length: > 0 } declared } method
                || !_compilation.ContainsSyntaxTree(declared[0].SyntaxTree) || declared[0].GetSyntax(cancellation) is not { } below || below == body)
                return;
            foreach (var told in ToldBy(below, depth - 1, cancellation))
            {
                int parameters = 0, replies = 0;
                for (var i = 0; i < Math.Min(method.Parameters.Length, 16); i++)
                {
                    if (((told.Parameters | told.Replies) & (1 << i)) == 0 || CallSyntax.ArgumentOf(call, method, i) is not { } argument)
                        continue;
                    var handed = origin.Of(argument, cancellation);
                    if ((told.Parameters & (1 << i)) != 0)
                    {
                        parameters |= handed.Parameters;
                        replies |= handed.Replies;
                    }

                    if ((told.Replies & (1 << i)) != 0)
                        replies |= handed.Parameters;
                }

                if ((parameters | replies) != 0 && found.Count < MaxLogs)
                    found.Add(new Told(told.Place, parameters, replies));
            }
        }
    }

    /// <summary>A place that writes: bit n of each for what parameter n holds, or is answered with.</summary>
    private readonly struct Told(SyntaxNode place, int parameters, int replies)
    {
        public SyntaxNode Place { get; } = place;

        public int Parameters { get; } = parameters;

        public int Replies { get; } = replies;
    }
}
