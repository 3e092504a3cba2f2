using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using WeComPolicy.Testing.Analyzers;
using Xunit.Sdk;

namespace WeComPolicy.Analyzers.Tests;

/// <summary>The verifier of fixes refuses each way in which a fix can be wrong.</summary>
public sealed class FixVerifierTests
{
    private const string Before = "class [|C|] { int F() => 1; }";

    [Fact]
    public Task A_good_fix_passes() => Run<Renames>("class D { int F() => 1; }");

    [Fact]
    public Task Another_text_fails() => Refused<Renames>("class E { int F() => 1; }", "one by one");

    [Fact]
    public Task Code_that_no_longer_compiles_fails() => Refused<Breaks>("class D { int F() => x; }", "compiler errors");

    [Fact]
    public Task A_new_warning_fails() => Refused<Warns>("class D { int F() { var a = 1; return 1; } }", "new warning");

    [Fact]
    public Task A_bulb_that_does_nothing_fails() => Refused<Idles>("class C { int F() => 1; }", "Findings remain");

    private static Task Run<T>(string after)
        where T : CodeFixProvider, new() => CSharpCodeFixVerifier<NamedC, T>.VerifyCodeFixAsync(Before, after);

    private static async Task Refused<T>(string after, string reason)
        where T : CodeFixProvider, new() =>
        Assert.Contains(reason, (await Assert.ThrowsAnyAsync<XunitException>(() => Run<T>(after))).Message, StringComparison.Ordinal);

#pragma warning disable RS1001, RS1038, RS2008 // No compiler loads this analyzer, and no release has it.
    private sealed class NamedC : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor Rule = new("T0002", "Title", "Message", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rule];

        public override void Initialize(AnalysisContext context)
        {
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.EnableConcurrentExecution();
            context.RegisterSyntaxNodeAction(
                node =>
                {
                    if (node.Node is ClassDeclarationSyntax { Identifier: { ValueText: "C" } name })
                        node.ReportDiagnostic(Diagnostic.Create(Rule, name.GetLocation()));
                },
                SyntaxKind.ClassDeclaration);
        }
    }

    private abstract class Replaces(string from, string to) : CodeFixProvider
    {
        public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["T0002"];

        public override FixAllProvider? GetFixAllProvider() => null;

        public override async Task RegisterCodeFixesAsync(CodeFixContext context)
        {
            var text = (await context.Document.GetTextAsync()).ToString();
            var mended = context.Document.WithText(SourceText.From(text.Replace("class C", "class D", StringComparison.Ordinal).Replace(from, to, StringComparison.Ordinal)));
            context.RegisterCodeFix(CodeAction.Create("Title", _ => Task.FromResult(mended), "key"), context.Diagnostics);
        }
    }

    private sealed class Renames() : Replaces("nothing", "nothing");

    private sealed class Breaks() : Replaces("=> 1", "=> x");

    private sealed class Warns() : Replaces("=> 1;", "{ var a = 1; return 1; }");

    private sealed class Idles() : Replaces("class D", "class C");
}
