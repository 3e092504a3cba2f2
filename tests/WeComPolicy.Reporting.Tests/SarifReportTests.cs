using System.Globalization;
using System.Text;
using System.Text.Json;
using WeComPolicy.Engine.Baselines;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Sarif;

namespace WeComPolicy.Reporting.Tests;

public class SarifReportTests
{
    [Theory]
    [InlineData("tenants/a.yaml", "tenants/a.yaml", true)]
    [InlineData("./a.yaml", "a.yaml", true)]
    [InlineData("企业 #1/100%?.yaml", "%E4%BC%81%E4%B8%9A%20%231/100%25%3F.yaml", true)]
    [InlineData("c:d.yaml", "c%3Ad.yaml", true)]
    [InlineData("a\\b.yaml", "a%5Cb.yaml", true)]
    [InlineData("../a.yaml", "../a.yaml", true)]
    [InlineData("/srv/a b.yaml", "file:///srv/a%20b.yaml", false)]
    [InlineData("C:/x/a.yaml", "file:///C:/x/a.yaml", false)]
    [InlineData("//host/share/a.yaml", "file://host/share/a.yaml", false)]
    public void Paths_become_uris(string path, string uri, bool relative) => Assert.Equal(new SarifUri(uri, relative), SarifUri.Of(path));

    [Fact]
    public void Undecided_findings_are_shown_as_warnings_that_say_so()
    {
        var result = Result(Samples.Everything(), 1);
        Assert.Equal("fail", result.GetProperty("kind").GetString());
        Assert.Equal("warning", result.GetProperty("level").GetString());
        Assert.StartsWith("无法判定：", result.GetProperty("message").GetProperty("text").GetString());
        Assert.Equal("unknown", result.GetProperty("properties").GetProperty("outcome").GetString());
    }

    [Fact]
    public void Accepted_findings_are_suppressed_and_the_others_are_not()
    {
        var suppression = Assert.Single(Result(Samples.Everything(), 2).GetProperty("suppressions").EnumerateArray());
        Assert.Equal("accepted", suppression.GetProperty("status").GetString());
        Assert.Contains("驻场项目", suppression.GetProperty("justification").GetString());
        Assert.Empty(Result(Samples.Everything(), 0).GetProperty("suppressions").EnumerateArray());
    }

    [Fact]
    public void Rule_indexes_hold()
    {
        var run = Run(Samples.Everything() with { Rules = [Samples.Archive] });
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules");
        foreach (var result in run.GetProperty("results").EnumerateArray())
        {
            var rule = rules[result.GetProperty("ruleIndex").GetInt32()];
            Assert.Equal(result.GetProperty("ruleId").GetString(), rule.GetProperty("id").GetString());
        }
    }

    [Fact]
    public void Artifact_indexes_hold()
    {
        var run = Run(Samples.Everything());
        var artifacts = run.GetProperty("artifacts");
        var location = run.GetProperty("results")[3].GetProperty("relatedLocations")[4].GetProperty("physicalLocation").GetProperty("artifactLocation");
        Assert.Equal(
            location.GetProperty("uri").GetString(),
            artifacts[location.GetProperty("index").GetInt32()].GetProperty("location").GetProperty("uri").GetString());
    }

    [Fact]
    public void Input_makes_no_links_and_no_markup()
    {
        var file = new SourceFile("a.yaml", "x");
        var message = Result(Samples.One(file, default, "see [here](1) <img src=x> *now*"), 0).GetProperty("message");
        Assert.Equal("see \\[here\\](1) <img src=x> *now*。", message.GetProperty("text").GetString());
        Assert.Equal("see \\[here\\](1) &lt;img src=x&gt; \\*now\\*。", message.GetProperty("markdown").GetString());
    }

    [Fact]
    public void What_is_left_out_is_counted_and_none_of_it_is_worse()
    {
        var everything = Samples.Everything();
        var run = Run(everything, new ReportOptions { MaxResults = 4, Language = Language.En });
        Assert.Equal(
            ["critical", "critical", "high", "high"],
            run.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("properties").GetProperty("severity").GetString()));
        Assert.All(run.GetProperty("results").EnumerateArray(), r => Assert.Empty(r.GetProperty("suppressions").EnumerateArray()));
        var note = Assert.Single(run.GetProperty("invocations")[0].GetProperty("toolExecutionNotifications").EnumerateArray());
        Assert.StartsWith("2 more findings", note.GetProperty("message").GetProperty("text").GetString());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Nothing_of_any_kind_goes_beyond_the_limit_in_silence(int most)
    {
        var everything = Samples.Everything();
        var finding = everything.Findings[0];
        var result = everything with
        {
            Suppressed = [new SuppressedFinding(finding, Suppression.InSource)],
            Baseline = new BaselineComparison("b.json", [new BaselineEntry(finding.Fingerprint, "WCP9999", "", "gone", Verdict.Fail, Severity.High, finding.Location!.Value)]),
        };
        var run = Run(result, new ReportOptions { MaxResults = most, Language = Language.En });
        var written = run.GetProperty("results").GetArrayLength();
        Assert.Equal(Math.Min(most, SarifLimit.ResultsOf(result)), written);
        var told = run.GetProperty("invocations")[0].GetProperty("toolExecutionNotifications").EnumerateArray()
            .Sum(n => int.Parse(n.GetProperty("message").GetProperty("text").GetString()!.Split(' ')[0], CultureInfo.InvariantCulture));
        Assert.Equal(SarifLimit.ResultsOf(result), written + told);
    }

    [Fact]
    public void Unusable_inputs_are_notifications_of_a_run_that_failed()
    {
        var invocation = Run(Samples.Unusable()).GetProperty("invocations")[0];
        Assert.False(invocation.GetProperty("executionSuccessful").GetBoolean());
        Assert.Equal(2, invocation.GetProperty("exitCode").GetInt32());
        Assert.Equal(
            ["error", "error", "warning"],
            invocation.GetProperty("toolConfigurationNotifications").EnumerateArray().Select(n => n.GetProperty("level").GetString()));
    }

    private static JsonElement Run(ScanResult result, ReportOptions? options = null) =>
        JsonDocument.Parse(Encoding.UTF8.GetString(Samples.Write(result, "sarif", options))).RootElement.GetProperty("runs")[0];

    private static JsonElement Result(ScanResult result, int index) => Run(result).GetProperty("results")[index];
}
