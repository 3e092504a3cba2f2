using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Secrets;
using WeComPolicy.Testing.Analyzers;

namespace WeComPolicy.Analyzers.Tests;

/// <summary>A rule that fails inside a compiler: its name is told, and the others judge.</summary>
public sealed class BrokenRuleTests
{
    private const string Code = $$"""
        namespace Company.WeCom;
        class Sender { const string CorpSecret = "{{MadeUp.AppSecret}}"; }
        """;

    [Theory]
    [InlineData(When.Asked)]
    [InlineData(When.Visiting)]
    [InlineData(When.ReadingFile)]
    public async Task The_compiler_hears_its_name_and_the_others_judge(When when)
    {
        var found = await Run(new Broken("WCA9001", when), new Broken("WCA9002", when), new WCA1001HardCodedAppSecret());
        Assert.Contains(found, diagnostic => diagnostic.Id == "WCA1001");
        var failures = found.Where(diagnostic => diagnostic.Id == "AD0001").Select(diagnostic => diagnostic.GetMessage()).ToList();
        foreach (var id in new[] { "WCA9001", "WCA9002" })
        {
            Assert.Contains(failures, message => message.Contains(id, StringComparison.Ordinal) && message.Contains("it broke", StringComparison.Ordinal)
                && message.Contains(typeof(WeComPolicyAnalyzer).FullName!, StringComparison.Ordinal));
        }
    }

    private static async Task<ImmutableArray<Diagnostic>> Run(params WeComAnalyzer[] rules)
    {
        var compilation = CSharpCompilation.Create("App", [CSharpSyntaxTree.ParseText(Code)], FrameworkReferences.All, new(OutputKind.DynamicallyLinkedLibrary));
        return await compilation.WithAnalyzers([new WeComPolicyAnalyzer([.. rules])]).GetAnalyzerDiagnosticsAsync();
    }

    /// <summary>Where a rule breaks.</summary>
    public enum When
    {
        /// <summary>When it is asked what it looks at.</summary>
        Asked,

        /// <summary>At a node.</summary>
        Visiting,

        /// <summary>At a file.</summary>
        ReadingFile,
    }

#pragma warning disable RS1001 // A rule of these tests alone.
    private sealed class Broken(string id, When when) : WeComAnalyzer(new DiagnosticDescriptor(id, "t", "m", "c", DiagnosticSeverity.Warning, isEnabledByDefault: true))
#pragma warning restore RS1001
    {
        private protected override void Register(CompilationStartAnalysisContext context)
        {
            switch (when)
            {
                case When.Asked:
                    throw new InvalidOperationException("it broke");
                case When.Visiting:
                    context.RegisterSyntaxNodeAction(_ => throw new InvalidOperationException("it broke"), SyntaxKind.ClassDeclaration);
                    break;
                default:
                    context.RegisterSyntaxTreeAction(_ => throw new InvalidOperationException("it broke"));
                    break;
            }
        }
    }
}
