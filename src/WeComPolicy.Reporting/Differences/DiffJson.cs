using System.Globalization;
using System.Text.Json;
using WeComPolicy.Engine.Differences;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Json;

namespace WeComPolicy.Reporting.Differences;

/// <summary>A difference for programs, version 1; <c>wecom-policy schema diff</c> describes it. Within version 1 keys are only added.</summary>
internal sealed class DiffJson
{
    private readonly DiffResult _result;
    private readonly Language _language;
    private readonly Utf8JsonWriter _json;

    private DiffJson(DiffResult result, Language language, Utf8JsonWriter json)
    {
        _result = result;
        _language = language;
        _json = json;
    }

    public static void Write(DiffResult result, ReportOptions options, Stream output)
    {
        using var json = JsonOutput.Open(output);
        new DiffJson(result, options.Language, json).Write();
        json.Close(output);
    }

    private void Write()
    {
        _json.WriteStartObject();
        _json.WriteString("schemaVersion"u8, "1");
        _json.WriteStartObject("tool"u8);
        _json.WriteString("name"u8, "wecom-policy");
        _json.WriteString("version"u8, _result.ToolVersion);
        _json.WriteEndObject();
        _json.WriteString("asOf"u8, _result.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        WriteSide("base"u8, _result.Base, _result.BaseCommit);
        WriteSide("head"u8, _result.Head, _result.HeadCommit);
        WriteSummary();
        WriteList("findings"u8, _result.Findings, WriteFinding);
        WriteList("tenants"u8, _result.Tenants, WriteTenant);
        WriteList("controls"u8, _result.Controls, WriteControl);
        WriteList(
            "diagnostics"u8,
            [.. _result.BaseDiagnostics.Select(d => ("base", d)), .. _result.HeadDiagnostics.Select(d => ("head", d))],
            WriteDiagnostic);
        _json.WriteEndObject();
    }

    private void WriteSide(ReadOnlySpan<byte> name, string label, string? commit)
    {
        _json.WriteStartObject(name);
        _json.WriteString("name"u8, label);
        if (commit is null)
            _json.WriteNull("commit"u8);
        else
            _json.WriteString("commit"u8, commit);
        _json.WriteEndObject();
    }

    private void WriteSummary()
    {
        var summary = new DiffSummary(_result);
        _json.WriteStartObject("summary"u8);
        _json.WriteNumber("exitCode"u8, _result.ExitCode);
        _json.WriteStartObject("gate"u8);
        _json.WriteString("failOn"u8, _result.Gate.FailOn is { } severity ? SeverityWords.Of(severity) : "never");
        _json.WriteBoolean("allowUnknown"u8, _result.Gate.AllowUnknown);
        _json.WriteBoolean("failOnPrivilege"u8, _result.Gate.FailOnPrivilege);
        _json.WriteBoolean("failOnLoosening"u8, _result.Gate.FailOnLoosening);
        _json.WriteNumber("failingFindings"u8, summary.FailingFindings);
        _json.WriteNumber("failingPrivileges"u8, summary.FailingPrivileges);
        _json.WriteNumber("failingControls"u8, summary.FailingControls);
        _json.WriteEndObject();
        _json.WriteStartObject("findings"u8);
        foreach (var kind in Enum.GetValues<FindingChangeKind>())
            _json.WriteNumber(DiffWords.Keyword(kind), summary.Count(kind));
        _json.WriteNumber("unchanged"u8, _result.Unchanged);
        _json.WriteEndObject();
        _json.WriteStartObject("privileges"u8);
        _json.WriteNumber("wider"u8, summary.Wider);
        _json.WriteNumber("narrower"u8, summary.Narrower);
        _json.WriteNumber("review"u8, summary.Review);
        _json.WriteNumber("undecided"u8, summary.Undecided);
        _json.WriteEndObject();
        _json.WriteNumber("facts"u8, summary.Facts);
        _json.WriteNumber("otherFacts"u8, summary.UntoldFacts);
        _json.WriteNumber("controls"u8, _result.Controls.Count);
        _json.WriteNumber("looserControls"u8, summary.Looser);
        _json.WriteEndObject();
    }

    private void WriteFinding(FindingChange change)
    {
        var finding = change.Finding;
        _json.WriteString("change"u8, DiffWords.Keyword(change.Kind));
        _json.WriteString("cause"u8, DiffWords.Keyword(change.Cause));
        _json.WriteBoolean("fails"u8, _result.Gate.Fails(change));
        _json.WriteString("ruleId"u8, finding.Rule.Id);
        _json.WriteString("fingerprint"u8, finding.Fingerprint);
        _json.WriteString("tenant"u8, finding.Tenant);
        _json.WriteString("subject"u8, finding.Subject);
        WriteState("before"u8, change.Before);
        WriteState("after"u8, change.After);
    }

    private void WriteState(ReadOnlySpan<byte> name, Finding? finding)
    {
        if (finding is null)
        {
            _json.WriteNull(name);
            return;
        }

        _json.WriteStartObject(name);
        _json.WriteString("outcome"u8, Terms.Keyword(finding.Outcome));
        _json.WriteString("severity"u8, Terms.Keyword(finding.Severity));
        _json.WriteBoolean("waived"u8, finding.Waiver is not null);
        WriteText("message"u8, "messages"u8, finding.Message);
        WritePlace("location"u8, finding.Location);
        _json.WriteEndObject();
    }

    private void WriteTenant(TenantChange tenant)
    {
        _json.WriteString("id"u8, tenant.Id);
        if (tenant.Name is null)
            _json.WriteNull("name"u8);
        else
            _json.WriteString("name"u8, tenant.Name);
        _json.WriteString("change"u8, DiffWords.Keyword(tenant.Kind));
        WriteList("privileges"u8, tenant.Privileges, WritePrivilege);
        WriteList("facts"u8, tenant.Facts, WriteFact);
    }

    private void WritePrivilege(PrivilegeChange change)
    {
        _json.WriteString("id"u8, change.Rule.Id);
        _json.WriteString("direction"u8, DiffWords.Keyword(change.Rule.Direction));
        _json.WriteBoolean("undecided"u8, change.IsUndecided);
        _json.WriteStrings("missing"u8, change.Missing);
        _json.WriteBoolean("fails"u8, _result.Gate.Fails(change));
        _json.WriteString("path"u8, change.Path);
        WriteText("message"u8, "messages"u8, change.Text);
        WritePlace("before"u8, change.Before);
        WritePlace("after"u8, change.After);
    }

    private void WriteFact(FactChange fact)
    {
        _json.WriteString("path"u8, fact.Path);
        _json.WriteString("change"u8, DiffWords.Keyword(fact.Kind));
        _json.WriteBoolean("told"u8, fact.IsTold);
        if (fact.From is null)
            _json.WriteNull("from"u8);
        else
            _json.WriteString("from"u8, fact.From);
        if (fact.To is null)
            _json.WriteNull("to"u8);
        else
            _json.WriteString("to"u8, fact.To);
        WritePlace("before"u8, fact.Before);
        WritePlace("after"u8, fact.After);
    }

    private void WriteControl(ControlChange change)
    {
        _json.WriteString("kind"u8, DiffWords.Keyword(change.Kind));
        _json.WriteString("change"u8, change.What);
        _json.WriteString("direction"u8, DiffWords.Keyword(change.Direction));
        _json.WriteBoolean("fails"u8, _result.Gate.Fails(change));
        _json.WriteString("subject"u8, change.Subject);
        WriteText("message"u8, "messages"u8, change.Text);
        WritePlace("before"u8, change.Before);
        WritePlace("after"u8, change.After);
    }

    private void WriteDiagnostic((string Side, InputDiagnostic Diagnostic) of)
    {
        _json.WriteString("side"u8, of.Side);
        _json.WriteString("code"u8, of.Diagnostic.Code);
        _json.WriteString("level"u8, of.Diagnostic.IsWarning ? "warning" : "error");
        WriteText("message"u8, "messages"u8, of.Diagnostic.Message);
        if (of.Diagnostic.Path is { } path)
            _json.WriteString("path"u8, path);
        else
            _json.WriteNull("path"u8);
        WritePlace("location"u8, of.Diagnostic.Range);
    }

    private void WriteText(ReadOnlySpan<byte> name, ReadOnlySpan<byte> both, Bilingual text)
    {
        _json.WriteString(name, text.In(_language));
        _json.WriteBoth(both, text);
    }

    private void WritePlace(ReadOnlySpan<byte> name, SourceRange? range)
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

    private void WriteList<T>(ReadOnlySpan<byte> name, IReadOnlyList<T> items, Action<T> write)
    {
        _json.WriteStartArray(name);
        foreach (var item in items)
        {
            _json.WriteStartObject();
            write(item);
            _json.WriteEndObject();
            _json.FlushIfFull();
        }

        _json.WriteEndArray();
    }
}
