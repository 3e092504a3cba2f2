using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers;

namespace WeComPolicy.CodeScan.Judging;

/// <summary>The analyzers that this program carries.</summary>
internal static class CodeRules
{
    private static readonly Lazy<ImmutableArray<DiagnosticAnalyzer>> s_all = new(Find);

    public static ImmutableArray<DiagnosticAnalyzer> Analyzers => s_all.Value;

    // By their attribute, as a compiler finds them: a rule that was forgotten in a list would be silent.
    private static ImmutableArray<DiagnosticAnalyzer> Find() =>
    [
        .. typeof(WeComAnalyzer).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsDefined(typeof(DiagnosticAnalyzerAttribute), inherit: false))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];
}
