using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Findings;

/// <summary>Something that makes a run milder than the shipped rules and defaults are, by the word of a file: every report tells it.</summary>
/// <param name="What">The setting, such as <c>fail_on</c> or <c>rules.WCP2001.params.max_days</c>.</param>
/// <param name="From">Its value before.</param>
/// <param name="To">Its value in force.</param>
/// <param name="Reason">Why; null where nobody says.</param>
/// <param name="By">Where it is written.</param>
public sealed record Loosening(string What, string From, string To, Bilingual? Reason, SourceRange By);
