using System.Security.Cryptography;
using System.Text;
using AngleSharp.Html.Dom;
using WeComPolicy.Engine.Baselines;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Profiles;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Tests;

/// <summary>What stands in the page; how a browser shows it is tested in WeComPolicy.Browser.Tests.</summary>
public class HtmlReportTests
{
    private static readonly ReportFormat s_html = ReportFormats.Of("html");

    [Theory]
    [InlineData(Language.Zh)]
    [InlineData(Language.En)]
    public void Page_of_everything(Language language) =>
        Snapshot.Match($"everything.{language}", "html", Encoding.UTF8.GetBytes(WithoutAssets(Samples.Write(Samples.Everything(), s_html, new ReportOptions { Language = language }))));

    [Fact]
    public void The_policy_of_the_page_knows_its_script_and_its_style_by_their_hashes()
    {
        using var page = Page(Samples.Everything());
        var policy = page.QuerySelector("meta[http-equiv=Content-Security-Policy]")!.GetAttribute("content")!;
        Assert.StartsWith("default-src 'none';", policy);
        foreach (var (element, directive) in (ReadOnlySpan<(string, string)>)[("script", "script-src"), ("style", "style-src")])
        {
            var content = Assert.Single(page.QuerySelectorAll(element)).TextContent;
            Assert.Contains($"{directive} 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'", policy);
        }

        Assert.DoesNotContain("unsafe", policy);
        Assert.Empty(page.QuerySelectorAll("[style], [onclick], [onload], [onerror], [src]"));
    }

    [Fact]
    public void What_the_page_links_to_is_asked_for_by_the_reader_only()
    {
        using var page = Page(Samples.Everything());
        Assert.All(page.QuerySelectorAll("a[href]").Where(a => !a.GetAttribute("href")!.StartsWith('#')), a =>
        {
            Assert.StartsWith("https://", a.GetAttribute("href"));
            Assert.Equal("noopener noreferrer", a.GetAttribute("rel"));
        });
        Assert.Contains(page.QuerySelectorAll("a"), a => a.GetAttribute("href") == "https://open.work.weixin.qq.com/help2/pc/14962");
    }

    [Fact]
    public void Every_id_is_there_once_and_every_reference_leads_somewhere()
    {
        var result = Samples.Everything();
        using var page = Page(result with { Findings = [.. result.Findings, .. result.Findings] });
        var ids = page.QuerySelectorAll("[id]").Select(e => e.Id!).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(page.QuerySelectorAll("a[href^='#']"), a => Assert.Contains(a.GetAttribute("href")![1..], ids));
        Assert.All(page.QuerySelectorAll("[aria-labelledby]"), e => Assert.Contains(e.GetAttribute("aria-labelledby")!, ids));
    }

    [Fact]
    public void Secrets_are_masked_in_quoted_lines()
    {
        var file = new SourceFile("t/a.yaml", "webhook: my-dirty-little-secret-value   # note\nother: 1\n");
        var secret = new SourceRange(file, new TextSpan(9, 28));
        var result = Samples.One(file, new TextSpan(0, 37), "m", new RelatedRange(new SourceRange(file, new TextSpan(9, 28)), Bilingual.Same("n"))) with { Secrets = [secret] };
        var text = Encoding.UTF8.GetString(Samples.Write(result, s_html));
        Assert.DoesNotContain("dirty", text);
        using var page = Page(result);
        Assert.Equal("webhook: ********   # note", page.QuerySelector(".f .ln")!.TextContent);
        Assert.Equal("webhook: ********", string.Concat(page.QuerySelectorAll(".f .ln mark").Select(m => m.TextContent)));
    }

