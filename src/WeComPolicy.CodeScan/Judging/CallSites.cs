using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.CodeScan.Judging;

/// <summary>
/// Counts the places that call the WeCom API. It runs among the analyzers and reports nothing: so it shares what they found out about
/// the methods of the compilation.
/// </summary>
internal sealed class CallSites : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor s_none =
        new("WCA0000", "call sites", "call sites", "WeComPolicy", DiagnosticSeverity.Hidden, isEnabledByDefault: true);

    private readonly ConcurrentDictionary<(string Path, int Start), bool> _places = new();

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [s_none];

    private readonly ConcurrentBag<CallFacts> _facts = [];

    /// <summary>Methods whose calls were not followed, with how many types have them; asked for when the rules have run.</summary>
    public IReadOnlyList<(string Method, int Types)> NotFollowed(CancellationToken cancellation) =>
        [.. _facts.SelectMany(facts => facts.NotFollowed(cancellation)).Distinct().OrderBy(cut => cut.Method, StringComparer.Ordinal)];

    /// <summary>Where they are.</summary>
    public IEnumerable<(string Path, int Start)> Places => _places.Keys;

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (!WeComPresence.In(start.Compilation, start.CancellationToken))
                return;
            var facts = CallFacts.Of(start.Compilation, start.Options, start.CancellationToken);
            _facts.Add(facts);
            start.RegisterSyntaxNodeAction(
                node =>
                {
                    if (facts.EdgeAt(node.Node, node.CancellationToken) is { } edge && facts.Direct(edge, node.CancellationToken) is not null)
                        _places[(node.Node.SyntaxTree.FilePath, node.Node.SpanStart)] = true;
                },
                SyntaxKind.InvocationExpression, SyntaxKind.ObjectCreationExpression);
        });
    }
}
