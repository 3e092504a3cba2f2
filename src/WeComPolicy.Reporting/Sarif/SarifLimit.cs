using WeComPolicy.Engine.Findings;

namespace WeComPolicy.Reporting.Sarif;

/// <summary>How many results consumers of SARIF take.</summary>
public static class SarifLimit
{
    /// <summary>
    /// GitHub refuses a file with more results than this in a run, and stores and shows the 5,000 most severe (docs.github.com,
    /// "SARIF results exceed one or more limits"; another limit is 10 MB as gzip).
    /// </summary>
    public const int GitHubTakes = 25_000;

    /// <summary>How many results a report without <see cref="ReportOptions.MaxResults"/> has.</summary>
    public static int ResultsOf(ScanResult result) => result.Findings.Count + result.Suppressed.Count + (result.Baseline?.Absent.Count ?? 0);
}
