using System.Globalization;
using System.Text.Json;
using WeComPolicy.Engine.Baselines;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Waivers;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Shards;

namespace WeComPolicy.Reporting.Json;

/// <summary>
/// The result for programs, version 1; <see cref="ResultJsonSchema"/> describes it. Within version 1 keys are only added.
/// </summary>
internal sealed class JsonReport
{
    /// <summary>The format.</summary>
    public static ReportFormat Format { get; } = new("json", ".json", new("供程序读取，结构见 wecom-policy schema result", "for programs, as wecom-policy schema result describes it"), Write);

    /// <summary>The value of <c>schemaVersion</c>.</summary>
    internal const string SchemaVersion = "1";

    private readonly ScanResult _result;
    private readonly Language _language;
    private readonly Utf8JsonWriter _json;

    // The result of a shard is read again: it has all that a report needs, where others have what their reader needs.
    private readonly Dictionary<IgnoreComment, int>? _comments;

    private JsonReport(ScanResult result, Language language, Utf8JsonWriter json)
    {
        if (result.Shard is not null)
        {
            _comments = new Dictionary<IgnoreComment, int>(ReferenceEqualityComparer.Instance);
            foreach (var comment in result.IgnoreComments)
                _comments.TryAdd(comment, _comments.Count);
        }

        _result = result;
        _language = language;
        _json = json;
    }

    /// <summary>Writes the report.</summary>
    public static void Write(ScanResult result, ReportOptions options, Stream output)
    {
        using var json = JsonOutput.Open(output);
        new JsonReport(result, options.Language, json).Write();
        json.Close(output);
    }

    private void Write()
    {
        _json.WriteStartObject();
        _json.WriteString("schemaVersion"u8, SchemaVersion);
        _json.WriteStartObject("tool"u8);
        _json.WriteString("name"u8, "wecom-policy");
        _json.WriteString("version"u8, _result.ToolVersion);
        _json.WriteEndObject();
        _json.WriteString("asOf"u8, Day(_result.AsOf));
        _json.WriteString("lang"u8, _language == Language.Zh ? "zh" : "en");
        if (_result.ProjectFile is { } project)
            _json.WriteString("projectFile"u8, project);
        WriteStringOrNull("profile"u8, _result.Profile.Length > 0 ? _result.Profile : null);
        WriteSummary(ResultSummary.Of(_result));
        var tenants = TenantSummary.Of(_result);
        WriteAll("tenants"u8, [.. tenants.Where(t => t.IsJudged)], WriteTenant);
        WriteAll("notJudged"u8, [.. tenants.Where(t => !t.IsJudged)], WriteTenant);
        WriteAll("skipped"u8, _result.Skipped, WriteSkipped);
        WriteAll("rules"u8, _result.Rules, rule => RuleJson.Write(_json, rule));
        WriteBaseline();
        WriteAll("disabled"u8, _result.Disabled, disabled => RuleJson.WriteDisabled(_json, disabled));
        WriteAll("loosened"u8, _result.Loosened, loosening => RuleJson.WriteAdjustment(_json, loosening));
        WriteAll("outcomes"u8, _result.Outcomes, WriteOutcome);
        WriteAll("findings"u8, _result.Findings, WriteFinding);
        WriteAll("suppressed"u8, _result.Suppressed, WriteSuppressed);
        WriteAll("missing"u8, NeededFact.Of(_result), WriteNeeded);
        WriteAll("diagnostics"u8, _result.Diagnostics, WriteDiagnostic);
        if (IsShard)
            ShardJson.Write(_json, _result);
        _json.WriteEndObject();
    }

    private bool IsShard => _comments is not null;

    private static string Day(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private void WriteAll<T>(ReadOnlySpan<byte> name, IReadOnlyList<T> items, Action<T> write)
    {
        _json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(item);
            _json.FlushIfFull();
        }

        _json.WriteEndArray();
    }

