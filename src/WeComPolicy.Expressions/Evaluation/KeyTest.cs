using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Evaluation;

/// <summary>A part of a macro's predicate without which it is false: a field of the element equals a value.</summary>
/// <param name="Field">The field.</param>
/// <param name="IsOptional">Whether both sides are optionals: <c>element.?field == wanted</c>.</param>
/// <param name="Wanted">The value, which does not depend on the element.</param>
internal sealed record KeyTest(RecordField Field, bool IsOptional, Step Wanted);
