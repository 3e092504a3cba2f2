using System.Globalization;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Text;

namespace WeComPolicy.Reporting.Csv;

/// <summary>The result as a table: RFC 4180, for spreadsheets.</summary>
/// <remarks>
/// It begins with a byte order mark, unlike every other report: without one Excel takes UTF-8 for the code page of the
/// machine, GBK in China, and shows no Chinese. A reader that minds it is told to take UTF-8 "with signature" (Python:
/// <c>utf-8-sig</c>). The first column says what a row is, so that nothing the run has to say is left out: <c>summary</c>,
/// <c>input</c>, <c>finding</c>, <c>check</c> (a rule on a tenant with its counts), <c>disabled</c>, <c>gone</c> (in the
/// baseline and no longer found), <c>skipped</c> (a file that was not read).
/// </remarks>
internal sealed class CsvReport
{
    /// <summary>The format.</summary>
    public static ReportFormat Format { get; } = ReportFormat.OfText("csv", ".csv", new("电子表格：RFC 4180，带 BOM，公式不会执行", "spreadsheets: RFC 4180, with BOM, formulas do not run"), Write);

    private static readonly string[] s_columns =
    [
        "record", "tenant", "rule", "name", "severity", "confidence", "outcome", "gate", "subject", "message", "path", "line", "column",
        "end_line", "end_column", "title", "why", "fix", "references", "missing", "baseline", "waiver_reason", "waiver_owner", "waiver_approver",
        "waiver_ticket", "waiver_until", "fingerprint", "passed", "failed", "undecided", "not_applicable", "errors",
    ];

    private readonly ScanResult _result;
    private readonly ReportOptions _options;
    private readonly TextWriter _output;
    private readonly Dictionary<string, string> _row = new(StringComparer.Ordinal);

    private CsvReport(ScanResult result, ReportOptions options, TextWriter output)
    {
        _result = result;
        _options = options;
        _output = output;
    }

    private static void Write(ScanResult result, ReportOptions options, TextWriter output) => new CsvReport(result, options, output).Write();

    private void Write()
    {
        _output.Write('\uFEFF');
        WriteLine(s_columns);
        foreach (var row in SummarySection.Of(_result, _options with { Verbosity = Verbosity.Verbose }))
        {
            Begin("summary");
            _row["name"] = row.Label;
            _row["message"] = row.Text + string.Concat(row.Details.Select(d => $"\n+ {d}")) + (row.More.Length > 0 ? $"\n{row.More}" : "");
            End();
        }

        foreach (var diagnostic in _result.Diagnostics)
            Write(diagnostic);
        foreach (var finding in _result.Findings)
            Write(finding);
        foreach (var outcome in _result.Outcomes)
            Write(outcome);
        foreach (var disabled in _result.Disabled)
        {
            Begin("disabled");
            Set(disabled.Rule);
            _row["message"] = Say(disabled.Reason);
            End();
        }

        foreach (var gone in _result.Baseline?.Absent ?? [])
        {
            Begin("gone");
            _row["tenant"] = gone.Tenant;
            _row["rule"] = gone.Rule;
            _row["subject"] = gone.Subject;
            _row["fingerprint"] = gone.Fingerprint;
            End();
        }

        foreach (var skipped in _result.Skipped)
        {
            Begin("skipped");
            _row["path"] = skipped.Path;
            _row["message"] = Say(skipped.Why);
            End();
        }
    }

    private string Say(Bilingual text) => text.In(_options.Language).Trim();

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private void Write(InputDiagnostic diagnostic)
    {
        Begin("input");
        _row["rule"] = diagnostic.Code;
        _row["outcome"] = diagnostic.IsWarning ? "warning" : "error";
        _row["message"] = Say(diagnostic.Message);
        _row["fix"] = diagnostic.Help is { } help ? Say(help) : "";
        if (diagnostic.Range is { } range)
            Set(range);
        else
            _row["path"] = diagnostic.Path ?? "";
        End();
    }

    private void Write(Finding finding)
    {
        Begin("finding");
        Set(finding.Rule);
        _row["tenant"] = finding.Tenant;
        _row["outcome"] = Terms.Keyword(finding.Outcome);
        _row["gate"] = GateStandings.Keyword(GateStandings.Of(_result.Gate, finding));
        _row["subject"] = finding.Subject;
        _row["message"] = Say(finding.Message);
        if (finding.Location is { } location)
            Set(location);
        _row["why"] = Say(finding.Rule.Rationale);
        _row["fix"] = Say(finding.Rule.Remediation);
        _row["references"] = string.Join('\n', finding.Rule.References);
        _row["missing"] = string.Join('\n', finding.Missing.Select(m => m.Path));
        _row["baseline"] = Terms.Keyword(finding.BaselineState) ?? "";
        _row["fingerprint"] = finding.Fingerprint;
        if (finding.Waiver is { } waiver)
        {
            _row["waiver_reason"] = waiver.Reason;
            _row["waiver_owner"] = waiver.Owner;
            _row["waiver_approver"] = waiver.Approver;
            _row["waiver_ticket"] = waiver.Ticket;
            _row["waiver_until"] = waiver.Expires.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        End();
    }

    private void Write(RuleOutcome outcome)
    {
        Begin("check");
        Set(outcome.Rule);
        _row["tenant"] = outcome.Tenant;
        _row["outcome"] = Terms.Keyword(outcome.Verdict);
        _row["message"] = outcome.Reason is { } reason ? Say(reason) : "";
        _row["passed"] = Number(outcome.Passed);
        _row["failed"] = Number(outcome.Failed);
        _row["undecided"] = Number(outcome.Unknown);
        _row["not_applicable"] = Number(outcome.NotApplicable);
        _row["errors"] = Number(outcome.Errors);
        End();
    }

    private void Set(RuleDescriptor rule)
    {
        _row["rule"] = rule.Id;
        _row["name"] = rule.Name;
        _row["severity"] = Terms.Keyword(rule.Severity);
        _row["confidence"] = Terms.Keyword(rule.Confidence);
        _row["title"] = Say(rule.Title);
    }

    private void Set(SourceRange range)
    {
        var place = Place.Of(range);
        _row["path"] = place.Path;
        _row["line"] = Number(place.Start.Line);
        _row["column"] = Number(place.Start.Column);
        _row["end_line"] = Number(place.End.Line);
        _row["end_column"] = Number(place.End.Column);
    }

    private void Begin(string record)
    {
        _row.Clear();
        _row["record"] = record;
    }

    private void End() => WriteLine(s_columns.Select(c => _row.GetValueOrDefault(c, "")));

    private void WriteLine(IEnumerable<string> cells)
    {
        var first = true;
        foreach (var cell in cells)
        {
            if (!first)
                _output.Write(',');
            first = false;
            _output.Write(CsvCell.Of(cell));
        }

        _output.Write("\r\n");
    }
}
