using System.Globalization;
using WeComPolicy.Engine.Baselines;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting;

/// <summary>What a finding means to the gate, and where it does not fail the run, why not.</summary>
internal enum GateStanding
{
    /// <summary>It fails the run.</summary>
    Fails,

    /// <summary>It is less severe than the threshold, or there is none.</summary>
    BelowThreshold,

    /// <summary>It could not be decided, and the run lets that pass.</summary>
    UndecidedAllowed,

    /// <summary>The baseline has it.</summary>
    InBaseline,

    /// <summary>A waiver covers it.</summary>
    Accepted,
}

/// <inheritdoc cref="GateStanding"/>
internal static class GateStandings
{
    /// <summary>What a finding means to a gate.</summary>
    public static GateStanding Of(Gate gate, Finding finding) =>
        gate.Fails(finding) ? GateStanding.Fails
        : finding.Waiver is not null ? GateStanding.Accepted
        : finding.BaselineState == BaselineState.Unchanged ? GateStanding.InBaseline
        : finding.Outcome == Verdict.Unknown && gate.AllowUnknown && finding.Severity >= gate.FailOn ? GateStanding.UndecidedAllowed
        : GateStanding.BelowThreshold;

    /// <summary>The word for programs.</summary>
    public static string Keyword(GateStanding standing) => standing switch
    {
        GateStanding.Fails => "fails",
        GateStanding.BelowThreshold => "below_threshold",
        GateStanding.UndecidedAllowed => "undecided_allowed",
        GateStanding.InBaseline => "in_baseline",
        _ => "accepted",
    };

    /// <summary>Why a finding does not fail the run, as the beginning of a sentence about it; empty where it does.</summary>
    public static Bilingual Why(Gate gate, Finding finding) => Of(gate, finding) switch
    {
        GateStanding.Fails => new("", ""),
        GateStanding.Accepted => Accepted(finding.Waiver!),
        GateStanding.InBaseline => new("基线已有", "in the baseline"),
        GateStanding.UndecidedAllowed => new("允许无法判定", "undecided rules are allowed"),
        _ when gate.FailOn is { } threshold => new($"低于阈值“{Terms.Name(threshold).Zh}”", $"below the threshold {Terms.Name(threshold).En}"),
        _ => new("不设阈值", "no threshold"),
    };

    private static Bilingual Accepted(AppliedWaiver waiver)
    {
        var day = waiver.Expires.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new($"已接受，有效至 {day}", $"accepted until {day}");
    }
}
