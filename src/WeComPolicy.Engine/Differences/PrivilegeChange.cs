using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Differences;

/// <summary>What a change of a tenant means for privileges and protection.</summary>
/// <param name="Rule">The rule that says so.</param>
/// <param name="Path">The record by identity: <c>admins[userid=li.na]</c>.</param>
/// <param name="Text">In plain words.</param>
/// <param name="Before">Where it stood; null where it was added.</param>
/// <param name="After">Where it stands; null where it was removed.</param>
public sealed record PrivilegeChange(ChangeRule Rule, string Path, Bilingual Text, SourceRange? Before, SourceRange? After)
{
    /// <summary>What is not stated, so that nobody can tell whether the rule's change happened; empty where it did happen.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Whether it could not be told: a fact is missing in one of the states.</summary>
    public bool IsUndecided => Missing.Count > 0;
}
