using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>What a literal under a name that says nothing (<c>s</c>, <c>Value</c>) is used as, within its own file.</summary>
internal static class SecretUse
{
    private const int MaxUses = 64;

    private const int MaxNodes = 20_000;

    /// <summary>Whether the variable, field or property that holds the literal is handed on under a telling name.</summary>
    /// <param name="literal">The literal.</param>
    /// <param name="tells">Asked with the normalized name of a parameter or property.</param>
    /// <param name="tellsInUrl">Asked with the text before the value, up to and with its "=".</param>
    /// <param name="model">The model of the literal's file.</param>
    /// <param name="cancellation">Ends the search.</param>
    public static bool Tells(
        ExpressionSyntax literal, Func<string, bool> tells, Func<string, bool> tellsInUrl, SemanticModel model, CancellationToken cancellation)
    {
        if (Holder(literal) is not { } holder)
            return false;
        var uses = 0;
        var nodes = 0;
        foreach (var node in holder.Scope.DescendantNodes())
        {
            if (++nodes > MaxNodes || uses > MaxUses)
                return false;
            if (node is not IdentifierNameSyntax use || use.Identifier.ValueText != holder.Name)
                continue;
            uses++;
            ExpressionSyntax read = use.Parent is MemberAccessExpressionSyntax access && access.Name == use ? access : use;
            if (read.Parent is ElementAccessExpressionSyntax element && element.Expression == read)
                read = element;
            if (read.Parent is ForEachStatementSyntax each && each.Expression == read && IsSentInTurns(each, tellsInUrl))
                return true;
            // A constant is part of the text, where it is reported.
            if (!holder.IsConst && TextBefore(read) is { } before && before.EndsWith("=", StringComparison.Ordinal) && tellsInUrl(before))
                return true;
            if (StringTarget.Of(read, model, cancellation) is { } target && target.Name != WeComWords.Normalize(holder.Name) && tells(target.Name))
                return true;
        }

        return false;
    }

    /// <summary>Each value of a list in its turn: <c>foreach (var key in keys) … "?key=" + key</c>.</summary>
    private static bool IsSentInTurns(ForEachStatementSyntax each, Func<string, bool> tellsInUrl) =>
        each.Statement.DescendantNodes().Take(MaxNodes / 10).OfType<IdentifierNameSyntax>().Any(use => use.Identifier.ValueText == each.Identifier.ValueText
            && TextBefore(use) is { } before && before.EndsWith("=", StringComparison.Ordinal) && tellsInUrl(before));

    /// <summary>The text right before a value: <c>$"…&amp;corpsecret={value}"</c>, <c>"…corpsecret=" + value</c>.</summary>
    public static string? TextBefore(ExpressionSyntax value) => value.Parent switch
    {
        InterpolationSyntax { Parent: InterpolatedStringExpressionSyntax text } hole => TextBefore(text, hole),
        BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression) && sum.Right == value => LastText(sum.Left),
        BinaryExpressionSyntax { Parent: BinaryExpressionSyntax outer } sum when sum.IsKind(SyntaxKind.AddExpression) && sum.Left == value
            && outer.IsKind(SyntaxKind.AddExpression) && outer.Right == sum => LastText(outer.Left),
        _ => null,
    };

    private static (string Name, SyntaxNode Scope, bool IsConst)? Holder(ExpressionSyntax literal)
    {
        SyntaxNode node = literal;
        while (node.Parent is { } parent && (Wrapped.IsAround(parent, node) || IsElement(parent, node)))
            node = parent;
        return node.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax { Parent: { } block } local } variable } =>
                (variable.Identifier.ValueText, block is GlobalStatementSyntax ? block.SyntaxTree.GetRoot() : block, local.IsConst),
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax { Parent: { } type } declaration } field } =>
                (field.Identifier.ValueText, type, declaration.Modifiers.Any(SyntaxKind.ConstKeyword)),
            EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax { Parent: { } type } property } => (property.Identifier.ValueText, type, false),
            ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax { Parent: { } type } property } => (property.Identifier.ValueText, type, false),
            ReturnStatementSyntax { Parent.Parent: AccessorDeclarationSyntax { Parent.Parent: PropertyDeclarationSyntax { Parent: { } type } property } } => (property.Identifier.ValueText, type, false),
            EqualsValueClauseSyntax { Parent: ParameterSyntax { Parent.Parent: { } member } parameter } => (parameter.Identifier.ValueText, member, false),
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax name } assignment when assignment.Right == node
                && assignment.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type => (name.Identifier.ValueText, type, false),
            _ => null,
        };
    }

    /// <summary>A value of a list or dictionary: what is read from it is one of them.</summary>
    public static bool IsElement(SyntaxNode parent, SyntaxNode node) => parent switch
    {
        InitializerExpressionSyntax pair when pair.IsKind(SyntaxKind.ComplexElementInitializerExpression) => pair.Expressions.Last() == node,
        InitializerExpressionSyntax list => list.Kind() is SyntaxKind.ArrayInitializerExpression or SyntaxKind.CollectionInitializerExpression or SyntaxKind.ObjectInitializerExpression,
        AssignmentExpressionSyntax { Left: ImplicitElementAccessSyntax } entry => entry.Right == node,
        BaseObjectCreationExpressionSyntax made => made.Initializer == node,
        ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax or ExpressionElementSyntax or CollectionExpressionSyntax => true,
        _ => false,
    };

    private static string? TextBefore(InterpolatedStringExpressionSyntax text, InterpolationSyntax hole) =>
        text.Contents.IndexOf(hole) is > 0 and var index && text.Contents[index - 1] is InterpolatedStringTextSyntax before ? before.TextToken.ValueText : null;

    private static string? LastText(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal => literal.Token.ValueText,
        InterpolatedStringExpressionSyntax { Contents: { Count: > 0 } contents } => (contents[contents.Count - 1] as InterpolatedStringTextSyntax)?.TextToken.ValueText,
        BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression) => LastText(sum.Right),
        ParenthesizedExpressionSyntax inner => LastText(inner.Expression),
        _ => null,
    };
}
