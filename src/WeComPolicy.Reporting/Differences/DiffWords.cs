using WeComPolicy.Engine.Differences;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Differences;

/// <summary>The words for what a difference holds: for programs and for people.</summary>
internal static class DiffWords
{
    public static string Keyword(FindingChangeKind kind) => kind switch
    {
        FindingChangeKind.NewlyFailing => "newly-failing",
        FindingChangeKind.NewlyUndecided => "newly-undecided",
        FindingChangeKind.Worse => "worse",
        FindingChangeKind.Hidden => "hidden-by-policy",
        FindingChangeKind.NewlyWaived => "newly-waived",
        FindingChangeKind.NoLongerJudged => "no-longer-judged",
        FindingChangeKind.Milder => "milder",
        FindingChangeKind.OtherValue => "other-value",
        FindingChangeKind.Decided => "decided",
        _ => "mended",
    };

    public static Bilingual Name(FindingChangeKind kind) => kind switch
    {
        FindingChangeKind.NewlyFailing => new("新出现的不合规", "Newly failing"),
        FindingChangeKind.NewlyUndecided => new("新出现的无法判定", "Newly undecided"),
        FindingChangeKind.Worse => new("变严重", "Worse"),
        FindingChangeKind.Hidden => new("按 BASE 的规则不合规，被同一改动放宽的规则放过", "Failing by BASE's rules, let pass by rules that this change loosens"),
        FindingChangeKind.NewlyWaived => new("新豁免", "Newly waived"),
        FindingChangeKind.NoLongerJudged => new("曾不合规，现在不再检查", "Failed, and no longer judged"),
        FindingChangeKind.Milder => new("变轻", "Milder"),
        FindingChangeKind.OtherValue => new("仍不合规，值已改变", "Still failing, with another value"),
        FindingChangeKind.Decided => new("曾无法判定，现在合规", "Decided"),
        _ => new("已整改", "Mended"),
    };

    public static string Keyword(ChangeCause cause) => cause switch
    {
        ChangeCause.Facts => "facts",
        ChangeCause.Policy => "policy",
        _ => "waiver",
    };

    /// <summary>Why a verdict changed; null where the tenant or the code did, which is the usual case.</summary>
    public static Bilingual? Reason(ChangeCause cause) => cause switch
    {
        ChangeCause.Policy => new("因为规则改了：同一租户按 HEAD 的规则结论不同", "because the rules changed: by HEAD's rules the same tenant is judged otherwise"),
        ChangeCause.Waiver => new("因为豁免改了或已到期", "because a waiver changed or has ended"),
        _ => null,
    };

    public static string Keyword(ChangeKind kind) => ChangeRuleReader.Word(kind);

    public static string Keyword(ChangeDirection direction) => ChangeRuleReader.Word(direction);

    public static Bilingual Name(ChangeDirection direction) => direction switch
    {
        ChangeDirection.Wider => new("放宽", "wider"),
        ChangeDirection.Narrower => new("收紧", "narrower"),
        _ => new("请核对", "review"),
    };

    public static string Keyword(ControlDirection direction) => direction switch
    {
        ControlDirection.Looser => "looser",
        ControlDirection.Tighter => "tighter",
        _ => "changed",
    };

    public static Bilingual Name(ControlDirection direction) => direction switch
    {
        ControlDirection.Looser => new("放宽", "looser"),
        ControlDirection.Tighter => new("收紧", "tighter"),
        _ => new("改动", "changed"),
    };

    public static string Keyword(ControlKind kind) => kind switch
    {
        ControlKind.Rule => "rule",
        ControlKind.Setting => "setting",
        ControlKind.Waiver => "waiver",
        _ => "baseline",
    };

    /// <summary>How reports call a tenant.</summary>
    public static Bilingual Name(TenantChange tenant) =>
        tenant.Name is { Length: > 0 } name ? new($"{tenant.Id}（{name}）", $"{tenant.Id} ({name})") : Bilingual.Same(tenant.Id);

    public static Bilingual Tenant(TenantChange tenant) => tenant.Kind switch
    {
        ChangeKind.Added => new("新增租户", "tenant added"),
        ChangeKind.Removed => new("移走租户：它的问题不再有人检查", "tenant removed: nobody judges it any more"),
        _ => new("租户有改动", "tenant changed"),
    };

    /// <summary>A fact's change: what it was and is.</summary>
    public static Bilingual Fact(FactChange fact) => (fact.Kind, fact.From, fact.To) switch
    {
        (ChangeKind.Changed, { } from, { } to) => Bilingual.Same($"{from} → {to}"),
        (ChangeKind.Added, _, { } to) => new($"新增 {to}", $"added {to}"),
        (ChangeKind.Removed, { } from, _) => new($"删除 {from}", $"removed {from}"),
        (ChangeKind.Added, _, _) => new("新增", "added"),
        (ChangeKind.Removed, _, _) => new("删除", "removed"),
        _ => new("有改动", "changed"),
    };
}
