using System.Text;
using FsCheck;
using FsCheck.Fluent;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Testing;
using static WeComPolicy.Engine.Tests.Schema.TenantText;

namespace WeComPolicy.Engine.Tests.Schema;

public sealed class TenantCheckerTests
{
    private const string Valid = """
        schema: wecom-policy/tenant/v1
        x-note: { anything: [goes, here] }
        corp:
          corpid: ww0123456789abcdef
          full_name: 示例科技有限公司
          industry: finance
          member_count: 3
          certification:
            status: certified
            expires_on: 2026-03-01
        members:
          - userid: li.na
            name: 李娜
            department: [2, 3]
            employment: outsourced
            enabled: true
            leave_on: "2025-06-30"
            login_ip_ranges: [203.0.113.0/24, 203.0.113.7, "2001:db8::/32"]
            extattr: { 用工: 外包 }
          - userid: wang.wei
            enabled: false
        security:
          two_step: { login: { enabled: true, scope: { whole_corp: true } } }
          trusted_devices:
            - { device_code: D1, last_login_time: 2025-05-28T09:30:00.5+08:00 }
        customer_contact:
          metrics: { complaint_rate: 0.001 }
        apps:
          - agentid: 1000002
            trusted_domains: ["*.example.com", app.example.com:8443]
            callback: { enabled: true, url: https://app.example.com/cb, token_ref: env:WECOM_TOKEN }
        provenance:
          members: { source: attested, by: sun.li, on: 2025-05-30, complete: true }
        """;

    [Fact]
    public void A_valid_file_has_no_mistakes() => Assert.Empty(Check(Valid).Diagnostics);

    [Theory]
    [InlineData("apps: [{ agentid: 1, «corpsecret»: x }]", "unknown-key", "A secret never stands in a tenant file")]
    [InlineData("corp: { «api_token»: x }", "unknown-key", "credentials[].ref")]
    [InlineData("corp: «full_name：甲»", "wrong-type", "full-width")]
    [InlineData("apps: [{ agentid: 1, permissions: «directory_view、app_manage» }]", "wrong-type", "[directory_view, app_manage]")]
    [InlineData("apps: [{ agentid: 1, permissions: «directory_view;app_manage» }]", "wrong-type", "[directory_view, app_manage]")]
    public void A_first_file_gets_advice_that_fits(string marked, string code, string help) =>
        Assert.Contains(help, Mistake(marked, code).Help!.Value.En, StringComparison.Ordinal);

    [Fact]
    public void Json_and_yaml_are_checked_alike()
    {
        const string Json = """{ "members": [ { "userid": "li.na", "leave_on": "2025-06-30", "department": [2], "enabled": true } ] }""";
        Assert.Empty(Check(Json, "tenant.json").Diagnostics);
    }

    [Fact]
    public void An_unknown_key_suggests_the_one_that_was_meant()
    {
        var mistake = Mistake("members:\n  - userid: li.na\n    «employmnt»: intern\n", "unknown-key");
        Assert.Equal("“成员”没有键“employmnt”。", mistake.Message.Zh);
        Assert.Equal("There is no key 'employmnt' in 'member'.", mistake.Message.En);
        Assert.Equal("是否想写“employment”？", mistake.Help!.Value.Zh);
        Assert.Equal("Did you mean 'employment'?", mistake.Help.Value.En);
    }

    [Fact]
    public void A_camel_case_key_suggests_the_snake_case_one() =>
        Assert.Contains("'last_active_on'", Mistake("members:\n  - userid: li.na\n    «lastActiveOn»: 2025-01-01\n", "unknown-key").Help!.Value.En, StringComparison.Ordinal);

    /// <summary>A key of somebody's program is a name; what is pasted in place of a key may be a secret.</summary>
    [Theory]
    [InlineData("WeixinWorkRobotOptions2", "WeixinWorkRobotOptions2")]
    [InlineData("RobotOptions2024", "RobotOptions2024")]
    [InlineData("aB3dE6gH9jK2mN5pQ8sT1v", "***")]
    [InlineData("Xkq7ZpTwRm9VbLd2Yh", "***")]
    public void A_key_that_is_a_name_is_shown(string key, string shown) =>
        Assert.Contains($"'{shown}'", Mistake($"«{key}»: []", "unknown-key").Message.En, StringComparison.Ordinal);

