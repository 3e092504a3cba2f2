using WeComPolicy.Engine.Documents;

namespace WeComPolicy.Engine.Differences;

/// <summary>What became of a tenant.</summary>
/// <param name="Id">Its folder or file, as reports show it.</param>
/// <param name="Name">The corporation's name where a state has it.</param>
/// <param name="Kind">Whether it was added, removed, or is in both states.</param>
/// <param name="Privileges">What its change means for privileges and protection.</param>
/// <param name="Facts">Every value that is stated otherwise; of an added or removed tenant none.</param>
public sealed record TenantChange(string Id, string? Name, ChangeKind Kind, IReadOnlyList<PrivilegeChange> Privileges, IReadOnlyList<FactChange> Facts);

/// <summary>All that two states do not share. Sorted, without clock or machine: the same inputs give the same result.</summary>
public sealed record DiffResult
{
    /// <summary>Version of the tool.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>The day the rules took for today.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>How the command line calls the earlier state.</summary>
    public required string Base { get; init; }

    /// <summary>How the command line calls the later state.</summary>
    public required string Head { get; init; }

    /// <summary>The commit of the earlier state, as a hexadecimal id; null where it is no revision.</summary>
    public string? BaseCommit { get; init; }

    /// <summary>The commit of the later state, as a hexadecimal id; null where it is no revision.</summary>
    public string? HeadCommit { get; init; }

    /// <summary>Findings that are not the same.</summary>
    public IReadOnlyList<FindingChange> Findings { get; init; } = [];

    /// <summary>Open findings that are the same.</summary>
    public int Unchanged { get; init; }

    /// <summary>Tenants, by id; those in which nothing differs are left out.</summary>
    public IReadOnlyList<TenantChange> Tenants { get; init; } = [];

    /// <summary>Changes of rules, settings, waivers and the baseline.</summary>
    public IReadOnlyList<ControlChange> Controls { get; init; } = [];

    /// <summary>What is wrong with the inputs of the earlier state.</summary>
    public required IReadOnlyList<InputDiagnostic> BaseDiagnostics { get; init; }

    /// <summary>What is wrong with the inputs of the later state.</summary>
    public required IReadOnlyList<InputDiagnostic> HeadDiagnostics { get; init; }

    /// <summary>Places whose text no report may quote.</summary>
    public required IReadOnlyList<SourceRange> Secrets { get; init; }

    /// <summary>What fails the run.</summary>
    public required DiffGate Gate { get; init; }

    /// <summary>Whether both states could be used, so that they were compared.</summary>
    public bool IsUsable => BaseDiagnostics.Concat(HeadDiagnostics).All(d => d.IsWarning);

    /// <summary>0 nothing that fails the run, 1 something that does, 2 an input that cannot be used.</summary>
    public int ExitCode => !IsUsable ? 2
        : Findings.Any(Gate.Fails) || Tenants.Any(t => Gate.Fails(t) || t.Privileges.Any(Gate.Fails)) || Controls.Any(Gate.Fails) ? 1
        : 0;
}
