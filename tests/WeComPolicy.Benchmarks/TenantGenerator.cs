using System.Globalization;

namespace WeComPolicy.Benchmarks;

/// <summary>
/// Makes up a tenant of any size: the same bytes for the same number of members, everywhere. What a corp has beside its members
/// grows with them: a department for every 50, an administrator for every 65, a device for every second. Nothing is left out,
/// and about one member in a hundred breaks each rule about members.
/// </summary>
/// <param name="members">Number of members.</param>
/// <param name="number">Of several tenants, which one: each has other people and another corpid.</param>
internal sealed class TenantGenerator(int members, int number = 0)
{
    private const int FirstAgent = 1_000_002;
    private const int TopDepartments = 10;

    private static readonly string[] s_surnames = ["王 wang", "李 li", "张 zhang", "刘 liu", "陈 chen", "杨 yang", "赵 zhao", "黄 huang", "周 zhou", "吴 wu", "徐 xu", "孙 sun", "胡 hu", "朱 zhu", "高 gao", "林 lin"];
    private static readonly string[] s_names = ["伟 wei", "芳 fang", "娜 na", "敏 min", "静 jing", "丽 li", "强 qiang", "磊 lei", "洋 yang", "艳 yan", "杰 jie", "涛 tao", "秀兰 xiulan", "子轩 zixuan", "雨桐 yutong", "浩然 haoran"];
    private static readonly string[] s_positions = ["工程师", "产品经理", "销售顾问", "客户经理", "财务专员", "人事专员", "客服代表", "区域经理"];
    private static readonly string[] s_units = ["研发", "产品", "销售", "市场", "财务", "法务", "客服", "采购"];
    private static readonly string[] s_channels = ["官网", "门店", "展会", "公众号", "线下活动"];
    private static readonly string[] s_systems = ["Windows", "Mac", "Android", "iOS"];

    private readonly int _departments = Math.Max(TopDepartments + 2, members / 50);
    private ulong _state = 0x5EED_0000UL + (ulong)members + ((ulong)number << 32);

    /// <summary>The day for which the tenant is made.</summary>
    public static DateOnly AsOf { get; } = new(2026, 11, 1);

    public void Write(TreeWriter to)
    {
        to.StartMap();
        to.Add("schema", "wecom-policy/tenant/v1");
        Provenance(to);
        Corp(to);
        to.Maps("departments", _departments, i => Department(to, i + 1));
        to.Maps("members", members, i => Member(to, i));
        Tags(to);
        Admins(to);
        Roles(to);
        CustomerContact(to);
        Security(to);
        Archive(to);
        to.Maps("apps", 5 + (members / 500), i => App(to, i));
        to.Maps("credentials", 3, i => Credential(to, i));
        to.Map("integrations", () => to.Map("personal_wechat", () => to.Add("business_use", false)));
        to.Map("governance", () => to.Map("permission_audit", () =>
        {
            to.Add("last_on", "2026-09-15");
            to.Add("interval_days", 90);
            to.Add("evidence_ref", "docs/audit/2026-q3.md");
        }));
        to.EndMap();
    }

    private static void Provenance(TreeWriter to)
    {
        string[] sections = ["corp", "departments", "members", "tags", "admins", "roles", "customer_contact", "security", "archive", "apps", "credentials", "integrations", "governance"];
        to.Map("provenance", () =>
        {
            foreach (var section in sections)
            {
                to.Map(section, () =>
                {
                    to.Add("source", "mixed");
                    to.Add("by", "wang.wei000001");
                    to.Add("on", "2026-10-28");
                    to.Add("complete", true);
                });
            }
        });
    }

    private void Corp(TreeWriter to) => to.Map("corp", () =>
    {
        to.Add("corpid", "ww" + (0x1f3a5c7e9b2d4f60UL + (ulong)members + ((ulong)number << 24)).ToString("x16", CultureInfo.InvariantCulture));
        to.Add("full_name", "示例（上海）信息科技有限公司");
        to.Add("short_name", "示例信息");
        to.Add("subject_type", "enterprise");
        to.Add("industry", "finance");
        to.Add("finance_sector", "securities");
        to.Add("created_on", "2019-04-16");
        to.Add("member_count", members);
        to.Add("member_limit", members * 2L);
        to.Map("certification", () =>
        {
            to.Add("status", "certified");
            to.Add("certified_on", "2026-03-31");
            to.Add("expires_on", "2027-03-31");
        });
    });

