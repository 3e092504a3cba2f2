using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>Who calls a method of the compilation: the calls in files about WeCom, and whether there are any at all.</summary>
internal sealed class Callers
{
    private const int MaxCalls = 64;

    private static readonly ConditionalWeakTable<Compilation, Callers> ByCompilation = new();

    private readonly Compilation _compilation;

    private readonly ConcurrentDictionary<string, Found> _byName = new(StringComparer.Ordinal);

    private Callers(Compilation compilation) => _compilation = compilation;

    public static Callers In(Compilation compilation) => ByCompilation.GetValue(compilation, key => new Callers(key));

    /// <summary>Calls in files that have to do with WeCom, in the order of the files' paths.</summary>
    public IReadOnlyList<InvocationExpressionSyntax> FromWeCom(string method, CancellationToken cancellation) => Find(method, cancellation).Calls;

    /// <summary>Calls in one file that has nothing to do with WeCom by itself: the methods between a helper's first and its last.</summary>
    public IEnumerable<InvocationExpressionSyntax> FromFile(SyntaxTree tree, string method, CancellationToken cancellation) =>
        WeComPresence.In(tree, cancellation) ? [] : TreeIndex.Calls(tree, method);

    /// <summary>Whether anything in the compilation but the method itself names it.</summary>
    public bool Any(string method, CancellationToken cancellation) => Find(method, cancellation).IsCalled;

    private Found Find(string method, CancellationToken cancellation)
    {
        if (_byName.TryGetValue(method, out var known))
            return known;
        var calls = new List<InvocationExpressionSyntax>();
        var isCalled = false;
        foreach (var tree in _compilation.SyntaxTrees.OrderBy(tree => tree.FilePath, StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            if (calls.Count >= MaxCalls)
                break;
            var isWeCom = WeComPresence.In(tree, cancellation);
            if ((isCalled && !isWeCom) || tree.GetText(cancellation).ToString().IndexOf(method, StringComparison.Ordinal) < 0)
                continue;
            foreach (var call in tree.GetRoot(cancellation).DescendantNodes().OfType<InvocationExpressionSyntax>())
            {
                if (NameOf(call.Expression) != method)
                    continue;
                isCalled = true;
                if (isWeCom && calls.Count < MaxCalls)
                    calls.Add(call);
            }
        }

        return _byName.GetOrAdd(method, new Found(calls, isCalled));
    }

    private static string NameOf(ExpressionSyntax expression) => expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        _ => "",
    };

    private sealed class Found
    {
        public Found(IReadOnlyList<InvocationExpressionSyntax> calls, bool isCalled)
        {
            Calls = calls;
            IsCalled = isCalled;
        }

        public IReadOnlyList<InvocationExpressionSyntax> Calls { get; }

        public bool IsCalled { get; }
    }
}
