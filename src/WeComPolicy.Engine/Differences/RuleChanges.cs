using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Profiles;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Differences;

/// <summary>
/// Compares the rules in force, whichever file decides about them: policy files, profiles, the project file. Texts for people play
/// no part; where nothing differs the same inputs come to the same verdicts.
/// </summary>
public static class RuleChanges
{
    /// <summary>The changes, by rule.</summary>
    public static IReadOnlyList<ControlChange> Of(PolicySet before, PolicySet after)
    {
        var old = InForce(before);
        var current = InForce(after);
        var changes = new List<ControlChange>();
        foreach (var id in old.Keys.Union(current.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var was = old.GetValueOrDefault(id);
            var now = current.GetValueOrDefault(id);
            if (was is null || now is null)
                changes.Add(OnOneSide(id, was, now, before, after));
            else
                changes.AddRange(Between(was, now));
        }

        return changes;
    }

    private sealed record Rule(RuleDescriptor Descriptor, string Logic);

    private static Dictionary<string, Rule> InForce(PolicySet policies)
    {
        var rules = policies.Rules.Select(r => new Rule(r.Descriptor, LogicOf(r.Definition.Body)))
            .Concat(policies.WaiverRules.Select(r => new Rule(r.Descriptor, "")))
            .Concat(PolicyLoader.CodeRulesWith(policies).Select(r => new Rule(r, "")));
        return rules.DistinctBy(r => r.Descriptor.Id, StringComparer.Ordinal).ToDictionary(r => r.Descriptor.Id, StringComparer.Ordinal);
    }

    // What decides, without what is said about it.
    private static string LogicOf(RuleBody body) => body switch
    {
        ExpressionBody expressions => string.Join('\n',
            expressions.Each.Concat(expressions.Variables).Select(e => $"{e.Name}: {e.Expression.Text}")
                .Append($"when: {expressions.When?.Text}").Append($"require: {expressions.Require.Text}")),
        BuiltinBody builtin => builtin.Name,
        _ => "",
    };

    private static ControlChange OnOneSide(string id, Rule? was, Rule? now, PolicySet before, PolicySet after)
    {
        if (now is null)
        {
            return Off(after) is { } off
                ? new(ControlKind.Rule, "rule-off", ControlDirection.Looser, id, new($"停用 {Title(was!).Zh}；理由：{off.Reason.Zh}", $"switched off: {Title(was!).En}; reason: {off.Reason.En}"), was!.Descriptor.Definition, off.By)
                : new(ControlKind.Rule, "rule-removed", ControlDirection.Looser, id, new($"不再检查：{Title(was!).Zh}", $"no longer checked: {Title(was!).En}"), was!.Descriptor.Definition, null);
        }

        return Off(before) is { } offBefore
            ? new(ControlKind.Rule, "rule-on", ControlDirection.Tighter, id, new($"重新启用：{Title(now).Zh}", $"switched on again: {Title(now).En}"), offBefore.By, now.Descriptor.Definition)
            : new(ControlKind.Rule, "rule-added", ControlDirection.Tighter, id, new($"新检查：{Title(now).Zh}", $"newly checked: {Title(now).En}"), null, now.Descriptor.Definition);

        DisabledRule? Off(PolicySet policies) => policies.Disabled.FirstOrDefault(d => d.Rule.Id == id);
    }

    private static IEnumerable<ControlChange> Between(Rule was, Rule now)
    {
        var (a, b) = (was.Descriptor, now.Descriptor);
        if (a.Severity != b.Severity)
        {
            yield return Change(
                b.Severity < a.Severity ? "severity-lowered" : "severity-raised",
                b.Severity < a.Severity ? ControlDirection.Looser : ControlDirection.Tighter,
                new($"严重级别：{SeverityWords.Of(a.Severity)} → {SeverityWords.Of(b.Severity)}", $"severity: {SeverityWords.Of(a.Severity)} → {SeverityWords.Of(b.Severity)}"),
                "severity");
        }

        foreach (var name in a.Parameters.Keys.Union(b.Parameters.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var from = a.Parameters.TryGetValue(name, out var old) ? ParameterValue.Text(old) : "";
            var to = b.Parameters.TryGetValue(name, out var current) ? ParameterValue.Text(current) : "";
            if (from != to)
                yield return Change("parameter-changed", ControlDirection.Changed, new($"参数 {name}：{from} → {to}", $"parameter {name}: {from} → {to}"), $"params.{name}");
        }

        if (a.IsWaivable != b.IsWaivable)
        {
            yield return Change(
                b.IsWaivable ? "now-waivable" : "no-longer-waivable",
                b.IsWaivable ? ControlDirection.Looser : ControlDirection.Tighter,
                b.IsWaivable ? new("改为可以豁免", "waivers are taken now") : new("改为不可豁免", "waivers are no longer taken"),
                "waivable");
        }

        if (was.Logic != now.Logic)
            yield return Change("logic-changed", ControlDirection.Changed, new("判断条件有改动", "its conditions were changed"), "");

        ControlChange Change(string what, ControlDirection direction, Bilingual text, string adjusted) =>
            new(ControlKind.Rule, what, direction, a.Id, text, PlaceOf(a, adjusted), PlaceOf(b, adjusted));
    }

    // Where a profile or the project file says so, else the rule.
    private static SourceRange? PlaceOf(RuleDescriptor rule, string adjusted) => rule.Adjustments.LastOrDefault(x => x.What == adjusted)?.By ?? rule.Definition;

    private static Bilingual Title(Rule rule) => rule.Descriptor.Title;
}
