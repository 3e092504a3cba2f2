using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>
/// What a value comes from: a token's reply, a secret, a URL that holds one. Asked for one expression; follows locals, fields, returns and
/// texts as far as its budget goes, and knows nothing beyond. What methods return is kept for the compilation.
/// </summary>
internal sealed class ValueOrigin
{
    private const int MaxCalls = 4;

    private static readonly ConditionalWeakTable<Compilation, ValueOrigin> ByCompilation = new();

    /// <summary>The sources that may be read.</summary>
    internal SourceScope Scope { get; }

    private readonly Dispatch _dispatch;

    private readonly ConcurrentDictionary<(SyntaxNode Body, int Calls, bool TrustsNames, int Part), Carried> _returns = new();

    private ValueOrigin(Compilation compilation)
    {
        Scope = SourceScope.Of(compilation);
        _dispatch = Dispatch.Of(Scope);
    }

    public static ValueOrigin Of(Compilation compilation) => ByCompilation.GetValue(compilation, key => new ValueOrigin(key));

    /// <summary>What an expression carries; parameters of its own method are left open (see <see cref="Carried.Parameters"/>).</summary>
    /// <param name="expression">The value.</param>
    /// <param name="cancellation">Ends the walk.</param>
    /// <param name="trustsNames">Whether a telling name is proof; otherwise it is a guess.</param>
    public Carried Of(ExpressionSyntax expression, CancellationToken cancellation, bool trustsNames = true) =>
        new OriginWalk(this, expression, MaxCalls, trustsNames, cancellation).Read(expression, 0);

    /// <summary>Whether a value is an object of the project's own type that has a member for a secret, or a list of such.</summary>
    public bool HoldsSecret(ExpressionSyntax value, CancellationToken cancellation) => new OriginWalk(this, value, 0, trustsNames: false, cancellation).HoldsSecret(value);

    /// <summary>The same where a log takes an object apart, <c>{@Request}</c>: tokens count too, and attributes for JSON hide nothing.</summary>
    public bool ShowsSecretApart(ExpressionSyntax value, CancellationToken cancellation) => new OriginWalk(this, value, 0, trustsNames: false, cancellation).HoldsSecret(value, isTakenApart: true);

    /// <summary>Whether a value is an object of the program's settings.</summary>
    public bool IsSettings(ExpressionSyntax value, CancellationToken cancellation) => new OriginWalk(this, value, 0, trustsNames: false, cancellation).IsSettings(value);

    /// <summary>What a method returns, or what implements or overrides it, as far as its source is followed.</summary>
    /// <param name="method">The method.</param>
    /// <param name="calls">How many more calls are followed.</param>
    /// <param name="trustsNames">Whether a telling name is proof.</param>
    /// <param name="cancellation">Ends the walk.</param>
    /// <param name="part">Which part of the tuples that it returns is asked for; all of it where negative.</param>
    internal Carried Returned(IMethodSymbol method, int calls, bool trustsNames, CancellationToken cancellation, int part = -1)
    {
        if (calls <= 0)
            return Carried.Nothing;
        var result = Carried.Nothing;
        foreach (var body in Bodies(method, cancellation))
        {
            if (!_returns.TryGetValue((body, calls, trustsNames, part), out var carried))
            {
                carried = Carried.Nothing;
                var walk = new OriginWalk(this, body, calls - 1, trustsNames, cancellation);
                foreach (var value in Results(body))
                {
                    if (part < 0)
                        carried |= walk.Read(value, 0);
                    else if (Wrapped.Value(value) is TupleExpressionSyntax tuple && part < tuple.Arguments.Count)
                        carried |= walk.Read(tuple.Arguments[part].Expression, 0);
                }

                _returns.TryAdd((body, calls, trustsNames, part), carried);
            }

            result |= carried;
        }

        return result;
    }

    /// <summary>The source of all that may run where a method is called, if it is few.</summary>
    private IEnumerable<SyntaxNode> Bodies(IMethodSymbol method, CancellationToken cancellation)
    {
        method = method.ReducedFrom ?? method;
        if (!Scope.Holds(method.ContainingAssembly))
            return [];
        return _dispatch.Targets(method).SelectMany(target => target.OriginalDefinition.DeclaringSyntaxReferences)
            .Where(reference => Scope.Holds(reference.SyntaxTree)).Select(reference => reference.GetSyntax(cancellation));
    }

    /// <summary>A method that makes the token it returns, for the program's own users.</summary>
    internal bool MakesToken(IMethodSymbol method, CancellationToken cancellation) => Bodies(method, cancellation).Any(body => Results(body).Any(value =>
        IsOwnMake(value) || (value is IdentifierNameSyntax name && Assigned.In(body).To(name.Identifier.ValueText).Any(IsOwnMake))));

    /// <summary>What a method hands to a function that it is given.</summary>
    internal Carried Handed(IMethodSymbol method, int function, int ordinal, int calls, bool trustsNames, CancellationToken cancellation)
    {
        var result = Carried.Nothing;
        foreach (var reference in (method.ReducedFrom ?? method).OriginalDefinition.DeclaringSyntaxReferences)
        {
            if (!Scope.Holds(reference.SyntaxTree))
                continue;
            var body = reference.GetSyntax(cancellation);
            OriginWalk? walk = null;
            foreach (var value in Callback.HandedTo(body, function, ordinal))
                result |= (walk ??= new OriginWalk(this, body, calls - 1, trustsNames, cancellation)).Read(value, 0);
        }

        return result;
    }

    private static IEnumerable<ExpressionSyntax> Results(SyntaxNode body)
    {
        foreach (var node in body.DescendantNodes(inside => inside == body || inside is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).Take(20_000))
        {
            switch (node)
            {
                case ReturnStatementSyntax { Expression: { } value }:
                    yield return value;
                    break;
                case ArrowExpressionClauseSyntax arrow when arrow.Parent == body || arrow.Parent is AccessorDeclarationSyntax || body is ArrowExpressionClauseSyntax:
                    yield return arrow.Expression;
                    break;
            }
        }

        if (body is ArrowExpressionClauseSyntax own)
            yield return own.Expression;
    }

    /// <summary>A token that the program makes itself, for its own users.</summary>
    internal static bool IsOwnMake(ExpressionSyntax value) => value.ToString() is { Length: < 2_000 } text
        && WeComWords.ContainsAny(text.ToLowerInvariant(), "jwt", "generate", "createtoken", "buildtoken", "issuetoken", "writetoken", "createaccesstoken", "signin", "newguid");

    /// <summary>As text the value is no more than the name of its type.</summary>
    public static bool PrintsItsTypeOnly(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellation)
    {
        if (expression is not (IdentifierNameSyntax or MemberAccessExpressionSyntax)
            || model.GetTypeInfo(expression, cancellation).Type is not { TypeKind: TypeKind.Class, IsRecord: false, SpecialType: SpecialType.None } type)
            return false;
        if (type is IErrorTypeSymbol)
            return false;
        return type.Name is "HttpResponseMessage" or "HttpWebResponse" or "Stream"
            || (SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, model.Compilation.Assembly) && type.GetMembers("ToString").IsEmpty);
    }
}
