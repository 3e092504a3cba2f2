using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Testing.Analyzers;
using Xunit.Sdk;

namespace WeComPolicy.Analyzers.Tests;

/// <summary>The verifier refuses each way in which an analyzer can be wrong; otherwise its green says nothing.</summary>
public sealed class VerifierTests
{
    private const string Source = "class [|C|] { }";

    [Fact]
    public Task A_good_analyzer_passes() => Run<GoodAnalyzer>(Source);

    [Fact]
    public Task An_exception_fails() => Refused<ThrowingAnalyzer>("class C { }", "threw");

    [Fact]
    public Task A_report_in_generated_code_fails() => Refused<GeneratedAnalyzer>(Source, "Generated code");

    [Fact]
    public Task What_only_the_whole_compilation_sees_fails() => Refused<EndAnalyzer>(Source, "Files alone");

    [Fact]
    public Task What_depends_on_the_order_of_files_fails() => Refused<OrderAnalyzer>(Source, "order", "class D { }");

    [Fact]
    public Task A_place_that_is_not_marked_fails() => Refused<GoodAnalyzer>("class C { }", "differ");

    [Fact]
    public Task A_mark_without_a_report_fails() => Refused<GoodAnalyzer>("[|interface|] I { }", "differ");

    [Fact]
    public Task Source_that_does_not_compile_fails() => Refused<GoodAnalyzer>("class [|C|] { Missing m; }", "compiler's errors");

    private static Task Run<T>(string source, params string[] others)
        where T : DiagnosticAnalyzer, new()
    {
        var test = new CSharpAnalyzerTest<T> { TestCode = source };
        test.Sources.AddRange(others);
        return test.RunAsync();
    }

    private static async Task Refused<T>(string source, string reason, params string[] others)
        where T : DiagnosticAnalyzer, new()
    {
        var refusal = await Assert.ThrowsAnyAsync<XunitException>(() => Run<T>(source, others));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

#pragma warning disable RS1001, RS2008 // No compiler loads these analyzers, and no release has them.
    private abstract class ClassAnalyzer : DiagnosticAnalyzer
    {
        protected static readonly DiagnosticDescriptor Rule = new("T0001", "Title", "Message", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

        protected virtual GeneratedCodeAnalysisFlags Generated => GeneratedCodeAnalysisFlags.None;

        public override void Initialize(AnalysisContext context)
        {
            context.ConfigureGeneratedCodeAnalysis(Generated);
            context.EnableConcurrentExecution();
            Register(context);
        }

        protected virtual void Register(AnalysisContext context) => context.RegisterSyntaxNodeAction(Analyze, SyntaxKind.ClassDeclaration);

        protected virtual void Analyze(SyntaxNodeAnalysisContext context) => context.ReportDiagnostic(At((ClassDeclarationSyntax)context.Node));

        protected static Diagnostic At(ClassDeclarationSyntax type) => Diagnostic.Create(Rule, type.Identifier.GetLocation());
    }

    private sealed class GoodAnalyzer : ClassAnalyzer;

    private sealed class ThrowingAnalyzer : ClassAnalyzer
    {
        protected override void Analyze(SyntaxNodeAnalysisContext context) => throw new InvalidOperationException("broken");
    }

    private sealed class GeneratedAnalyzer : ClassAnalyzer
    {
        protected override GeneratedCodeAnalysisFlags Generated => GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics;
    }

    private sealed class EndAnalyzer : ClassAnalyzer
    {
        protected override void Register(AnalysisContext context) => context.RegisterCompilationAction(end =>
        {
            foreach (var type in end.Compilation.SyntaxTrees.SelectMany(tree => tree.GetRoot(end.CancellationToken).DescendantNodes().OfType<ClassDeclarationSyntax>()))
                end.ReportDiagnostic(At(type));
        });
    }

    private sealed class OrderAnalyzer : ClassAnalyzer
    {
        protected override void Analyze(SyntaxNodeAnalysisContext context)
        {
            if (context.Compilation.SyntaxTrees.First() == context.Node.SyntaxTree)
                base.Analyze(context);
        }
    }
}
