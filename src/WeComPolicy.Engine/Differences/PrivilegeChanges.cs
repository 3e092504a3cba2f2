using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Evaluation;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Evaluation;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Engine.Differences;

/// <summary>Says by change rules what the difference of two states of a tenant means.</summary>
internal sealed class PrivilegeChanges
{
    private readonly TenantModel _before;
    private readonly TenantModel _after;
    private readonly ILookup<(string, ChangeKind), (ChangeRule Rule, Frame Frame)> _rules;
    private readonly HashSet<(string Rule, string Place)> _untold = [];

    private PrivilegeChanges(Tenant before, Tenant after, IEnumerable<ChangeRule> rules)
    {
        _before = before.Model;
        _after = after.Model;
        var limits = new EvaluationLimits { MaxSteps = Math.Max(10_000_000, 500L * (before.NodeCount + after.NodeCount)) };
        _rules = rules.ToLookup(r => (r.Each, r.On), r => (r, FrameOf(r, limits)));
    }

    /// <summary>The changes, in the order of the difference, and the facts with a mark at those that are told.</summary>
    /// <param name="before">The tenant as it was.</param>
    /// <param name="after">The tenant as it is to be.</param>
    /// <param name="difference">Their difference.</param>
    /// <param name="rules">What to look for.</param>
    public static (IReadOnlyList<PrivilegeChange> Changes, IReadOnlyList<FactChange> Facts) Of(
        Tenant before, Tenant after, TenantDifference difference, IReadOnlyList<ChangeRule> rules)
    {
        var changes = new PrivilegeChanges(before, after, rules);
        var told = new bool[difference.Facts.Count];
        var found = new List<PrivilegeChange>();
        foreach (var record in difference.Records)
        {
            var said = changes.Judge(record, difference.Facts, told).ToList();
            found.AddRange(said);
            if (record.Withdrawn is { } place && said.Count == 0)
                found.AddRange(changes.JudgeWithdrawn(record, place));
        }

        return (found, [.. difference.Facts.Select((fact, i) => told[i] ? fact with { IsTold = true } : fact)]);
    }

    private IEnumerable<PrivilegeChange> Judge(RecordChange record, IReadOnlyList<FactChange> facts, bool[] told)
    {
        foreach (var (rule, frame) in _rules[(record.SchemaPath, record.Kind)])
        {
            if ((record.Kind == ChangeKind.Changed && (record.Fields & rule.Mask) == 0) || (record.Withdrawn is not null && rule.Direction != ChangeDirection.Wider))
                continue;
            if (record.Before is { } before)
                frame.Set(SlotOf(rule, ChangeVariables.Before), _before.StatedRecord(before.Typed, before.Node, record.Type));
            if (record.After is { } after)
                frame.Set(SlotOf(rule, ChangeVariables.After), _after.StatedRecord(after.Typed, after.Node, record.Type));
            frame.ResetBudget();
            var when = rule.When.Program.Evaluate(frame);
            if (when.IsFalse)
                continue;
            var path = TenantPath.Of((record.After ?? record.Before)!.Value.Typed, (record.After ?? record.Before)!.Value.Node);
            var (from, to) = PlacesOf(record, rule);
            if (when.IsTrue)
            {
                Mark(record, rule, path, facts, told);
                yield return new PrivilegeChange(rule, path, rule.Say.Render(frame), from, to);
                continue;
            }

            var missing = when.Kind == ValueKind.Unknown
                ? when.AsUnknown.Origins.OfType<MissingFactOrigin>().Select(Shown).Distinct(StringComparer.Ordinal).ToList()
                : [Excerpt.Of(when.AsError.Message.En)];
            yield return Undecided(rule, path, missing, from, to);
        }
    }

    // What is no longer stated may have stayed, become wider or gone. Each rule that cannot tell says so once for the place, however
    // many records stood there.
    private IEnumerable<PrivilegeChange> JudgeWithdrawn(RecordChange record, string place)
    {
        var before = record.Before!.Value;
        string missing = $"HEAD {place}";
        foreach (var (rule, frame) in _rules[(record.SchemaPath, ChangeKind.Removed)].Concat(_rules[(record.SchemaPath, ChangeKind.Changed)]))
        {
            if (rule.Direction == ChangeDirection.Wider != (rule.On == ChangeKind.Changed) || _untold.Contains((rule.Id, place)))
                continue;
            frame.Set(SlotOf(rule, ChangeVariables.Before), _before.StatedRecord(before.Typed, before.Node, record.Type));
            if (rule.On == ChangeKind.Changed)
                frame.Set(SlotOf(rule, ChangeVariables.After), Value.Unknown(UnknownSet.Of(missing)));
            frame.ResetBudget();
            if (rule.When.Program.Evaluate(frame).IsFalse)
                continue;
            _untold.Add((rule.Id, place));
            yield return Undecided(rule, place, [missing], TenantDifference.RangeOf(before), null);
        }
    }

    private static PrivilegeChange Undecided(ChangeRule rule, string path, IReadOnlyList<string> missing, SourceRange? from, SourceRange? to) => new(
        rule,
        path,
        new Bilingual($"看不出是否有变化（{rule.Id}）：没有写明 {string.Join("、", missing)}", $"cannot tell ({rule.Id}): not stated: {string.Join(", ", missing)}"),
        from,
        to) { Missing = missing };

    private string Shown(MissingFactOrigin origin) =>
        origin.Typed is { } typed && _before.Files.Contains(typed) ? $"BASE {origin.Path}" : origin.Typed is null ? origin.Path : $"HEAD {origin.Path}";

    private static int SlotOf(ChangeRule rule, string name) => rule.Environment.FindVariable(name)!.Slot;

    private Frame FrameOf(ChangeRule rule, EvaluationLimits limits)
    {
        var frame = new Frame(rule.Environment, limits);
        frame.Set(SlotOf(rule, ChangeVariables.Base), _before.StatedRoot);
        frame.Set(SlotOf(rule, ChangeVariables.Head), _after.StatedRoot);
        return frame;
    }

    // The fields that the rule looks at say best where it happened.
    private static (SourceRange? Before, SourceRange? After) PlacesOf(RecordChange record, ChangeRule rule)
    {
        return (PlaceOf(record.Before), PlaceOf(record.After));

        SourceRange? PlaceOf(RecordNode? side)
        {
            if (side is not { } known)
                return null;
            foreach (var field in rule.Fields)
            {
                if ((record.Fields & (1UL << field.Slot)) != 0 && known.Typed.FieldNode(known.Node, field) is >= 0 and var node)
                    return TenantDifference.RangeOf(known with { Node = node });
            }

            return TenantDifference.RangeOf(known);
        }
    }

    // What the rule speaks of need not be listed a second time.
    private static void Mark(RecordChange record, ChangeRule rule, string path, IReadOnlyList<FactChange> facts, bool[] told)
    {
        for (var i = record.FirstFact; i < record.FactEnd; i++)
        {
            if (record.Kind != ChangeKind.Changed || rule.Fields.Any(f => IsBelow(facts[i].Path, path, f.Name)))
                told[i] = true;
        }
    }

    private static bool IsBelow(string fact, string record, string field) =>
        fact.Length > record.Length && fact.StartsWith(record, StringComparison.Ordinal)
        && fact.AsSpan(record.Length).TrimStart('.') is var rest && rest.StartsWith(field, StringComparison.Ordinal)
        && (rest.Length == field.Length || rest[field.Length] is '.' or '[');
}