    private void WriteBaseline()
    {
        if (_result.Baseline is not { } baseline)
        {
            _json.WriteNull("baseline"u8);
            return;
        }

        _json.WriteStartObject("baseline"u8);
        _json.WriteString("path"u8, baseline.Path);
        foreach (var state in (ReadOnlySpan<BaselineState>)[BaselineState.New, BaselineState.Updated, BaselineState.Unchanged])
            _json.WriteNumber(Terms.Keyword(state)!, _result.Findings.Count(f => f.BaselineState == state && f.Waiver is null));
        WriteAll("absent"u8, baseline.Absent, entry =>
        {
            _json.WriteStartObject();
            _json.WriteString("fingerprint"u8, entry.Fingerprint);
            _json.WriteString("ruleId"u8, entry.Rule);
            _json.WriteString("tenant"u8, entry.Tenant);
            _json.WriteString("subject"u8, entry.Subject);
            _json.WriteEndObject();
        });
        _json.WriteEndObject();
    }

    private void WriteSkipped(SkippedFile skipped)
    {
        _json.WriteStartObject();
        _json.WriteString("path"u8, skipped.Path);
        _json.WriteString("why"u8, skipped.Why.In(_language));
        if (IsShard)
            _json.WriteBoth("whys"u8, skipped.Why);
        _json.WriteEndObject();
    }

    private void WriteSummary(ResultSummary summary)
    {
        _json.WriteStartObject("summary"u8);
        _json.WriteNumber("tenants"u8, _result.Tenants.Count);
        _json.WriteNumber("notJudged"u8, _result.NotJudged.Count);
        _json.WriteNumber("rules"u8, summary.Rules);
        _json.WriteNumber("disabledRules"u8, _result.Disabled.Count);
        WriteCounts(summary);
        _json.WriteNumber("waivedTogether"u8, summary.WaivedTogether);
        _json.WriteNumber("inputErrors"u8, summary.InputErrors);
        _json.WriteNumber("inputWarnings"u8, summary.InputWarnings);
        _json.WriteNumber("exitCode"u8, summary.ExitCode);
        _json.WriteStartObject("gate"u8);
        _json.WriteString("failOn"u8, _result.Gate.FailOn is { } threshold ? Terms.Keyword(threshold) : "never");
        _json.WriteBoolean("allowUnknown"u8, _result.Gate.AllowUnknown);
        _json.WriteBoolean("failed"u8, summary.GateFails);
        _json.WriteEndObject();
        if (_result.Code is { } code)
            WriteCode(code);
        _json.WriteEndObject();
    }

    private void WriteCounts(ResultSummary summary)
    {
        _json.WriteNumber("checks"u8, summary.Checks);
        _json.WriteNumber("decided"u8, summary.Decided);
        _json.WriteNumber("pass"u8, summary.Passed);
        _json.WriteNumber("fail"u8, summary.Failed);
        _json.WriteNumber("unknown"u8, summary.Unknown);
        _json.WriteNumber("notApplicable"u8, summary.NotApplicable);
        _json.WriteNumber("error"u8, summary.Errors);
        _json.WriteNumber("findings"u8, summary.Findings);
        _json.WriteStartObject("bySeverity"u8);
        foreach (var severity in Terms.Severities)
            _json.WriteNumber(Terms.Keyword(severity), summary.Open(severity));
        _json.WriteEndObject();
        _json.WriteNumber("waived"u8, summary.Waived);
    }

    private void WriteCode(CodeScope code)
    {
        _json.WriteStartObject("code"u8);
        _json.WriteNumber("projects"u8, code.Projects);
        _json.WriteNumber("sourceFiles"u8, code.SourceFiles);
        _json.WriteNumber("configurationFiles"u8, code.ConfigurationFiles);
        _json.WriteNumber("lines"u8, code.Lines);
        _json.WriteNumber("callSites"u8, code.CallSites);
        _json.WriteNumber("suppressedInSource"u8, code.SuppressedInSource);
        _json.WriteNumber("suppressedByConfig"u8, code.SuppressedByConfig);
        _json.WriteNumber("ignored"u8, code.Ignored);
        _json.WriteEndObject();
    }

