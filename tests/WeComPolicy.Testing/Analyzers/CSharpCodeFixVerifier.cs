using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace WeComPolicy.Testing.Analyzers;

/// <summary>The short form of <see cref="CSharpCodeFixTest{TAnalyzer,TCodeFix}"/> for one file.</summary>
public static class CSharpCodeFixVerifier<TAnalyzer, TCodeFix>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TCodeFix : CodeFixProvider, new()
{
    /// <summary>What the analyzer finds in <paramref name="source"/> is mended to <paramref name="fixedSource"/>.</summary>
    public static Task VerifyCodeFixAsync(string source, string fixedSource, params DiagnosticResult[] expected)
    {
        var test = new CSharpCodeFixTest<TAnalyzer, TCodeFix> { TestCode = source, FixedCode = fixedSource };
        test.ExpectedDiagnostics.AddRange(expected);
        return test.RunAsync();
    }

    /// <summary>There is a finding, and no light bulb.</summary>
    public static Task VerifyNoCodeFixAsync(string source, params DiagnosticResult[] expected) =>
        VerifyCodeFixAsync(source, source, expected);
}
