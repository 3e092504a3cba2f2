namespace WeComPolicy.Expressions.Syntax;

/// <summary>What became of a text.</summary>
/// <param name="Text">The text.</param>
/// <param name="Root">The expression, with <see cref="MissingExpr"/> where mistakes left holes; null only where nothing could be built.</param>
/// <param name="NodeCount">Every <see cref="Expr.Id"/> is at least 0 and less than this; not every number is in use.</param>
/// <param name="Diagnostics">All mistakes, in the order of the text; empty for a valid expression.</param>
public sealed record ParseResult(string Text, Expr? Root, int NodeCount, IReadOnlyList<ExpressionDiagnostic> Diagnostics);
