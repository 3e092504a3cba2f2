using System.Text;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Tests;

/// <summary>Hand-made results over small files in memory.</summary>
internal static class Samples
{
    public const string TenantText = """
        schema: wecom-policy/tenant/v1
        corp:
          name: 北京示例科技有限公司
        admins:
          - userid: zhang.wei
            name: 张伟
            role: super
          - userid: li.na
            name: 李娜
            role: super
            scope:
              departments: [1, 2]
              apps: all
          - userid: wang.fang
            role: super
          - userid: zhao.lei
            role: super
        members:
          - userid: chen.jie
            name: 陈杰（外包）
            enabled: true
            login: { ips: [0.0.0.0/0], devices: any }   # 临时
          - userid: liu.yang
            enabled: true
        sharing:
          receivers:
            - 合作伙伴甲
            - 合作伙伴乙
            - 合作伙伴丙
            - 合作伙伴丁
            - 合作伙伴戊
            - 合作伙伴己
          until: 2099-01-01

        """;

    public static SourceFile Tenant { get; } = new("examples/北京 #1/tenant.yaml", TenantText);

    public static SourceFile Policy { get; } = new("policies/permissions.yaml", "params: { min: 2, max: 3 }\nmin: 2\n");

    public static RuleDescriptor SuperAdmins { get; } = new()
    {
        Id = "WCP4001",
        Name = "super-admin-count",
        Pack = "baseline",
        Area = "permissions",
        Severity = Severity.High,
        Title = new("超级管理员应为 2 至 3 人", "Keep two or three super administrators"),
        Rationale = new(
            "超级管理员可以更改任何设置并导出通讯录。人数过多会扩大账号被盗的影响范围，只有一人则无法在其离职时接管企业。",
            "A super administrator can change every setting and export the address book. Too many widen the harm of a stolen account; a single one locks the company out when that person leaves."),
        Remediation = new(
            "管理后台 → 我的企业 → 权限管理 → 超级管理员，移除多余人员，改为按需授权的分级管理员。",
            "Admin console → My Company → Permissions → Super administrators: remove the surplus and grant scoped roles instead."),
        References = ["guide#28", "GB/T 22239-2019 8.1.4.2", "https://open.work.weixin.qq.com/help2/pc/14962"],
        Parameters = new Dictionary<string, object> { ["min"] = 2L, ["max"] = 3L, ["exempt"] = new List<object> { "root", true } },
        Definition = Range(Policy, "min: 2, max: 3"),
    };

    public static RuleDescriptor OutsourcedLogin { get; } = new()
    {
        Id = "WCP5001",
        Name = "outsourced-login-ip",
        Pack = "baseline",
        Area = "login",
        Severity = Severity.Critical,
        Confidence = Confidence.Medium,
        Title = new("外包人员只能从可信 IP 登录", "Outsourced members sign in from trusted addresses only"),
        Rationale = new("外包人员使用自有设备与网络。", "Outsourced members bring their own devices and networks."),
        Remediation = new("管理后台 → 安全与管理 → 登录安全，限定可信 IP。", "Admin console → Security → Sign-in: limit the addresses."),
        References = ["guide#31"],
    };

    public static RuleDescriptor Sharing { get; } = new()
    {
        Id = "WCP3004",
        Name = "sharing-receivers",
        Pack = "baseline",
        Area = "customers",
        Severity = Severity.Medium,
        Confidence = Confidence.Low,
        Title = new("共享对象不超过 3 个", "Share with three partners at most"),
        Rationale = new("每个共享对象都能看到客户资料。", "Every partner sees customer data."),
        Remediation = new("移除不再合作的对象。", "Remove partners that you no longer work with."),
    };

    public static RuleDescriptor Archive { get; } = new()
    {
        Id = "WCP6001",
        Name = "archive-consent",
        Pack = "baseline",
        Area = "archive",
        Severity = Severity.Low,
        Title = new("会话存档须征得同意", "Message archive needs consent"),
        Rationale = new("未经同意的存档违反个人信息保护法。", "Archiving without consent breaks the law on personal data."),
        Remediation = new("开启“同意存档”提示。", "Turn on the consent prompt."),
        References = ["《个人信息保护法》第十三条"],
    };

