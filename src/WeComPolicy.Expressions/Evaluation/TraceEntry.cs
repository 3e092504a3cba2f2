using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Evaluation;

/// <summary>One evaluation of one sub-expression. A variable that stands for an expression is one entry; its parts are not listed.</summary>
/// <param name="Node">The sub-expression; <see cref="Expr.Span"/> says where it stands.</param>
/// <param name="Value">Its value.</param>
/// <param name="Depth">How deep it is nested, from 0 for the whole expression.</param>
/// <param name="Iteration">Number of the turn of the innermost loop around it, from 0; -1 outside of loops.</param>
public readonly record struct TraceEntry(Expr Node, Value Value, int Depth, int Iteration)
{
    /// <summary>Where the sub-expression stands in the expression's text.</summary>
    public TextSpan Span => Node.Span;
}
