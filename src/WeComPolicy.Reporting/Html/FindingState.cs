using WeComPolicy.Engine.Baselines;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Html;

/// <summary>Where a finding stands between being found and being settled.</summary>
/// <param name="Key">For the script.</param>
/// <param name="Name">For people.</param>
internal sealed record FindingState(string Key, Bilingual Name)
{
    private static readonly FindingState s_open = new("open", new("未处理", "open"));
    private static readonly FindingState s_new = new("new", new("新出现", "new"));
    private static readonly FindingState s_changed = new("changed", new("变化", "changed"));
    private static readonly FindingState s_known = new("known", new("基线中已有", "in the baseline"));
    private static readonly FindingState s_accepted = new("accepted", new("已接受", "accepted"));

    /// <summary>In the order of the filter.</summary>
    public static IReadOnlyList<FindingState> All { get; } = [s_open, s_new, s_changed, s_known, s_accepted];

    /// <summary>Whether the row says so; what is merely open needs no word.</summary>
    public bool IsWorthAWord => this != s_open;

    public static FindingState Of(Finding finding) =>
        finding.Waiver is not null ? s_accepted
        : finding.BaselineState switch
        {
            BaselineState.New => s_new,
            BaselineState.Updated => s_changed,
            BaselineState.Unchanged => s_known,
            _ => s_open,
        };
}
