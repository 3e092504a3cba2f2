using System.Composition;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using WeComPolicy.Analyzers.CallRate;
using WeComPolicy.Analyzers.Flow;

namespace WeComPolicy.Analyzers.CodeFixes.CallRate;

/// <summary>WCA2002: gives a parallel loop or query a degree, and turns waiting for what a Select or a loop started into one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WCA2002BoundFix))]
[Shared]
public sealed class WCA2002BoundFix : WeComCodeFix
{
    private const string Tasks = "System.Threading.Tasks";

    /// <summary>Creates the fix.</summary>
    public WCA2002BoundFix()
        : base(RuleIdentifiers.UnboundedFanOut)
    {
    }

    /// <inheritdoc/>
    private protected override async Task<Document?> FixAsync(Document document, SyntaxNode root, SyntaxNode node, CancellationToken cancellation)
    {
        if (node is not InvocationExpressionSyntax call || await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model)
            return null;
        var degree = Limits.Parallelism.For(root.SyntaxTree, document.Project.AnalyzerOptions).ToString(CultureInfo.InvariantCulture);
        var options = Options(TypeSpelling.At(model, call.SpanStart, Tasks, "ParallelOptions"), degree);
        var mended = CallSyntax.NameOf(call.Expression) switch
        {
            "WhenAll" => HasForEachAsync(model.Compilation) ? OfWhenAll(root, call, TypeSpelling.At(model, call.SpanStart, Tasks, "Parallel"), options, IsHandedOn(call, model, cancellation)) : null,
            "ForAll" => Replace(root, call, OfQuery(call, degree)),
            _ => Replace(root, call, OfParallel(call, options)),
        };
        return mended is null ? null : document.WithSyntaxRoot(mended);
    }

    private static SyntaxNode? Replace(SyntaxNode root, InvocationExpressionSyntax call, ExpressionSyntax? mended) =>
        mended is null ? null : root.ReplaceNode(call, mended.WithTriviaFrom(call).WithAdditionalAnnotations(Formatter.Annotation));

    private static bool HasForEachAsync(Compilation compilation) =>
        compilation.GetTypeByMetadataName(Tasks + ".Parallel") is { } type && type.GetMembers("ForEachAsync").Any();

    /// <summary>The options go before the function; other forms have them already or mean something else by their arguments.</summary>
    private static ExpressionSyntax? OfParallel(InvocationExpressionSyntax call, ArgumentSyntax options)
    {
        var arguments = call.ArgumentList.Arguments;
        var count = CallSyntax.NameOf(call.Expression) == "For" ? 2 : 1;
        if (CallSyntax.NameOf(CallSyntax.Receiver(call)) != "Parallel" || arguments.Count != count + 1 || arguments.Any(argument => argument.NameColon is not null))
            return null;
        return call.WithArgumentList(call.ArgumentList.WithArguments(arguments.Insert(count, options)));
    }