    [Fact]
    public void A_key_in_the_wrong_place_is_told_where_it_belongs()
    {
        Assert.Contains("'admins[].corp_count'", Mistake("corp: { «corp_count»: 2 }", "unknown-key").Help!.Value.En, StringComparison.Ordinal);
        Assert.Contains("check the indentation", Mistake("corp:\n  short_name: 甲\n  «members»: []\n", "unknown-key").Help!.Value.En, StringComparison.Ordinal);
        Assert.Equal("Did you mean 'members'?", Mistake("«member»: []", "unknown-key").Help!.Value.En);
    }

    [Fact]
    public void What_is_under_an_unknown_key_is_not_told_again() => Mistake("«nothing_like_it_at_all»: { a: { b: null } }", "unknown-key");

    [Fact]
    public void Keys_of_ones_own_are_free() => Assert.Empty(Check("x-a: null\ncorp: { x-b: [1, { c: null }] }").Diagnostics);

    [Theory]
    [InlineData("members:\n  - userid: li.na\n    department: «2»\n", "list of whole numbers", "department: [2]")]
    [InlineData("members:\n  - userid: li.na\n    enabled: «yes»\n", "true or false", "Write true")]
    [InlineData("members:\n  - userid: li.na\n    enabled: «\"false\"»\n", "true or false", "Write false")]
    [InlineData("members:\n  - userid: li.na\n    enabled: «off»\n", "true or false", "Write false")]
    [InlineData("corp: { member_count: «\"12\"» }", "whole number", "quotes: 12")]
    [InlineData("corp: { member_count: «1.5» }", "whole number", "For example: member_count: 480")]
    [InlineData("members:\n  - userid: «10086»\n", "text", "\"10086\"")]
    [InlineData("corp: «[]»", "mapping", "corp: {")]
    [InlineData("members: «{ userid: li.na }»", "list", "members: [{ userid:")]
    [InlineData("members: [«li.na»]", "mapping", "For example")]
    [InlineData("members:\n  - userid: li.na\n    department: [1, «two»]\n", "whole number", "department: [2]")]
    [InlineData("members:\n  - userid: li.na\n    extattr: «[]»\n", "mapping", "extattr: {}")]
    [InlineData("corp: { short_name: «true» }", "text", "\"true\"")]
    [InlineData("customer_contact: { metrics: { complaint_rate: «.inf» } }", "number", "0.001")]
    [InlineData("«[]»", "mapping of sections", "corp:")]
    public void A_wrong_type_says_what_is_expected(string text, string message, string help)
    {
        var mistake = Mistake(text, "wrong-type");
        Assert.Contains(message, mistake.Message.En, StringComparison.Ordinal);
        Assert.Contains(help, mistake.Help!.Value.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("corp: { short_name: «null» }")]
    [InlineData("corp: { short_name: «~» }")]
    [InlineData("corp:\n  «short_name»:\n")]
    [InlineData("«members»:\n")]
    [InlineData("members: [«null»]")]
    [InlineData("members:\n  - userid: li.na\n    department: [«~»]\n")]
    public void Null_is_neither_a_value_nor_absent(string text) => Mistake(text, "null-value");

    [Theory]
    [InlineData("corp: { industry: «finanse» }", "Did you mean 'finance'?")]
    [InlineData("corp: { industry: «Finance» }", "Did you mean 'finance'?")]
    [InlineData("corp: { industry: «金融业» }", "Did you mean 'finance'?")]
    [InlineData("corp: { subject_type: «plant» }", "It must be one of enterprise, government, other.")]
    [InlineData("roles:\n  - { name: 甲, permissions: { actions: [«fly_to_moon»] } }", "directory_view")]
    public void A_word_that_is_not_of_the_set_is_told_the_set(string text, string help) =>
        Assert.Contains(help, Mistake(text, "unknown-value").Help!.Value.En, StringComparison.Ordinal);

    [Theory]
    [InlineData("«2026-02-30»", "does not exist")]
    [InlineData("«2026-13-01»", "no such month")]
    [InlineData("«2025-2-3»", "must be a date", "2025-02-03")]
    [InlineData("«2025/02/03»", "must be a date", "2025-02-03")]
    [InlineData("«20250203»", "must be a date", "2025-02-03")]
    [InlineData("«2025-02-03T00:00:00Z»", "must be a date", "2025-02-03")]
    [InlineData("«soon»", "must be a date", "For example: leave_on: 2025-06-30")]
    public void A_bad_date_is_told(string value, string message, string help = "For example")
    {
        var mistake = Mistake($"members:\n  - userid: li.na\n    leave_on: {value}\n", "bad-date");
        Assert.Contains(message, mistake.Message.En, StringComparison.Ordinal);
        Assert.Contains(help, mistake.Help!.Value.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("«2025-05-28T09:30:00»")]
    [InlineData("«2025-05-28 09:30:00+08:00»")]
    [InlineData("«2025-05-28T25:30:00Z»")]
    [InlineData("«2025-05-28»")]
    public void A_bad_time_is_told(string value) =>
        Mistake($"security: {{ trusted_devices: [{{ device_code: D1, last_login_time: {value} }}] }}", "bad-timestamp");

    [Theory]
    [InlineData("corp: { member_count: «-1» }", "It must not be less than 0")]
    [InlineData("governance: { mlps_level: «6» }", "It must be from 1 to 5")]
    [InlineData("customer_contact: { metrics: { complaint_rate: «1.5» } }", "from 0 to 1")]
    [InlineData("members:\n  - userid: li.na\n    department: [1, «0»]\n", "not be less than 1")]
    public void A_number_out_of_range_is_told_the_range(string text, string help) =>
        Assert.Contains(help, Mistake(text, "out-of-range").Help!.Value.En, StringComparison.Ordinal);

    [Theory]
    [InlineData("corp: { corpid: «ww123» }")]
    [InlineData("members: [{ userid: «李娜» }]")]
    [InlineData("members: [{ userid: a, login_ip_ranges: [«203.0.113.0/33»] }]")]
    [InlineData("members: [{ userid: a, login_ip_ranges: [«203.0.113.256»] }]")]
    [InlineData("members: [{ userid: a, login_ip_ranges: [«203.0.113.010»] }]")]
    [InlineData("members: [{ userid: a, login_ip_ranges: [«203.0.113»] }]")]
    [InlineData("members: [{ userid: a, login_ip_ranges: [«203.0.113.9-203.0.113.1»] }]")]
    [InlineData("members: [{ userid: a, login_ip_ranges: [«\"2001:db8::/129\"»] }]")]
    [InlineData("members: [{ userid: a, login_ip_ranges: [«\"\"»] }]")]
    [InlineData("security: { admin_log: { operators: [{ userid: a, ips: [«203.0.113.0/24»] }] } }")]
    [InlineData("security: { two_step: { login: { verify_url: «sso.example.com» } } }")]
    [InlineData("apps: [{ agentid: 1, redirect_domain: «\"https://app.example.com\"» }]")]
    [InlineData("apps: [{ agentid: 1, redirect_domain: «\"app.example.com:0\"» }]")]
    [InlineData("apps: [{ agentid: 1, redirect_domain: «-a.example.com» }]")]
    [InlineData("credentials: [{ id: c, ref: «plain-word» }]")]
    [InlineData("credentials: [{ id: c, ref: «\"vault://\"» }]")]
    public void A_bad_form_is_told(string text)
    {
        var mistake = Mistake(text, "bad-format");
        Assert.NotNull(mistake.Help);
    }

    [Theory]
    [InlineData("0.0.0.0/0")]
    [InlineData("::/0")]
    [InlineData("203.0.113.1 - 203.0.113.9")]
    [InlineData("2001:db8::1-2001:db8::f")]
    public void Wide_ranges_are_valid_input_and_left_to_the_rules(string range) =>
        Assert.Empty(Check($"members: [{{ userid: a, login_ip_ranges: [\"{range}\"] }}]").Diagnostics);

    [Fact]
    public void An_element_without_identity_is_told() =>
        Assert.Contains("userid:", Mistake("members:\n  - «name: 李娜»\n", "missing-identity").Help!.Value.En, StringComparison.Ordinal);

    [Fact]
    public void Two_elements_with_one_identity_are_told_with_both_places()
    {
        var mistake = Mistake("members:\n  - userid: li.na\n  - userid: b\n  - userid: «li.na»\n", "duplicate-identity");
        Assert.Contains("line 2, column 13", mistake.Message.En, StringComparison.Ordinal);
        Assert.Contains("第 2 行第 13 列", mistake.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_are_identities_by_value() => Mistake("apps:\n  - agentid: 16\n  - agentid: «0x10»\n", "duplicate-identity");

    [Fact]
    public void A_format_of_another_version_is_told() => Mistake("schema: «wecom-policy/tenant/v9»\ncorp: {}\n", "unknown-format");

    [Fact]
    public void All_mistakes_are_told_in_order()
    {
        var codes = Check("""
            corp: { industry: x, member_count: a, nothing: 1 }
            members: [{ userid: a, leave_on: 2025-02-30 }, { userid: a }, { name: b }]
            """).Diagnostics.Select(d => d.Code);
        Assert.Equal(["unknown-value", "wrong-type", "unknown-key", "bad-date", "duplicate-identity", "missing-identity"], codes);
    }

    [Fact]
    public void From_the_201st_on_only_the_number_is_told()
    {
        var text = new StringBuilder("corp:\n");
        for (var i = 0; i < 250; i++)
            text.Append("  zzzz").Append(i).Append(": 1\n");
        var diagnostics = Check(text.ToString()).Diagnostics;
        Assert.Equal(201, diagnostics.Count);
        Assert.Contains("50 more", diagnostics[^1].Message.En, StringComparison.Ordinal);
        Assert.Contains("还有 50 个", diagnostics[^1].Message.Zh, StringComparison.Ordinal);
    }

    // Any valid tenant, any key, any change of one character: silence never follows.
    [Property(MaxTest = 300)]
    public Property A_misspelt_key_never_passes_in_silence()
    {
        var keys = KeySpans(Valid);
        var gen =
            from key in Gen.Elements(keys)
            from at in Gen.Choose(0, key.Length - 1)
            from how in Gen.Choose(0, 3)
            from letter in Gen.Choose('a', 'z')
            select (key, at, how, (char)letter);
        return Prop.ForAll(Arb.From(gen), x =>
        {
            var (key, at, how, letter) = x;
            var word = Valid.Substring(key.Start, key.Length);
            var misspelt = how switch
            {
                0 => word.Remove(at, 1),
                1 => word.Insert(at, letter.ToString()),
                2 => word.Remove(at, 1).Insert(at, letter.ToString()),
                _ => at + 1 < word.Length ? word[..at] + word[at + 1] + word[at] + word[(at + 2)..] : word + letter,
            };
            if (misspelt == word || misspelt.Length == 0)
                return true;
            var text = Valid[..key.Start] + misspelt + Valid[key.End..];
            var read = DocumentReader.Read(new SourceFile("tenant.yaml", text));
            return !read.Success || TenantChecker.Check(read.Document!, TenantSchema.V1).Diagnostics.Count > 0;
        });
    }

    private static WeComPolicy.Expressions.TextSpan[] KeySpans(string text)
    {
        var document = DocumentReader.Read(new SourceFile("tenant.yaml", text)).Document!;
        var spans = new List<WeComPolicy.Expressions.TextSpan>();
        for (var node = 1; node < document.Count; node++)
        {
            if (document.Key(node) is null || IsFree(node))
                continue;
            spans.Add(document.KeySpan(node));
        }

        return [.. spans];

        bool IsFree(int node)
        {
            for (; node > 0; node = document.Parent(node))
            {
                if (document.Key(node) is { } key && (key.StartsWith("x-", StringComparison.Ordinal) || document.Key(document.Parent(node)) == "extattr"))
                    return true;
            }

            return false;
        }
    }

    [Property(MaxTest = 300)]
    public void No_text_makes_the_check_throw(string text)
    {
        foreach (var candidate in new[] { text, $"members:\n  - userid: {text}\n", $"corp: {{ {text}: 1 }}" })
        {
            if (candidate is null)
                continue;
            var read = DocumentReader.Read(new SourceFile("tenant.yaml", candidate));
            if (read.Document is { } document)
                TenantChecker.Check(document, TenantSchema.V1);
        }
    }
}
