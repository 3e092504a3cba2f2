using System.Composition;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using WeComPolicy.Analyzers.Flow;

namespace WeComPolicy.Analyzers.CodeFixes.CallRate;

/// <summary>WCA2007: makes a turn of the loop for many items in place of one, where every use of the item is known to take many.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WCA2007BatchFix))]
[Shared]
public sealed class WCA2007BatchFix : WeComCodeFix
{
    /// <summary>Recipients of one message (field <c>touser</c>).</summary>
    private const int Recipients = 1_000;

    /// <summary>Members deleted in one call (<c>user/batchdelete</c>).</summary>
    private const int Deletions = 200;

    /// <summary>Members added to or taken from a tag in one call.</summary>
    private const int TagMembers = 1_000;

    private const string Linq = "System.Linq.Enumerable";

    /// <summary>Creates the fix.</summary>
    public WCA2007BatchFix()
        : base(RuleIdentifiers.PerItemCall)
    {
    }

    /// <inheritdoc/>
    private protected override async Task<Document?> FixAsync(Document document, SyntaxNode root, SyntaxNode node, CancellationToken cancellation)
    {
        if (node is not InvocationExpressionSyntax call || await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model)
            return null;
        if (LoopAround.Of(call)?.Loop is not ForEachStatementSyntax loop || loop.AwaitKeyword != default || !EachTurnStandsAlone(loop, call)
            || model.Compilation.GetTypeByMetadataName(Linq)?.GetMembers("Chunk").IsEmpty != false)
            return null;
        if (Uses(loop, model, cancellation) is not { Count: > 0 } uses)
            return null;
        var batch = FreeName(loop, model);
        var changes = OfRecipients(uses, batch, model, cancellation) is { } recipients ? (recipients, Recipients) : OfSenparc(call, uses, batch, model, cancellation);
        if (changes is not var (changed, size))
            return null;
        var items = Chunked(loop, uses[0], size, model);
        var mended = loop.ReplaceNodes(changed.Keys, (old, _) => changed[old].WithTriviaFrom(old));
        mended = mended
            .WithType(SyntaxFactory.IdentifierName("var").WithTriviaFrom(mended.Type))
            .WithIdentifier(SyntaxFactory.Identifier(batch).WithTriviaFrom(mended.Identifier))
            .WithExpression(items.WithTriviaFrom(loop.Expression));
        return document.WithSyntaxRoot(root.ReplaceNode(loop, mended.WithAdditionalAnnotations(Formatter.Annotation)));
    }

