using WeComPolicy.Engine.Findings;

namespace WeComPolicy.Engine.Differences;

/// <summary>
/// Compares the findings of two states. Judging the tenants of each by the rules of the other too tells apart what the change of
/// the tenants did from what the change of the rules did.
/// </summary>
internal sealed class FindingChanges
{
    private readonly ScanResult _before;
    private readonly ScanResult _after;
    private readonly ScanResult _oldFactsNewRules;
    private readonly ScanResult _newFactsOldRules;
    private readonly TenantPairs _pairs;
    private readonly List<FindingChange> _changes = [];

    /// <param name="before">The earlier state by its own rules.</param>
    /// <param name="after">The later state by its own rules.</param>
    /// <param name="oldFactsNewRules">The earlier state by the later rules.</param>
    /// <param name="newFactsOldRules">The later state by the earlier rules.</param>
    /// <param name="pairs">Which tenants belong together.</param>
    public FindingChanges(ScanResult before, ScanResult after, ScanResult oldFactsNewRules, ScanResult newFactsOldRules, TenantPairs pairs)
    {
        _before = before;
        _after = after;
        _oldFactsNewRules = oldFactsNewRules;
        _newFactsOldRules = newFactsOldRules;
        _pairs = pairs;
    }

    private enum State : byte
    {
        None,
        Failing,
        Undecided,
        Waived,
    }

    /// <summary>Findings that are open and the same in both states.</summary>
    public int Unchanged { get; private set; }

    /// <summary>The changes: by what became of them, then severity from the worst, rule, tenant and subject.</summary>
    public IReadOnlyList<FindingChange> Run()
    {
        var before = Keys(_before, isBefore: true);
        var after = Keys(_after, isBefore: false);
        var oldByNew = Keys(_oldFactsNewRules, isBefore: true);
        var newByOld = Keys(_newFactsOldRules, isBefore: false);
        var earlier = Match(after, before);
        var later = Match(before, after);
        var beforeByNew = Match(before, oldByNew);
        var afterByOldFacts = Match(after, oldByNew);
        for (var i = 0; i < after.Count; i++)
        {
            var was = earlier[i] < 0 ? null : _before.Findings[earlier[i]];
            var byNewRules = afterByOldFacts[i] < 0 ? null : _oldFactsNewRules.Findings[afterByOldFacts[i]];
            Add(was, _after.Findings[i], byNewRules);
        }

        for (var i = 0; i < before.Count; i++)
        {
            if (later[i] < 0)
                Add(_before.Findings[i], null, beforeByNew[i] < 0 ? null : _oldFactsNewRules.Findings[beforeByNew[i]]);
        }

        if (!ReferenceEquals(_newFactsOldRules, _after))
            AddHidden(newByOld, Match(newByOld, before), Match(newByOld, after));
        return [.. _changes
            .OrderBy(c => c.Kind)
            .ThenByDescending(c => c.Finding.Severity)
            .ThenBy(c => c.Finding.Rule.Id, StringComparer.Ordinal)
            .ThenBy(c => c.Finding.Tenant, StringComparer.Ordinal)
            .ThenBy(c => c.Finding.Subject, StringComparer.Ordinal)];
    }

    private void Add(Finding? was, Finding? now, Finding? byNewRules)
    {
        var from = StateOf(was);
        var to = StateOf(now);
        // The same tenant by the new rules: where that is already so, it was the rules.
        var byPolicy = !ReferenceEquals(_oldFactsNewRules, _before) && StateOf(byNewRules) == to && (now is null || byNewRules?.Severity == now.Severity);
        var cause = byPolicy ? ChangeCause.Policy : from == State.Waived && to is State.Failing or State.Undecided ? ChangeCause.Waiver : ChangeCause.Facts;
        FindingChangeKind? kind = (from, to) switch
        {
            (State.Failing, State.Failing) or (State.Undecided, State.Undecided) or (State.Waived, State.Waived) =>
                was!.Severity < now!.Severity ? FindingChangeKind.Worse
                : was.Severity > now.Severity ? FindingChangeKind.Milder
                : was.ValueHash != now.ValueHash && to != State.Undecided ? FindingChangeKind.OtherValue
                : null,
            (_, State.Failing) => FindingChangeKind.NewlyFailing,
            (_, State.Undecided) => FindingChangeKind.NewlyUndecided,
            (_, State.Waived) => FindingChangeKind.NewlyWaived,
            _ when !IsJudged(was!) => FindingChangeKind.NoLongerJudged,
            (State.Undecided, _) => FindingChangeKind.Decided,
            _ => FindingChangeKind.Mended,
        };
        if (kind is { } known)
            _changes.Add(new FindingChange(known, known is FindingChangeKind.NewlyWaived && from != State.None ? ChangeCause.Waiver : cause, was, now));
        else if (to != State.Waived)
            Unchanged++;
    }

    // What the earlier rules would have refused and the later ones, changed together with it, let pass.
    private void AddHidden(IReadOnlyList<FindingKey> keys, int[] inBefore, int[] inAfter)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            var finding = _newFactsOldRules.Findings[i];
            if (StateOf(finding) == State.Failing && inBefore[i] < 0 && inAfter[i] < 0)
                _changes.Add(new FindingChange(FindingChangeKind.Hidden, ChangeCause.Policy, null, finding));
        }
    }

    private bool IsJudged(Finding finding) =>
        _after.Rules.Any(r => r.Id == finding.Rule.Id) && (finding.Tenant.Length == 0 || _pairs.HasHead(finding.Tenant));

    private static State StateOf(Finding? finding) => finding switch
    {
        null => State.None,
        { Waiver: not null } => State.Waived,
        { Outcome: Verdict.Unknown } => State.Undecided,
        _ => State.Failing,
    };

    private static int[] Match(IReadOnlyList<FindingKey> keys, IReadOnlyList<FindingKey> others) => FindingMatch.Of([.. keys.Select(k => (FindingKey?)k)], others);

    private List<FindingKey> Keys(ScanResult result, bool isBefore) => [.. result.Findings.Select(f => FindingKey.Of(f) with { Tenant = _pairs.KeyOf(f.Tenant, isBefore) })];
}
