using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Differences;

/// <summary>Compares what code hides by the compiler's own means: a finding that is hidden when it comes is no difference of verdicts.</summary>
internal static class HiddenChanges
{
    public static IEnumerable<ControlChange> Of(IReadOnlyList<SuppressedFinding> before, IReadOnlyList<SuppressedFinding> after)
    {
        var old = before.CountBy(Key).ToDictionary();
        foreach (var hidden in after)
        {
            if (old.GetValueOrDefault(Key(hidden)) is > 0 and var left)
                old[Key(hidden)] = left - 1;
            else
                yield return Change(hidden);
        }
    }

    private static ControlChange Change(SuppressedFinding hidden)
    {
        var by = hidden.By == Suppression.InSource
            ? new Bilingual("#pragma 或 SuppressMessage", "#pragma or SuppressMessage")
            : new Bilingual(".editorconfig 或项目属性", ".editorconfig or a property of the project");
        return new ControlChange(
            ControlKind.Waiver,
            "finding-hidden",
            ControlDirection.Looser,
            hidden.Finding.Rule.Id,
            new($"新的发现被 {by.Zh} 隐藏：{hidden.Finding.Message.Zh}", $"a new finding is hidden by {by.En}: {hidden.Finding.Message.En}"),
            null,
            hidden.Finding.Location);
    }

    private static (string Rule, string Fingerprint) Key(SuppressedFinding hidden) => (hidden.Finding.Rule.Id, hidden.Finding.Fingerprint);
}