    private void WriteTenant(TenantSummary tenant)
    {
        _json.WriteStartObject();
        _json.WriteString("id"u8, tenant.Tenant.Id);
        WriteStringOrNull("name"u8, tenant.Tenant.Name);
        if (IsShard)
            _json.WriteString("corpid"u8, tenant.Tenant.Identity);
        _json.WriteStrings("files"u8, tenant.Tenant.Files);
        _json.WriteStartObject("summary"u8);
        if (tenant.IsJudged)
            WriteCounts(tenant.Counts);
        _json.WriteNumber("inputErrors"u8, tenant.Counts.InputErrors);
        _json.WriteNumber("inputWarnings"u8, tenant.Counts.InputWarnings);
        _json.WriteNumber("exitCode"u8, tenant.Counts.ExitCode);
        _json.WriteEndObject();
        _json.WriteEndObject();
    }

    private void WriteOutcome(RuleOutcome outcome)
    {
        _json.WriteStartObject();
        _json.WriteString("ruleId"u8, outcome.Rule.Id);
        _json.WriteString("tenant"u8, outcome.Tenant);
        _json.WriteString("verdict"u8, Terms.Keyword(outcome.Verdict));
        _json.WriteNumber("pass"u8, outcome.Passed);
        _json.WriteNumber("fail"u8, outcome.Failed);
        _json.WriteNumber("unknown"u8, outcome.Unknown);
        _json.WriteNumber("notApplicable"u8, outcome.NotApplicable);
        _json.WriteNumber("error"u8, outcome.Errors);
        WriteStringOrNull("reason"u8, outcome.Reason?.In(_language));
        if (IsShard && outcome.Reason is { } reason)
            _json.WriteBoth("reasons"u8, reason);
        _json.WriteEndObject();
    }