    /// <summary>One finding of every kind.</summary>
    public static ScanResult Everything() => new()
    {
        ToolVersion = "0.1.0",
        AsOf = new DateOnly(2026, 3, 31),
        Tenants = [new ScannedTenant("examples/北京 #1", "北京示例科技有限公司", [Tenant.Path])],
        Rules = [Sharing, SuperAdmins, OutsourcedLogin, Archive],
        Outcomes =
        [
            new RuleOutcome { Rule = Sharing, Tenant = "examples/北京 #1", Failed = 1, Passed = 1 },
            new RuleOutcome { Rule = SuperAdmins, Tenant = "examples/北京 #1", Failed = 1, Errors = 1 },
            new RuleOutcome { Rule = OutsourcedLogin, Tenant = "examples/北京 #1", Failed = 2, Unknown = 1 },
            new RuleOutcome
            {
                Rule = Archive,
                Tenant = "examples/北京 #1",
                NotApplicable = 1,
                Reason = new("没有启用会话内容存档。", "Message archive is off."),
            },
        ],
        Findings =
        [
            new Finding
            {
                Rule = OutsourcedLogin,
                Outcome = Verdict.Fail,
                Message = new("陈杰（外包）可以从任意地址登录", "chen.jie is outsourced and can sign in from anywhere"),
                Location = Range(Tenant, "0.0.0.0/0"),
                Related =
                [
                    new RelatedRange(Range(Tenant, "陈杰（外包）"), new("members[userid=chen.jie].name = \"陈杰（外包）\"", "members[userid=chen.jie].name = \"陈杰（外包）\"")),
                    new RelatedRange(Range(Tenant, "true"), Bilingual.Same("members[userid=chen.jie].enabled = true")),
                    new RelatedRange(Range(Tenant, "any"), Bilingual.Same("members[userid=chen.jie].login.devices = \"any\"")),
                ],
                Tenant = "examples/北京 #1",
                Subject = "members[userid=chen.jie].login",
                Fingerprint = "00000000000000000000000000000001",
            },
            new Finding
            {
                Rule = OutsourcedLogin,
                Outcome = Verdict.Unknown,
                Message = new("不知道 liu.yang 是否为外包人员", "Whether liu.yang is outsourced is not known"),
                Location = Range(Tenant, "liu.yang"),
                Tenant = "examples/北京 #1",
                Subject = "members[userid=liu.yang]",
                Fingerprint = "00000000000000000000000000000002",
                Missing =
                [
                    new MissingFact(
                        "members[userid=liu.yang].employment",
                        Range(Tenant, "userid: liu.yang\n    enabled: true"),
                        "employment: <internal|outsourced>",
                        new("用工方式", "how the member is employed")) { Style = InsertionStyle.Block, Column = 5 },
                    new MissingFact("network.trusted_ips", null, "network:\n  trusted_ips: []", new("可信 IP", "trusted addresses")),
                ],
            },
            new Finding
            {
                Rule = OutsourcedLogin,
                Outcome = Verdict.Fail,
                Message = new("已知风险", "A known risk"),
                Location = Range(Tenant, "wang.fang"),
                Tenant = "examples/北京 #1",
                Subject = "members[userid=wang.fang].login",
                Fingerprint = "00000000000000000000000000000003",
                Waiver = new AppliedWaiver("驻场项目，月底结束", "ciso@example.com", new DateOnly(2026, 4, 30)),
            },
            new Finding
            {
                Rule = SuperAdmins,
                Outcome = Verdict.Fail,
                Message = new("现有 4 名超级管理员，多于 3 名", "The tenant has 4 super administrators, more than 3"),
                Location = Range(Tenant, "admins"),
                Related =
                [
                    new RelatedRange(Range(Tenant, "role: super", 0), Bilingual.Same("admins[userid=zhang.wei].role = \"super\"")),
                    new RelatedRange(Range(Tenant, "role: super", 1), Bilingual.Same("admins[userid=li.na].role = \"super\"")),
                    new RelatedRange(Range(Tenant, "role: super", 2), Bilingual.Same("admins[userid=wang.fang].role = \"super\"")),
                    new RelatedRange(Range(Tenant, "role: super", 3), Bilingual.Same("admins[userid=zhao.lei].role = \"super\"")),
                    new RelatedRange(Range(Policy, "3"), new("参数 max = 3", "params.max = 3")),
                ],
                Tenant = "examples/北京 #1",
                Subject = "admins",
                Fingerprint = "00000000000000000000000000000004",
            },
            new Finding
            {
                Rule = SuperAdmins,
                Outcome = Verdict.Error,
                Message = new("除数为零", "division by zero"),
                Location = null,
                Tenant = "examples/北京 #1",
                Subject = "admins",
                Fingerprint = "00000000000000000000000000000005",
            },
            new Finding
            {
                Rule = Sharing,
                Outcome = Verdict.Fail,
                Message = new("共享给 6 个对象", "Shared with 6 partners"),
                Location = Between(Tenant, "- 合作伙伴甲", "until"),
                Related = [new RelatedRange(Range(Tenant, "2099-01-01"), Bilingual.Same("sharing.until = 2099-01-01"))],
                Tenant = "examples/北京 #1",
                Subject = "sharing.receivers",
                Fingerprint = "00000000000000000000000000000006",
            },
        ],
        Diagnostics = [],
        Gate = new Gate(Severity.High, false),
    };

