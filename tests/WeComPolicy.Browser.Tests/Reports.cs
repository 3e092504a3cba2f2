using System.Text;
using WeComPolicy.Cli.Tests;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting;
using WeComPolicy.Reporting.Tests;

namespace WeComPolicy.Browser.Tests;

/// <summary>Reports to look at: of the examples by the command a user runs, of made results by the writer.</summary>
internal static class Reports
{
    /// <summary>An example tenant.</summary>
    public static byte[] Example(string name, string language) => Scan(language, $"examples/tenants/{name}");

    /// <summary>Several tenants and code, so that every part of the page is there but waivers and a baseline.</summary>
    public static byte[] Fleet(string language) =>
        Scan(language, "examples/tenants/outsourced", "examples/tenants/compliant", "examples/integration/risky");

    /// <summary>One finding of every kind, accepted ones among them.</summary>
    public static byte[] Everything(Language language) => Of(Samples.Everything(), language);

    public static byte[] Of(ScanResult result, Language language = Language.Zh) =>
        Samples.Write(result, ReportFormats.Of("html"), new ReportOptions { Language = language });

    private static byte[] Scan(string language, params string[] paths)
    {
        var result = CliRun.Of(["scan", .. paths, "--as-of", CliRun.AsOf, "--lang", language, "--format", "html"]);
        Assert.Equal("", result.Error);
        return Encoding.UTF8.GetBytes(result.Output);
    }
}
