using System.Globalization;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Waivers;

/// <summary>What is said of waivers.</summary>
public static class WaiverTexts
{
    /// <summary>Why a waiver does not hold.</summary>
    public static Bilingual Against(WaiverProblem problem, Waiver waiver, RuleDescriptor? rule, WaiverTerms terms, DateOnly asOf, PolicySet policies) => problem switch
    {
        WaiverProblem.UnknownRule => UnknownRule(waiver, policies),
        WaiverProblem.NotWaivable => new($"规则 {rule!.Id} 不接受豁免；请整改", $"the rule {rule!.Id} takes no waivers; mend what it finds"),
        WaiverProblem.OutOfTerm when waiver.Created > asOf => new($"豁免自 {Day(waiver.Created!.Value)} 起才有效", $"the waiver begins on {Day(waiver.Created!.Value)}"),
        WaiverProblem.OutOfTerm => new(
            $"豁免已于 {Day(waiver.Expires)} 到期，不再有效；请整改，或重新评估后另定期限",
            $"the waiver ended on {Day(waiver.Expires)} and holds no more; solve the problem, or judge the risk again and set another end"),
        WaiverProblem.TooLong => new(
            $"豁免期 {terms.Days(waiver)} 天，{SeverityWords.Of(rule!.Severity)} 级规则最多 {terms.LongestTerm(rule.Severity)} 天",
            $"the waiver runs for {terms.Days(waiver)} days; for rules of severity {SeverityWords.Of(rule.Severity)} {terms.LongestTerm(rule.Severity)} are allowed"),
        _ => NotApproved(waiver, terms.Approvers(rule!.Severity), rule.Severity),
    };

    internal static Bilingual EndsSoon(Waiver waiver, DateOnly asOf)
    {
        var days = waiver.Expires.DayNumber - asOf.DayNumber;
        return new($"豁免将于 {Day(waiver.Expires)} 到期，还有 {days} 天", $"the waiver ends on {Day(waiver.Expires)}, in {days} days");
    }

    internal static Bilingual Unused(Waiver waiver) => waiver.IsComment
        ? new("这条忽略注释没有覆盖任何发现；请删除", "this ignore comment covers no finding; delete it")
        : new($"“{Excerpt.Of(waiver.Subject!)}”没有 {waiver.Rule} 的发现；请删除这条豁免", $"there is no finding of {waiver.Rule} on '{Excerpt.Of(waiver.Subject!)}'; delete the waiver");

    internal static Bilingual OtherValue(Finding now) =>
        new($"接受之后值已改变，现在是 {now.ValueHash}：{now.Message.Zh}", $"the value has changed since it was accepted, it is {now.ValueHash} now: {now.Message.En}");

    internal static Bilingual Duplicate(Waiver waiver) => new($"别处的豁免已覆盖它所覆盖的全部 {waiver.Rule} 发现；请删除其一", $"other waivers cover all findings of {waiver.Rule} that it covers; delete one");

    internal static Bilingual OneSubject(Finding only) => new($"通配符只覆盖一个对象；请写明“{only.Subject}”", $"the pattern covers one subject only; name it: '{only.Subject}'");

    internal static Bilingual OneValue(Finding only) => new($"“any”接受任何值；请写明所接受的值 {only.ValueHash}", $"'any' accepts every value; state the accepted one, {only.ValueHash}");

    internal static Bilingual OneTenant(ScannedTenant only)
    {
        var name = only.Identity.Length > 0 ? only.Identity : only.Name ?? only.Id;
        return new($"只覆盖一个租户的发现；请加上“tenant: {name}”", $"it covers findings of one tenant only; add 'tenant: {name}'");
    }

    /// <summary>What a comment lacks.</summary>
    internal static IEnumerable<Bilingual> Mistakes(IgnoreComment comment)
    {
        if (comment.IsMisspelt)
        {
            yield return new(
                "这条注释像忽略注释，但写法不对，不起作用；请写成“wecom-policy: ignore 规则编号 reason=理由 until=2027-03-31”",
                "this looks like an ignore comment but is none, so it hides nothing; write 'wecom-policy: ignore RULE reason=… until=2027-03-31'");
            yield break;
        }

        if (comment.UnknownKey is { } key)
            yield return new($"忽略注释没有“{key}=”，不起作用；可用：reason=、until=、owner=、approver=、ticket=", $"an ignore comment has no '{key}=', so it hides nothing; there are reason=, until=, owner=, approver= and ticket=");
        if (comment.Rules.Count == 0)
            yield return new("忽略注释没有写明规则，不起作用；请写上规则编号，如 WCA1001", "the ignore comment names no rule and hides nothing; write the rule's id, such as WCA1001");
        if (comment.Reason.Length == 0)
            yield return new("忽略注释没有理由，不起作用；请写上 reason=理由", "the ignore comment has no reason and hides nothing; write reason=…");
        if (comment.BadDate is { } bad)
            yield return new($"忽略注释的期限“{bad}”不是日期，不起作用；请写成 until=2027-03-31", $"'{bad}' in the ignore comment is no date, so it hides nothing; write until=2027-03-31");
        else if (comment.Until is null)
            yield return new("忽略注释没有期限，不起作用；请写上 until=2027-03-31", "the ignore comment has no end and hides nothing; write until=2027-03-31");
    }

    private static Bilingual UnknownRule(Waiver waiver, PolicySet policies)
    {
        var id = Excerpt.Of(waiver.Rule);
        return Suggestion.Nearest(waiver.Rule, policies.KnownIds) is { } near
            ? new($"没有规则“{id}”，豁免不起作用；是否想写 {near}？", $"there is no rule '{id}', so the waiver hides nothing; did you mean {near}?")
            : new($"没有规则“{id}”，豁免不起作用；wecom-policy rules 列出全部规则", $"there is no rule '{id}', so the waiver hides nothing; wecom-policy rules lists all");
    }

    private static Bilingual NotApproved(Waiver waiver, IReadOnlyList<string> approvers, Severity severity)
    {
        var word = SeverityWords.Of(severity);
        if (approvers.Count == 0 && waiver.Approver.Length == 0)
            return new($"{word} 级发现须由责任人以外的人批准；请写上 approver=批准人", $"findings of severity {word} are accepted by somebody who is named; write approver=…");
        if (approvers.Count == 0)
            return new($"责任人 {waiver.Owner} 自己批准了自己的豁免；请由他人批准", $"the owner {waiver.Owner} has approved the waiver alone; somebody else must");
        return waiver.Approver.Length == 0
            ? new($"{word} 级豁免须由 {string.Join("、", approvers)} 批准；请写上 approver=", $"waivers of severity {word} are approved by {string.Join(", ", approvers)}; write approver=")
            : new($"{waiver.Approver} 不能批准 {word} 级豁免；可以批准的有：{string.Join("、", approvers)}", $"{waiver.Approver} may not approve waivers of severity {word}; these may: {string.Join(", ", approvers)}");
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
