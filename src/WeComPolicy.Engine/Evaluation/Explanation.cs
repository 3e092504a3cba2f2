using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Evaluation;

/// <summary>How a rule came to its verdicts on a tenant.</summary>
/// <param name="Outcome">How often it came to which verdict.</param>
/// <param name="Subjects">Some subjects of each verdict, in the order of the input.</param>
public sealed record Explanation(RuleOutcome Outcome, IReadOnlyList<ExplainedSubject> Subjects);

/// <summary>How a rule came to its verdict on one subject.</summary>
/// <param name="Subject">By identity; "tenant" for a rule without <c>each</c>.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Place">Where the subject stands; null for the tenant as a whole.</param>
/// <param name="Expressions">The expressions that led to it, in the order of evaluation.</param>
public sealed record ExplainedSubject(string Subject, Verdict Verdict, SourceRange? Place, IReadOnlyList<ExplainedExpression> Expressions);

/// <summary>An expression with the value of each of its parts.</summary>
/// <param name="Name">Its key in the rule: <c>when</c>, <c>require</c>, a variable's name, <c>each</c> with the name.</param>
/// <param name="Text">The expression.</param>
/// <param name="Range">Where it stands in the policy file.</param>
/// <param name="Steps">The expression itself first, then its parts, each before its own.</param>
/// <param name="Omitted">How many more parts were evaluated.</param>
public sealed record ExplainedExpression(string Name, string Text, SourceRange Range, IReadOnlyList<ExplainedStep> Steps, long Omitted);

/// <summary>A part of an expression with its value.</summary>
/// <param name="Text">The part as it is written.</param>
/// <param name="Value">Its value, shortened.</param>
/// <param name="Depth">How deep it is nested, from 0.</param>
/// <param name="Iteration">The turn of the loop around it, from 0; −1 outside of loops.</param>
/// <param name="Place">Where the tenant states the value; null for a computed one.</param>
public sealed record ExplainedStep(string Text, Bilingual Value, int Depth, int Iteration, SourceRange? Place);