    private void Department(TreeWriter to, int id)
    {
        to.Add("id", id);
        to.Add("name", id == 1 ? "总部" : $"{Pick(s_units)}{id.ToString(CultureInfo.InvariantCulture)}部");
        if (id > 1)
            to.Add("parentid", id <= TopDepartments + 1 ? 1 : 2 + Below(id - 2));
        to.Add("order", 100_000 - id);
        to.Texts("department_leader", UserId(Below(members)));
    }

    private void Member(TreeWriter to, int index)
    {
        var outsourced = Chance(1, 8);
        var enabled = index % 200 != 150;
        var status = index % 333 == 300 ? "inactive" : "active";
        var main = 1 + Below(_departments);
        to.Add("userid", UserId(index));
        to.Add("name", Word(s_surnames, SurnameOf(index), 0) + Word(s_names, NameOf(index), 0));
        to.Numbers("department", Chance(1, 6) ? [main, 1 + (main % _departments)] : [main]);
        to.Add("main_department", main);
        to.Add("position", Pick(s_positions));
        to.Add("is_leader", Chance(1, 20));
        to.Add("employment", outsourced ? "outsourced" : "employee");
        if (outsourced)
            to.Add("vendor", "外包商" + Below(20).ToString("00", CultureInfo.InvariantCulture));
        to.Add("joined_on", Day(AsOf.AddDays(status == "inactive" && !Chance(1, 10) ? -Below(60) : -100 - Below(2000))));
        if (outsourced && index % 100 != 31)
            to.Add("leave_on", Day(AsOf.AddDays(index % 100 == 57 ? -1 - Below(30) : 1 + Below(400))));
        to.Add("status", status);
        to.Add("enabled", enabled);
        if (index % 1000 != 777)
            to.Add("last_active_on", Day(AsOf.AddDays(index % 100 == 17 ? -61 - Below(300) : -Below(60))));
        to.Add("two_step", Chance(3, 4));
        to.Texts("login_ip_ranges", LoginRanges(outsourced && index % 100 != 41));
        to.Add("device_count", 1 + Below(4));
        to.Add("mobile_set", index % 100 != 67);
        to.Add("customer_count", Below(3000));
    }

    private IEnumerable<string> LoginRanges(bool limited)
    {
        for (var i = limited ? 1 + Below(3) : 0; i > 0; i--)
            yield return $"203.0.113.{Number(Below(250))}/32";
    }

    private void Tags(TreeWriter to) => to.Maps("tags", 3, i =>
    {
        to.Add("tagid", 10 + i);
        to.Add("tagname", "标签" + Number(i));
        to.Texts("userlist", Users(members / 10, 10 + i, i));
        to.Numbers("partylist", 2 + i);
    });

    private void Admins(TreeWriter to)
    {
        var subs = 2 + (members / 100);
        to.Maps("admins", 2 + subs + 1 + (members / 200), i =>
        {
            var role = i < 2 ? i == 0 ? "creator" : "super" : i < 2 + subs ? "sub" : "app";
            to.Add("userid", UserId((i * 61) % members));
            to.Add("role", role);
            to.Add("external", false);
            to.Map("scope", () =>
            {
                to.Add("whole_corp", role is "creator" or "super");
                to.Numbers("departments", role is "sub" ? [2 + Below(_departments - 2)] : role is "app" ? [] : [1L]);
            });
            to.Numbers("apps", role is "app" ? [FirstAgent] : []);
            to.Add("all_apps", role is "creator" or "super");
            to.Texts("permissions", role is "app" ? ["app_manage", "app_message"] : i % 100 == 9 ? ["directory_view", "edit_roles"] : ["directory_view", "directory_edit"]);
            to.Add("wechat_realname", i % 100 != 11);
            to.Add("corp_count", 1 + Below(3));
            to.Add("two_step", i % 100 != 12);
            to.Texts("login_ip_ranges", "203.0.113.16/29");
            to.Add("last_active_on", Day(AsOf.AddDays(i % 100 == 13 ? -90 : -Below(60))));
            to.Add("enabled", (i * 61) % members % 200 != 150);
            to.Add("granted_on", Day(AsOf.AddDays(-30 - Below(900))));
        });
    }

