using System.Composition;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using WeComPolicy.Analyzers.CallRate;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CodeFixes.CallRate;

/// <summary>WCA2001: waits after the call, in code that is asynchronous already. Where it is not, which way to wait is the developer's choice.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WCA2001PaceFix))]
[Shared]
public sealed class WCA2001PaceFix : WeComCodeFix
{
    private const int Second = 1_000;

    private const int Minute = 60_000;

    /// <summary>Creates the fix.</summary>
    public WCA2001PaceFix()
        : base(RuleIdentifiers.LoopWithoutPacing)
    {
    }

    /// <inheritdoc/>
    private protected override async Task<Document?> FixAsync(Document document, SyntaxNode root, SyntaxNode node, CancellationToken cancellation)
    {
        if (node is not InvocationExpressionSyntax call || call.FirstAncestorOrSelf<StatementSyntax>() is not { } statement || !MayWaitAfter(statement, call))
            return null;
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model)
            return null;
        var facts = CallFacts.Of(model.Compilation, document.Project.AnalyzerOptions, cancellation);
        if (LoopedCall.Find(call, facts, cancellation) is not { } found || !found.Loop.Region.Span.Contains(statement.Span))
            return null;
        // As the settings of the project have it, and never too short by rounding.
        var (span, count) = found.Reached.Endpoint.Kind == EndpointKind.Webhook ? (Minute, Limits.RobotMessagesPerMinute) : (Second, Limits.CallsPerSecond);
        var perSpan = count.For(root.SyntaxTree, document.Project.AnalyzerOptions);
        var wait = Wait(TypeSpelling.At(model, call.SpanStart, "System.Threading.Tasks", "Task"), (span + perSpan - 1) / perSpan, LineBreaks.Of(root));
        // In a block of one line the wait stays on the line.
        if (!statement.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia))
            wait = wait.WithTrailingTrivia(SyntaxFactory.Space);
        return document.WithSyntaxRoot(statement.Parent is BlockSyntax or SwitchSectionSyntax
            ? root.InsertNodesAfter(statement, [wait])
            : root.ReplaceNode(statement, SyntaxFactory.Block(statement, wait).WithTrailingTrivia(SyntaxFactory.EndOfLine(LineBreaks.Of(root))).WithAdditionalAnnotations(Formatter.Annotation)));
    }

    private static StatementSyntax Wait(string task, int milliseconds, string lineBreak) => SyntaxFactory
        .ParseStatement($"await {task}.Delay({milliseconds.ToString(CultureInfo.InvariantCulture)});")
        .WithAdditionalAnnotations(Formatter.Annotation)
        .WithTrailingTrivia(SyntaxFactory.EndOfLine(lineBreak));

    /// <summary>A whole statement of an asynchronous function that goes on after it.</summary>
    private static bool MayWaitAfter(StatementSyntax statement, SyntaxNode call)
    {
        if (statement is not (ExpressionStatementSyntax or LocalDeclarationStatementSyntax) || (statement is LocalDeclarationStatementSyntax && statement.Parent is not BlockSyntax))
            return false;
        foreach (var ancestor in call.Ancestors())
        {
            switch (ancestor)
            {
                case LockStatementSyntax or UnsafeStatementSyntax:
                    return false;
                case AnonymousFunctionExpressionSyntax function:
                    return function.AsyncKeyword != default && function.Body is BlockSyntax;
                case LocalFunctionStatementSyntax function:
                    return function.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case MethodDeclarationSyntax method:
                    return method.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case MemberDeclarationSyntax and not GlobalStatementSyntax:
                    return false;
                case CompilationUnitSyntax:
                    // Top-level statements may always wait.
                    return true;
            }
        }

        return false;
    }
}
