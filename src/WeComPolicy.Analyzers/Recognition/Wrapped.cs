using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>What only stands around a value: parentheses, casts, <c>as</c>, <c>!</c>, <c>await</c>, <c>checked</c>.</summary>
internal static class Wrapped
{
    /// <summary>The value itself, without what stands around it.</summary>
    public static ExpressionSyntax Value(ExpressionSyntax expression)
    {
        while (Inner(expression) is { } inner)
            expression = inner;
        return expression;
    }

    /// <summary>Whether a node only stands around the value.</summary>
    public static bool IsAround(SyntaxNode node, SyntaxNode value) => node is ExpressionSyntax expression && Inner(expression) == value;

    private static ExpressionSyntax? Inner(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax parentheses => parentheses.Expression,
        CastExpressionSyntax cast => cast.Expression,
        AwaitExpressionSyntax awaited => awaited.Expression,
        CheckedExpressionSyntax block => block.Expression,
        PostfixUnaryExpressionSyntax postfix when postfix.IsKind(SyntaxKind.SuppressNullableWarningExpression) => postfix.Operand,
        BinaryExpressionSyntax asType when asType.IsKind(SyntaxKind.AsExpression) => asType.Left,
        _ => null,
    };
}