    [Fact]
    public void The_wrong_value_is_marked_and_what_was_read_is_numbered()
    {
        using var page = Page(Samples.Everything());
        var finding = page.QuerySelector("#f-00000000000000000000000000000001")!;
        Assert.Equal("0.0.0.0/0", Assert.Single(finding.QuerySelectorAll("mark")).TextContent);
        Assert.Equal(["陈杰（外包）", "true", "any"], finding.QuerySelectorAll("u").Select(u => u.TextContent));
        Assert.Equal(["1", "2", "3"], finding.QuerySelectorAll(".ln i").Select(i => i.GetAttribute("data-n")!));
        Assert.Equal(["members[userid=chen.jie].login.devices = \"any\" examples/北京 #1/tenant.yaml:22:41"], finding.QuerySelectorAll(".read li").Skip(2).Select(li => li.TextContent));
        Assert.Equal("22", finding.QuerySelectorAll(".ln").Last().GetAttribute("data-n"));
    }

    [Theory]
    [InlineData("fail", "门禁不通过")]
    [InlineData("unknown", "尚不能放行")]
    [InlineData("pass", "门禁通过")]
    [InlineData("none", "未设门禁")]
    [InlineData("unusable", "无从判定")]
    public void The_headline_says_what_the_exit_code_says(string state, string headline)
    {
        var everything = Samples.Everything();
        var undecided = everything.Findings.Where(f => f.Outcome == Verdict.Unknown).ToList();
        var result = state switch
        {
            "fail" => everything,
            "unknown" => everything with { Findings = undecided },
            "pass" => everything with { Findings = [.. everything.Findings.Where(f => f.Waiver is not null)] },
            "none" => everything with { Gate = new Gate(null, false) },
            _ => Samples.Unusable(),
        };
        using var page = Page(result);
        Assert.Equal(headline, page.QuerySelector("h1 [lang=zh-CN]")!.TextContent);
        Assert.Contains(state == "unusable" ? "fail" : state, page.QuerySelector(".verdict")!.ClassList);
        Assert.Equal(result.ExitCode == 0, state is "pass" or "none");
    }

    [Fact]
    public void A_gate_that_passes_says_what_it_let_pass()
    {
        var everything = Samples.Everything();
        var result = everything with
        {
            Gate = new Gate(Severity.High, true),
            Findings =
            [
                .. everything.Findings.Select(f => f.Outcome switch
                {
                    Verdict.Unknown => f,
                    Verdict.Fail when f.Severity >= Severity.High => f with { BaselineState = BaselineState.Unchanged },
                    _ => f with { Outcome = Verdict.Fail, Rule = Samples.Sharing },
                }),
            ],
        };
        Assert.Equal(0, result.ExitCode);
        using var page = Page(result);
        Assert.Equal("不计入门禁的还有：低于阈值的 2 项，已接受的风险 1 项，基线中已有的 2 项，按 --allow-unknown 放行的无法判定 1 项。", page.QuerySelectorAll(".verdict li [lang=zh-CN]").Last().TextContent);
    }

    [Fact]
    public void What_is_off_lowered_gone_and_skipped_is_told()
    {
        var by = Samples.Range(Samples.Policy, "min: 2\n");
        var result = Samples.Everything() with
        {
            Rules = [Samples.SuperAdmins with { Adjustments = [new Adjustment("severity", "high", "low", Bilingual.Same("because of x"), by)] }, Samples.Archive],
            Disabled = [new DisabledRule(Samples.Sharing, Bilingual.Same("nobody shares"), by)],
            Skipped = [new SkippedFile("notes.txt", Bilingual.Same("a note"))],
            Baseline = new BaselineComparison("base.json", [new BaselineEntry("0", "WCP9999", "t", "gone.subject", Verdict.Fail, Severity.High, by)]),
            Profile = "strict",
        };
        using var page = Page(result);
        foreach (var told in (string[])["high → low", "because of x", "nobody shares", "notes.txt", "gone.subject", "strict", "policies/permissions.yaml:2:1", "没有启用会话内容存档。"])
            Assert.Contains(told, page.QuerySelector("main")!.TextContent);
    }