    /// <summary>Nothing wrong.</summary>
    public static ScanResult Clean() => Everything() with
    {
        Rules = [Archive],
        Outcomes = [new RuleOutcome { Rule = Archive, Tenant = "examples/北京 #1", Passed = 3 }],
        Findings = [],
    };

    /// <summary>Inputs that cannot be used.</summary>
    public static ScanResult Unusable() => Everything() with
    {
        Tenants = [],
        Outcomes = [],
        Findings = [],
        Diagnostics =
        [
            InputDiagnostic.At(
                Range(Tenant, "enabled"), "unknown-key", new("没有名为 enabled 的字段", "There is no field enabled"), new("是否想写 active？", "Did you mean active?")),
            InputDiagnostic.About("missing.yaml", "file-not-found", new("找不到文件", "The file does not exist")),
            InputDiagnostic.At(Range(Policy, "min", 1), "unused-parameter", new("参数未使用", "The parameter is not used")) with { IsWarning = true },
        ],
    };

    /// <summary>Many findings of one rule over one file.</summary>
    public static ScanResult Many(int count)
    {
        var text = new StringBuilder("members:\n");
        for (var i = 0; i < count; i++)
            text.Append("  - { userid: user").Append(i.ToString("D6")).Append(", name: 成员, employment: outsourced }\n");
        var file = new SourceFile("big.yaml", text.ToString());
        var findings = new List<Finding>();
        for (var i = 0; i < count; i++)
        {
            var start = file.LineStart(i + 2) + 6;
            findings.Add(new Finding
            {
                Rule = OutsourcedLogin,
                Outcome = Verdict.Fail,
                Message = new($"user{i:D6} 可以从任意地址登录", $"user{i:D6} can sign in from anywhere"),
                Location = new SourceRange(file, new TextSpan(start + 8, 10)),
                Related = [new RelatedRange(new SourceRange(file, new TextSpan(start + 37, 10)), Bilingual.Same("employment = \"outsourced\""))],
                Tenant = "big.yaml",
                Subject = $"members[userid=user{i:D6}].login",
                Fingerprint = i.ToString("x32"),
            });
        }

        return Everything() with
        {
            Tenants = [new ScannedTenant("big.yaml", null, ["big.yaml"])],
            Rules = [OutsourcedLogin],
            Outcomes = [new RuleOutcome { Rule = OutsourcedLogin, Tenant = "big.yaml", Failed = count }],
            Findings = findings,
        };
    }

    /// <summary>One finding at a place, with nothing else.</summary>
    public static ScanResult One(SourceFile file, TextSpan span, string message, params RelatedRange[] related) => Everything() with
    {
        Tenants = [new ScannedTenant("t", null, [file.Path])],
        Rules = [Sharing],
        Outcomes = [new RuleOutcome { Rule = Sharing, Tenant = "t", Failed = 1 }],
        Findings =
        [
            new Finding
            {
                Rule = Sharing,
                Outcome = Verdict.Fail,
                Message = Bilingual.Same(message),
                Location = new SourceRange(file, span),
                Related = related,
                Tenant = "t",
                Place = message,
                Subject = "s",
                Fingerprint = "0123456789abcdef0123456789abcdef",
            },
        ],
    };

    /// <summary>The n-th place of a text in a file, from 0.</summary>
    public static SourceRange Range(SourceFile file, string text, int n = 0)
    {
        var at = file.Text.IndexOf(text);
        for (; n > 0; n--)
            at = file.Text.IndexOf(text, at + 1);
        return new SourceRange(file, new TextSpan(at, text.Length));
    }

    public static RelatedRange Related(SourceFile file, string text, string note) => new(Range(file, text), Bilingual.Same(note));

    private static SourceRange Between(SourceFile file, string first, string behind) =>
        new(file, TextSpan.Between(file.Text.IndexOf(first), file.Text.IndexOf(behind)));

    public static byte[] Write(ScanResult result, string format, ReportOptions? options = null) => Write(result, ReportFormats.Of(format), options);

    public static byte[] Write(ScanResult result, ReportFormat format, ReportOptions? options = null)
    {
        using var stream = new MemoryStream();
        format.Write(result, options ?? new ReportOptions(), stream);
        return stream.ToArray();
    }

    public static string Text(ScanResult result, ReportOptions? options = null) =>
        Encoding.UTF8.GetString(Write(result, "text", options ?? new ReportOptions { Language = Language.En, Width = 80 }));
}
