using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace WeComPolicy.Testing.Analyzers;

/// <summary>The short form of <see cref="CSharpAnalyzerTest{TAnalyzer}"/> for one file.</summary>
public static class CSharpAnalyzerVerifier<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    /// <summary>An expected diagnostic of the analyzer's only rule.</summary>
    public static DiagnosticResult Diagnostic()
    {
        var rule = new TAnalyzer().SupportedDiagnostics.Single();
        return new DiagnosticResult(rule.Id, rule.DefaultSeverity);
    }

    /// <summary>The same as a suggestion.</summary>
    public static DiagnosticResult Suggestion() => Diagnostic().WithSeverity(DiagnosticSeverity.Info);

    public static Task VerifyAnalyzerAsync(string source, params DiagnosticResult[] expected)
    {
        var test = new CSharpAnalyzerTest<TAnalyzer> { TestCode = source };
        test.ExpectedDiagnostics.AddRange(expected);
        return test.RunAsync();
    }
}
