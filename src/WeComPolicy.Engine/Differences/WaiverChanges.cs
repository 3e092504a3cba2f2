using System.Globalization;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Waivers;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Differences;

/// <summary>
/// Compares accepted risks, those in files and those in comments. A waiver is the same one where it names the same rule, tenant and
/// subject, or, of those that are left, where one of the two subjects covers the other.
/// </summary>
internal static class WaiverChanges
{
    public static IReadOnlyList<ControlChange> Of(ComparedState before, ComparedState after)
    {
        var old = All(before).ToList();
        var current = All(after).ToList();
        var changes = new List<ControlChange>();
        Pair((a, b) => a.Key == b.Key);
        Pair((a, b) => a.Rule == b.Rule && !a.IsComment && !b.IsComment && (Covers(a, b) || Covers(b, a)));
        changes.AddRange(current.Select(e => Change("waiver-added", ControlDirection.Looser, null, e, new($"新增豁免，到期 {Day(e.Expires)}；理由：{e.Reason}", $"waiver added, until {Day(e.Expires)}; reason: {e.Reason}"))));
        changes.AddRange(old.Select(e => Change("waiver-removed", ControlDirection.Tighter, e, null, new("豁免已删除", "waiver removed"))));
        return [.. changes.OrderBy(c => c.Subject, StringComparer.Ordinal).ThenBy(c => c.What, StringComparer.Ordinal)];

        void Pair(Func<Entry, Entry, bool> same)
        {
            foreach (var entry in current.ToList())
            {
                var index = old.FindIndex(o => same(o, entry));
                if (index < 0)
                    continue;
                changes.AddRange(Between(old[index], entry));
                old.RemoveAt(index);
                current.Remove(entry);
            }
        }
    }

    private sealed record Entry(string Key, string Rule, string? Tenant, string? Subject, string Value, DateOnly Expires, string Reason, string People, SourceRange Range)
    {
        public bool IsComment => Subject is null;
    }

    private static IEnumerable<Entry> All(ComparedState state)
    {
        foreach (var w in state.Waivers.Waivers)
        {
            yield return new Entry(
                $"{w.Rule.ToUpperInvariant()}|{w.Tenant}|{w.Subject}", w.Rule.ToUpperInvariant(), w.Tenant, w.Subject, w.Value, w.Expires, Shown(w.Reason),
                $"{w.Owner}|{w.Approver}|{w.Ticket}", w.PlaceOf("subject"));
        }

        if (!state.Waivers.IsInForce)
            yield break;
        foreach (var comment in state.Result.IgnoreComments)
        {
            // Lines move: the text that it speaks of stays.
            var spoken = comment.Line <= comment.Range.File.LineCount ? comment.Range.File.LineText(comment.Line).Trim().ToString() : "";
            if (comment.Range.Start.Line == comment.Line)
                spoken = spoken.Split("wecom-policy:")[0].TrimEnd(' ', '#', '/', '*', '\t');
            foreach (var rule in comment.Rules.Select(r => r.ToUpperInvariant()))
            {
                yield return new Entry(
                    $"{rule}|{state.Below(comment.Range.File.Path)}|{spoken}", rule, null, null, Waiver.AnyValue, comment.Until ?? DateOnly.MinValue, Shown(comment.Reason),
                    $"{comment.Owner}|{comment.Approver}|{comment.Ticket}", comment.Range);
            }
        }
    }

    private static IEnumerable<ControlChange> Between(Entry was, Entry now)
    {
        var wider = Widened(was, now);
        if (wider is not null)
            yield return Change("waiver-widened", ControlDirection.Looser, was, now, wider.Value);
        else if (Widened(now, was) is not null)
            yield return Change("waiver-narrowed", ControlDirection.Tighter, was, now, new("豁免范围缩小", "waiver narrowed"));
        if (was.Expires < now.Expires)
            yield return Change("waiver-prolonged", ControlDirection.Looser, was, now, new($"豁免延期：{Day(was.Expires)} → {Day(now.Expires)}", $"waiver prolonged: {Day(was.Expires)} → {Day(now.Expires)}"));
        else if (was.Expires > now.Expires)
            yield return Change("waiver-shortened", ControlDirection.Tighter, was, now, new($"豁免提前到期：{Day(was.Expires)} → {Day(now.Expires)}", $"waiver shortened: {Day(was.Expires)} → {Day(now.Expires)}"));
        if (was.Value != now.Value && was.Value != Waiver.AnyValue && now.Value != Waiver.AnyValue)
            yield return Change("waiver-other-value", ControlDirection.Looser, was, now, new($"豁免接受了另一个值：{was.Value} → {now.Value}", $"waiver accepts another value: {was.Value} → {now.Value}"));
        if (was.People != now.People || was.Reason != now.Reason)
            yield return Change("waiver-reworded", ControlDirection.Changed, was, now, new("豁免的理由、负责人、批准人或工单有改动", "reason, owner, approver or ticket of the waiver changed"));
    }

    private static Bilingual? Widened(Entry was, Entry now)
    {
        if (was.Tenant is not null && now.Tenant is null)
            return new($"豁免范围扩大：由租户 {Shown(was.Tenant)} 扩大到全部租户", $"waiver widened: from the tenant {Shown(was.Tenant)} to all tenants");
        if (was.Subject != now.Subject && Covers(now, was))
            return new($"豁免范围扩大：{Shown(was.Subject!)} → {Shown(now.Subject!)}", $"waiver widened: {Shown(was.Subject!)} → {Shown(now.Subject!)}");
        return was.Value != Waiver.AnyValue && now.Value == Waiver.AnyValue
            ? new($"豁免范围扩大：由值 {was.Value} 扩大到任意值", $"waiver widened: from the value {was.Value} to any value")
            : null;
    }

    private static bool Covers(Entry wide, Entry narrow) => wide.Subject is { } pattern && narrow.Subject is { } subject && WaiverScope.Matches(pattern, subject);

    private static ControlChange Change(string what, ControlDirection direction, Entry? was, Entry? now, Bilingual text)
    {
        var named = (now ?? was)!;
        var about = named.Subject is { } subject ? $" {Shown(subject)}" : "";
        return new(ControlKind.Waiver, what, direction, $"{named.Rule}{about}", text, was?.Range, now?.Range);
    }

    private static string Day(DateOnly day) => day == DateOnly.MinValue ? "?" : day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Shown(string text) => Excerpt.Whole(SecretText.Mask(text));
}
