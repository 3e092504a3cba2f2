using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Findings;

/// <summary>A change to a rule, or to another setting of a run, by the word of a file.</summary>
/// <param name="What">
/// Of a rule <c>severity</c>, or <c>params.</c> with the name; of a run the setting, such as <c>fail_on</c> or
/// <c>rules.WCP2001.params.max_days</c>.
/// </param>
/// <param name="From">The value before. Of <c>inputs</c> and <c>tenants</c> what would be judged without them and is not.</param>
/// <param name="To">The value in force.</param>
/// <param name="Reason">Why; null where nobody says.</param>
/// <param name="By">Where it is written.</param>
public sealed record Adjustment(string What, string From, string To, Bilingual? Reason, SourceRange By)
{
    /// <summary>Whether the run is milder for it, or may be: every report tells it.</summary>
    public bool IsLooser { get; init; }
}
