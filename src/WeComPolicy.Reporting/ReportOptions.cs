using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting;

/// <summary>How a result is written. What a format has no use for it ignores.</summary>
public sealed record ReportOptions
{
    /// <summary>The language of the messages. JSON and SARIF carry the other one too.</summary>
    public Language Language { get; init; } = Language.Zh;

    /// <summary>Text: colours by ANSI escapes.</summary>
    public bool Color { get; init; }

    /// <summary>Text: how much to tell.</summary>
    public Verbosity Verbosity { get; init; } = Verbosity.Normal;

    /// <summary>Text: width of the terminal in cells; less than 40 counts as 40.</summary>
    public int Width { get; init; } = 100;

    /// <summary>Text: of one rule and tenant, this many findings are shown and the others counted; null shows all.</summary>
    public int? MaxPerRule { get; init; } = 10;

    /// <summary>Text: this many of the values that a finding read are shown and the others counted; null shows up to 100.</summary>
    public int? MaxRelated { get; init; } = 6;

    /// <summary>
    /// SARIF: no more results than this, the worst and not accepted ones, with a notification that says how many were left out;
    /// null writes all. GitHub refuses a file with more than 25,000 results in a run.
    /// </summary>
    public int? MaxResults { get; init; }
}
