using System.Text;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Text;

namespace WeComPolicy.Reporting.Tests;

public class TextRulesTests
{
    [Theory]
    [InlineData("abc", 3)]
    [InlineData("企业微信", 8)]
    [InlineData("，。（）", 8)]
    [InlineData("ｱｲｳ", 3)]
    [InlineData("ＡＢ", 4)]
    [InlineData("e\u0301", 1)]
    [InlineData("😀👍", 4)]
    [InlineData("𠮷野", 4)]
    [InlineData("한국", 4)]
    [InlineData("— … ·", 5)]
    public void Cells(string text, int expected) => Assert.Equal(expected, TerminalCells.Of(text));

    [Theory]
    [InlineData("plain 文字 😀", "plain 文字 😀")]
    [InlineData("\u001B[31mred\u001B[0m", "\\u{1B}[31mred\\u{1B}[0m")]
    [InlineData("a\tb\r\nc", "a\\tb\\r\\nc")]
    [InlineData("\u202Egnp.exe", "\\u{202E}gnp.exe")]
    [InlineData("a\u00A0b\u3000c", "a\\u{A0}b\u3000c")]
    [InlineData("zero\u200Bwidth\uFEFF", "zero\\u{200B}width\\u{FEFF}")]
    [InlineData("\u0085\u2028\u0007", "\\u{85}\\u{2028}\\u{7}")]
    [InlineData("\U000E0041tag", "\\u{E0041}tag")]
    public void Hidden_characters_become_visible(string text, string expected) => Assert.Equal(expected, VisibleText.Line(text));

    [Fact]
    public void An_unpaired_surrogate_becomes_visible() => Assert.Equal("a\\u{D800}b", VisibleText.Line("a" + (char)0xD800 + "b"));

    [Theory]
    [InlineData("aa bb cc", 5, "aa bb|cc")]
    [InlineData("aaaaaaaaaa", 4, "aaaa|aaaa|aa")]
    [InlineData("管理后台，安全", 8, "管理后|台，安全")]
    [InlineData("管理（后台）", 6, "管理|（后|台）")]
    [InlineData("a\n\nb\n\n", 10, "a||b")]
    [InlineData("", 10, "")]
    [InlineData("使用IP地址", 6, "使用IP|地址")]
    public void Wrapping(string text, int width, string expected) => Assert.Equal(expected, string.Join('|', TextWrapper.Wrap(text, width)));

    [Fact]
    public void A_text_without_end_is_cut()
    {
        var lines = TextWrapper.Wrap(new string('a', 1_000_000), 80);
        Assert.Equal("...", lines[^1]);
        Assert.InRange(lines.Count, 2, 100);
    }

    [Theory]
    [InlineData("members[userid=li.na].employment", "members[*].employment")]
    [InlineData("a[0][1].b[x='y]z'].c", "a[*][*].b[*].c")]
    [InlineData("a[k=O'Brien].b", "a[*].b")]
    [InlineData("a[unclosed.b", "a[*]")]
    [InlineData("plain.path", "plain.path")]
    public void Paths_are_generalised(string path, string expected) => Assert.Equal(expected, NeededFact.Generalize(path));

    [Fact]
    public void Needed_facts_come_section_by_section_the_most_valuable_first()
    {
        Finding Undecided(RuleDescriptor rule, params string[] paths) => new()
        {
            Rule = rule,
            Outcome = Verdict.Unknown,
            Message = Bilingual.Same("m"),
            Location = null,
            Subject = "s",
            Fingerprint = "f",
            Tenant = "t",
            Missing = [.. paths.Select(p => new MissingFact(p, null, "x: 1", Bilingual.Same("")))],
        };
        var result = Samples.Everything() with
        {
            Findings =
            [
                Undecided(Samples.Sharing, "admins[userid=a].mfa", "members[userid=a].x"),
                Undecided(Samples.Archive, "members[userid=a].y", "members[userid=b].y", "members[userid=a].y"),
                Undecided(Samples.SuperAdmins, "members[userid=c].y", "admins[userid=a].z"),
            ],
        };
        Assert.Equal(
            ["members[*].y 2 3", "members[*].x 1 1", "admins[*].mfa 1 1", "admins[*].z 1 1"],
            NeededFact.Of(result).Select(f => $"{f.Path} {f.Rules.Count} {f.Places}"));
    }

    [Fact]
    public void A_rule_that_judged_nothing_is_not_decided()
    {
        var summary = ResultSummary.Of(Samples.Unusable());
        Assert.Equal((4, 0, 4), (summary.Checks, summary.Decided, summary.Unknown));
        Assert.Equal(2, summary.ExitCode);
    }

    [Fact]
    public void The_summary_agrees_with_the_result()
    {
        foreach (var result in (ScanResult[])[Samples.Everything(), Samples.Clean(), Samples.Unusable(), Samples.Many(3)])
            Assert.Equal(result.ExitCode, ResultSummary.Of(result).ExitCode);
    }

    [Fact]
    public void The_gate_says_why()
    {
        string Text(Gate gate) => Samples.Text(Samples.Everything() with { Gate = gate }, new ReportOptions { Language = Language.En, Width = 200 });
        Assert.Contains("no threshold (--fail-on never)\n", Text(new Gate(null, false)));
        Assert.Contains(
            "fails: 1 finding at or above critical (1 failed); undecided rules allowed\n", Text(new Gate(Severity.Critical, true)));
        Assert.Contains(
            "passes: no findings at or above high\n", Samples.Text(Samples.Clean()));
    }

    [Fact]
    public void Findings_of_code_and_of_unlisted_tenants_are_shown()
    {
        var result = Samples.Everything();
        var code = result.Findings[0] with { Tenant = "", Message = Bilingual.Same("in code") };
        var text = Samples.Text(result with { Tenants = [], Findings = [result.Findings[0], code, result.Findings[^1]] });
        Assert.Contains("Code\n", text);
        Assert.Contains("in code", text);
        Assert.Contains("Tenant examples/北京 #1\n", text);
        Assert.Contains("Shared with 6 partners", text);
    }

    [Fact]
    public void Every_line_fits_the_width()
    {
        foreach (var width in (int[])[50, 80, 132])
        {
            foreach (var language in Enum.GetValues<Language>())
            {
                var text = Samples.Text(Samples.Many(20), new ReportOptions { Width = width, Language = language });
                Assert.All(text.Split('\n'), line => Assert.True(TerminalCells.Of(line) <= width || line.Contains("-->"), line));
            }
        }
    }
}
