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

/// <summary>
/// WCA2001: asks the project's own rate limiter before the call where one is at hand, else waits after it; by <c>Task.Delay</c> where the code is
/// asynchronous already, by <c>Thread.Sleep</c> where it blocks anyway.
/// </summary>
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
        if (node is not InvocationExpressionSyntax call || call.FirstAncestorOrSelf<StatementSyntax>() is not { } statement || WayToWait(statement, call) is not { } isAsync)
            return null;
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model)
            return null;
        var facts = CallFacts.Of(model.Compilation, document.Project.AnalyzerOptions, cancellation);
        if (LoopedCall.Find(call, facts, cancellation) is not { } found || !found.Loop.Region.Span.Contains(statement.Span))
            return null;
        // As the settings of the project have it, and never too short by rounding.
        var (span, count) = found.Reached.Endpoint.Kind == EndpointKind.Webhook ? (Minute, Limits.RobotMessagesPerMinute) : (Second, Limits.CallsPerSecond);
        var perSpan = count.For(root.SyntaxTree, document.Project.AnalyzerOptions);
        var pause = (span + perSpan - 1) / perSpan;
        var sleep = isAsync
            ? $"await {TypeSpelling.At(model, call.SpanStart, "System.Threading.Tasks", "Task")}.Delay({Number(pause)});"
            : $"{TypeSpelling.At(model, call.SpanStart, "System.Threading", "Thread")}.Sleep({Number(pause)});";
        var limiter = isAsync ? LimiterInReach.Of(call, model) : null;
        // A limiter whose queue is full says no at once.
        var text = limiter is null ? sleep : $"while (!(await {limiter}.AcquireAsync()).IsAcquired) {sleep}";
        var wait = Statement(text, LineBreaks.Of(root));
        // In a block of one line the wait stays on the line.
        if (!statement.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia))
            wait = wait.WithTrailingTrivia(SyntaxFactory.Space);
        return document.WithSyntaxRoot(limiter is null ? After(root, statement, wait) : Before(root, statement, wait));
    }

    private static SyntaxNode After(SyntaxNode root, StatementSyntax statement, StatementSyntax wait) => statement.Parent is BlockSyntax or SwitchSectionSyntax
        ? root.InsertNodesAfter(statement, [wait])
        : root.ReplaceNode(statement, Block(root, statement, wait));

    private static SyntaxNode Before(SyntaxNode root, StatementSyntax statement, StatementSyntax wait) => statement.Parent is BlockSyntax or SwitchSectionSyntax
        ? root.InsertNodesBefore(statement, [wait])
        : root.ReplaceNode(statement, Block(root, wait, statement));

    private static BlockSyntax Block(SyntaxNode root, params StatementSyntax[] statements) => SyntaxFactory.Block(statements)
        .WithTrailingTrivia(SyntaxFactory.EndOfLine(LineBreaks.Of(root))).WithAdditionalAnnotations(Formatter.Annotation);

    private static string Number(int milliseconds) => milliseconds.ToString(CultureInfo.InvariantCulture);

    private static StatementSyntax Statement(string text, string lineBreak) => SyntaxFactory
        .ParseStatement(text)
        .WithAdditionalAnnotations(Formatter.Annotation)
        .WithTrailingTrivia(SyntaxFactory.EndOfLine(lineBreak));

    /// <summary>
    /// Whether a wait as a statement of its own awaits (true) or blocks (false); null where there is none: the call is no whole statement, or its
    /// function hands its task on without being asynchronous.
    /// </summary>
    private static bool? WayToWait(StatementSyntax statement, SyntaxNode call)
    {
        if (statement is not (ExpressionStatementSyntax or LocalDeclarationStatementSyntax) || (statement is LocalDeclarationStatementSyntax && statement.Parent is not BlockSyntax))
            return null;
        foreach (var ancestor in call.Ancestors())
        {
            switch (ancestor)
            {
                case LockStatementSyntax or UnsafeStatementSyntax:
                    return null;
                case AnonymousFunctionExpressionSyntax function:
                    return function.Body is not BlockSyntax ? null : function.AsyncKeyword != default ? true : null;
                case LocalFunctionStatementSyntax function:
                    return Way(function.Modifiers, function.ReturnType);
                case MethodDeclarationSyntax method:
                    return Way(method.Modifiers, method.ReturnType);
                case MemberDeclarationSyntax and not GlobalStatementSyntax:
                    return null;
                case CompilationUnitSyntax:
                    // Top-level statements may always wait.
                    return true;
            }
        }

        return null;
    }

    private static bool? Way(SyntaxTokenList modifiers, TypeSyntax returns)
    {
        if (modifiers.Any(SyntaxKind.AsyncKeyword))
            return true;
        if (modifiers.Any(SyntaxKind.UnsafeKeyword))
            return null;
        // What returns a task has its caller wait; a sleep would hold up the caller's thread.
        return returns.ToString() is var type && (type.Contains("Task") || type.StartsWith("IAsync", StringComparison.Ordinal)) ? null : false;
    }
}
