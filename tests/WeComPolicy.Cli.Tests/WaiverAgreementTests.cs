using System.Globalization;
using System.Text.Json;
using WeComPolicy.Testing;

namespace WeComPolicy.Cli.Tests;

/// <summary>For any waiver and any day all commands and reports say the same about whether it holds.</summary>
public sealed class WaiverAgreementTests : IDisposable
{
    private const string Rules = """
        schema: wecom-policy/pack/v1
        pack: mine
        area: a
        rules:
          - id: MINE0001
            name: external
            severity: high
            title: { zh: 甲, en: a }
            rationale: { zh: 甲, en: a }
            remediation: { zh: 甲, en: a }
            each: { admin: tenant.admins }
            require: "!admin.external"
            message: { zh: "{{ admin.userid }}", en: "{{ admin.userid }}" }
        """;

    private static readonly DateOnly First = new(2026, 10, 1);

    private readonly TemporaryFolder _folder = new();

    public WaiverAgreementTests()
    {
        _folder.Write("rules.yaml", Rules);
        _folder.Write("t/tenant.yaml", "corp: { corpid: ww1234567890abcdef }\nadmins:\n  - { userid: zhang, external: true }\n  - { userid: li, external: true }\nprovenance: { admins: { complete: true } }\n");
    }

    public void Dispose() => _folder.Dispose();

    [Property(MaxTest = 60)]
    public void All_say_the_same(byte subject, byte tenant, byte value, byte approver, byte created, byte term, byte day, byte rule)
    {
        var from = First.AddDays(created % 60);
        var asOf = First.AddDays(day % 200);
        var hash = Findings(Scan(asOf, "--no-waivers")).Single(f => Subject(f) == "admins[userid=zhang]").GetProperty("valueHash").GetString();
        _folder.Write("waivers.yaml", $"""
            schema: wecom-policy/waivers/v1
            waivers:
              - rule: {Pick(rule, "MINE0001", "mine0001", "MINE0002")}
                subject: "{Pick(subject, "admins[userid=zhang]", "admins[*]", "admins[userid=wang]", "*")}"
                {Pick(tenant, "", "tenant: ww1234567890abcdef", "tenant: t", "tenant: other")}
                value: "{Pick(value, hash!, "any", "0123456789abcdef")}"
                reason: accepted
                owner: li
                approver: {Pick(approver, "wang", "li")}
                created: {Day(from)}
                expires: {Day(from.AddDays(term % 120))}
            """);
        var covered = Findings(Scan(asOf)).Where(IsCovered).Select(Subject).Order(StringComparer.Ordinal).ToList();

        // The text report names them under accepted risks.
        var text = Run("scan", "t", "--as-of", Day(asOf)).Output;
        Assert.Equal(covered.Count, text.Split("= accepted: accepted (owner li").Length - 1);

        // SARIF suppresses them.
        using var sarif = JsonDocument.Parse(Run("scan", "t", "--as-of", Day(asOf), "--format", "sarif").Output);
        Assert.Equal(covered.Count, sarif.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Count(r => r.GetProperty("suppressions").GetArrayLength() > 0));

        // explain lists them.
        var explained = Run("explain", "MINE0001", "--tenant", "t", "--as-of", Day(asOf)).Output;
        Assert.Equal(covered, explained.Split('\n').Where(l => l.Contains("  accepted: accepted", StringComparison.Ordinal)).Select(l => l.Trim().Split(' ')[0]).Order(StringComparer.Ordinal));

        // A baseline takes the others down.
        var taken = Run("baseline", "t", "--as-of", Day(asOf), "--output", "b.json");
        Assert.True(taken.ExitCode == 0, taken.Error);
        using var baseline = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder.Path, "b.json")));
        var open = baseline.RootElement.GetProperty("findings").EnumerateArray().Where(f => f.GetProperty("rule").GetString() == "MINE0001").Select(Subject);
        Assert.Equal(((string[])["admins[userid=li]", "admins[userid=zhang]"]).Except(covered), open.Order(StringComparer.Ordinal));

        // The gate fails for what is open.
        Assert.Equal(covered.Count == 2 && !text.Contains("high[WCP", StringComparison.Ordinal) ? 0 : 1, Run("scan", "t", "--as-of", Day(asOf)).ExitCode);
    }

    private static string Pick(byte choice, params string[] options) => options[choice % options.Length];

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static bool IsCovered(JsonElement finding) => finding.GetProperty("waiver").ValueKind != JsonValueKind.Null;

    private static string Subject(JsonElement finding) => finding.GetProperty("subject").GetString()!;

    private static IEnumerable<JsonElement> Findings(JsonDocument result) =>
        result.RootElement.GetProperty("findings").EnumerateArray().Where(f => f.GetProperty("ruleId").GetString() == "MINE0001");

    private CliResult Run(params string[] arguments)
    {
        string[] waivers = File.Exists(Path.Combine(_folder.Path, "waivers.yaml")) ? ["--waivers", "waivers.yaml"] : [];
        return CliRun.In(_folder.Path, [.. arguments, "--policy", "rules.yaml", "--lang", "en", .. waivers]);
    }

    private JsonDocument Scan(DateOnly asOf, params string[] options) => JsonDocument.Parse(Run(["scan", "t", "--as-of", Day(asOf), "--format", "json", .. options]).Output);
}
