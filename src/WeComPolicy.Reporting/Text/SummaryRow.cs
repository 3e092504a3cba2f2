namespace WeComPolicy.Reporting.Text;

/// <summary>A line of the summary.</summary>
/// <param name="Label">What it is about, in the language of the report; empty where it goes on with what the row before is about.</param>
/// <param name="Ink">How a terminal shows it.</param>
/// <param name="Text">What it says.</param>
internal sealed record SummaryRow(string Label, Ink Ink, string Text)
{
    /// <summary>A list below it: what to add first.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>How many details are not shown; empty where all are.</summary>
    public string More { get; init; } = "";
}
