using System.Text.Json;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Reporting.Catalogue;

namespace WeComPolicy.Cli.Tests;

/// <summary>Accepted risks: what a waiver covers is shown as accepted, and a waiver that does not hold is a finding at its place.</summary>
public sealed class WaiverTests : IDisposable
{
    private const string Tenant = """
        corp: { corpid: ww1234567890abcdef, full_name: 示例公司 }
        security:
          two_step:
            login: { enabled: false }
        admins:
          - { userid: zhang, role: super }
        members:
          - userid: li.na
            enabled: true
            status: active
            last_active_on: 2026-01-01
          - userid: wang
            enabled: true
            status: active
            last_active_on: 2026-02-01
        """;

    private readonly TemporaryFolder _folder = new();

    public WaiverTests() => _folder.Write("t/tenant.yaml", Tenant);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_waived_is_accepted_everywhere_and_fails_no_gate()
    {
        Waive("WCP2010");
        var json = Scan("--fail-on", "high");
        var finding = Findings(json).Single(f => Rule(f) == "WCP2010");
        Assert.Equal("migration runs", finding.GetProperty("waiver").GetProperty("reason").GetString());
        Assert.Equal("waivers.yaml", finding.GetProperty("waiver").GetProperty("source").GetProperty("path").GetString());
        Assert.Equal("ww1234567890abcdef", Entry("tenant"));
        Assert.Equal(1, json.RootElement.GetProperty("summary").GetProperty("waived").GetInt32());
        Assert.Contains("accepted: migration runs (owner li.na, approved by wang, ticket SEC-1, until 2027-01-15)", Text("scan", "t"), StringComparison.Ordinal);
        Assert.Contains("accepted: migration runs", Text("explain", "WCP2010", "--tenant", "t"), StringComparison.Ordinal);
        var sarif = JsonDocument.Parse(Run("scan", "t", "--waivers", "waivers.yaml", "--format", "sarif").Output).RootElement.GetProperty("runs")[0];
        var suppression = sarif.GetProperty("results").EnumerateArray().Single(r => r.GetProperty("ruleId").GetString() == "WCP2010").GetProperty("suppressions")[0];
        Assert.Equal("external", suppression.GetProperty("kind").GetString());
        Assert.Equal("accepted", suppression.GetProperty("status").GetString());

        Assert.Null(WaiverOf("WCP2010", "--no-waivers"));
    }

    [Fact]
    public void The_gate_passes_when_all_that_fails_it_is_accepted()
    {
        _folder.Write("rules.yaml", Pack);
        Assert.Equal(1, Run("scan", "t", "--policy", "rules.yaml").ExitCode);
        Waive("MINE0001", "--policy", "rules.yaml");
        Assert.Equal(0, Run("scan", "t", "--policy", "rules.yaml", "--waivers", "waivers.yaml").ExitCode);
        Assert.Equal(1, Run("scan", "t", "--policy", "rules.yaml", "--waivers", "waivers.yaml", "--no-waivers").ExitCode);
    }

    [Theory]
    [InlineData("expires: 2027-01-15", "expires: 2026-11-05", "2026-11-06", "WCP0010", 12)]
    [InlineData("created: 2026-11-01", "created: 2026-11-20", "2026-11-01", "WCP0010", 11)]
    [InlineData("expires: 2027-01-15", "expires: 2027-03-15", "2026-11-01", "WCP0017", 12)]
    [InlineData("approver: wang", "approver: li.na", "2026-11-01", "WCP0018", 9)]
    [InlineData("approver: wang", "approver: Li.Nа", "2026-11-01", "WCP0018", 9)]
    [InlineData("approver: wang", "approver: ｌｉ.na", "2026-11-01", "WCP0018", 9)]
    [InlineData("approver: wang", "approver: \"li.\\u200bna\"", "2026-11-01", "WCP0018", 9)]
    [InlineData("rule: WCP2010", "rule: WCP2O10", "2026-11-01", "WCP0016", 3)]
    [InlineData("rule: WCP2010", "rule: WCP0001", "2026-11-01", "WCP0019", 3)]
    [InlineData("value: \"HASH\"", "value: \"0123456789abcdef\"", "2026-11-01", "WCP0015", 6)]
    [InlineData("subject: security.two_step.login.enabled", "subject: security.two_step.login", "2026-11-01", "WCP0012", 5)]
    public void A_waiver_that_does_not_hold_covers_nothing_and_is_told_at_its_place(string was, string now, string asOf, string problem, int line)
    {
        Waive("WCP2010");
        Change(was.Replace("HASH", Entry("value"), StringComparison.Ordinal), now);
        var json = ScanOn(asOf);
        Assert.Equal(JsonValueKind.Null, Findings(json).Single(f => Rule(f) == "WCP2010").GetProperty("waiver").ValueKind);
        var finding = Findings(json).Single(f => Rule(f).StartsWith("WCP001", StringComparison.Ordinal));
        Assert.Equal(problem, Rule(finding));
        Assert.Equal(("waivers.yaml", line), Place(finding));
    }

