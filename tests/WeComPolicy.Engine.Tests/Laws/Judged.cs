using WeComPolicy.Engine.Evaluation;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;

namespace WeComPolicy.Engine.Tests.Laws;

/// <summary>All that a scan says of a tenant, without places and wording.</summary>
internal sealed record Judged(IReadOnlyList<string> Outcomes, IReadOnlyList<Finding> Findings)
{
    public static Judged Of(TenantFiles files) => Of(files, Shipped.Rules, Shipped.AsOf);

    public static Judged Of(TenantFiles files, IEnumerable<CompiledRule> rules, DateOnly asOf)
    {
        if (files.Load() is not { } tenant)
            return new Judged([], []);
        var judgements = rules.Select(r => RuleEvaluator.Evaluate(r, tenant, asOf)).ToList();
        return new Judged([.. judgements.Select(j => Show(j.Outcome))], [.. judgements.SelectMany(j => j.Findings)]);
    }

    /// <summary>Each finding by rule, subject, outcome and fingerprint, sorted.</summary>
    public IEnumerable<string> Identities =>
        Findings.Select(f => $"{f.Rule.Id} {f.Outcome} {f.Subject} {f.Fingerprint}").Order(StringComparer.Ordinal);

    /// <summary>Each finding with the text under its carets, sorted.</summary>
    public IEnumerable<string> Places =>
        Findings.Select(f => $"{f.Rule.Id} {f.Subject} at {f.Place}: {SourceText(f)}").Order(StringComparer.Ordinal);

    public IReadOnlySet<string> Fingerprints => Findings.Select(f => f.Fingerprint).ToHashSet(StringComparer.Ordinal);

    /// <summary>Fails unless both say the same.</summary>
    public void AssertSame(Judged other, string what)
    {
        AssertEqual(Outcomes, other.Outcomes, what);
        AssertEqual(Identities, other.Identities, what);
    }

    /// <summary>Fails unless both point at the same text.</summary>
    public void AssertSamePlaces(Judged other, string what) => AssertEqual(Places, other.Places, what);

    private static void AssertEqual(IEnumerable<string> expected, IEnumerable<string> actual, string what)
    {
        var gone = expected.Except(actual, StringComparer.Ordinal).ToList();
        var added = actual.Except(expected, StringComparer.Ordinal).ToList();
        Assert.True(gone.Count + added.Count == 0, $"{what}:\n{string.Join("\n", gone.Select(g => $"- {g}").Concat(added.Select(a => $"+ {a}")))}");
        Assert.Equal(expected, actual);
    }

    private static string Show(RuleOutcome outcome) =>
        $"{outcome.Rule.Id} {outcome.Verdict}: {outcome.Passed} pass, {outcome.Failed} fail, {outcome.Unknown} unknown, {outcome.NotApplicable} not applicable, {outcome.Errors} errors";

    private static string SourceText(Finding finding) =>
        finding.Location is { } range ? range.File.Text.Substring(range.Span.Start, range.Span.Length).Replace("\r\n", "\n", StringComparison.Ordinal) : "";
}
