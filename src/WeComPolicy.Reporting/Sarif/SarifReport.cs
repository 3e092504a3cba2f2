using System.Globalization;
using System.Text.Json;
using WeComPolicy.Engine.Baselines;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Json;
using WeComPolicy.Reporting.Markdown;

namespace WeComPolicy.Reporting.Sarif;

/// <summary>The result as SARIF 2.1.0, as code scanning of GitHub reads it.</summary>
/// <remarks>
/// SARIF has the kind <c>open</c> for what could not be decided, and demands that it have no level; then nobody is shown it.
/// An undecided finding is therefore of kind <c>fail</c>, at most a warning, says so at the beginning of its message, and
/// states <c>properties.outcome: unknown</c>. No region carries a snippet: what stands there may be a secret.
/// </remarks>
internal sealed class SarifReport
{
    /// <summary>The format.</summary>
    public static ReportFormat Format { get; } = new("sarif", ".sarif", new("SARIF 2.1.0，供代码扫描平台", "SARIF 2.1.0, for code scanning"), Write);

    // GitHub shows no more than this for one result.
    private const int MaxRelated = 100;
    private const int MaxMissing = 10;

    private readonly ScanResult _result;
    private readonly ReportOptions _options;
    private readonly Utf8JsonWriter _json;
    private readonly ResultSummary _summary;
    private readonly SarifArtifacts _artifacts = new();
    private readonly Dictionary<string, int> _ruleIndexes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _fileOfTenant = new(StringComparer.Ordinal);
    private readonly List<RuleDescriptor> _rules = [];

    private SarifReport(ScanResult result, ReportOptions options, Utf8JsonWriter json)
    {
        _result = result;
        _options = options;
        _json = json;
        _summary = ResultSummary.Of(result);
    }

    /// <summary>Writes the report.</summary>
    public static void Write(ScanResult result, ReportOptions options, Stream output)
    {
        using var json = JsonOutput.Open(output);
        new SarifReport(result, options, json).Write();
        json.Close(output);
    }

