using WeComPolicy.Engine.Differences;

namespace WeComPolicy.Reporting.Differences;

/// <summary>Writes differences.</summary>
public static class DiffReport
{
    /// <summary>The formats, the default first.</summary>
    public static IReadOnlyList<FormatWord> Formats { get; } =
    [
        new("text", new("给人看", "for people at a terminal")),
        new("markdown", new("合并请求的评论：先结论后细节，细节折叠", "comment on a pull request: the verdict first, details folded")),
        new("json", new("给程序读，schema diff 描述它", "for programs; schema diff describes it")),
    ];

    /// <summary>Writes a report as UTF-8.</summary>
    /// <param name="result">The difference.</param>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <param name="options">Language, width, colours.</param>
    /// <param name="output">Stays open.</param>
    public static void Write(DiffResult result, string format, ReportOptions options, Stream output)
    {
        switch (format)
        {
            case "markdown":
                DiffMarkdown.Write(result, options, output);
                break;
            case "json":
                DiffJson.Write(result, options, output);
                break;
            default:
                DiffText.Write(result, options, output);
                break;
        }
    }
}
