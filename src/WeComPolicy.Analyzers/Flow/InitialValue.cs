using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>What a variable, field or property is where it is declared.</summary>
internal static class InitialValue
{
    /// <summary>The value after <c>=</c> or <c>=&gt;</c>; null where there is none.</summary>
    public static ExpressionSyntax? Of(SyntaxNode declaration) => declaration switch
    {
        VariableDeclaratorSyntax { Initializer.Value: { } value } => value,
        PropertyDeclarationSyntax { Initializer.Value: { } value } => value,
        PropertyDeclarationSyntax { ExpressionBody.Expression: { } value } => value,
        _ => null,
    };
}
