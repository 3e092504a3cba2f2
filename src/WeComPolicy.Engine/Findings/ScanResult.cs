using WeComPolicy.Engine.Baselines;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Fleet;
using WeComPolicy.Engine.Profiles;
using WeComPolicy.Engine.Waivers;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Findings;

/// <summary>How often a rule came to which verdict on a tenant.</summary>
public sealed record RuleOutcome
{
    /// <summary>The rule.</summary>
    public required RuleDescriptor Rule { get; init; }

    /// <summary>The tenant, as in <see cref="Finding.Tenant"/>.</summary>
    public required string Tenant { get; init; }

    /// <summary>Subjects that passed.</summary>
    public int Passed { get; init; }

    /// <summary>Subjects that failed.</summary>
    public int Failed { get; init; }

    /// <summary>Subjects that could not be decided.</summary>
    public int Unknown { get; init; }

    /// <summary>Subjects to which the rule does not apply.</summary>
    public int NotApplicable { get; init; }

    /// <summary>Subjects at which the rule broke.</summary>
    public int Errors { get; init; }

    /// <summary>Why the rule does not apply, or what it found in order; null where there is nothing to say.</summary>
    public Bilingual? Reason { get; init; }

    /// <summary>
    /// Whether it counts as a check. What judges the run as a whole, such as the rules about waivers, has none where the run has
    /// nothing of the kind.
    /// </summary>
    public bool IsCheck => Tenant.Length > 0 || Passed + Failed + Unknown + NotApplicable + Errors > 0;

    /// <summary>The worst of all: error, fail, unknown, pass, not applicable.</summary>
    public Verdict Verdict =>
        Errors > 0 ? Verdict.Error
        : Failed > 0 ? Verdict.Fail
        : Unknown > 0 ? Verdict.Unknown
        : Passed > 0 ? Verdict.Pass
        : Verdict.NotApplicable;
}

/// <summary>A tenant of a run.</summary>
/// <param name="Id">Its folder or file, as reports show it.</param>
/// <param name="Name">The corporation's name where the input states it, else null.</param>
/// <param name="Files">The files that it was read from, as reports show them.</param>
public sealed record ScannedTenant(string Id, string? Name, IReadOnlyList<string> Files)
{
    /// <summary>The corporation's id where the input states it, else empty.</summary>
    public string Identity { get; init; } = "";
}

/// <summary>A file beside those of a tenant that is not read.</summary>
/// <param name="Path">As reports show it.</param>
/// <param name="Why">What it is taken for.</param>
public sealed record SkippedFile(string Path, Bilingual Why);

/// <summary>From which severity on a finding fails the run.</summary>
/// <param name="Severity">The severity; null for "no finding ever does".</param>
public readonly record struct Threshold(Severity? Severity)
{
    /// <summary>Every threshold by its word: the severities and <c>never</c>.</summary>
    public static IReadOnlyDictionary<string, Threshold> Words { get; } = new WordTable<Threshold>(
        [.. SeverityWords.Severities.Keys, "never"],
        [.. Array.ConvertAll((Severity[])[.. SeverityWords.Severities.Values], severity => new Threshold(severity)), new Threshold(null)]);
}

/// <summary>What decides whether a run passes.</summary>
/// <param name="FailOn">Findings of this severity or above fail the run; null for never.</param>
/// <param name="AllowUnknown">Undecided rules do not fail the run.</param>
public sealed record Gate(Severity? FailOn, bool AllowUnknown)
{
    /// <summary>Whether a finding fails the run.</summary>
    public bool Fails(Finding finding) =>
        finding.Waiver is null
        && finding.BaselineState != BaselineState.Unchanged
        && FailOn is { } threshold
        && finding.Severity >= threshold
        && (finding.Outcome == Verdict.Fail || finding.Outcome == Verdict.Error || (finding.Outcome == Verdict.Unknown && !AllowUnknown));
}

/// <summary>All that a run found. Sorted, without clock or machine: the same inputs give the same result.</summary>
public sealed record ScanResult
{
    /// <summary>Version of the tool.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>The day the rules took for today.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>The tenants that were judged, by id.</summary>
    public required IReadOnlyList<ScannedTenant> Tenants { get; init; }

    /// <summary>The tenants of which no file could be used, by id; the diagnostics say why.</summary>
    public IReadOnlyList<ScannedTenant> NotJudged { get; init; } = [];

    /// <summary>Every rule of the run, by id.</summary>
    public required IReadOnlyList<RuleDescriptor> Rules { get; init; }

    /// <summary>One for each rule and tenant, by tenant, then rule.</summary>
    public required IReadOnlyList<RuleOutcome> Outcomes { get; init; }

    /// <summary>By tenant, then severity from the worst, then rule, then subject.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>Findings of code that the code or its configuration hides; they decide nothing.</summary>
    public IReadOnlyList<SuppressedFinding> Suppressed { get; init; } = [];

    /// <summary>Inputs and policies that could not be used.</summary>
    public required IReadOnlyList<InputDiagnostic> Diagnostics { get; init; }

    /// <summary>Files beside those of the tenants that were not read, by path.</summary>
    public IReadOnlyList<SkippedFile> Skipped { get; init; } = [];

    /// <summary>The project file in force, as reports show it; null where there is none.</summary>
    public string? ProjectFile { get; init; }

    /// <summary>The profile in force; empty where none is chosen.</summary>
    public string Profile { get; init; } = "";

    /// <summary>Rules that judged nothing because a profile or the project file switches them off, by id.</summary>
    public IReadOnlyList<DisabledRule> Disabled { get; init; } = [];

    /// <summary>What files have made milder, in the order in which it is told.</summary>
    public IReadOnlyList<Adjustment> Loosened { get; init; } = [];

    /// <summary>
    /// Places in the inputs whose text no report may quote: values that look like secrets. A report masks them wherever it
    /// shows the line they stand on.
    /// </summary>
    public IReadOnlyList<SourceRange> Secrets { get; init; } = [];

    /// <summary>What the run has compared itself with; null without a baseline.</summary>
    public BaselineComparison? Baseline { get; init; }

    /// <summary>Every ignore comment in what was judged.</summary>
    public IReadOnlyList<IgnoreComment> IgnoreComments { get; init; } = [];

    /// <summary>How much code was looked at; null where the run was given none.</summary>
    public CodeScope? Code { get; init; }

    /// <summary>Which part of a fleet this is the result of, with what is needed to join it to the others; null for a whole.</summary>
    public Shard? Shard { get; init; }

    /// <summary>What decides whether the run passes.</summary>
    public required Gate Gate { get; init; }

    /// <summary>0 nothing at or above the threshold, 1 findings at or above it, 2 an input or policy that cannot be used.</summary>
    public int ExitCode => Diagnostics.Any(d => !d.IsWarning) ? 2 : Findings.Any(Gate.Fails) ? 1 : 0;

    /// <summary>The same result with its diagnostics in order: first what keeps the run from an answer, then by place.</summary>
    public ScanResult InOrder() => Diagnostics.Count < 2 ? this : this with
    {
        Diagnostics = [.. Diagnostics.OrderBy(d => d.IsWarning).ThenBy(d => d.Path ?? "", StringComparer.Ordinal).ThenBy(d => d.Range?.Span.Start ?? -1)],
    };
}
