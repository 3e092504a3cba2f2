using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Waivers;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Evaluation;

/// <summary>
/// Reads tenants and judges them by all rules. A file that cannot be used is reported and never stops the others: what it
/// would have said counts as not known.
/// </summary>
public static class TenantScan
{
    /// <summary>Scans; the same request gives the same result, whatever <see cref="ScanRequest.Jobs"/> is.</summary>
    public static ScanResult Run(ScanRequest request)
    {
        var tenants = request.Inputs.Tenants;
        var rules = request.Policies.Rules;
        var steps = tenants.Count * (rules.Count + 1);
        var done = 0;
        void Step() => request.Progress?.Invoke(Interlocked.Increment(ref done), steps);

        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, request.Jobs), CancellationToken = request.Cancellation };
        var loaded = new TenantLoad[tenants.Count];
        Parallel.For(0, tenants.Count, options, i =>
        {
            loaded[i] = request.Load(tenants[i]);
            Step();
        });

        var judgements = new Judgement?[tenants.Count * rules.Count];
        Parallel.For(0, judgements.Length, options, i =>
        {
            if (loaded[i / rules.Count].Tenant is { } tenant)
                judgements[i] = RuleEvaluator.Evaluate(rules[i % rules.Count], tenant, request.AsOf);
            Step();
        });

        var made = judgements.OfType<Judgement>().ToList();
        var comments = loaded.SelectMany(l => l.Tenant?.Model.Files ?? []).SelectMany(f => TenantComments.Of(f.Document)).ToList();
        return new ScanResult
        {
            ToolVersion = request.ToolVersion,
            AsOf = request.AsOf,
            Tenants = [.. loaded.Where(l => l.Tenant is not null).Select(l => new ScannedTenant(l.Tenant!.Id, l.Tenant.Name, l.Files) { Identity = l.Tenant.Identity })],
            Rules = [.. rules.Select(r => r.Definition.Descriptor)],
            Outcomes = [.. made.Select(j => j.Outcome)],
            Findings = [.. TenantComments.Bind(made.SelectMany(j => j.Findings), comments)
                .OrderBy(f => f.Tenant, StringComparer.Ordinal)
                .ThenByDescending(f => f.Severity)
                .ThenBy(f => f.Rule.Id, StringComparer.Ordinal)
                .ThenBy(f => f.Outcome)
                .ThenBy(f => f.Subject, StringComparer.Ordinal)],
            Diagnostics = [.. request.Inputs.Diagnostics, .. request.Policies.Diagnostics, .. RulesMissing(request), .. loaded.SelectMany(l => l.Diagnostics)],
            Skipped = request.Inputs.Skipped,
            IgnoreComments = [.. comments.Select(c => c.Comment)],
            Profile = request.Policies.Profile.Name,
            Disabled = request.Policies.Disabled,
            Secrets = [.. loaded.SelectMany(l => l.Tenant?.Model.Files ?? []).SelectMany(f => f.Secrets).Select(s => s.Range)],
            Gate = request.Gate,
        };
    }

    // A pack of rules about code judges no tenant; without a word the run would pass.
    private static IEnumerable<InputDiagnostic> RulesMissing(ScanRequest request)
    {
        if (request.Inputs.Tenants.Count == 0 || request.Policies.Rules.Count > 0 || request.Policies.Diagnostics.Any(d => !d.IsWarning))
            return [];
        return
        [
            InputDiagnostic.About(
                null,
                "no-tenant-rules",
                new Bilingual("所选策略里没有检查租户的规则，无法判定任何租户。", "The chosen policies hold no rule about tenants, so that no tenant can be judged."),
                new Bilingual("请在 --policy 中加上检查租户的策略包，如 baseline；只检查代码时请不要给出租户文件。",
                    "Add a pack about tenants to --policy, such as baseline; to check code alone, name no tenant.")),
        ];
    }
}