    private void WriteFinding(Finding finding)
    {
        _json.WriteStartObject();
        _json.WriteString("ruleId"u8, finding.Rule.Id);
        _json.WriteString("severity"u8, Terms.Keyword(finding.Severity));
        _json.WriteString("confidence"u8, Terms.Keyword(finding.Rule.Confidence));
        _json.WriteString("outcome"u8, Terms.Keyword(finding.Outcome));
        _json.WriteString("message"u8, finding.Message.In(_language));
        _json.WriteBoth("messages"u8, finding.Message);
        _json.WriteString("tenant"u8, finding.Tenant);
        _json.WriteString("subject"u8, finding.Subject);
        if (_comments is not null)
        {
            _json.WriteString("place"u8, finding.Place);
            _json.WriteStartArray("ignores"u8);
            foreach (var comment in finding.Ignores)
                _json.WriteNumberValue(_comments[comment]);
            _json.WriteEndArray();
        }

        _json.WriteStartArray("locations"u8);
        if (finding.Location is { } location)
            WriteLocation(location, "primary"u8, null);
        foreach (var related in finding.Related)
            WriteLocation(related.Range, "related"u8, related.Note);
        _json.WriteEndArray();
        _json.WriteString("fingerprint"u8, finding.Fingerprint);
        _json.WriteString("valueHash"u8, finding.ValueHash);
        WriteStringOrNull("baselineState"u8, Terms.Keyword(finding.BaselineState));
        if (finding.Waiver is { } waiver)
        {
            _json.WriteStartObject("waiver"u8);
            _json.WriteString("reason"u8, waiver.Reason);
            _json.WriteString("owner"u8, waiver.Owner);
            _json.WriteString("approver"u8, waiver.Approver);
            _json.WriteString("ticket"u8, waiver.Ticket);
            _json.WriteString("expires"u8, Day(waiver.Expires));
            _json.WriteString("kind"u8, waiver.IsComment ? "comment" : "file");
            _json.WriteNumber("covers"u8, waiver.Covers);
            WritePlaceOrNull("source"u8, waiver.Source);
            _json.WriteEndObject();
        }
        else
        {
            _json.WriteNull("waiver"u8);
        }

        _json.WriteStartArray("missing"u8);
        foreach (var missing in finding.Missing)
        {
            _json.WriteStartObject();
            _json.WriteString("path"u8, missing.Path);
            WritePlaceOrNull("parent"u8, missing.Parent);
            _json.WriteString("insert"u8, missing.Insert);
            _json.WriteString("meaning"u8, missing.Meaning.In(_language));
            if (IsShard)
            {
                _json.WriteBoth("meanings"u8, missing.Meaning);
                WriteStringOrNull("whenNone"u8, missing.WhenNone);
                _json.WriteString("style"u8, missing.Style.ToString());
                _json.WriteNumber("column"u8, missing.Column);
            }

            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    private void WriteSuppressed(SuppressedFinding suppressed)
    {
        var finding = suppressed.Finding;
        _json.WriteStartObject();
        _json.WriteString("ruleId"u8, finding.Rule.Id);
        _json.WriteString("severity"u8, Terms.Keyword(finding.Severity));
        _json.WriteString("by"u8, Terms.Keyword(suppressed.By));
        if (suppressed.Reason.Length > 0)
            _json.WriteString("reason"u8, suppressed.Reason);
        _json.WriteString("message"u8, finding.Message.In(_language));
        _json.WriteBoth("messages"u8, finding.Message);
        _json.WriteString("subject"u8, finding.Subject);
        WritePlaceOrNull("location"u8, finding.Location);
        _json.WriteString("fingerprint"u8, finding.Fingerprint);
        _json.WriteEndObject();
    }

    private void WriteNeeded(NeededFact fact)
    {
        _json.WriteStartObject();
        _json.WriteString("path"u8, fact.Path);
        _json.WriteString("section"u8, fact.Section);
        _json.WriteString("insert"u8, fact.Insert);
        _json.WriteString("meaning"u8, fact.Meaning.In(_language));
        _json.WriteStrings("rules"u8, fact.Rules);
        _json.WriteNumber("places"u8, fact.Places);
        _json.WriteEndObject();
    }

    private void WriteDiagnostic(InputDiagnostic diagnostic)
    {
        _json.WriteStartObject();
        _json.WriteString("code"u8, diagnostic.Code);
        _json.WriteString("level"u8, diagnostic.IsWarning ? "warning" : "error");
        _json.WriteString("message"u8, diagnostic.Message.In(_language));
        _json.WriteBoth("messages"u8, diagnostic.Message);
        WriteStringOrNull("help"u8, diagnostic.Help?.In(_language));
        if (IsShard && diagnostic.Help is { } help)
            _json.WriteBoth("helps"u8, help);
        WriteStringOrNull("tenant"u8, diagnostic.Tenant);
        WriteStringOrNull("path"u8, diagnostic.Path);
        WritePlaceOrNull("location"u8, diagnostic.Range);
        _json.WriteEndObject();
    }

    private void WriteLocation(SourceRange range, ReadOnlySpan<byte> role, Bilingual? note)
    {
        _json.WriteStartObject();
        _json.WritePlace(range);
        _json.WriteString("role"u8, role);
        WriteStringOrNull("note"u8, note?.In(_language));
        if (IsShard && note is { } both)
            _json.WriteBoth("notes"u8, both);
        _json.WriteEndObject();
    }

    private void WritePlaceOrNull(ReadOnlySpan<byte> name, SourceRange? range)
    {
        if (range is not { } known)
        {
            _json.WriteNull(name);
            return;
        }

        _json.WriteStartObject(name);
        _json.WritePlace(known);
        _json.WriteEndObject();
    }

    private void WriteStringOrNull(ReadOnlySpan<byte> name, string? value)
    {
        if (value is null)
            _json.WriteNull(name);
        else
            _json.WriteString(name, value);
    }
}