    /// <summary>Nothing counts the turns or collects what they gave.</summary>
    private static bool EachTurnStandsAlone(ForEachStatementSyntax loop, InvocationExpressionSyntax call)
    {
        foreach (var node in loop.Statement.DescendantNodesAndSelf())
        {
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or YieldStatementSyntax:
                case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression }:
                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression }:
                case AssignmentExpressionSyntax assignment when !assignment.IsKind(SyntaxKind.SimpleAssignmentExpression):
                case InvocationExpressionSyntax collect when CallSyntax.NameOf(collect.Expression) is "Add" or "AddRange" or "Append" or "AppendLine" or "Enqueue" or "Push" or "Insert":
                    return false;
            }
        }

        // What the call gives is dropped, or looked at within the turn.
        return call.FirstAncestorOrSelf<StatementSyntax>() is ExpressionStatementSyntax or LocalDeclarationStatementSyntax;
    }

    /// <summary>All uses of the item, each the same text; <c>null</c> if they are not.</summary>
    private static List<ExpressionSyntax>? Uses(ForEachStatementSyntax loop, SemanticModel model, CancellationToken cancellation)
    {
        if (model.GetDeclaredSymbol(loop, cancellation) is not { } item)
            return null;
        var uses = new List<ExpressionSyntax>();
        foreach (var name in loop.Statement.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (name.Identifier.ValueText != item.Name || !SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellation).Symbol, item))
                continue;
            ExpressionSyntax use = name;
            if (item.Type.SpecialType != SpecialType.System_String)
            {
                if (name.Parent is not MemberAccessExpressionSyntax access || access.Expression != name)
                    return null;
                use = access;
            }

            if (model.GetTypeInfo(use, cancellation).Type?.SpecialType != SpecialType.System_String || (uses.Count > 0 && uses[0].ToString() != use.ToString()))
                return null;
            uses.Add(use);
        }

        return uses;
    }

    private static Dictionary<SyntaxNode, SyntaxNode>? OfRecipients(List<ExpressionSyntax> uses, string batch, SemanticModel model, CancellationToken cancellation)
    {
        var recipient = new RecipientUse(model.Compilation, cancellation);
        if (!uses.TrueForAll(recipient.IsSure))
            return null;
        var many = SyntaxFactory.ParseExpression($"string.Join(\"|\", {batch})");
        return uses.ToDictionary(use => (SyntaxNode)use, _ => (SyntaxNode)many);
    }

    /// <summary>Senparc's methods with a twin for many, or with a list that held one.</summary>
    private static (Dictionary<SyntaxNode, SyntaxNode> Changed, int Size)? OfSenparc(
        InvocationExpressionSyntax call, List<ExpressionSyntax> uses, string batch, SemanticModel model, CancellationToken cancellation)
    {
        if (uses.Count != 1 || !call.Span.Contains(uses[0].Span)
            || model.GetSymbolInfo(call, cancellation).Symbol is not IMethodSymbol { ContainingType: { Name: "MailListApi" } api } method
            || api.ContainingNamespace.ToDisplayString() != "Senparc.Weixin.Work.AdvancedAPIs")
            return null;
        var many = SyntaxFactory.IdentifierName(batch);
        switch (method.Name)
        {
            case "DeleteMember" or "DeleteMemberAsync" when uses[0].Parent is ArgumentSyntax { NameColon: null } && !api.GetMembers("Batch" + method.Name).IsEmpty:
                var name = call.Expression is MemberAccessExpressionSyntax access ? access.Name : (SimpleNameSyntax)call.Expression;
                return (new() { [uses[0]] = many, [name] = SyntaxFactory.IdentifierName("Batch" + method.Name) }, Deletions);
            case "AddTagMember" or "AddTagMemberAsync" or "DelTagMember" or "DelTagMemberAsync":
                return uses[0].FirstAncestorOrSelf<ArgumentSyntax>() is { Expression: { } list } && HoldsOnly(list, uses[0]) ? (new() { [list] = many }, TagMembers) : null;
            default:
                return null;
        }
    }

    /// <summary><c>new[] { id }</c>, <c>new string[] { id }</c>, <c>[id]</c></summary>
    private static bool HoldsOnly(ExpressionSyntax list, ExpressionSyntax item) => list switch
    {
        ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions.Count == 1 && array.Initializer.Expressions[0] == item,
        ArrayCreationExpressionSyntax { Initializer: { } values } => values.Expressions.Count == 1 && values.Expressions[0] == item,
        CollectionExpressionSyntax { Elements: { Count: 1 } elements } => elements[0] is ExpressionElementSyntax element && element.Expression == item,
        _ => false,
    };

    private static ExpressionSyntax Chunked(ForEachStatementSyntax loop, ExpressionSyntax use, int size, SemanticModel model)
    {
        var count = size.ToString(CultureInfo.InvariantCulture);
        var items = loop.Expression.WithoutTrivia();
        var item = loop.Identifier.ValueText;
        var select = use is IdentifierNameSyntax ? null : $"{item} => {use}";
        if (model.GetTypeInfo(loop.Expression).Type is not { } type || model.LookupSymbols(loop.SpanStart, type, "Chunk", includeReducedExtensionMethods: true).IsEmpty)
        {
            var source = select is null ? items.ToString() : $"{Linq}.Select({items}, {select})";
            return SyntaxFactory.ParseExpression($"{Linq}.Chunk({source}, {count})");
        }

        var receiver = items is SimpleNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax
            ? items.ToString() : $"({items})";
        return SyntaxFactory.ParseExpression($"{receiver}{(select is null ? "" : $".Select({select})")}.Chunk({count})");
    }

    private static string FreeName(ForEachStatementSyntax loop, SemanticModel model)
    {
        var taken = new HashSet<string>(loop.DescendantTokens().Select(token => token.ValueText), StringComparer.Ordinal);
        return new[] { "batch", "chunk", "recipients", "batchOfIds" }.First(name => name == "batchOfIds"
            || (!taken.Contains(name) && model.LookupSymbols(loop.SpanStart, name: name).IsEmpty));
    }
}