    private static void Roles(TreeWriter to) => to.Maps("roles", 2, i =>
    {
        to.Add("name", i == 0 ? "超级管理员" : "人事组");
        to.Add("kind", i == 0 ? "super" : "directory");
        to.Texts("members", "wang.wei000001");
        to.Numbers("departments", 1 + i);
        to.Map("permissions", () =>
        {
            to.Add("account", i == 0 ? "all" : "own_departments");
            to.Add("app_config", i == 0 ? "all" : "none");
            to.Add("data_export", i == 0 ? "all" : "own_departments");
            to.Texts("actions", i == 0 ? ["edit_roles", "security_config"] : ["directory_edit", "resigned_handling"]);
        });
    });

    private void CustomerContact(TreeWriter to) => to.Map("customer_contact", () =>
    {
        to.Add("enabled", true);
        to.Texts("members", Users(members / 5, 5, 2));
        to.Numbers("callable_apps", FirstAgent);
        to.Maps("contact_ways", 2 + (members / 50), i =>
        {
            to.Add("config_id", Hex() + Hex() + Hex() + Hex());
            to.Add("type", Chance(1, 2) ? "single" : "multiple");
            to.Add("scene", "qrcode");
            var channel = Pick(s_channels);
            to.Add("channel", channel);
            to.Texts("channels", channel);
            to.Texts("users", Enumerable.Range(0, i % 100 == 1 ? 101 + Below(30) : 1 + Below(20)).Select(_ => UserId(Below(members))));
            to.Numbers("departments");
            to.Add("state", i % 100 == 3 ? "" : "way-" + Number(i));
            to.Add("mark_source", i % 100 != 4);
            to.Add("skip_verify", Chance(1, 5));
            to.Add("created_on", Day(AsOf.AddDays(-Below(700))));
        });
        to.Maps("intercept_rules", 1, _ =>
        {
            to.Add("rule_id", "rule1");
            to.Add("rule_name", "违规承诺收益");
            to.Texts("word_list", "保本", "稳赚");
            to.Numbers("semantics_list", 1, 2);
            to.Add("intercept_type", "block");
            // All departments but one right below the root.
            to.Map("applicable_range", () =>
            {
                to.Texts("user_list");
                to.Numbers("department_list", [.. Enumerable.Range(2, TopDepartments - 1).Select(d => (long)d)]);
            });
        });
        to.Map("welcome", () => to.Add("enabled", true));
        to.Add("auto_add", "contact_way");
    });

    private void Security(TreeWriter to) => to.Map("security", () =>
    {
        to.Add("login_device_policy", "limited");
        to.Map("two_step", () =>
        {
            to.Map("login", () =>
            {
                to.Add("enabled", true);
                // All departments but one right below the root, so that coverage has to be worked out from the tree.
                Scope(to, [], Enumerable.Range(2, TopDepartments - 1).Select(d => (long)d));
                to.Add("method", "custom_page");
                to.Add("verify_url", "https://sso.corp.example.com/wecom/verify");
            });
            to.Map("usage", () =>
            {
                to.Add("enabled", true);
                Scope(to, [], [2L]);
                to.Add("method", "builtin");
            });
        });
        to.Maps("login_ip_groups", 1, _ =>
        {
            to.Add("name", "外包现场");
            to.Texts("employment");
            to.Numbers("departments", 3);
            to.Numbers("tags", 11);
            to.Texts("members");
            to.Texts("login_ip_ranges", "203.0.113.64/28");
        });
        to.Map("devices", () =>
        {
            to.Add("max_total", 4);
            to.Add("max_pc", 1);
        });
        to.Maps("trusted_devices", members / 2, _ =>
        {
            to.Add("device_code", "DEV-" + Hex() + Hex());
            to.Add("trust", Chance(9, 10) ? "trusted" : "personal_trusted");
            to.Add("system", Pick(s_systems));
            to.Add("last_login_time", $"{Day(AsOf.AddDays(-Below(200)))}T{Below(24).ToString("00", CultureInfo.InvariantCulture)}:{Below(60).ToString("00", CultureInfo.InvariantCulture)}:00+08:00");
            to.Add("last_login_userid", UserId(Below(members)));
            to.Add("source", 1);
            to.Add("status", 5);
        });
        to.Add("remote_lock", true);
        to.Map("admin_log", () => to.Maps("operators", 1 + (members / 100), i =>
        {
            to.Add("userid", UserId((i * 61) % members));
            to.Add("permission_changes", Below(3));
            to.Add("total", 3 + Below(40));
        }));
    });