    [Theory]
    [InlineData("value: \"HASH\"", "value: any", "WCP0014", 6)]
    [InlineData("subject: security.two_step.login.enabled", "subject: security.*", "WCP0014", 5)]
    public void A_waiver_that_covers_more_than_is_there_is_told(string was, string now, string problem, int line)
    {
        Waive("WCP2010");
        Change(was.Replace("HASH", Entry("value"), StringComparison.Ordinal), now);
        var json = Scan();
        Assert.NotEqual(JsonValueKind.Null, Findings(json).Single(f => Rule(f) == "WCP2010").GetProperty("waiver").ValueKind);
        var finding = Findings(json).Single(f => Rule(f).StartsWith("WCP001", StringComparison.Ordinal));
        Assert.Equal((problem, ("waivers.yaml", line)), (Rule(finding), Place(finding)));
    }

    [Fact]
    public void A_waiver_for_no_tenant_in_particular_is_told_where_it_covers_one()
    {
        _folder.Write("t2/tenant.yaml", Tenant.Replace("ww1234567890abcdef", "ww1234567890abcdff", StringComparison.Ordinal).Replace("enabled: false", "enabled: true", StringComparison.Ordinal));
        Waive("WCP2010");
        Change("    tenant: ww1234567890abcdef\n", "");
        var both = JsonDocument.Parse(Run("scan", "t", "t2", "--waivers", "waivers.yaml", "--format", "json").Output);
        Assert.Contains("'tenant: ww1234567890abcdef'", Findings(both).Single(f => Rule(f) == "WCP0014").GetProperty("messages").GetProperty("en").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Findings(Scan()), f => Rule(f) == "WCP0014");
    }

    [Fact]
    public void Two_waivers_for_one_finding_are_told_and_so_is_an_end_that_is_near()
    {
        Waive("WCP2010");
        var text = File.ReadAllText(Path.Combine(_folder.Path, "waivers.yaml"));
        _folder.Write("waivers.yaml", text + text[text.IndexOf("  - rule", StringComparison.Ordinal)..]);
        Assert.Equal(("waivers.yaml", 13), Place(Findings(Scan()).Single(f => Rule(f) == "WCP0013")));
        Assert.DoesNotContain(Findings(ScanOn("2026-12-15")), f => Rule(f) == "WCP0011");
        Assert.Equal(2, Findings(ScanOn("2026-12-16")).Count(f => Rule(f) == "WCP0011"));
        Assert.DoesNotContain(Findings(ScanOn("2027-01-15")), f => Rule(f) == "WCP0010");
        Assert.Equal(2, Findings(ScanOn("2027-01-16")).Count(f => Rule(f) == "WCP0010"));
    }

