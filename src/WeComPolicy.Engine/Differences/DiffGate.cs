using WeComPolicy.Engine.Findings;

namespace WeComPolicy.Engine.Differences;

/// <summary>What of a difference fails the run.</summary>
/// <param name="FailOn">New findings of this severity or above; null for never.</param>
/// <param name="AllowUnknown">What is newly undecided does not fail the run.</param>
/// <param name="FailOnPrivilege">Wider privileges and less protection do.</param>
/// <param name="FailOnLoosening">Looser rules, settings, waivers and baselines do.</param>
public sealed record DiffGate(Severity? FailOn, bool AllowUnknown, bool FailOnPrivilege, bool FailOnLoosening)
{
    /// <summary>Whether a finding's change fails the run.</summary>
    public bool Fails(FindingChange change) => FailOn is { } threshold && change.Finding.Severity >= threshold && change.Kind switch
    {
        FindingChangeKind.NewlyFailing => true,
        FindingChangeKind.Worse => change.Finding.Waiver is null && (change.Finding.Outcome != Verdict.Unknown || !AllowUnknown),
        FindingChangeKind.NewlyUndecided => !AllowUnknown,
        FindingChangeKind.Hidden => FailOnLoosening,
        _ => false,
    };

    /// <summary>Whether a privilege's change fails the run.</summary>
    public bool Fails(PrivilegeChange change) => FailOnPrivilege && change.Rule.Direction == ChangeDirection.Wider && (!change.IsUndecided || !AllowUnknown);

    /// <summary>Whether a tenant's change fails the run: what is removed is judged no more.</summary>
    public bool Fails(TenantChange change) => FailOnLoosening && change.Kind == ChangeKind.Removed;

    /// <summary>Whether a control's change fails the run.</summary>
    public bool Fails(ControlChange change) => FailOnLoosening && change.Direction == ControlDirection.Looser;
}
