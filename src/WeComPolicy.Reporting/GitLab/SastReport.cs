using System.Globalization;
using System.Text.Json;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Catalogue;
using WeComPolicy.Reporting.Json;
using WeComPolicy.Reporting.Markdown;
using WeComPolicy.Reporting.Text;

namespace WeComPolicy.Reporting.GitLab;

/// <summary>A SAST report of GitLab, version 15 of its schema: <c>artifacts: reports: sast</c>, for the vulnerability list.</summary>
/// <remarks>
/// An accepted finding is no open vulnerability and the format has no word for it: it stands in the messages of the scan, as do
/// unusable inputs, rules that are off and the lines of the summary. The times that the schema demands are the day of the scan's
/// <c>--as-of</c>, at midnight, so that the same inputs give the same bytes.
/// </remarks>
internal sealed class SastReport
{
    /// <summary>The format.</summary>
    public static ReportFormat Format { get; } = new("gitlab-sast", ".json", new("GitLab SAST 报告（gl-sast-report.json）", "SAST report of GitLab (gl-sast-report.json)"), Write);

    // The schema's own bounds, in characters.
    private const int MaxName = 255;
    private const int MaxSolution = 7000;
    private const int MaxDescription = 100_000;

    private readonly ScanResult _result;
    private readonly ReportOptions _options;
    private readonly Utf8JsonWriter _json;
    private readonly FingerprintSeries _fingerprints = new();
    private readonly TenantFiles _files;
    private readonly Dictionary<RuleDescriptor, RuleTexts> _rules = new(ReferenceEqualityComparer.Instance);

    private SastReport(ScanResult result, ReportOptions options, Utf8JsonWriter json)
    {
        _result = result;
        _options = options;
        _json = json;
        _files = new TenantFiles(result);
    }

    private static void Write(ScanResult result, ReportOptions options, Stream output)
    {
        using var json = JsonOutput.Open(output);
        new SastReport(result, options, json).Write();
        json.Close(output);
    }

    private void Write()
    {
        _json.WriteStartObject();
        _json.WriteString("version"u8, "15.0.7");
        _json.WriteStartArray("vulnerabilities"u8);
        foreach (var finding in _result.Findings)
        {
            if (finding.Waiver is null)
                Write(finding);
            _json.FlushIfFull();
        }

        _json.WriteEndArray();
        WriteScan();
        _json.WriteEndObject();
    }

    private string Say(string zh, string en) => new Bilingual(zh, en).In(_options.Language);

    private string Say(Bilingual text) => text.In(_options.Language).Trim();

    private void Write(Finding finding)
    {
        _json.WriteStartObject();
        _json.WriteString("id"u8, Uuid(_fingerprints.Next(finding.Fingerprint)));
        var rule = OfRule(finding.Rule);
        _json.WriteString("name"u8, rule.Name);
        _json.WriteString("description"u8, Cut(Description(finding, rule.Rationale), MaxDescription));
        _json.WriteString("severity"u8, SeverityOf(finding.Severity));
        if (rule.Solution.Length > 0)
            _json.WriteString("solution"u8, rule.Solution);
        _json.WriteStartObject("location"u8);
        if (finding.Location is { } location)
        {
            var place = Place.Of(location);
            _json.WriteString("file"u8, place.Path);
            _json.WriteNumber("start_line"u8, place.Start.Line);
            _json.WriteNumber("end_line"u8, place.End.Line);
        }
        else
        {
            _json.WriteString("file"u8, _files.Of(finding.Tenant));
            _json.WriteNumber("start_line"u8, 1);
        }

        _json.WriteEndObject();
        _json.WriteStartArray("identifiers"u8);
        _json.WriteStartObject();
        _json.WriteString("type"u8, "wecom_policy_rule");
        _json.WriteString("name"u8, $"{finding.Rule.Id} {finding.Rule.Name}");
        _json.WriteString("value"u8, finding.Rule.Id);
        if (RuleHelp.AddressOf(finding.Rule) is { } help)
            _json.WriteString("url"u8, help);
        _json.WriteEndObject();
        _json.WriteEndArray();
        var links = finding.Rule.References.Where(MarkdownText.IsAddress).ToList();
        if (links.Count > 0)
        {
            _json.WriteStartArray("links"u8);
            foreach (var link in links)
            {
                _json.WriteStartObject();
                _json.WriteString("url"u8, link);
                _json.WriteEndObject();
            }

            _json.WriteEndArray();
        }

        _json.WriteEndObject();
    }

