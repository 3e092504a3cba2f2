namespace WeComPolicy.Expressions;

/// <summary>A mistake in an expression, found while it was parsed, checked or bounded in cost.</summary>
/// <param name="Span">Where, in the expression's own text.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Hint">What to do, such as "did you mean …"; null where there is nothing to advise.</param>
public sealed record ExpressionDiagnostic(TextSpan Span, Bilingual Message, Bilingual? Hint = null);
