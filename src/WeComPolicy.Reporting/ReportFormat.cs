namespace WeComPolicy.Reporting;

/// <summary>The forms in which a result can be written.</summary>
public enum ReportFormat
{
    /// <summary>For people at a terminal.</summary>
    Text,

    /// <summary>For programs: schema of <c>wecom-policy schema result</c>.</summary>
    Json,

    /// <summary>SARIF 2.1.0, for code scanning.</summary>
    Sarif,
}
