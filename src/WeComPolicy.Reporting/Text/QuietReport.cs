using System.Globalization;
using WeComPolicy.Engine.Baselines;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Text;

/// <summary>
/// One line for each diagnostic and finding, <c>path:line:column: severity[RULE]: message</c>, in the language of the run. Programs
/// read the same in JSON, where words do not depend on it.
/// </summary>
internal static class QuietReport
{
    public static void Write(ScanResult result, ReportOptions options, TextWriter output)
    {
        var page = new Page(output, options);
        foreach (var diagnostic in result.Diagnostics)
        {
            Where(page, diagnostic.Range, diagnostic.Path ?? "");
            page.Write(diagnostic.IsWarning ? Ink.Medium : Ink.High, page.Say(diagnostic.IsWarning ? new("警告", "warning") : new("错误", "error")))
                .Write('[').Write(VisibleText.Line(diagnostic.Code)).Write("]: ").Write(VisibleText.Line(page.Say(diagnostic.Message)))
                .Line();
        }

        foreach (var finding in result.Findings)
        {
            Where(page, finding.Location, finding.Tenant);
            page.Write(InkColors.Of(finding.Severity), page.Say(Terms.Name(finding.Severity)))
                .Write('[').Write(VisibleText.Line(finding.Rule.Id)).Write("]: ")
                .Write(page.Say(State(finding))).Write(VisibleText.Line(page.Say(finding.Message).TrimEnd()))
                .Line();
        }
    }

    private static void Where(Page page, SourceRange? range, string otherwise)
    {
        if (range is { } known)
        {
            var place = Place.Of(known);
            page.Write(VisibleText.Line(place.Path))
                .Write(string.Create(CultureInfo.InvariantCulture, $":{place.Start.Line}:{place.Start.Column}: "));
        }
        else if (otherwise.Length > 0)
        {
            page.Write(VisibleText.Line(otherwise)).Write(": ");
        }
    }

    private static Bilingual State(Finding finding) => finding switch
    {
        { Waiver: { } waiver } => Until(waiver.Expires),
        { BaselineState: BaselineState.Unchanged } => new("（基线已有）", "(in the baseline) "),
        { Outcome: Verdict.Unknown } => new("无法判定：", "not decided: "),
        { Outcome: Verdict.Error } => new("规则出错：", "the rule broke: "),
        _ => new("", ""),
    };

    private static Bilingual Until(DateOnly expires)
    {
        var day = expires.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new($"（已接受，有效至 {day}）", $"(accepted until {day}) ");
    }
}