    /// <summary><c>items.AsParallel().ForAll(…)</c></summary>
    private static ExpressionSyntax? OfQuery(InvocationExpressionSyntax call, string degree) => call.Expression is not MemberAccessExpressionSyntax access ? null
        : call.WithExpression(access.WithExpression(SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, access.Expression, SyntaxFactory.IdentifierName("WithDegreeOfParallelism")),
            SyntaxFactory.ParseArgumentList($"({degree})"))));

    /// <summary>Given to a caller who may wait for it, and gets no results.</summary>
    private static bool IsHandedOn(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellation) =>
        call.Parent is ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax or LocalFunctionStatementSyntax } or ReturnStatementSyntax
        && model.GetTypeInfo(call, cancellation).ConvertedType is INamedTypeSymbol { Name: "Task", Arity: 0 };

    /// <summary>What waits for all, and whose results nobody takes.</summary>
    private static SyntaxNode? OfWhenAll(SyntaxNode root, InvocationExpressionSyntax call, string parallel, ArgumentSyntax options, bool isHandedOn)
    {
        if (call.ArgumentList.Arguments.Count != 1)
            return null;
        var work = call.ArgumentList.Arguments[0].Expression;
        var statement = call.Parent is AwaitExpressionSyntax { Parent: ExpressionStatementSyntax waiting } ? waiting : null;
        if (statement is null && !isHandedOn)
            return null;
        if (OfSelect(work, parallel, options) is { } direct)
            return Replace(root, call, direct);
        return work is IdentifierNameSyntax list && statement?.Parent is BlockSyntax block ? OfList(root, block, statement, call, list.Identifier.ValueText, parallel, options) : null;
    }

    /// <summary><c>items.Select(item => F(item))</c></summary>
    private static ExpressionSyntax? OfSelect(ExpressionSyntax work, string parallel, ArgumentSyntax options)
    {
        if (work is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToList" or "ToArray", Expression: var kept }, ArgumentList.Arguments.Count: 0 })
            work = kept;
        if (work is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Select" } select } mapping
            || mapping.ArgumentList.Arguments.Count != 1 || Body(mapping.ArgumentList.Arguments[0].Expression) is not { } body)
            return null;
        return ForEach(parallel, select.Expression, options, body);
    }

    private static InvocationExpressionSyntax ForEach(string parallel, ExpressionSyntax items, ArgumentSyntax options, ExpressionSyntax body) => SyntaxFactory.InvocationExpression(
        SyntaxFactory.ParseExpression(parallel + ".ForEachAsync"),
        SyntaxFactory.ArgumentList(SyntaxFactory.SeparatedList([SyntaxFactory.Argument(items.WithoutTrivia()), options, SyntaxFactory.Argument(body)])));

    /// <summary>Tasks that the statements right before started, into a list that has no other use.</summary>
    private static SyntaxNode? OfList(
        SyntaxNode root, BlockSyntax block, StatementSyntax waiting, InvocationExpressionSyntax call, string list, string parallel, ArgumentSyntax options)
    {
        var at = block.Statements.IndexOf(waiting);
        if (at < 1)
            return null;
        var uses = block.DescendantNodes().OfType<IdentifierNameSyntax>().Count(use => use.Identifier.ValueText == list);
        InvocationExpressionSyntax? started;
        int first;
        if (Declares(block.Statements[at - 1], list) is { } mapped)
        {
            (started, first) = (uses == 1 ? OfSelect(mapped, parallel, options) as InvocationExpressionSyntax : null, at - 1);
        }
        else
        {
            started = at > 1 && uses == 2 && Declares(block.Statements[at - 2], list) is BaseObjectCreationExpressionSyntax { Initializer: null, ArgumentList: null or { Arguments.Count: 0 } }
                && block.Statements[at - 1] is ForEachStatementSyntax loop && loop.AwaitKeyword == default && Body(loop, list, LineBreaks.Of(root)) is { } body
                ? ForEach(parallel, loop.Expression, options, body) : null;
            first = at - 2;
        }

        if (started is null)
            return null;
        var mended = waiting.ReplaceNode(call, started).WithLeadingTrivia(Said(block.Statements, first, at)).WithAdditionalAnnotations(Formatter.Annotation);
        var statements = block.Statements.Take(first).Append(mended).Concat(block.Statements.Skip(at + 1));
        return root.ReplaceNode(block, block.WithStatements(SyntaxFactory.List(statements)));
    }

    /// <summary>The comments of all statements that become one.</summary>
    private static SyntaxTriviaList Said(SyntaxList<StatementSyntax> statements, int first, int last)
    {
        var said = statements[first].GetLeadingTrivia();
        for (var i = first + 1; i <= last; i++)
        {
            var own = statements[i].GetLeadingTrivia();
            if (own.Any(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia)))
                said = said.AddRange(own.SkipWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)));
        }

        return said;
    }

    private static ExpressionSyntax? Declares(StatementSyntax statement, string name) =>
        statement is LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } variables } && variables[0].Identifier.ValueText == name ? variables[0].Initializer?.Value : null;

    /// <summary>The loop's turn as a function: what went into the list is waited for in place.</summary>
    private static ExpressionSyntax? Body(ForEachStatementSyntax loop, string list, string lineBreak)
    {
        var item = loop.Identifier.ValueText;
        var adding = loop.Statement.DescendantNodesAndSelf().OfType<ExpressionStatementSyntax>().FirstOrDefault(statement =>
            statement.Expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add", Expression: IdentifierNameSyntax on }, ArgumentList.Arguments.Count: 1 }
            && on.Identifier.ValueText == list);
        if (adding is null || (adding != loop.Statement && adding.Parent != loop.Statement)
            || loop.Statement.DescendantNodes().Any(node => node is ReturnStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or YieldStatementSyntax or GotoStatementSyntax))
            return null;
        var started = ((InvocationExpressionSyntax)adding.Expression).ArgumentList.Arguments[0].Expression;
        if (started is AnonymousFunctionExpressionSyntax)
            return null;
        if (loop.Statement == adding || loop.Statement is BlockSyntax { Statements.Count: 1 } only && !only.DescendantTrivia().Any(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia)))
            return SyntaxFactory.ParseExpression($"async ({item}, _) => await {started}");
        // A turn that changes what the others see may not run beside them.
        if (loop.Statement is not BlockSyntax block || block.DescendantNodes().Any(node => node is AssignmentExpressionSyntax { Left: IdentifierNameSyntax } or PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression }))
            return null;
        var waited = adding.ReplaceNode(adding.Expression, SyntaxFactory.ParseExpression("await " + started)).WithTriviaFrom(adding);
        return SyntaxFactory.ParseExpression($"async ({item}, _) =>{lineBreak}{block.ReplaceNode(adding, waited).WithoutTrailingTrivia().ToFullString()}");
    }

    private static ExpressionSyntax? Body(ExpressionSyntax function)
    {
        var parameter = function switch
        {
            SimpleLambdaExpressionSyntax simple => simple.Parameter.Identifier.ValueText,
            ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: { Count: 1 } parameters } => parameters[0].Identifier.ValueText,
            _ => null,
        };
        // A function with returns of its own would have to be written anew.
        if (parameter is null or "_" || function is not LambdaExpressionSyntax lambda
            || lambda.DescendantNodes().Any(node => node is ReturnStatementSyntax { Expression: not null }))
            return null;
        var isAsync = lambda.AsyncKeyword != default;
        if (!isAsync && lambda.Body is not InvocationExpressionSyntax)
            return null;
        var body = isAsync ? lambda.Body.ToString() : "await " + lambda.Body;
        return SyntaxFactory.ParseExpression($"async ({parameter}, _) => {body}");
    }

    private static ArgumentSyntax Options(string type, string degree) => SyntaxFactory.Argument(SyntaxFactory.ParseExpression(
        $"new {type} {{ MaxDegreeOfParallelism = {degree} }}"));
}
