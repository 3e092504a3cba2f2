using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting;

/// <summary>The counts that every report states. A check is one rule judged on one tenant.</summary>
public sealed class ResultSummary
{
    private readonly int[,] _bySeverity;

    private ResultSummary(int[,] bySeverity) => _bySeverity = bySeverity;

    /// <summary>Rules of the run.</summary>
    public int Rules { get; private init; }

    /// <summary>Of these, rules about the run itself that had nothing to judge, as those about waivers where there are none.</summary>
    public int IdleRules { get; private init; }

    /// <summary>Rules times tenants; a rule that was to judge something and had nothing to judge counts as one check.</summary>
    public int Checks { get; private init; }

    /// <summary>Checks in which no subject was left undecided and the rule did not break.</summary>
    public int Decided { get; private init; }

    /// <summary>Checks whose worst verdict is a pass.</summary>
    public int Passed { get; private init; }

    /// <summary>Checks whose worst verdict is a failure.</summary>
    public int Failed { get; private init; }

    /// <summary>Checks whose worst verdict is unknown, and rules that were judged on no tenant.</summary>
    public int Unknown { get; private init; }

    /// <summary>Checks that do not apply.</summary>
    public int NotApplicable { get; private init; }

    /// <summary>Checks in which the rule broke.</summary>
    public int Errors { get; private init; }

    /// <summary>Findings, accepted ones included.</summary>
    public int Findings { get; private init; }

    /// <summary>Findings that a waiver covers.</summary>
    public int Waived { get; private init; }

    /// <summary>Of these, findings whose waiver covers others too.</summary>
    public int WaivedTogether { get; private init; }

    /// <summary>Waivers that cover more than one finding.</summary>
    public int BroadWaivers { get; private init; }

    /// <summary>Of the findings that fail the gate, those that are failures.</summary>
    public int GateFailures { get; private init; }

    /// <summary>Of the findings that fail the gate, those that could not be decided.</summary>
    public int GateUnknown { get; private init; }

    /// <summary>Of the findings that fail the gate, those whose rule broke.</summary>
    public int GateErrors { get; private init; }

    /// <summary>Diagnostics that make the input unusable.</summary>
    public int InputErrors { get; private init; }

    /// <summary>Other diagnostics.</summary>
    public int InputWarnings { get; private init; }

    /// <summary>Whether findings fail the run.</summary>
    public bool GateFails => GateFailures + GateUnknown + GateErrors > 0;

    /// <summary>As <see cref="ScanResult.ExitCode"/>.</summary>
    public int ExitCode => InputErrors > 0 ? 2 : GateFails ? 1 : 0;

    /// <summary>What is said in the place of findings where there are none: of inputs that cannot be used nothing was found, and they have not passed.</summary>
    /// <param name="result">The run.</param>
    public static Bilingual NothingFound(ScanResult result) => result.ExitCode == 2
        ? new("能读取的部分没有发现；有输入或策略无法使用，不能视为通过。", "Nothing was found in what could be read; an input or policy cannot be used, so this is no pass.")
        : new("没有未处理的发现。", "No open findings.");

    /// <summary>Findings of a severity that no waiver covers.</summary>
    public int Open(Severity severity) => Open(severity, Verdict.Fail) + Open(severity, Verdict.Unknown) + Open(severity, Verdict.Error);

    /// <summary>Findings of a severity and a verdict that no waiver covers.</summary>
    public int Open(Severity severity, Verdict verdict) => _bySeverity[(int)severity, (int)verdict];

    /// <summary>Counts a result.</summary>
    public static ResultSummary Of(ScanResult result)
    {
        var judged = result.Outcomes.Select(o => o.Rule.Id).ToHashSet(StringComparer.Ordinal);
        return Of(result.Rules, result.Outcomes, result.Findings, result.Diagnostics, result.Gate, result.Rules.Count(r => !judged.Contains(r.Id)));
    }

    /// <summary>Counts a part of a result.</summary>
    /// <param name="rules">The rules of the run.</param>
    /// <param name="outcomes">Outcomes of the part.</param>
    /// <param name="findings">Findings of the part.</param>
    /// <param name="diagnostics">Diagnostics of the part.</param>
    /// <param name="gate">What fails the run.</param>
    /// <param name="unjudged">Number of rules that were to judge something and had nothing to judge.</param>
    internal static ResultSummary Of(
        IReadOnlyList<RuleDescriptor> rules,
        IReadOnlyList<RuleOutcome> outcomes,
        IReadOnlyList<Finding> findings,
        IReadOnlyList<InputDiagnostic> diagnostics,
        Gate gate,
        int unjudged = 0)
    {
        Span<int> verdicts = stackalloc int[5];
        var decided = 0;
        var idle = 0;
        foreach (var outcome in outcomes)
        {
            if (!outcome.IsCheck)
            {
                idle++;
                continue;
            }

            verdicts[(int)outcome.Verdict]++;
            if (outcome is { Unknown: 0, Errors: 0 })
                decided++;
        }

        var bySeverity = new int[5, 5];
        Span<int> failing = stackalloc int[5];
        var waived = 0;
        var together = 0;
        var broad = new HashSet<SourceRange>();
        foreach (var finding in findings)
        {
            if (finding.Waiver is not null)
            {
                waived++;
                if (finding.Waiver.Covers > 1)
                {
                    together++;
                    if (finding.Waiver.Source is { } source)
                        broad.Add(source);
                }

                continue;
            }

            bySeverity[(int)finding.Severity, (int)finding.Outcome]++;
            if (gate.Fails(finding))
                failing[(int)finding.Outcome]++;
        }

        var warnings = diagnostics.Count(d => d.IsWarning);
        return new ResultSummary(bySeverity)
        {
            Rules = rules.Count,
            IdleRules = idle,
            Checks = outcomes.Count - idle + unjudged,
            Decided = decided,
            Passed = verdicts[(int)Verdict.Pass],
            Failed = verdicts[(int)Verdict.Fail],
            Unknown = verdicts[(int)Verdict.Unknown] + unjudged,
            NotApplicable = verdicts[(int)Verdict.NotApplicable],
            Errors = verdicts[(int)Verdict.Error],
            Findings = findings.Count,
            Waived = waived,
            WaivedTogether = together,
            BroadWaivers = broad.Count,
            GateFailures = failing[(int)Verdict.Fail],
            GateUnknown = failing[(int)Verdict.Unknown],
            GateErrors = failing[(int)Verdict.Error],
            InputErrors = diagnostics.Count - warnings,
            InputWarnings = warnings,
        };
    }
}
