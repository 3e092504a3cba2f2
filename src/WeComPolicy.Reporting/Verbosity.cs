namespace WeComPolicy.Reporting;

/// <summary>How much the text report tells.</summary>
public enum Verbosity
{
    /// <summary>One line for each finding, <c>path:line:column: severity RULE message</c>, and no summary.</summary>
    Quiet,

    /// <summary>Findings with the text they speak of, and a summary.</summary>
    Normal,

    /// <summary>Also the rules that passed or do not apply, and every missing fact.</summary>
    Verbose,
}
