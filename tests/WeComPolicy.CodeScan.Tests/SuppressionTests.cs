using WeComPolicy.Engine.Findings;

namespace WeComPolicy.CodeScan.Tests;

public sealed class SuppressionTests
{
    private static string Code(string before = "", string behind = "", string top = "") => $$"""
        {{top}}
        namespace Company.WeCom;
        public class Sender
        {
            {{before}}
            private const string CorpSecret = "{{MadeUp.AppSecret}}"; {{behind}}
        }
        """;

    [Theory]
    [InlineData("// wecom-policy: ignore WCA1001 reason=accepted approver=wang until=2026-11-30", "")]
    [InlineData("", "// wecom-policy: ignore WCA1001 reason=accepted approver=wang until=2026-11-30")]
    [InlineData("/* wecom-policy: ignore WCA1001, WCA1002 until=2026-11-30 approver=wang reason=\"accepted\" */", "")]
    [InlineData("// wecom-policy: ignore wca1001 reason=accepted approver=wang until=2026-11-01", "")]
    public void An_ignore_comment_covers_a_finding(string before, string behind)
    {
        using var folder = new CodeFolder().With("Sender.cs", Code(before, behind));
        var result = folder.Judged();
        var finding = Assert.Single(result.Findings, f => f.Rule.Id == "WCA1001");
        Assert.Equal("accepted", finding.Waiver?.Reason);
        Assert.True(finding.Waiver!.IsComment);
        Assert.Equal(1, result.Code!.Ignored);
    }

    [Theory]
    [InlineData("// wecom-policy: ignore WCA1001 until=2026-11-30", "WCP0020")]
    [InlineData("// wecom-policy: ignore WCA1001 reason=accepted", "WCP0020")]
    [InlineData("// wecom-policy: ignore WCA1001 reason=accepted until=2026-11-30", "WCP0018")]
    [InlineData("// wecom-policy ignore WCA1001 reason=accepted approver=wang until=2026-11-30", "WCP0020")]
    [InlineData("/* wecom-policy: ingore WCA1001 reason=accepted approver=wang until=2026-11-30 */", "WCP0020")]
    [InlineData("// wecom-policy: ignore WCA1001 reason=accepted until=31.12.2026", "WCP0020")]
    [InlineData("// wecom-policy: ignore WCA1001 reason=accepted until=2026-10-31", "WCP0010")]
    [InlineData("// wecom-policy: ignore WCA1001 reason=accepted until=2027-10-31", "WCP0017")]
    [InlineData("// wecom-policy: ignore reason=accepted until=2026-11-30", "WCP0020")]
    [InlineData("// wecom-policy: ignore WCA9901 reason=accepted until=2026-11-30", "WCP0016")]
    [InlineData("// wecom-policy: ignore WCA1003 reason=accepted approver=wang until=2026-11-20", "WCP0012")]
    public void A_comment_that_hides_nothing_is_a_finding(string before, string rule)
    {
        using var folder = new CodeFolder().With("Sender.cs", Code(before));
        Assert.Equal(["WCA1001 Sender.cs:6", $"{rule} Sender.cs:5"], CodeFolder.Places(folder.Judged().Findings.Where(f => f.Rule.Id != "WCP0011")));
    }

    [Fact]
    public void What_only_looks_like_such_a_comment_is_none()
    {
        using var folder = new CodeFolder().With("Sender.cs", Code("private const string Text = \"// wecom-policy: ignore WCA1001 reason=a\";"));
        Assert.Equal(["WCA1001 Sender.cs:6"], CodeFolder.Places(folder.Scan()));
    }