    [Fact]
    public void What_code_hides_is_listed_with_how_and_why()
    {
        var finding = Samples.Everything().Findings[0];
        using var page = Page(Samples.Everything() with
        {
            Suppressed =
            [
                new SuppressedFinding(finding, Suppression.InSource) { Reason = "<b>legacy</b>" },
                new SuppressedFinding(finding with { Rule = Samples.Archive }, Suppression.ByConfiguration),
            ],
        });
        var rows = page.QuerySelectorAll("#hidden li");
        Assert.Equal(2, rows.Length);
        foreach (var told in (string[])["WCP5001", "critical", "examples/北京 #1/tenant.yaml:22:20", "hidden by #pragma or SuppressMessage", "because: ", "<b>legacy</b>"])
            Assert.Contains(told, rows[0].TextContent);
        foreach (var told in (string[])["WCP6001", "switched off by .editorconfig", "without a reason"])
            Assert.Contains(told, rows[1].TextContent);
        Assert.NotNull(page.QuerySelector("nav a[href='#hidden']"));
    }

    [Fact]
    public void A_tenant_that_was_not_judged_stands_among_the_others_with_the_reason()
    {
        var everything = Samples.Everything();
        var at = Samples.Range(Samples.Tenant, "zhang.wei");
        using var page = Page(everything with
        {
            NotJudged = [new ScannedTenant("fleet/broken", null, ["fleet/broken/a.yaml"])],
            Diagnostics =
            [
                InputDiagnostic.At(at, "unknown-key", new("未知的键", "no such key")) with { Tenant = "fleet/broken" },
                InputDiagnostic.At(at, "unknown-key", new("又一个", "another")) with { Tenant = "fleet/broken" },
            ],
        });
        Assert.Equal("2", page.QuerySelector("#tenants h2 b")!.TextContent);
        var row = page.QuerySelectorAll("#tenants tbody tr").Last().TextContent;
        foreach (var told in (string[])["fleet/broken", "not judged", "no such key", "tenant.yaml:5:", "and 1 more"])
            Assert.Contains(told, row);
    }

    [Fact]
    public void Of_too_many_findings_the_worst_are_listed_and_the_others_counted()
    {
        using var page = Page(Samples.Many(10_003));
        Assert.Equal(10_000, page.QuerySelectorAll("#list > li").Length);
        Assert.Contains("另有 3 项只计数、未列出", page.QuerySelector(".notice")!.TextContent);
        Assert.Equal("10,003", page.QuerySelector("#findings h2 b")!.TextContent);
    }

    [Fact]
    public void The_figures_are_those_of_the_summary()
    {
        var result = Samples.Everything();
        var summary = ResultSummary.Of(result);
        using var page = Page(result);
        Assert.Equal(
            [summary.Failed, summary.Errors, summary.Unknown, summary.Passed, summary.NotApplicable, summary.Waived],
            ((string[])["fail", "error", "unknown", "pass", "na", "accepted"]).Select(c => int.Parse(page.QuerySelector($".figures .{c} dd")?.TextContent ?? "0")));
        foreach (var table in (string[])[".areas", ".severities"])
            Assert.Equal(summary.Checks, page.QuerySelectorAll($"{table} td.num").Sum(td => int.Parse(td.TextContent)));
    }

    private static IHtmlDocument Page(ScanResult result) => WellFormed.Html(Samples.Write(result, s_html));

    /// <summary>The page without what every page has: its style and its script, and their hashes.</summary>
    private static string WithoutAssets(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        text = Cut(text, "<style>", "</style>");
        text = Cut(text, "<script>", "</script>");
        return System.Text.RegularExpressions.Regex.Replace(text, "sha256-[A-Za-z0-9&#;+/=]+", "sha256-…");
    }

    private static string Cut(string text, string from, string to)
    {
        var start = text.IndexOf(from, StringComparison.Ordinal) + from.Length;
        return text[..start] + "…" + text[text.IndexOf(to, start, StringComparison.Ordinal)..];
    }
}
