using System.Globalization;
using System.Text.Json;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Json;
using WeComPolicy.Reporting.Sarif;
using WeComPolicy.Reporting.Text;

namespace WeComPolicy.Reporting.GitLab;

/// <summary>A Code Quality report of GitLab: <c>artifacts: reports: codequality</c>.</summary>
/// <remarks>
/// GitLab compares the reports of both branches by fingerprint and shows what is new and what is gone, so findings of a
/// baseline are in it too. Of two issues with one fingerprint it shows the first alone; each here has its own. The format has no
/// place for a summary: what a run switches off or lets pass is an issue of severity <c>info</c>, so that a merge request
/// that switches off a rule shows that.
/// </remarks>
internal sealed class CodeQualityReport
{
    /// <summary>The format.</summary>
    public static ReportFormat Format { get; } = new("gitlab", ".json", new("GitLab 代码质量报告（codequality）", "Code Quality report of GitLab"), Write);

    private readonly ScanResult _result;
    private readonly ReportOptions _options;
    private readonly Utf8JsonWriter _json;
    private readonly FingerprintSeries _fingerprints = new();
    private readonly TenantFiles _files;

    private CodeQualityReport(ScanResult result, ReportOptions options, Utf8JsonWriter json)
    {
        _result = result;
        _options = options;
        _json = json;
        _files = new TenantFiles(result);
    }

    private static void Write(ScanResult result, ReportOptions options, Stream output)
    {
        using var json = JsonOutput.Open(output);
        new CodeQualityReport(result, options, json).Write();
        json.Close(output);
    }

    private void Write()
    {
        _json.WriteStartArray();
        foreach (var diagnostic in _result.Diagnostics)
        {
            var text = SarifRule.Sentence(diagnostic.Message, _options.Language) + (diagnostic.Help is { } help ? Say("", " ") + Say(help) : "");
            Write(diagnostic.Code, text, Fingerprint.Of(diagnostic.Code, diagnostic.Path ?? "", diagnostic.Message.En), diagnostic.IsWarning ? "minor" : "blocker", diagnostic.Range, diagnostic.Path);
        }

        foreach (var finding in _result.Findings)
        {
            var accepted = finding.Waiver is not null;
            var text = Say(FindingText.Of(finding));
            if (accepted)
                text = Say(GateStandings.Why(_result.Gate, finding)) + Say("：", ": ") + text;
            Write(finding.Rule.Id, text, finding.Fingerprint, accepted ? "info" : SeverityOf(finding.Severity), finding.Location, _files.Of(finding.Tenant));
            _json.FlushIfFull();
        }

        foreach (var disabled in _result.Disabled)
        {
            Write(
                disabled.Rule.Id,
                Say($"规则已停用（{Say(disabled.Rule.Title)}）：{Say(disabled.Reason)}", $"Rule switched off ({Say(disabled.Rule.Title)}): {Say(disabled.Reason)}"),
                Fingerprint.Of(disabled.Rule.Id, "", "disabled"), "info", null, _result.ProjectFile);
        }

        if (_result.Code is { } code && code.SuppressedInSource + code.SuppressedByConfig + code.Ignored is var hidden and > 0)
        {
            var count = hidden.ToString("N0", CultureInfo.InvariantCulture);
            Write(
                "suppressed",
                Say($"代码里的 #pragma、SuppressMessage、.editorconfig 和忽略注释共隐藏 {count} 个发现", $"#pragma, SuppressMessage, .editorconfig and ignore comments hide {count} findings in code"),
                Fingerprint.Of("suppressed", "", count), "info", null, null);
        }

        _json.WriteEndArray();
    }

    private string Say(string zh, string en) => new Bilingual(zh, en).In(_options.Language);

    private string Say(Bilingual text) => text.In(_options.Language).Trim();

    private static string SeverityOf(Severity severity) => severity switch
    {
        Severity.Critical => "blocker",
        Severity.High => "critical",
        Severity.Medium => "major",
        Severity.Low => "minor",
        _ => "info",
    };

    private void Write(string rule, string text, string fingerprint, string severity, SourceRange? range, string? otherwise)
    {
        var place = range is { } known ? Place.Of(known) : (Place?)null;
        _json.WriteStartObject();
        _json.WriteString("description"u8, VisibleText.Line(text.Length > 0 ? text : rule));
        _json.WriteString("check_name"u8, rule);
        _json.WriteString("fingerprint"u8, _fingerprints.Next(fingerprint));
        _json.WriteString("severity"u8, severity);
        _json.WriteStartObject("location"u8);
        _json.WriteString("path"u8, place?.Path ?? (otherwise is { Length: > 0 } ? otherwise : _files.Any));
        _json.WriteStartObject("lines"u8);
        _json.WriteNumber("begin"u8, place?.Start.Line ?? 1);
        if (place is { } at)
            _json.WriteNumber("end"u8, at.End.Line);
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.WriteEndObject();
    }
}