    [Fact]
    public void A_project_says_who_may_approve_and_for_how_long()
    {
        Waive("WCP2010");
        _folder.Write("wecom-policy.yaml", "schema: wecom-policy/config/v1\ninputs: [ t ]\nwaivers: [ waivers.yaml ]\nrules:\n  WCP0018: { params: { approvers_high: [ ciso ] } }\n");
        Assert.Contains("wang may not approve waivers of severity high; these may: ciso", Text("scan"), StringComparison.Ordinal);
        _folder.Write("wecom-policy.yaml", "schema: wecom-policy/config/v1\ninputs: [ t ]\nwaivers: [ waivers.yaml ]\nrules:\n  WCP0018: { params: { approvers_high: [ ciso, Wang ] } }\n  WCP0017: { params: { max_days_high: 10 } }\n");
        Assert.Contains("the waiver runs for 75 days; for rules of severity high 10 are allowed", Text("scan"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_accepted_value_is_what_was_found_and_not_the_day()
    {
        Waive("WCP2001", "--subject", "members[userid=li.na]");
        Assert.NotNull(WaiverOf("WCP2001"));
        Assert.Contains(Findings(ScanOn("2026-12-20")), f => Rule(f) == "WCP2001" && f.GetProperty("waiver").ValueKind != JsonValueKind.Null);
        _folder.Write("t/tenant.yaml", Tenant.Replace("2026-01-01", "2026-01-02", StringComparison.Ordinal));
        Assert.Null(WaiverOf("WCP2001"));
        Assert.Contains(Findings(Scan()), f => Rule(f) == "WCP0015");
        _folder.Write("t/renamed.yaml", "# moved\n\n" + Tenant.Replace("    status: active\n    last_active_on: 2026-01-01", "    last_active_on: 2026-01-01\n    status: active", StringComparison.Ordinal));
        File.Delete(Path.Combine(_folder.Path, "t/tenant.yaml"));
        Assert.NotNull(WaiverOf("WCP2001"));
    }

    [Theory]
    [InlineData("    login: { enabled: false } # wecom-policy: ignore WCP2010 reason=gateway approver=wang until=2026-12-31", null)]
    [InlineData("    # wecom-policy: ignore WCP2010 reason=gateway approver=wang until=2026-12-31\n    login: { enabled: false }", null)]
    [InlineData("    login: { enabled: false } # wecom-policy: ignore WCP2010 reason=gateway until=2026-12-31", "WCP0018")]
    [InlineData("    login: { enabled: false } # wecom-policy: ignore WCP2010 reason=gateway owner=wang approver=wang until=2026-12-31", "WCP0018")]
    [InlineData("    login: { enabled: false } # wecom-policy: ignore WCP2010 reason=gateway aprover=wang until=2026-12-31", "WCP0020")]
    [InlineData("    login: { enabled: false } # wecom-policy: ignore WCP2010 until=2026-12-31", "WCP0020")]
    [InlineData("    login: { enabled: false } # wecom-policy: ingore WCP2010 reason=gateway approver=wang until=2026-12-31", "WCP0020")]
    [InlineData("    login: { enabled: false } # wecom-policy: Ignore WCP2010 reason=gateway approver=wang until=2026-12-31", "WCP0020")]
    [InlineData("    login: { enabled: false } # wecom-policy ignore WCP2010 reason=gateway approver=wang until=2026-12-31", "WCP0020")]
    [InlineData("    login: { enabled: false } # wecom-policy：ignore WCP2010 reason=gateway approver=wang until=2026-12-31", "WCP0020")]
    [InlineData("    login: { enabled: false } # wecom-policy: ignore: WCP2010 reason=gateway approver=wang until=2026-12-31", "WCP0020")]
    [InlineData("    login: { enabled: false } # WeCom-Policy: suppress WCP2010 reason=gateway", "WCP0020")]
    [InlineData("    login: { enabled: false } # wecom-polcy: ignore WCP2010 reason=gateway approver=wang until=2026-12-31", "WCP0020")]
    [InlineData("    login: { enabled: false } # wecom-policy: 忽略 WCP2010 reason=gateway", "WCP0020")]
    [InlineData("    login: { enabled: false } # wecom-policy: ignore WCP2010 reason=gateway", "WCP0020")]
    [InlineData("    login: { enabled: false } # wecom-policy: ignore WCP2010 reason=gateway until=2026-10-31", "WCP0010")]
    [InlineData("    login: { enabled: false } # wecom-policy: ignore WCP2010 reason=gateway until=2027-10-31", "WCP0017")]
    [InlineData("    login: { enabled: false } # wecom-policy: ignore WCP2099 reason=gateway until=2026-12-31", "WCP0016")]
    public void A_comment_beside_a_value_covers_what_is_found_there(string line, string? problem)
    {
        _folder.Write("waivers.yaml", "schema: wecom-policy/waivers/v1\nwaivers: []\n");
        _folder.Write("t/tenant.yaml", Tenant.Replace("    login: { enabled: false }", line, StringComparison.Ordinal));
        Assert.Equal(problem is null ? "gateway" : null, WaiverOf("WCP2010"));
        Assert.Equal(problem is null ? [] : [problem], Findings(Scan()).Select(Rule).Where(r => string.CompareOrdinal(r, "WCP0010") >= 0 && string.CompareOrdinal(r, "WCP0020") <= 0));
        Assert.Null(WaiverOf("WCP2010", "--no-waivers"));
    }

    [Fact]
    public void A_comment_covers_its_own_node_and_no_other()
    {
        _folder.Write("waivers.yaml", "schema: wecom-policy/waivers/v1\nwaivers: []\n");
        _folder.Write("t/tenant.yaml", Tenant.Replace("- userid: li.na", "- userid: li.na # wecom-policy: ignore WCP2001 reason=leave until=2026-12-31", StringComparison.Ordinal));
        var findings = Findings(Scan()).Where(f => Rule(f) == "WCP2001" && f.GetProperty("outcome").GetString() == "fail").ToList();
        Assert.Equal([("members[userid=li.na]", true), ("members[userid=wang]", false)],
            findings.Select(f => (f.GetProperty("subject").GetString()!, f.GetProperty("waiver").ValueKind != JsonValueKind.Null)));
        Assert.Equal("inSource", JsonDocument.Parse(Run("scan", "t", "--format", "sarif").Output).RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
            .SelectMany(r => r.GetProperty("suppressions").EnumerateArray()).Single().GetProperty("kind").GetString());
    }

    /// <summary>A list is many subjects: a comment above it speaks of the list, one beside an element of that element.</summary>
    [Theory]
    [InlineData("members:", "members: # wecom-policy: ignore WCP2001 reason=leave until=2026-12-31", 0, false)]
    [InlineData("members:", "# wecom-policy: ignore WCP2001 reason=leave until=2026-12-31\nmembers:", 0, false)]
    [InlineData("  - userid: wang", "  # wecom-policy: ignore WCP2001 reason=leave until=2026-12-31\n  - userid: wang", 1, false)]
    [InlineData("last_active_on: 2026-02-01", "last_active_on: 2026-02-01 # wecom-policy: ignore WCP2001 reason=leave until=2026-12-31", 1, false)]
    [InlineData("enabled: true", "enabled: true # wecom-policy: ignore WCP2001 reason=leave until=2026-12-31", 0, true)]
    public void A_comment_covers_no_list_below_it(string was, string now, int covered, bool isUnused)
    {
        _folder.Write("waivers.yaml", "schema: wecom-policy/waivers/v1\nwaivers: []\n");
        _folder.Write("t/tenant.yaml", Tenant.Replace(was, now, StringComparison.Ordinal));
        var findings = Findings(Scan());
        Assert.Equal(covered, findings.Count(f => Rule(f) == "WCP2001" && f.GetProperty("outcome").GetString() == "fail" && f.GetProperty("waiver").ValueKind != JsonValueKind.Null));
        Assert.Equal(isUnused, findings.Any(f => Rule(f) == "WCP0012"));
    }

    [Theory]
    [InlineData("x-note: \"# wecom-policy: ignore WCP2010 reason=a approver=b until=2026-12-31\"")]
    [InlineData("x-note: |\n  # wecom-policy: ignore WCP2010 reason=a approver=b until=2026-12-31")]
    [InlineData("x-note: a#wecom-policy: ignore WCP2010")]
    [InlineData("# See our wiki on wecom-policy and which rules we ignore.\n# wecom-policy.yaml lies above; WCP2010 is why.")]
    public void What_is_no_ignore_comment_is_left_alone(string text)
    {
        _folder.Write("waivers.yaml", "schema: wecom-policy/waivers/v1\nwaivers: []\n");
        _folder.Write("t/tenant.yaml", Tenant + "\n" + text + "\n");
        Assert.DoesNotContain(Findings(Scan()), f => Rule(f) is "WCP0012" or "WCP0020");
        Assert.Null(WaiverOf("WCP2010"));
    }

    [Fact]
    public void A_waiver_for_many_subjects_is_told_with_their_number()
    {
        Waive("WCP2001", "--subject", "members[userid=li.na]");
        Change("subject: \"members[userid=li.na]\"", "subject: \"members[*]\"");
        Change($"value: \"{Entry("value")}\"", "value: any");
        var json = Scan();
        Assert.Equal(2, json.RootElement.GetProperty("summary").GetProperty("waivedTogether").GetInt32());
        Assert.All(Findings(json).Where(f => Rule(f) == "WCP2001" && f.GetProperty("outcome").GetString() == "fail"), f => Assert.Equal(2, f.GetProperty("waiver").GetProperty("covers").GetInt32()));
        var text = Text("scan", "t");
        Assert.Contains("2 accepted, 2 of them by 1 waiver that covers several", text, StringComparison.Ordinal);
        Assert.Contains("one of 2 findings that it covers", string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Contains("one of 2 findings that it covers", Run("scan", "t", "--waivers", "waivers.yaml", "--format", "sarif").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_waiver_of_thirty_days_does_not_end_soon_on_its_first_day()
    {
        Waive("WCP2010");
        Change("expires: 2027-01-15", "expires: 2026-12-01");
        Assert.DoesNotContain(Findings(ScanOn("2026-11-01")), f => Rule(f) == "WCP0011");
        Assert.DoesNotContain(Findings(ScanOn("2026-11-15")), f => Rule(f) == "WCP0011");
        Assert.Contains(Findings(ScanOn("2026-11-16")), f => Rule(f) == "WCP0011");
    }

    /// <summary>A file of waivers among the files of a tenant is told as what it is, and stays what it was.</summary>
    [Theory]
    [InlineData("t/waivers.yaml")]
    [InlineData(null)]
    public void Waivers_may_lie_in_the_folder_of_the_tenant(string? file)
    {
        string[] arguments = [.. WaiveArguments("WCP2010")[..^2]];
        var waived = CliRun.In(file is null ? Path.Combine(_folder.Path, "t") : _folder.Path, file is null ? [arguments[0], arguments[1], .. arguments[3..]] : [.. arguments, "--file", file]);
        Assert.True(waived.ExitCode == 0, waived.Error);
        var path = file ?? "t/wecom-policy.waivers.yaml";
        var json = JsonDocument.Parse(Run("scan", "t", "--waivers", path, "--format", "json").Output).RootElement;
        Assert.Contains(json.GetProperty("findings").EnumerateArray(), f => Rule(f) == "WCP2010" && f.GetProperty("waiver").ValueKind != JsonValueKind.Null);
        Assert.Contains(json.GetProperty("skipped").EnumerateArray(), s => s.GetProperty("path").GetString() == path);
    }

    [Theory]
    [InlineData("\uFEFFschema: wecom-policy/waivers/v1\r\nwaivers: []\r\n# end\r\n")]
    [InlineData("\uFEFFschema: wecom-policy/waivers/v1\r\nwaivers:\r\n  - rule: WCP2001\r\n    subject: a\r\n    value: any\r\n    reason: r\r\n    owner: a\r\n    approver: b\r\n    created: 2026-11-01\r\n    expires: 2026-12-01\r\n")]
    [InlineData("schema: wecom-policy/waivers/v1\r\nwaivers: []")]
    public void Line_ends_and_the_byte_order_mark_stay_as_they_are(string before)
    {
        _folder.Write("waivers.yaml", before);
        Waive("WCP2010");
        var after = System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(_folder.Path, "waivers.yaml")));
        Assert.Equal(before[0] == '\uFEFF', after[0] == '\uFEFF');
        Assert.DoesNotContain('\n', after.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.Equal("migration runs", WaiverOf("WCP2010"));
    }

    [Fact]
    public void A_comment_beside_nothing_covers_nothing()
    {
        _folder.Write("waivers.yaml", "schema: wecom-policy/waivers/v1\nwaivers: []\n");
        _folder.Write("t/tenant.yaml", Tenant + "\n# wecom-policy: ignore WCP8016 reason=none until=2026-11-20\n");
        Assert.Null(WaiverOf("WCP8016"));
        Assert.Contains(Findings(Scan()), f => Rule(f) == "WCP0012");
    }

    [Fact]
    public void Many_comments_are_read_in_time()
    {
        _folder.Write("t/tenant.yaml", Tenant + "\n" + string.Concat(Enumerable.Repeat("# wecom-policy: ignore WCP8016 reason=none\n", 20_000)) + "# " + string.Concat(Enumerable.Repeat("wecom-policy: ignore ", 50_000)) + "\n");
        Assert.Equal(1, Run("scan", "t", "--quiet").ExitCode);
    }

    [Theory]
    [InlineData("schema: wecom-policy/waivers/v1", "schema: wecom-policy/waiver/v1", "waivers.yaml:1:9: error[unknown-schema]")]
    [InlineData("reason: \"migration runs\"", "reason: \" \"", "waivers.yaml:7:13: error[empty-text]")]
    [InlineData("    owner: li.na\n", "", "waivers.yaml:3:5: error[missing-key]")]
    [InlineData("owner: li.na", "ownr: li.na", "waivers.yaml:8:5: error[unknown-key]")]
    [InlineData("expires: 2027-01-15", "expires: 2027-02-30", "waivers.yaml:12:14: error[bad-date]")]
    [InlineData("expires: 2027-01-15", "expires: 2026-10-01", "waivers.yaml:12:14: error[bad-term]")]
    [InlineData("value: \"HASH\"", "value: 12", "waivers.yaml:6:12: error[bad-value]")]
    [InlineData("waivers:\n", "waiver:\n", "waivers.yaml:2:1: error[unknown-key]")]
    public void A_mistake_in_a_file_of_waivers_is_an_error_at_its_place(string was, string now, string expected)
    {
        Waive("WCP2010");
        Change(was.Replace("HASH", Entry("value"), StringComparison.Ordinal), now);
        var result = Run("scan", "t", "--waivers", "waivers.yaml", "--format", "json");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_waivers_that_is_not_there_is_an_error()
    {
        var result = Run("scan", "t", "--waivers", "nowhere.yaml");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("nowhere.yaml: error[", result.Error + result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("schema: wecom-policy/waivers/v1\nwaivers: []\n# end\n")]
    [InlineData("# ours\nschema: wecom-policy/waivers/v1 # format\nwaivers:\n- rule: WCP2001\n  subject: members[userid=gone]\n  value: any\n  reason: 已知 # why\n  owner: a\n  approver: b\n  created: 2026-11-01\n  expires: 2026-12-01\n\n# end\nx-note: kept\n")]
    public void A_waiver_is_added_without_touching_the_rest(string before)
    {
        _folder.Write("waivers.yaml", before);
        Waive("WCP2010");
        var after = File.ReadAllText(Path.Combine(_folder.Path, "waivers.yaml"));
        foreach (var line in before.Split('\n').Where(l => l is not "waivers: []"))
            Assert.Contains(line, after, StringComparison.Ordinal);
        Assert.Equal("migration runs", WaiverOf("WCP2010"));
    }

    [Theory]
    [InlineData("schema: wecom-policy/waivers/v1\nwaivers:\n  - rule: 1\n")]
    [InlineData("members: []\n")]
    [InlineData("schema: wecom-policy/waivers/v1\nwaivers: [ { rule: WCP2001, subject: a, value: any, reason: r, owner: a, approver: b, created: 2026-11-01, expires: 2026-12-01 } ]\n")]
    public void A_file_that_nothing_can_be_added_to_stays_as_it_is(string before)
    {
        var path = _folder.Write("waivers.yaml", before);
        var result = Run([.. WaiveArguments("WCP2010")]);
        Assert.Equal(2, result.ExitCode);
        Assert.Equal(before, File.ReadAllText(path));
        Assert.Contains("waivers.yaml", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Waive_asks_which_finding_is_meant()
    {
        var result = Run([.. WaiveArguments("WCP2001")]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("  t  members[userid=li.na]  ", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder.Path, "waivers.yaml")));
        Assert.Contains("did you mean 'members[userid=wang]'?", Run([.. WaiveArguments("WCP2001"), "--subject", "members[userid=wag]"]).Error, StringComparison.Ordinal);
        Waive("WCP2010");
        Assert.Contains("nothing to accept", Run([.. WaiveArguments("WCP2010")]).Error, StringComparison.Ordinal);
        Assert.Contains("nothing to accept", Run([.. WaiveArguments("WCP0001")]).Error, StringComparison.Ordinal);
        Assert.Contains("--reason is missing", Run("waive", "WCP2010", "t").Error, StringComparison.Ordinal);
    }

    public static TheoryData<string> RulesAboutWaivers => [.. PolicyLoader.Load([], ".").WaiverRules.Select(r => r.Descriptor.Id)];

    /// <summary>The examples on the pages of the rules, as they stand there, beside the shipped example of a start-up.</summary>
    [Theory]
    [MemberData(nameof(RulesAboutWaivers))]
    public void The_examples_of_a_rule_about_waivers_do_what_its_page_says(string id)
    {
        var rule = CatalogueContent.Shipped().Entries.Single(e => e.Rule.Id == id);
        Assert.Equal([id], Found(rule.FileExamples!.Bad));
        Assert.Empty(Found(rule.FileExamples!.Good));

        IEnumerable<string> Found(string text)
        {
            var path = _folder.Write(rule.FileExamples!.File, text);
            string[] arguments = rule.FileExamples.File == "waivers.yaml" ? ["examples/tenants/startup", "--waivers", path] : [path];
            var result = CliRun.Of(["scan", .. arguments, "--as-of", CliRun.AsOf, "--format", "json", "--lang", "en"]);
            return Findings(JsonDocument.Parse(result.Output)).Select(Rule).Where(r => string.CompareOrdinal(r, "WCP0010") >= 0 && string.CompareOrdinal(r, "WCP0020") <= 0);
        }
    }

    private const string Pack = """
        schema: wecom-policy/pack/v1
        pack: mine
        area: a
        rules:
          - id: MINE0001
            name: two-step
            severity: high
            title: { zh: 甲, en: a }
            rationale: { zh: 甲, en: a }
            remediation: { zh: 甲, en: a }
            require: tenant.security.two_step.login.enabled
            message: { zh: 关, en: off }
        """;

    private static string[] WaiveArguments(string rule) =>
        ["waive", rule, "t", "--reason", "migration runs", "--owner", "li.na", "--approver", "wang", "--ticket", "SEC-1", "--expires", "2027-01-15", "--as-of", CliRun.AsOf, "--lang", "en", "--file", "waivers.yaml"];

    private void Waive(string rule, params string[] options)
    {
        var result = CliRun.In(_folder.Path, [.. WaiveArguments(rule), .. options]);
        Assert.True(result.ExitCode == 0, result.Error);
    }

    private CliResult Run(params string[] arguments) =>
        CliRun.In(_folder.Path, arguments.Contains("--as-of") ? arguments : [.. arguments, "--as-of", CliRun.AsOf, "--lang", "en"]);

    private string Text(params string[] arguments)
    {
        string[] waivers = File.Exists(Path.Combine(_folder.Path, "wecom-policy.yaml")) ? [] : ["--waivers", "waivers.yaml"];
        return Run([.. arguments, .. waivers]).Output.Replace("\n  =           ", " ", StringComparison.Ordinal).Replace("\n    ", " ", StringComparison.Ordinal);
    }

    private JsonDocument Scan(params string[] options) => JsonDocument.Parse(Run(["scan", "t", "--waivers", "waivers.yaml", "--format", "json", .. options]).Output);

    private JsonDocument ScanOn(string asOf) => Scan("--as-of", asOf);

    private string? WaiverOf(string rule, params string[] options) =>
        Findings(Scan(options)).Where(f => Rule(f) == rule && f.GetProperty("waiver").ValueKind != JsonValueKind.Null)
            .Select(f => f.GetProperty("waiver").GetProperty("reason").GetString()).SingleOrDefault();

    private void Change(string was, string now)
    {
        var path = Path.Combine(_folder.Path, "waivers.yaml");
        var text = File.ReadAllText(path);
        Assert.Contains(was, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(was, now, StringComparison.Ordinal));
    }

    private string Entry(string key) => File.ReadAllLines(Path.Combine(_folder.Path, "waivers.yaml"))
        .Select(l => l.Trim()).First(l => l.StartsWith(key + ": ", StringComparison.Ordinal))[(key.Length + 2)..].Trim('"');

    private static List<JsonElement> Findings(JsonDocument result) => [.. result.RootElement.GetProperty("findings").EnumerateArray()];

    private static string Rule(JsonElement finding) => finding.GetProperty("ruleId").GetString()!;

    private static (string, int) Place(JsonElement finding)
    {
        var place = finding.GetProperty("locations")[0];
        return (place.GetProperty("path").GetString()!, place.GetProperty("line").GetInt32());
    }
}