    // GitLab shows it as Markdown.
    private string Description(Finding finding, string rationale)
    {
        var lines = new List<string> { MarkdownText.Inline(Say(FindingText.Of(finding))), rationale };
        lines.AddRange(finding.Related.Take(20).Select(r => MarkdownText.Inline($"{Place.Of(r.Range).Text} {Say(r.Note)}")));
        lines.AddRange(finding.Missing.Take(20).Select(m => MarkdownText.Inline(Say("缺少：", "Not known: ") + m.Path)));
        return string.Join("\n\n", lines.Where(l => l.Length > 0));
    }

    // The same in each of perhaps thousands of findings.
    private RuleTexts OfRule(RuleDescriptor rule)
    {
        if (!_rules.TryGetValue(rule, out var texts))
            _rules.Add(rule, texts = new RuleTexts(Cut(Say(rule.Title), MaxName), MarkdownText.Inline(Say(rule.Rationale)), Cut(Say(rule.Remediation), MaxSolution)));
        return texts;
    }

    private void WriteScan()
    {
        var time = _result.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T00:00:00";
        _json.WriteStartObject("scan"u8);
        WriteTool("analyzer"u8);
        WriteTool("scanner"u8);
        _json.WriteString("type"u8, "sast");
        _json.WriteString("start_time"u8, time);
        _json.WriteString("end_time"u8, time);
        _json.WriteString("status"u8, _result.ExitCode == 2 ? "failure" : "success");
        _json.WriteStartArray("messages"u8);
        foreach (var row in SummarySection.Of(_result, _options with { Verbosity = Verbosity.Verbose }))
            WriteMessage("info", string.Join('\n', [row.Label.Length > 0 ? row.Label + Say("：", ": ") + row.Text : row.Text, .. row.Details.Select(d => "+ " + d)]));
        foreach (var diagnostic in _result.Diagnostics)
        {
            var where = diagnostic.Range is { } range ? Place.Of(range).Text + ": " : diagnostic.Path is { Length: > 0 } path ? path + ": " : "";
            WriteMessage(diagnostic.IsWarning ? "warn" : "fatal", $"{where}{diagnostic.Code}: {Say(diagnostic.Message)}");
        }

        foreach (var finding in _result.Findings.Where(f => f.Waiver is not null))
        {
            WriteMessage("info", $"{finding.Rule.Id} {finding.Subject}{Say("：", ": ")}{Say(GateStandings.Why(_result.Gate, finding))}{Say("：", ": ")}{finding.Waiver!.Reason}{AcceptedBy.Text(finding.Waiver).In(_options.Language)}");
        }

        foreach (var disabled in _result.Disabled)
            WriteMessage("warn", Say("规则已停用：", "rule switched off: ") + $"{disabled.Rule.Id} {Say(disabled.Reason)}");
        foreach (var skipped in _result.Skipped)
            WriteMessage("info", Say("未读取：", "not read: ") + $"{skipped.Path} {Say(skipped.Why)}");
        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    private void WriteTool(ReadOnlySpan<byte> role)
    {
        _json.WriteStartObject(role);
        _json.WriteString("id"u8, "wecom-policy");
        _json.WriteString("name"u8, "wecom-policy");
        _json.WriteString("version"u8, _result.ToolVersion);
        _json.WriteStartObject("vendor"u8);
        _json.WriteString("name"u8, "WeComPolicy");
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void WriteMessage(string level, string text)
    {
        _json.WriteStartObject();
        _json.WriteString("level"u8, level);
        _json.WriteString("value"u8, string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(VisibleText.Line)));
        _json.WriteEndObject();
    }

    // A fingerprint has as many digits as a UUID.
    private static string Uuid(string fingerprint) => Guid.TryParseExact(fingerprint, "N", out var id) ? id.ToString("D") : fingerprint;

    private static string SeverityOf(Severity severity) => severity switch
    {
        Severity.Critical => "Critical",
        Severity.High => "High",
        Severity.Medium => "Medium",
        Severity.Low => "Low",
        _ => "Info",
    };

    private static string Cut(string text, int most)
    {
        var visible = string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(VisibleText.Line));
        return visible.Length <= most ? visible : string.Concat(visible.AsSpan(0, most - (char.IsHighSurrogate(visible[most - 4]) ? 4 : 3)), "...");
    }

    private sealed record RuleTexts(string Name, string Rationale, string Solution);
}
