using System.Text;
using System.Text.RegularExpressions;
using WeComPolicy.Engine.Baselines;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Profiles;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Tests;

/// <summary>What each format owes its readers: every one says what did not pass and what was let pass.</summary>
public sealed class FormatTests
{
    private static readonly string[] s_own = ["junit", "markdown", "markdown-comment", "github", "gitlab", "gitlab-sast", "csv"];

    public static TheoryData<string, Language> Own()
    {
        var data = new TheoryData<string, Language>();
        foreach (var id in s_own)
        {
            data.Add(id, Language.Zh);
            data.Add(id, Language.En);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Own))]
    public void Looks_like_this(string id, Language language)
    {
        var format = ReportFormats.Of(id);
        var bytes = Samples.Write(Told(), format, new ReportOptions { Language = language });
        WellFormed.Check(format, bytes);
        Snapshot.Match($"{id}.{language}", format.Ending[1..], bytes);
    }

    [Fact]
    public void Every_format_is_well_formed_of_any_result()
    {
        foreach (var format in ReportFormats.All)
        {
            foreach (var result in (ScanResult[])[Samples.Everything(), Samples.Clean(), Samples.Unusable(), Samples.Many(60), Told(), Nothing()])
                WellFormed.Check(format, Samples.Write(result, format));
        }
    }

    // The formats that have no place for some of it hold the rest to account: Code Quality has no counts, an annotation no list.
    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("sarif")]
    [InlineData("junit")]
    [InlineData("markdown")]
    [InlineData("markdown-comment")]
    [InlineData("gitlab-sast")]
    [InlineData("csv")]
    [InlineData("github")]
    [InlineData("gitlab")]
    public void Nothing_is_let_pass_in_silence(string id)
    {
        var text = Encoding.UTF8.GetString(Samples.Write(Told(), id, new ReportOptions { Language = Language.En }));
        Assert.Contains("WCP6001", text);
        Assert.Matches("[Nn]ot decided|\"unknown\"", text);
        if (id != "github")
            Assert.Matches("2026-04-30", text);
        if (id is not ("gitlab" or "sarif"))
            Assert.Matches("(?i)1 accepted|waived|\"accepted\"", text);
        if (id is not ("gitlab" or "sarif"))
            Assert.Contains("base.json", text);
    }

    [Theory]
    [InlineData("markdown", 1024 * 1024)]
    [InlineData("markdown-comment", 65_536)]
    public void Markdown_keeps_within_what_its_place_takes_and_says_what_was_cut(string id, int limit)
    {
        foreach (var language in Enum.GetValues<Language>())
        {
            var bytes = Samples.Write(ManyRules(3000), id, new ReportOptions { Language = language });
            WellFormed.Markdown(bytes);
            var text = Encoding.UTF8.GetString(bytes);
            Assert.InRange(id == "markdown" ? bytes.Length : text.Length, limit / 2, limit);
            Assert.Matches(language == Language.En ? "There was no room for: [0-9]" : "以下内容没有写入：", text);
        }
    }

    [Fact]
    public void Annotations_beyond_what_github_shows_are_told_and_stand_in_the_log()
    {
        var bytes = Samples.Write(Samples.Many(50), "github", new ReportOptions { Language = Language.En });
        var commands = WellFormed.GitHub(bytes);
        Assert.Equal(10, commands.Count(c => c.Name == "error"));
        Assert.Equal(40, Regex.Count(Encoding.UTF8.GetString(bytes), "^- error\\[WCP5001 critical\\] big.yaml:", RegexOptions.Multiline));
        Assert.Contains("40 more are only in the log", commands[^1].Text);
    }

    [Fact]
    public void An_annotation_stands_at_the_value()
    {
        var command = WellFormed.GitHub(Samples.Write(Samples.Everything(), "github", new ReportOptions { Language = Language.En }))[0];
        var place = Samples.Range(Samples.Tenant, "0.0.0.0/0");
        Assert.Equal("error", command.Name);
        Assert.Equal(
            (Samples.Tenant.Path, place.Start.Line, place.Start.Column, place.End.Column),
            (command.Properties["file"], int.Parse(command.Properties["line"]), int.Parse(command.Properties["col"]), int.Parse(command.Properties["endColumn"])));
        Assert.StartsWith("chen.jie is outsourced and can sign in from anywhere\n", command.Text);
    }

    [Fact]
    public void Red_cases_are_what_fails_the_gate()
    {
        var result = Samples.Everything();
        foreach (var gate in (Gate[])[new(Severity.High, false), new(Severity.High, true), new(Severity.Info, false), new(null, false)])
        {
            var judged = result with { Gate = gate };
            var root = WellFormed.Junit(Samples.Write(judged, "junit"));
            var red = root.Descendants("testcase").Count(c => c.Element("failure") is not null || c.Element("error") is not null);
            var failing = judged.Findings.Count(gate.Fails);
            Assert.Equal(failing == 0 ? 0 : failing + 1, red);
        }
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("  @SUM(A1)", "'@SUM(A1)")]
    [InlineData("-1", "'-1")]
    [InlineData("a,b \"c\"", "a,b \"c\"")]
    [InlineData("two\nlines", "two\nlines")]
    [InlineData("\u001B[31m\ttab", "\\u{1B}[31m\\ttab")]
    public void A_cell_is_text_and_never_a_formula(string message, string cell)
    {
        var rows = WellFormed.Csv(Samples.Write(Samples.One(new SourceFile("a.yaml", "x"), default, message), "csv"));
        var row = rows.Single(r => r[0] == "finding");
        Assert.Equal(cell, row[Array.IndexOf(rows[0], "message")]);
    }

    [Fact]
    public void A_cell_is_not_longer_than_a_spreadsheet_takes()
    {
        var rows = WellFormed.Csv(Samples.Write(Samples.One(new SourceFile("a.yaml", "x"), default, new string('长', 100_000)), "csv"));
        Assert.All(rows.SelectMany(r => r), cell => Assert.InRange(cell.Length, 0, 32_767));
    }

    [Theory]
    [InlineData("::error::owned")]
    [InlineData("a\n::stop-commands::x")]
    [InlineData("a ##vso[task.setvariable variable=x]y")]
    [InlineData("##[add-mask]x")]
    public void No_text_is_a_command_to_a_ci_server(string hostile)
    {
        foreach (var width in (int[])[40, 60, 1000])
        {
            foreach (var verbosity in Enum.GetValues<Verbosity>())
            {
                var message = string.Join(' ', Enumerable.Repeat(hostile, 12));
                var result = Samples.One(new SourceFile(hostile, hostile), new TextSpan(0, 4), message);
                result = result with { Diagnostics = [InputDiagnostic.About(hostile, "code", Bilingual.Same(message), Bilingual.Same(message))] };
                WellFormed.Log(Samples.Text(result, new ReportOptions { Language = Language.En, Width = width, Verbosity = verbosity }));
                WellFormed.GitHub(Samples.Write(result, "github"));
            }
        }
    }

    [Fact]
    public void A_page_that_others_are_told_of_mentions_nobody()
    {
        const string Hostile = "@org/team see #12, https://evil.example www.evil.example <img src=x onerror=alert(1)> [x](javascript:y) $x$ </details> | <!-- x --> :-) `c` **b** ~s~ - [ ] t";
        var result = Samples.One(new SourceFile(Hostile, Hostile), new TextSpan(0, 4), Hostile);
        foreach (var id in (string[])["markdown", "markdown-comment"])
            WellFormed.Markdown(Samples.Write(result with { Tenants = [new ScannedTenant(Hostile, Hostile, [Hostile])], Findings = [result.Findings[0] with { Tenant = Hostile, Subject = Hostile }] }, id));
    }

    [Fact]
    public void The_first_name_of_a_format_is_its_own()
    {
        Assert.Equal(ReportFormats.Ids.Count, ReportFormats.Ids.Distinct().Count());
        Assert.All(ReportFormats.All, f => Assert.Matches("^\\.[a-z]+$", f.Ending));
        Assert.Throws<ArgumentException>(() => ReportFormats.Of("nothing"));
    }

    /// <summary>As <see cref="Samples.Everything"/>, with all that a run can let pass.</summary>
    private static ScanResult Told()
    {
        var result = Samples.Everything();
        var place = Samples.Range(Samples.Policy, "min");
        return result with
        {
            Rules = [Samples.Sharing, Samples.SuperAdmins, Samples.OutsourcedLogin],
            Outcomes = [.. result.Outcomes.Where(o => o.Rule != Samples.Archive)],
            Findings = [.. result.Findings.Select((f, i) => f with { BaselineState = f.Waiver is not null ? BaselineState.None : i == 3 ? BaselineState.Unchanged : BaselineState.New })],
            Baseline = new BaselineComparison("base.json", [new BaselineEntry("00000000000000000000000000000009", "WCP4001", "examples/北京 #1", "admins[userid=old]", Verdict.Fail, Severity.High, place)]),
            Disabled = [new DisabledRule(Samples.Archive, new("不使用会话存档", "message archive is not in use"), place)],
            Profile = "small-team",
            ProjectFile = "wecom-policy.yaml",
            Skipped = [new SkippedFile("notes.txt", new("不是租户文件", "no file of a tenant"))],
            Code = new CodeScope { Projects = 1, SourceFiles = 2, Lines = 300, CallSites = 4, SuppressedInSource = 5, SuppressedByConfig = 6, Ignored = 7 },
            Diagnostics = [InputDiagnostic.At(place, "unused-parameter", new("参数未使用", "The parameter is not used"), new("请删除它", "remove it")) with { IsWarning = true }],
        };
    }

    private static ScanResult Nothing() => Samples.Everything() with { Tenants = [], Rules = [], Outcomes = [], Findings = [] };

    private static ScanResult ManyRules(int count)
    {
        var result = Samples.Many(count);
        return result with
        {
            Findings = [.. result.Findings.Select((f, i) => f with { Rule = Samples.OutsourcedLogin with { Id = $"WCP{i:D4}" } })],
        };
    }
}
