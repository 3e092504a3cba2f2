using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers;

namespace WeComPolicy.CodeScan.Judging;

/// <summary>The rules that this program carries.</summary>
internal static class CodeRules
{
    private static readonly Lazy<ImmutableArray<DiagnosticAnalyzer>> s_all = new(() => ImmutableArray<DiagnosticAnalyzer>.CastUp(WeComPolicyAnalyzer.Rules()));

    public static ImmutableArray<DiagnosticAnalyzer> Analyzers => s_all.Value;
}