    [Fact]
    public void Pragmas_and_attributes_hold_and_are_counted()
    {
        using var folder = new CodeFolder()
            .With("Pragma.cs", Code("#pragma warning disable WCA1001"))
            .With("Attribute.cs", Code("[System.Diagnostics.CodeAnalysis.SuppressMessage(\"WeComPolicy.Secrets\", \"WCA1001\", Justification = \"made up\")]").Replace("Sender", "Other", StringComparison.Ordinal));
        var result = folder.Scan();
        Assert.Empty(result.Findings);
        Assert.Equal(2, result.Scope.SuppressedInSource);
        Assert.Equal(Verdict.NotApplicable, result.Outcomes.Single(o => o.Rule.Id == "WCA1001").Verdict);
        Assert.Equal(
            ["InSource WCA1001 Attribute.cs:6", "InSource WCA1001 Pragma.cs:6"],
            result.Suppressed.Select(s => $"{s.By} {CodeFolder.Place(s.Finding)}").Order(StringComparer.Ordinal));
        Assert.Equal(2, result.Suppressed.Select(s => s.Finding.Fingerprint).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void To_hide_a_finding_changes_no_fingerprint()
    {
        string Method(string hide) => $$"""
            namespace Company.WeCom;
            public class Sender
            {
                public void Send()
                {
            {{hide}}
                    Use(corpSecret: "{{MadeUp.AppSecret}}");
            {{(hide.Length > 0 ? "#pragma warning restore WCA1001" : "")}}
                    Use(corpSecret: "{{MadeUp.AppSecret}}");
                }
                private static void Use(string corpSecret) { }
            }
            """;
        using var open = new CodeFolder().With("Sender.cs", Method(""));
        using var hidden = new CodeFolder().With("Sender.cs", Method("#pragma warning disable WCA1001"));
        var before = open.Scan().Findings.Select(f => f.Fingerprint).ToList();
        var after = hidden.Scan();
        Assert.Equal(2, before.Count);
        Assert.Equal(before[1], Assert.Single(after.Findings).Fingerprint);
        Assert.Equal(before[0], Assert.Single(after.Suppressed).Finding.Fingerprint);
    }

    [Theory]
    [InlineData(".editorconfig", "[*.cs]\ndotnet_diagnostic.WCA1001.severity = none\n")]
    [InlineData(".globalconfig", "is_global = true\ndotnet_diagnostic.WCA1001.severity = none\n")]
    public void Editor_configuration_switches_off_and_is_counted(string name, string text)
    {
        using var folder = new CodeFolder().With("Sender.cs", Code()).With(name, text);
        var result = folder.Scan();
        Assert.Empty(result.Findings);
        Assert.Equal(1, result.Scope.SuppressedByConfig);
        Assert.Equal(Suppression.ByConfiguration, Assert.Single(result.Suppressed).By);
        var note = Assert.Single(result.Diagnostics);
        Assert.Equal(("rules-lowered", name, 2), (note.Code, note.Path, note.Range!.Value.Start.Line));
        Assert.True(note.IsWarning);
        Assert.Contains("WCA1001 = none :2", note.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Changed_thresholds_are_told_once_for_all_projects()
    {
        using var folder = new CodeFolder()
            .With("A/A.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />").With("A/Sender.cs", Code())
            .With("B/B.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />").With("B/Sender.cs", Code())
            .With(".editorconfig", "[*.cs]\nindent_size = 4\nwecom_policy.WCA2004.calls_per_second = 50\nwecom_policy.WCA2002.max_parallel = 5\ndotnet_diagnostic.WCA1007.severity = error\n");
        Assert.Equal("wecom_policy.WCA2004.calls_per_second = 50 (5) :3", Assert.Single(folder.Scan().Diagnostics).Message.En.Split(": ")[1].TrimEnd('.'));
    }

    [Fact]
    public void Editor_configuration_lowers_a_severity()
    {
        using var folder = new CodeFolder().With("Sender.cs", Code()).With(".editorconfig", "[*.cs]\ndotnet_diagnostic.WCA1001.severity = suggestion\n");
        Assert.Equal(Severity.Info, Assert.Single(folder.Scan().Findings).Severity);
    }

    [Fact]
    public void Comments_in_configuration_cover_what_stands_there()
    {
        using var folder = new CodeFolder()
            .With("Program.cs", "class WeComApp { }")
            .With("app.yml", $"wecom:\n  # wecom-policy: ignore WCA1009 reason=made up approver=wang until=2026-11-30\n  corpsecret: {MadeUp.AppSecret}\n");
        Assert.Equal("made up", Assert.Single(folder.Judged().Findings, f => f.Rule.Id == "WCA1009").Waiver?.Reason);
    }

    private const string Ignore = "wecom-policy: ignore WCA1009 reason=made up approver=wang until=2026-11-30";

    /// <summary>What is no comment of its form covers nothing, however much it looks like one.</summary>
    [Theory]
    [InlineData("appsettings.json", "{ \"WeCom\": {\n // IGNORE\n \"CorpSecret\": \"SECRET\" } }", true)]
    [InlineData("appsettings.json", "{ \"WeCom\": {\n \"CorpSecret\": \"SECRET\" /* IGNORE */ } }", true)]
    [InlineData("appsettings.json", "{ \"WeCom\": {\n \"CorpSecret\": \"SECRET\", \"Note\": \"// IGNORE\" } }", false)]
    [InlineData("appsettings.json", "{ \"WeCom\": { \"Note\": \"a \\\" // IGNORE\",\n \"CorpSecret\": \"SECRET\" } }", false)]
    [InlineData("app.yml", "wecom:\n  corpsecret: SECRET # IGNORE\n", true)]
    [InlineData("app.yml", "wecom: { corpsecret: SECRET, note: '# IGNORE' }\n", false)]
    [InlineData("app.yml", "wecom: { corpsecret: SECRET } # IGNORE\n", true)]
    [InlineData("app.yml", "note: |\n  # IGNORE\nwecom:\n  corpsecret: SECRET\n", false)]
    [InlineData("web.config", "<configuration><appSettings>\n<!-- IGNORE -->\n<add key=\"WeixinCorpSecret\" value=\"SECRET\" /></appSettings></configuration>", true)]
    [InlineData("web.config", "<configuration><appSettings>\n<add note=\"IGNORE\" key=\"WeixinCorpSecret\" value=\"SECRET\" /></appSettings></configuration>", false)]
    [InlineData("web.config", "<configuration><appSettings>\n<note><![CDATA[ <!-- IGNORE --> ]]></note><add key=\"WeixinCorpSecret\" value=\"SECRET\" /></appSettings></configuration>", false)]
    [InlineData(".env", "# IGNORE\nwecom_corpsecret=SECRET\n", true)]
    [InlineData(".env", "wecom_corpsecret=SECRET # IGNORE\n", true)]
    [InlineData("a.ini", "[WxWork]\n; IGNORE\nCorpSecret=SECRET\n", true)]
    public void Only_real_comments_of_configuration_count(string name, string text, bool covers)
    {
        using var folder = new CodeFolder().With("Program.cs", "class WeComApp { }")
            .With(name, text.Replace("IGNORE", Ignore, StringComparison.Ordinal).Replace("SECRET", MadeUp.AppSecret, StringComparison.Ordinal));
        var found = folder.Judged().Findings.Where(f => f.Rule.Id == "WCA1009").ToList();
        Assert.NotEmpty(found);
        Assert.All(found, f => Assert.Equal(covers, f.Waiver is not null));
    }
}
