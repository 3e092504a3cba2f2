using WeComPolicy.Reporting.Csv;
using WeComPolicy.Reporting.GitHub;
using WeComPolicy.Reporting.GitLab;
using WeComPolicy.Reporting.Html;
using WeComPolicy.Reporting.Json;
using WeComPolicy.Reporting.Junit;
using WeComPolicy.Reporting.Markdown;
using WeComPolicy.Reporting.Sarif;
using WeComPolicy.Reporting.Text;

namespace WeComPolicy.Reporting;

/// <summary>Every form in which a result can be written. A new one is a folder beside this file and a line here.</summary>
public static class ReportFormats
{
    /// <summary>All, in the order in which help and documentation name them.</summary>
    public static IReadOnlyList<ReportFormat> All { get; } =
    [
        TextReport.Format,
        JsonReport.Format,
        SarifReport.Format,
        HtmlReport.Format,
        JunitReport.Format,
        MarkdownReport.Format,
        MarkdownReport.CommentFormat,
        GitHubReport.Format,
        CodeQualityReport.Format,
        SastReport.Format,
        CsvReport.Format,
    ];

    /// <summary>The one that is written where none is asked for: for people at a terminal.</summary>
    public static ReportFormat Default => TextReport.Format;

    /// <summary>The words of all, in their order.</summary>
    public static IReadOnlyList<string> Ids { get; } = [.. All.Select(f => f.Id)];

    /// <summary>The format of a word.</summary>
    /// <exception cref="ArgumentException">No format has it.</exception>
    public static ReportFormat Of(string id) => All.FirstOrDefault(f => f.Id == id) ?? throw new ArgumentException($"There is no format '{id}'.", nameof(id));
}
