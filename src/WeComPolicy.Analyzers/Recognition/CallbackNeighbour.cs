using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>What stands beside a callback token: its EncodingAESKey tells a token from any other word.</summary>
internal enum CallbackNeighbour
{
    /// <summary>No EncodingAESKey beside it.</summary>
    None,

    /// <summary>One whose value is not in the source, or is of no known shape.</summary>
    Unknown,

    /// <summary>A real key.</summary>
    Key,

    /// <summary>A placeholder, or the key of the vendor's documentation: so is the token.</summary>
    Placeholder,
}

/// <summary>Finds the <see cref="CallbackNeighbour"/> of a literal.</summary>
internal static class CallbackNeighbourReader
{
    private const int MaxSiblings = 256;

    public static CallbackNeighbour Of(ExpressionSyntax literal)
    {
        var found = CallbackNeighbour.None;
        foreach (var (name, value) in Siblings(literal).Take(MaxSiblings))
        {
            if (!SecretName.SaysEncodingAesKey(WeComWords.Normalize(name)))
                continue;
            var kind = Kind(value);
            if (kind > found)
                found = kind;
        }

        return found;
    }

    /// <summary>Whether a corp id stands beside the literal, under its name.</summary>
    public static bool HasCorpId(ExpressionSyntax literal) => Siblings(literal).Take(MaxSiblings).Any(sibling =>
        WeComWords.Normalize(sibling.Name).EndsWith("corpid", StringComparison.Ordinal)
        && sibling.Value is LiteralExpressionSyntax { Token.ValueText: var text } && SecretShape.IsCorpId(text));

    private static CallbackNeighbour Kind(ExpressionSyntax? value)
    {
        if (value is not LiteralExpressionSyntax { Token.ValueText: var text } || !value.IsKind(SyntaxKind.StringLiteralExpression))
            return CallbackNeighbour.Unknown;
        return SecretShape.IsEncodingAesKey(text) ? CallbackNeighbour.Key : CallbackNeighbour.Placeholder;
    }

    private static IEnumerable<(string Name, ExpressionSyntax? Value)> Siblings(ExpressionSyntax literal) => literal.Parent switch
    {
        AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax initializer } => Assigned(initializer.Expressions),
        AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax { Parent: BlockSyntax block } } =>
            Assigned(block.Statements.OfType<ExpressionStatementSyntax>().Select(statement => statement.Expression)),
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax { Parent: BlockSyntax block } } } =>
            Declared(block.Statements.OfType<LocalDeclarationStatementSyntax>().Select(local => local.Declaration)),
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax { Parent: TypeDeclarationSyntax type } } } => Members(type),
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax { Parent: TypeDeclarationSyntax type } } => Members(type),
        ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax { Parent: TypeDeclarationSyntax type } } => Members(type),
        ArgumentSyntax { Parent: ArgumentListSyntax { Parent: ObjectCreationExpressionSyntax creation, Arguments: { Count: > 1 } arguments } }
            when arguments[0].Expression == literal && creation.Type.ToString().EndsWith("WXBizMsgCrypt", StringComparison.Ordinal) =>
            [("EncodingAESKey", arguments[1].Expression)],
        _ => [],
    };

    private static IEnumerable<(string, ExpressionSyntax?)> Assigned(IEnumerable<ExpressionSyntax> expressions)
    {
        foreach (var expression in expressions)
        {
            if (expression is AssignmentExpressionSyntax assignment)
            {
                var name = assignment.Left is MemberAccessExpressionSyntax access ? access.Name.Identifier.ValueText : assignment.Left.ToString();
                yield return (name, assignment.Right);
            }
        }
    }

    private static IEnumerable<(string, ExpressionSyntax?)> Declared(IEnumerable<VariableDeclarationSyntax> declarations) =>
        declarations.SelectMany(declaration => declaration.Variables).Select(variable => (variable.Identifier.ValueText, variable.Initializer?.Value));

    private static IEnumerable<(string, ExpressionSyntax?)> Members(TypeDeclarationSyntax type)
    {
        foreach (var member in type.Members)
        {
            if (member is PropertyDeclarationSyntax property)
                yield return (property.Identifier.ValueText, property.Initializer?.Value ?? property.ExpressionBody?.Expression);
            if (member is not FieldDeclarationSyntax field)
                continue;
            foreach (var variable in Declared([field.Declaration]))
                yield return variable;
        }
    }
}
