namespace WeComPolicy.Engine.Differences;

/// <summary>Compares two states that were judged.</summary>
public static class Difference
{
    /// <summary>Everything that is not the same.</summary>
    /// <param name="before">The earlier state.</param>
    /// <param name="after">The later state.</param>
    /// <param name="gate">What fails the run.</param>
    public static DiffResult Of(ComparedState before, ComparedState after, DiffGate gate)
    {
        var result = new DiffResult
        {
            ToolVersion = after.Result.ToolVersion,
            AsOf = after.Result.AsOf,
            Base = before.Label,
            Head = after.Label,
            BaseCommit = before.Commit,
            HeadCommit = after.Commit,
            BaseDiagnostics = before.Result.Diagnostics,
            HeadDiagnostics = after.Result.Diagnostics,
            Secrets = [.. before.Result.Secrets, .. after.Result.Secrets],
            Gate = gate,
        };
        // What cannot be read would count as removed.
        if (!result.IsUsable)
            return result;
        var pairs = TenantPairs.Of(before, after);
        var findings = new FindingChanges(before.Result, after.Result, before.ByOtherRules ?? before.Result, after.ByOtherRules ?? after.Result, pairs);
        return result with
        {
            Findings = findings.Run(),
            Unchanged = findings.Unchanged,
            Tenants = [.. pairs.All.Select(Compare).Where(t => t.Kind != ChangeKind.Changed || t.Facts.Count > 0)],
            Controls =
            [
                .. RuleChanges.Of(before.Policies, after.Policies),
                .. SettingChanges.Of(before.Project, after.Project),
                .. WaiverChanges.Of(before, after),
                .. HiddenChanges.Of(before.Result.Suppressed, after.Result.Suppressed),
                .. BaselineChanges.Of(before.Baseline, after.Baseline),
            ],
        };
    }

    private static TenantChange Compare(TenantPair pair)
    {
        if (pair is not { Before: { } before, After: { } after })
            return new TenantChange(pair.Id, pair.Name, pair.Before is null ? ChangeKind.Added : ChangeKind.Removed, [], []);
        var (privileges, facts) = PrivilegeChanges.Of(before, after, TenantDifference.Of(before.Model, after.Model), ChangeRuleReader.Shipped);
        return new TenantChange(pair.Id, pair.Name, ChangeKind.Changed, privileges, facts);
    }
}
