using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.CallRate;
using WeComPolicy.Analyzers.Flow;

namespace WeComPolicy.Analyzers.CodeFixes.CallRate;

/// <summary>WCA2003: asks Senparc's container, which keeps the token, and does not tell a cache to fetch a new one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WCA2003CachedTokenFix))]
[Shared]
public sealed class WCA2003CachedTokenFix : WeComCodeFix
{
    private const string Containers = "Senparc.Weixin.Work.Containers";

    private const string Container = "AccessTokenContainer";

    /// <summary>Creates the fix.</summary>
    public WCA2003CachedTokenFix()
        : base(RuleIdentifiers.UncachedToken)
    {
    }

    /// <inheritdoc/>
    private protected override async Task<Document?> FixAsync(Document document, SyntaxNode root, SyntaxNode node, CancellationToken cancellation)
    {
        if (node is not InvocationExpressionSyntax call || await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model)
            return null;
        var method = model.GetSymbolInfo(call, cancellation).Symbol as IMethodSymbol;
        var mended = WCA2003UncachedToken.NewTokenArgument(call, method) is { } forced ? WithCache(root, call, method, forced) : WithContainer(root, call, method, model, cancellation);
        return mended is null ? null : document.WithSyntaxRoot(mended);
    }

    /// <summary>The argument goes where its parameter's own value is "no"; else it says "no".</summary>
    private static SyntaxNode WithCache(SyntaxNode root, InvocationExpressionSyntax call, IMethodSymbol? method, ArgumentSyntax forced)
    {
        var arguments = call.ArgumentList.Arguments;
        var index = arguments.IndexOf(forced);
        var parameter = method?.Parameters.FirstOrDefault(p => p.Name == forced.NameColon?.Name.Identifier.ValueText)
            ?? (method is not null && index < method.Parameters.Length ? method.Parameters[index] : null);
        var isOptional = parameter is { HasExplicitDefaultValue: true, ExplicitDefaultValue: false }
            || (method is null && CallSyntax.NameOf(CallSyntax.Receiver(call)).EndsWith("Container", StringComparison.Ordinal));
        return isOptional && (forced.NameColon is not null || index == arguments.Count - 1)
            ? root.ReplaceNode(call.ArgumentList, call.ArgumentList.WithArguments(arguments.RemoveAt(index)))
            : root.ReplaceNode(forced.Expression, SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression).WithTriviaFrom(forced.Expression));
    }

    /// <summary><c>CommonApi.GetToken(corpId, secret)</c> where nothing but the token is wanted of the answer.</summary>
    private static SyntaxNode? WithContainer(SyntaxNode root, InvocationExpressionSyntax call, IMethodSymbol? method, SemanticModel model, CancellationToken cancellation)
    {
        if (method is not { Name: "GetToken" or "GetTokenAsync", ContainingType.Name: "CommonApi", Parameters.Length: 2 }
            || method.ContainingNamespace.ToDisplayString() != "Senparc.Weixin.Work.CommonAPIs"
            || model.Compilation.GetTypeByMetadataName($"{Containers}.{Container}")?.GetMembers("Try" + method.Name).IsEmpty != false)
            return null;
        var answer = Answer(call);
        var kept = SyntaxFactory.ParseExpression($"{TypeSpelling.At(model, call.SpanStart, Containers, Container)}.Try{method.Name}").WithTriviaFrom(call.Expression);
        var token = answer.ReplaceNode(call.Expression, kept);
        if (TokenOf(answer) is { } read)
            return root.ReplaceNode(read, WithoutParentheses(token, read).WithTriviaFrom(read));
        return answer.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax } declaration } variable }
            ? OfLocal(root, declaration, variable, answer, token, model, cancellation) : null;
    }

    private static SyntaxNode? OfLocal(
        SyntaxNode root, VariableDeclarationSyntax declaration, VariableDeclaratorSyntax variable, ExpressionSyntax answer, ExpressionSyntax token, SemanticModel model, CancellationToken cancellation)
    {
        if (MemberAround.Of(declaration) is not { } member || model.GetDeclaredSymbol(variable, cancellation) is not { } local)
            return null;
        var reads = new List<ExpressionSyntax>();
        foreach (var use in member.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (use.Identifier.ValueText != local.Name || !SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(use, cancellation).Symbol, local))
                continue;
            if (TokenOf(use) is not { } read)
                return null;
            reads.Add(read);
        }

        if (reads.Count == 0)
            return null;
        var changed = new List<SyntaxNode>(reads) { answer };
        if (!declaration.Type.IsVar)
            changed.Add(declaration.Type);
        return root.ReplaceNodes(changed, (node, _) =>
            node == answer ? token.WithTriviaFrom(answer)
            : node == declaration.Type ? SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.StringKeyword)).WithTriviaFrom(node)
            : ((MemberAccessExpressionSyntax)node).Expression.WithTriviaFrom(node));
    }

    /// <summary>The call with what waits for it.</summary>
    private static ExpressionSyntax Answer(ExpressionSyntax call)
    {
        var answer = call;
        while (true)
        {
            switch (answer.Parent)
            {
                case AwaitExpressionSyntax waiting:
                    answer = waiting;
                    break;
                case ParenthesizedExpressionSyntax inner:
                    answer = inner;
                    break;
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" } result:
                    answer = result;
                    break;
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" or "GetAwaiter" or "GetResult", Parent: InvocationExpressionSyntax waiting }:
                    answer = waiting;
                    break;
                default:
                    return answer;
            }
        }
    }

    private static MemberAccessExpressionSyntax? TokenOf(ExpressionSyntax answer) =>
        answer.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "access_token" } read && !(read.Parent is AssignmentExpressionSyntax written && written.Left == read)
            ? read : null;

    private static ExpressionSyntax WithoutParentheses(ExpressionSyntax token, ExpressionSyntax read) =>
        token is ParenthesizedExpressionSyntax inner
            && read.Parent is (ArgumentSyntax or EqualsValueClauseSyntax or ReturnStatementSyntax or AssignmentExpressionSyntax or ArrowExpressionClauseSyntax)
            ? inner.Expression : token;
}
