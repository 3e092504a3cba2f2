using System.Globalization;
using WeComPolicy.Engine.Baselines;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Text;

namespace WeComPolicy.Reporting.GitHub;

/// <summary>Workflow commands that GitHub Actions shows as annotations on the lines of a pull request.</summary>
/// <remarks>
/// GitHub takes ten errors, ten warnings and ten notices of a step and fifty annotations of a job, and drops the rest without
/// a word. So the worst ten of each kind become annotations, the others plain lines of the log, and a notice says how many
/// those are. What fails the gate is an error; what does not, a warning or, from low on, a notice. Accepted findings and
/// those of the baseline are counted in the notice alone.
/// </remarks>
internal sealed class GitHubReport
{
    /// <summary>The format.</summary>
    public static ReportFormat Format { get; } = ReportFormat.OfText("github", ".txt", new("GitHub Actions 注解：写到标准输出，标在合并请求的行上", "annotations of GitHub Actions: on standard output, shown on the lines of a pull request"), Write);

    private const int MaxOfKind = 10;

    private readonly ScanResult _result;
    private readonly ReportOptions _options;
    private readonly TextWriter _output;
    private readonly Dictionary<string, int> _written = new(StringComparer.Ordinal);
    private readonly List<string> _more = [];

    private GitHubReport(ScanResult result, ReportOptions options, TextWriter output)
    {
        _result = result;
        _options = options;
        _output = output;
    }

    private static void Write(ScanResult result, ReportOptions options, TextWriter output) => new GitHubReport(result, options, output).Write();

    private void Write()
    {
        foreach (var diagnostic in _result.Diagnostics)
        {
            Write(
                diagnostic.IsWarning ? "warning" : "error",
                diagnostic.Code,
                diagnostic.Range,
                diagnostic.Path,
                diagnostic.Help is { } help ? Say(diagnostic.Message) + Say("\n提示：", "\nhelp: ") + Say(help) : Say(diagnostic.Message));
        }

        // A stable sort: within a kind the order of the result stays.
        foreach (var finding in _result.Findings.Where(IsShown).OrderByDescending(f => _result.Gate.Fails(f)).ThenByDescending(f => f.Severity).ThenBy(f => f.Outcome == Verdict.Unknown))
            Write(finding);
        WriteSummary();
    }

    private static bool IsShown(Finding finding) => finding.Waiver is null && finding.BaselineState != BaselineState.Unchanged;

    private string Say(string zh, string en) => new Bilingual(zh, en).In(_options.Language);

    private string Say(Bilingual text) => text.In(_options.Language).Trim();

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private void Write(Finding finding)
    {
        var kind = _result.Gate.Fails(finding) ? "error" : finding.Severity >= Severity.Medium ? "warning" : "notice";
        var text = Say(FindingText.Of(finding)) + Say("\n规则：", "\nrule: ") + Say(finding.Rule.Title);
        if (finding.Outcome == Verdict.Fail)
            text += Say("\n整改：", "\nfix: ") + Say(finding.Rule.Remediation);
        foreach (var missing in finding.Missing.Take(3))
            text += Say("\n缺少：", "\nnot known: ") + (missing.Insert.Length > 0 ? $"{missing.Path} + {missing.Insert.ReplaceLineEndings(" ")}" : missing.Path);
        Write(kind, $"{finding.Rule.Id} {Say(Terms.Name(finding.Severity))}", finding.Location, finding.Tenant.Length > 0 ? finding.Tenant : null, text);
    }

    private void Write(string kind, string title, SourceRange? range, string? otherwise, string text)
    {
        // One notice is kept for the summary.
        var written = _written[kind] = _written.GetValueOrDefault(kind) + 1;
        if (written > (kind == "notice" ? MaxOfKind - 1 : MaxOfKind))
        {
            var at = range is { } known ? Place.Of(known).Text : VisibleText.Line(otherwise ?? "");
            _more.Add($"- {kind}[{VisibleText.Line(title)}] {at}{(at.Length > 0 ? ": " : "")}{VisibleText.Line(text.Split('\n')[0])}");
            return;
        }

        var properties = new List<(string, string)>();
        if (range is { } place)
            AddPlace(properties, Place.Of(place));
        else if (otherwise is not null)
            properties.Add(("file", otherwise));
        properties.Add(("title", title));
        _output.Write(WorkflowCommand.Of(kind, properties, text));
        _output.Write('\n');
    }

    private static void AddPlace(List<(string, string)> properties, Place place)
    {
        properties.Add(("file", place.Path));
        properties.Add(("line", Number(place.Start.Line)));
        properties.Add(("endLine", Number(place.End.Line)));

        // GitHub takes columns only of what lies within one line.
        if (place.Start.Line != place.End.Line)
            return;
        properties.Add(("col", Number(place.Start.Column)));
        properties.Add(("endColumn", Number(place.End.Column)));
    }

    private void WriteSummary()
    {
        foreach (var line in _more)
        {
            _output.Write(line);
            _output.Write('\n');
        }

        var rows = SummarySection.Of(_result, _options);
        var text = new List<string>();
        foreach (var row in rows)
        {
            if (row.Label.Length == 0 && text.Count > 0)
                text[^1] += Say("；", "; ") + row.Text;
            else
                text.Add(row.Label + Say("：", ": ") + row.Text);
            text.AddRange(row.Details.Select(d => "+ " + d));
            if (row.More.Length > 0)
                text.Add(row.More);
        }

        if (_more.Count > 0)
        {
            text.Add(Say(
                $"GitHub 每步最多显示 {MaxOfKind} 条错误、{MaxOfKind} 条警告、{MaxOfKind} 条通知：另有 {Number(_more.Count)} 条只写在日志里",
                $"GitHub shows {MaxOfKind} errors, {MaxOfKind} warnings and {MaxOfKind} notices of a step: {Number(_more.Count)} more are only in the log"));
        }

        _output.Write(WorkflowCommand.Of("notice", [("title", "wecom-policy")], string.Join('\n', text)));
        _output.Write('\n');
    }
}
