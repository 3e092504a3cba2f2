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

/// <summary>WCA2002: gives a parallel loop a degree, and turns waiting for a Select into one.</summary>
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
        var options = Options(TypeSpelling.At(model, call.SpanStart, Tasks, "ParallelOptions"));
        var mended = UrlReader.NameOf(call.Expression) != "WhenAll" ? OfParallel(call, options)
            : HasForEachAsync(model.Compilation) ? OfSelect(call, TypeSpelling.At(model, call.SpanStart, Tasks, "Parallel"), options) : null;
        return mended is null ? null : document.WithSyntaxRoot(root.ReplaceNode(
            call, mended.WithTriviaFrom(call).WithAdditionalAnnotations(Formatter.Annotation)));
    }

    private static bool HasForEachAsync(Compilation compilation) =>
        compilation.GetTypeByMetadataName(Tasks + ".Parallel") is { } type && type.GetMembers("ForEachAsync").Any();

    /// <summary>The options go before the function; other forms have them already or mean something else by their arguments.</summary>
    private static ExpressionSyntax? OfParallel(InvocationExpressionSyntax call, ArgumentSyntax options)
    {
        var arguments = call.ArgumentList.Arguments;
        var count = UrlReader.NameOf(call.Expression) == "For" ? 2 : 1;
        if (UrlReader.NameOf(UrlReader.Receiver(call)) != "Parallel" || arguments.Count != count + 1 || arguments.Any(argument => argument.NameColon is not null))
            return null;
        return call.WithArgumentList(call.ArgumentList.WithArguments(arguments.Insert(count, options)));
    }

    /// <summary><c>await Task.WhenAll(items.Select(item => F(item)));</c> whose results nobody takes.</summary>
    private static ExpressionSyntax? OfSelect(InvocationExpressionSyntax call, string parallel, ArgumentSyntax options)
    {
        if (call.Parent is not AwaitExpressionSyntax { Parent: ExpressionStatementSyntax } || call.ArgumentList.Arguments.Count != 1)
            return null;
        if (call.ArgumentList.Arguments[0].Expression is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Select" } select } mapping
            || mapping.ArgumentList.Arguments.Count != 1 || Body(mapping.ArgumentList.Arguments[0].Expression) is not { } body)
            return null;
        return SyntaxFactory.InvocationExpression(
            SyntaxFactory.ParseExpression(parallel + ".ForEachAsync"),
            SyntaxFactory.ArgumentList(SyntaxFactory.SeparatedList([SyntaxFactory.Argument(select.Expression.WithoutTrivia()), options, SyntaxFactory.Argument(body)])));
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

    private static ArgumentSyntax Options(string type) => SyntaxFactory.Argument(SyntaxFactory.ParseExpression(
        $"new {type} {{ MaxDegreeOfParallelism = {Limits.Parallelism.Value.ToString(CultureInfo.InvariantCulture)} }}"));
}
