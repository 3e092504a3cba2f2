using WeComPolicy.Engine.Differences;

namespace WeComPolicy.Reporting.Differences;

/// <summary>Writes differences.</summary>
public static class DiffReport
{
    /// <summary>The formats, the default first.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["text", "markdown", "json"];

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