    private void Write()
    {
        foreach (var rule in _result.Rules)
            AddRule(rule);
        foreach (var finding in _result.Findings.Concat(_result.Suppressed.Select(s => s.Finding)))
            AddRule(finding.Rule);
        foreach (var tenant in _result.Tenants)
        {
            foreach (var file in tenant.Files)
                _artifacts.AddTarget(file);
            _fileOfTenant.TryAdd(tenant.Id, tenant.Files.Count > 0 ? tenant.Files[0] : tenant.Id);
        }

        var results = Chosen();
        var hidden = UpTo(_result.Suppressed, results.Count);
        var absent = UpTo(_result.Baseline?.Absent ?? [], results.Count + hidden.Count);
        _json.WriteStartObject();
        _json.WriteString("$schema"u8, "https://json.schemastore.org/sarif-2.1.0.json");
        _json.WriteString("version"u8, "2.1.0");
        _json.WriteStartArray("runs"u8);
        _json.WriteStartObject();
        WriteTool();
        WriteInvocation(_result.Findings.Count - results.Count, _result.Suppressed.Count - hidden.Count, (_result.Baseline?.Absent.Count ?? 0) - absent.Count);
        _json.WriteString("columnKind"u8, "utf16CodeUnits");
        _json.WriteString("language"u8, LanguageTag);
        _json.WriteStartObject("originalUriBaseIds"u8);
        _json.WriteStartObject(SarifArtifacts.Root);
        WriteMessage("description"u8, Say("扫描的工作目录。", "The folder in which the scan ran."));
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.WriteStartArray("results"u8);
        foreach (var finding in results)
        {
            WriteResult(finding);
            _json.FlushIfFull();
        }

        foreach (var suppressed in hidden)
        {
            WriteResult(suppressed.Finding, suppressed.By);
            _json.FlushIfFull();
        }

        foreach (var entry in absent)
            WriteAbsent(entry);

        _json.WriteEndArray();
        _artifacts.Write(_json);
        _json.WriteStartObject("properties"u8);
        _json.WriteString("asOf"u8, _result.AsOf.ToString("O", CultureInfo.InvariantCulture));
        if (_result.Profile.Length > 0)
            _json.WriteString("profile"u8, _result.Profile);
        if (_result.Disabled.Count > 0)
            _json.WriteStrings("disabledRules"u8, [.. _result.Disabled.Select(d => d.Rule.Id)]);
        _json.WriteNumber("checks"u8, _summary.Checks);
        _json.WriteNumber("decided"u8, _summary.Decided);
        _json.WriteEndObject();
        _json.WriteEndObject();
        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    private IReadOnlyList<T> UpTo<T>(IReadOnlyList<T> all, int written) => _options.MaxResults is { } most ? [.. all.Take(Math.Max(0, most - written))] : all;

    private string LanguageTag => _options.Language == Language.Zh ? "zh-CN" : "en-US";

    private string Say(string zh, string en) => new Bilingual(zh, en).In(_options.Language);

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private void AddRule(RuleDescriptor rule)
    {
        if (_ruleIndexes.TryAdd(rule.Id, _rules.Count))
            _rules.Add(rule);
    }

    /// <summary>All findings, or where there are more than may be written the worst, accepted ones last.</summary>
    private IReadOnlyList<Finding> Chosen()
    {
        if (_options.MaxResults is not { } most || _result.Findings.Count <= most)
            return _result.Findings;
        var chosen = new bool[_result.Findings.Count];
        var left = Math.Max(0, most);
        for (var waived = 0; waived < 2; waived++)
        {
            foreach (var severity in Terms.Severities)
            {
                for (var i = 0; i < chosen.Length && left > 0; i++)
                {
                    var finding = _result.Findings[i];
                    if (finding.Severity != severity || (finding.Waiver is not null) != (waived == 1))
                        continue;
                    chosen[i] = true;
                    left--;
                }
            }
        }

        return [.. _result.Findings.Where((_, i) => chosen[i])];
    }

    private void WriteTool()
    {
        _json.WriteStartObject("tool"u8);
        _json.WriteStartObject("driver"u8);
        _json.WriteString("name"u8, "wecom-policy");
        _json.WriteString("version"u8, _result.ToolVersion);
        _json.WriteString("semanticVersion"u8, _result.ToolVersion);
        _json.WriteString("language"u8, LanguageTag);
        _json.WriteStartArray("rules"u8);
        foreach (var rule in _rules)
        {
            SarifRule.Write(_json, rule, _options.Language);
            _json.FlushIfFull();
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void WriteInvocation(int leftOut, int hiddenLeftOut, int absentLeftOut)
    {
        _json.WriteStartArray("invocations"u8);
        _json.WriteStartObject();
        _json.WriteBoolean("executionSuccessful"u8, _summary.ExitCode != 2);
        _json.WriteNumber("exitCode"u8, _summary.ExitCode);
        _json.WriteString("exitCodeDescription"u8, _summary.ExitCode switch
        {
            2 => Say("有输入或策略无法使用。", "An input or policy cannot be used."),
            1 => Say("有达到阈值的发现。", "There are findings at or above the threshold."),
            _ => Say("没有达到阈值的发现。", "There is nothing at or above the threshold."),
        });
        _json.WriteStartArray("toolConfigurationNotifications"u8);
        foreach (var diagnostic in _result.Diagnostics)
            WriteNotification(diagnostic);
        _json.WriteEndArray();
        _json.WriteStartArray("toolExecutionNotifications"u8);
        if (_result.Shard is { } shard)
            WriteLeftOut($"这是分片报告，其余租户不在其中：{shard.Described.Zh}。", $"A report of one shard, other tenants are not in it: {shard.Described.En}.");
        if (leftOut > 0)
        {
            WriteLeftOut(
                $"另有 {Number(leftOut)} 个发现没有写入本文件：先省略已接受的，再省略严重程度最低的。",
                $"{Number(leftOut)} more findings were left out of this file: accepted ones first, then the least severe.");
        }

        if (hiddenLeftOut > 0)
        {
            WriteLeftOut(
                $"另有 {Number(hiddenLeftOut)} 个被代码或其配置隐藏的发现没有写入本文件。",
                $"{Number(hiddenLeftOut)} more findings that the code or its configuration hides were left out of this file.");
        }

        if (absentLeftOut > 0)
        {
            WriteLeftOut(
                $"另有 {Number(absentLeftOut)} 个基线中已消失的发现没有写入本文件。",
                $"{Number(absentLeftOut)} more findings of the baseline that are gone were left out of this file.");
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.WriteEndArray();
    }

    private void WriteLeftOut(string zh, string en)
    {
        _json.WriteStartObject();
        _json.WriteString("level"u8, "warning");
        WriteMessage("message"u8, Say(zh, en));
        _json.WriteEndObject();
    }

    private void WriteNotification(InputDiagnostic diagnostic)
    {
        _json.WriteStartObject();
        _json.WriteStartObject("descriptor"u8);
        _json.WriteString("id"u8, diagnostic.Code);
        _json.WriteEndObject();
        _json.WriteString("level"u8, diagnostic.IsWarning ? "warning" : "error");
        var help = diagnostic.Help is { } text ? Say("", " ") + SarifRule.Sentence(text, _options.Language) : "";
        WriteMessage("message"u8, SarifRule.Sentence(diagnostic.Message, _options.Language) + help);
        if (diagnostic.Path is { Length: > 0 } path)
        {
            _json.WriteStartArray("locations"u8);
            _json.WriteStartObject();
            if (diagnostic.Range is { } range)
                WritePhysicalLocation(range);
            else
                WritePhysicalLocation(path);
            _json.WriteEndObject();
            _json.WriteEndArray();
        }

        _json.WriteStartObject("properties"u8);
        WriteBoth("messages"u8, diagnostic.Message);
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void WriteResult(Finding finding, Suppression? hiddenBy = null)
    {
        _json.WriteStartObject();
        _json.WriteString("ruleId"u8, finding.Rule.Id);
        _json.WriteNumber("ruleIndex"u8, _ruleIndexes[finding.Rule.Id]);
        _json.WriteString("kind"u8, "fail");
        _json.WriteString("level"u8, LevelOf(finding));
        WriteResultMessage(finding);
        WriteLocations(finding);
        WriteRelatedLocations(finding);
        _json.WriteStartObject("partialFingerprints"u8);
        _json.WriteString("wecomPolicy/v1"u8, finding.Fingerprint);

        // The one that GitHub follows an alert by; without it the upload makes its own, of the line's text.
        _json.WriteString("primaryLocationLineHash"u8, finding.Fingerprint);
        _json.WriteEndObject();
        WriteSuppressions(finding.Waiver, hiddenBy);
        if (Terms.Keyword(finding.BaselineState) is { } state)
            _json.WriteString("baselineState"u8, state);
        _json.WriteStartObject("properties"u8);
        _json.WriteString("outcome"u8, Terms.Keyword(finding.Outcome));
        _json.WriteString("severity"u8, Terms.Keyword(finding.Severity));
        _json.WriteString("confidence"u8, Terms.Keyword(finding.Rule.Confidence));
        if (finding.Tenant.Length > 0)
            _json.WriteString("tenant"u8, finding.Tenant);
        WriteBoth("messages"u8, finding.Message);
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private static string LevelOf(Finding finding) => finding.Outcome switch
    {
        Verdict.Error => "error",
        Verdict.Unknown => finding.Severity >= Severity.Medium ? "warning" : "note",
        _ => SarifRule.Level(finding.Severity),
    };

    private void WriteResultMessage(Finding finding)
    {
        var text = finding.Outcome switch
        {
            Verdict.Unknown => Say("无法判定：", "Not decided: "),
            Verdict.Error => Say("规则出错：", "The rule broke: "),
            _ => "",
        };
        text += SarifRule.Sentence(finding.Message, _options.Language);
        var markdown = MarkdownText.Escape(text);
        foreach (var missing in finding.Missing.Take(MaxMissing))
        {
            text += Say($"\n缺少 {missing.Path}，请添加：{missing.Insert}", $"\nNot known: {missing.Path}; add: {missing.Insert}");
            markdown += Say("\n\n缺少 ", "\n\nNot known: ") + MarkdownText.Escape(missing.Path)
                + Say("，请添加：", "; add: ") + MarkdownText.Escape(missing.Insert);
        }

        if (finding.Missing.Count > MaxMissing)
        {
            var more = Number(finding.Missing.Count - MaxMissing);
            text += Say($"\n还缺另外 {more} 项事实", $"\nand {more} more missing facts");
            markdown += Say($"\n\n还缺另外 {more} 项事实", $"\n\nand {more} more missing facts");
        }

        if (finding.Missing.Count > 0)
            text += Say("。", ".");
        _json.WriteStartObject("message"u8);
        _json.WriteString("text"u8, PlainMessage(text));
        _json.WriteString("markdown"u8, markdown);
        _json.WriteEndObject();
    }

    // In a plain message of SARIF, [text](1) is a link to a related location; input must not make one.
    private static string PlainMessage(string text) =>
        text.Contains("](", StringComparison.Ordinal)
            ? text.Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal)
            : text;

    private void WriteLocations(Finding finding)
    {
        _json.WriteStartArray("locations"u8);
        _json.WriteStartObject();
        if (finding.Location is { } location)
            WritePhysicalLocation(location);
        else if (_fileOfTenant.TryGetValue(finding.Tenant, out var file))
            WritePhysicalLocation(file);
        else if (finding.Tenant.Length > 0)
            WritePhysicalLocation(finding.Tenant);
        _json.WriteStartArray("logicalLocations"u8);
        _json.WriteStartObject();
        _json.WriteString("fullyQualifiedName"u8, finding.Subject);
        _json.WriteEndObject();
        _json.WriteEndArray();
        _json.WriteEndObject();
        _json.WriteEndArray();
    }

    private void WriteRelatedLocations(Finding finding)
    {
        if (finding.Related.Count + finding.Missing.Count == 0)
            return;
        _json.WriteStartArray("relatedLocations"u8);
        var id = 0;
        foreach (var missing in finding.Missing)
        {
            if (missing.Parent is { } parent && id < MaxRelated)
                WriteRelatedLocation(parent, ++id, Say($"在此添加：{missing.Insert}", $"Add here: {missing.Insert}"));
        }

        foreach (var related in finding.Related)
        {
            if (id >= MaxRelated)
                break;
            WriteRelatedLocation(related.Range, ++id, related.Note.In(_options.Language));
        }

        _json.WriteEndArray();
    }

    private void WriteRelatedLocation(SourceRange range, int id, string note)
    {
        _json.WriteStartObject();
        _json.WriteNumber("id"u8, id);
        WritePhysicalLocation(range);
        if (note.Length > 0)
            WriteMessage("message"u8, PlainMessage(note));
        _json.WriteEndObject();
    }

    // What the baseline has and nobody finds any more; its place is the entry's.
    private void WriteAbsent(BaselineEntry entry)
    {
        _json.WriteStartObject();
        _json.WriteString("ruleId"u8, entry.Rule);
        if (_ruleIndexes.TryGetValue(entry.Rule, out var index))
            _json.WriteNumber("ruleIndex"u8, index);
        _json.WriteString("kind"u8, "fail");
        _json.WriteString("level"u8, "note");
        WriteMessage("message"u8, PlainMessage(Say($"已不再发现：{entry.Subject}。", $"No longer found: {entry.Subject}.")));
        _json.WriteStartArray("locations"u8);
        _json.WriteStartObject();
        WritePhysicalLocation(entry.Range);
        _json.WriteEndObject();
        _json.WriteEndArray();
        _json.WriteStartObject("partialFingerprints"u8);
        _json.WriteString("wecomPolicy/v1"u8, entry.Fingerprint);
        _json.WriteString("primaryLocationLineHash"u8, entry.Fingerprint);
        _json.WriteEndObject();
        _json.WriteString("baselineState"u8, "absent");
        _json.WriteEndObject();
        _json.FlushIfFull();
    }

    private void WriteSuppressions(AppliedWaiver? waiver, Suppression? hiddenBy)
    {
        _json.WriteStartArray("suppressions"u8);
        if (hiddenBy is { } by)
        {
            _json.WriteStartObject();
            _json.WriteString("kind"u8, by == Suppression.InSource ? "inSource" : "external");
            _json.WriteString("status"u8, "accepted");
            _json.WriteString("justification"u8, Terms.Name(by).In(_options.Language));
            _json.WriteEndObject();
        }

        if (waiver is not null)
        {
            _json.WriteStartObject();
            _json.WriteString("kind"u8, waiver.IsComment ? "inSource" : "external");
            _json.WriteString("status"u8, "accepted");
            _json.WriteString("justification"u8, new Bilingual($"{waiver.Reason}{AcceptedBy.Text(waiver).Zh}", $"{waiver.Reason}{AcceptedBy.Text(waiver).En}").In(_options.Language));
            if (waiver.Source is { } source)
            {
                _json.WriteStartObject("location"u8);
                WritePhysicalLocation(source);
                _json.WriteEndObject();
            }

            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void WritePhysicalLocation(SourceRange range)
    {
        var place = Place.Of(range);
        _json.WriteStartObject("physicalLocation"u8);
        _artifacts.WriteLocation(_json, place.Path);
        WriteRegion(place.Start, place.End);
        _json.WriteEndObject();
    }

    private void WritePhysicalLocation(string path)
    {
        _json.WriteStartObject("physicalLocation"u8);
        _artifacts.WriteLocation(_json, path);
        WriteRegion(new Position(1, 1), new Position(1, 1));
        _json.WriteEndObject();
    }

    private void WriteRegion(Position start, Position end)
    {
        _json.WriteStartObject("region"u8);
        _json.WriteNumber("startLine"u8, start.Line);
        _json.WriteNumber("startColumn"u8, start.Column);
        _json.WriteNumber("endLine"u8, end.Line);
        _json.WriteNumber("endColumn"u8, end.Column);
        _json.WriteEndObject();
    }

    private void WriteMessage(ReadOnlySpan<byte> name, string text)
    {
        _json.WriteStartObject(name);
        _json.WriteString("text"u8, text);
        _json.WriteEndObject();
    }

    private void WriteBoth(ReadOnlySpan<byte> name, Bilingual text)
    {
        _json.WriteStartObject(name);
        _json.WriteString("zh"u8, text.Zh);
        _json.WriteString("en"u8, text.En);
        _json.WriteEndObject();
    }
}
