using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Engine.Waivers;

namespace WeComPolicy.Engine.Evaluation;

/// <summary>What a scan keeps of a tenant when it goes on to the next.</summary>
internal sealed record JudgedTenant
{
    /// <summary>The tenant.</summary>
    public required ScannedTenant Scanned { get; init; }

    /// <summary>False where no file of it could be used.</summary>
    public required bool IsJudged { get; init; }

    /// <summary>One for each rule, by rule.</summary>
    public required IReadOnlyList<RuleOutcome> Outcomes { get; init; }

    /// <summary>By severity from the worst, then rule, then subject.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>What is wrong with its files.</summary>
    public required IReadOnlyList<InputDiagnostic> Diagnostics { get; init; }

    /// <summary>Every ignore comment in its files.</summary>
    public required IReadOnlyList<IgnoreComment> Comments { get; init; }

    /// <summary>Places that no report may quote.</summary>
    public required IReadOnlyList<SourceRange> Secrets { get; init; }

    /// <summary>Puts together what the rules said.</summary>
    public static JudgedTenant Of(TenantLoad load, string id, IReadOnlyList<Judgement> judgements)
    {
        var files = load.Tenant?.Model.Files ?? [];
        var comments = files.SelectMany(f => TenantComments.Of(f.Document)).ToList();
        return new JudgedTenant
        {
            Scanned = new ScannedTenant(id, load.Tenant?.Name, load.Files) { Identity = load.Tenant?.Identity ?? "" },
            IsJudged = load.Tenant is not null,
            Outcomes = [.. judgements.Select(j => j.Outcome)],
            Findings = [.. TenantComments.Bind(judgements.SelectMany(j => j.Findings), comments)
                .OrderByDescending(f => (int)f.Severity)
                .ThenBy(f => f.Rule.Id, StringComparer.Ordinal)
                .ThenBy(f => (int)f.Outcome)
                .ThenBy(f => f.Subject, StringComparer.Ordinal)],
            Diagnostics = [.. load.Diagnostics.Select(d => d with { Tenant = id })],
            Comments = [.. comments.Select(c => c.Comment)],
            Secrets = SecretsIn(files),
        };
    }

    private static List<SourceRange> SecretsIn(IReadOnlyList<TypedDocument> files)
    {
        var ranges = new List<SourceRange>(4);
        foreach (var file in files)
        {
            foreach (var secret in file.Secrets)
                ranges.Add(secret.Range);
        }

        return ranges;
    }
}