    private static void Scope(TreeWriter to, string[] users, IEnumerable<long> departments) => to.Map("scope", () =>
    {
        to.Add("whole_corp", false);
        to.Texts("userids", users);
        to.Numbers("departments", departments);
        to.Numbers("tags");
    });

    private void Archive(TreeWriter to) => to.Map("archive", () =>
    {
        to.Add("enabled", true);
        // One in a hundred of those who may have customers is not archived.
        to.Texts("members", Users(members / 5, 5, 2).Where((_, i) => i % 100 != 7));
        to.Map("consent", () =>
        {
            to.Add("mode", "agree");
            to.Add("disagree_handling", "other_channel");
            to.Add("disagree_policy_ref", "docs/archive/disagree.md");
            to.Add("withdrawal_supported", true);
            to.Add("notice_ref", "docs/archive/customer-notice.md");
        });
        to.Add("employee_notice_on", "2025-05-20");
        to.Add("employee_notice_ref", "docs/archive/employee-notice.pdf");
        to.Add("retention_days", 7500);
        to.Add("retention_ref", "docs/archive/retention.md");
        to.Add("public_key_version", 1);
        to.Maps("keys", 1, _ =>
        {
            to.Add("version", 1);
            to.Add("bits", 2048);
            to.Add("private_key_ref", "vault://wecom/archive/v1");
            to.Add("online_generated", false);
        });
        to.Texts("allowed_ips", "198.51.100.7");
        to.Add("pull_interval_hours", 1);
        to.Texts("readers", UserId(1));
        to.Texts("auditors", UserId(1));
        to.Add("stored_encrypted", true);
        to.Add("access_logged", true);
        to.Add("licence_expires_on", "2027-05-31");
    });

    private void App(TreeWriter to, int index)
    {
        to.Add("agentid", FirstAgent + index);
        to.Add("name", "应用" + Number(index));
        to.Add("kind", "self_built");
        to.Add("close", false);
        to.Add("last_called_on", Day(AsOf.AddDays(-Below(60))));
        to.Add("whole_corp", index % 100 == 3);
        to.Texts("allow_userinfos", Enumerable.Range(0, Below(4)).Select(_ => UserId(Below(members))));
        to.Numbers("allow_partys", 2 + Below(_departments - 2));
        to.Numbers("allow_tags");
        to.Texts("permissions");
        to.Texts("trusted_ips", $"198.51.100.{Number(1 + Below(250))}");
        to.Map("callback", () =>
        {
            to.Add("enabled", true);
            to.Add("url", $"https://app{Number(index)}.corp.example.com/wecom/callback");
            to.Add("token_ref", $"vault://wecom/app/{Number(index)}/token");
            to.Add("aes_key_ref", $"vault://wecom/app/{Number(index)}/aes");
        });
    }

    private static void Credential(TreeWriter to, int index)
    {
        to.Add("id", "credential-" + Number(index));
        to.Add("kind", index == 0 ? "archive" : "app_secret");
        to.Numbers("apps", FirstAgent + index);
        to.Add("ref", "vault://wecom/credential/" + Number(index));
        to.Add("in_source_code", false);
    }

    // Every userid is known without the member, so that lists may name any of them.
    private static string UserId(int index) =>
        $"{Word(s_surnames, SurnameOf(index), 1)}.{Word(s_names, NameOf(index), 1)}{(index + 1).ToString("000000", CultureInfo.InvariantCulture)}";

    private static int SurnameOf(int index) => (index * 7) % s_surnames.Length;

    private static int NameOf(int index) => (index / 3) % s_names.Length;

    private static string Word(string[] words, int index, int part) => words[index].Split(' ')[part];

    private IEnumerable<string> Users(int count, int step, int first) =>
        Enumerable.Range(0, Math.Max(1, count)).Select(i => UserId((first + (i * step)) % members));

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private string Hex() => Next().ToString("x8", CultureInfo.InvariantCulture);

    private string Pick(string[] words) => words[Below(words.Length)];

    private bool Chance(int number, int of) => Below(of) < number;

    private int Below(int limit) => (int)(Next() % (uint)limit);

    // A permuted congruential generator of our own: the platform's may change between versions.
    private uint Next()
    {
        _state = unchecked((_state * 6364136223846793005UL) + 1442695040888963407UL);
        var mixed = (_state >> 22) ^ _state;
        return (uint)(mixed >> (22 + (int)(_state >> 61)));
    }
}
