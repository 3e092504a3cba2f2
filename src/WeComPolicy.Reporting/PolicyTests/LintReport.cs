using System.Text;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Json;
using WeComPolicy.Reporting.Text;

namespace WeComPolicy.Reporting.PolicyTests;

/// <summary>The report of <c>wecom-policy lint</c>.</summary>
/// <param name="Rules">Number of rules looked at.</param>
/// <param name="Diagnostics">What is wrong, in order.</param>
public sealed record LintReport(int Rules, IReadOnlyList<InputDiagnostic> Diagnostics)
{
    /// <summary>Number of errors.</summary>
    public int Errors => Diagnostics.Count(d => !d.IsWarning);

    /// <summary>Number of warnings.</summary>
    public int Warnings => Diagnostics.Count - Errors;

    /// <summary>For people: each with its line and what to do, and the numbers.</summary>
    public void WriteText(ReportOptions options, Stream output)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        DiagnosticReport.Write(Diagnostics, [], options, writer);
        var count = DiagnosticSection.Count(Errors, Warnings);
        writer.WriteLine(new Bilingual($"检查了 {Rules} 条规则：{count.Zh}", $"{Rules} {(Rules == 1 ? "rule" : "rules")}: {count.En}").In(options.Language));
    }

    /// <summary>For programs: <c>rules</c>, <c>errors</c>, <c>warnings</c>, <c>diagnostics</c>.</summary>
    public void WriteJson(Stream output)
    {
        using var json = JsonOutput.Open(output);
        json.WriteStartObject();
        json.WriteNumber("schemaVersion"u8, 1);
        json.WriteNumber("rules"u8, Rules);
        json.WriteNumber("errors"u8, Errors);
        json.WriteNumber("warnings"u8, Warnings);
        DiagnosticJson.Write(json, Diagnostics);
        json.WriteEndObject();
        json.Close(output);
    }
}
