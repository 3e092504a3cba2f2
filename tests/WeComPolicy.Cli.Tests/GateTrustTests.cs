using System.Globalization;
using System.Text.Json;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Profiles;
using WeComPolicy.Engine.Projects;
using WeComPolicy.Testing;

namespace WeComPolicy.Cli.Tests;

/// <summary>
/// What lies in a scanned folder is written by those who are judged: nothing in it makes a run milder without a reason and without a
/// word, and nothing makes a rule milder that takes no waivers.
/// </summary>
public sealed class GateTrustTests : IDisposable
{
    private const string Config = "schema: wecom-policy/config/v1\ninputs: [ tenant ]\n";
    private const string Tenant = "corp: { corpid: ww1234567890abcdef, full_name: 示例公司 }\nsecurity:\n  two_step:\n    login: { enabled: false }\narchive: { enabled: true }\n";

    private static readonly IReadOnlyList<RuleDefinition> Definitions = [.. ShippedFiles.Packs.SelectMany(p => PolicyLoader.Load([.. ShippedFiles.PolicyFiles(p)]).Packs).SelectMany(p => p.Rules)];

    private readonly TemporaryFolder _folder = new();

    public GateTrustTests() => _folder.Write("x/tenant/tenant.yaml", Tenant);

    public static TheoryData<string> Unwaivable => [.. Definitions.Where(d => !d.Descriptor.IsWaivable).Select(d => d.Descriptor.Id)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Unwaivable))]
    public void No_file_loosens_a_rule_that_takes_no_waivers(string rule)
    {
        _folder.Write("x/wecom-policy.yaml", $"{Config}rules:\n  {rule}: {{ enabled: false, reason: r }}\n");
        Assert.Contains("x/wecom-policy.yaml:4:23: error[not-waivable]", Refused().Error, StringComparison.Ordinal);
        if (Definitions.Single(d => d.Descriptor.Id == rule).Descriptor.Severity == Severity.Info)
            return;
        _folder.Write("x/wecom-policy.yaml", $"{Config}profile: p.yaml\n");
        _folder.Write("x/p.yaml", $"schema: wecom-policy/profile/v1\nprofile: mine\ntitle: {{ zh: 甲, en: a }}\ninherits: baseline\nrules:\n  {rule}: {{ severity: info, reason: r }}\n");
        Assert.Contains("x/p.yaml:6:24: error[not-waivable]", Refused().Error, StringComparison.Ordinal);
    }

    /// <summary>Law: of every rule, each way to make it milder needs a reason, and with one it is told.</summary>
    [Fact]
    public void Whatever_makes_a_rule_milder_needs_a_reason_and_is_told()
    {
        var tried = 0;
        for (var i = 0; i < Definitions.Max(d => d.Parameters.Count); i++)
        {
            var changes = Definitions.Where(d => d.Parameters.Count > i && d.ParameterLimits.ContainsKey(d.Parameters[i].Name))
                .Select(d => (d.Descriptor.Id, d.Parameters[i].Name, To: Looser(d.Parameters[i].Value, d.ParameterLimits[d.Parameters[i].Name])))
                .Where(c => c.To is not null).ToList();
            Check(changes.Select(c => (c.Id, $"params.{c.Name}", $"params: {{ {c.Name}: {c.To} }}")));
        }

        Check(Definitions.Where(d => d.Descriptor.Severity > Severity.Info).Select(d => (d.Descriptor.Id, "severity", "severity: info")));
        Assert.True(tried > 300, $"Only {tried} changes were tried.");

        void Check(IEnumerable<(string Id, string What, string Change)> changes)
        {
            foreach (var (id, what, silent, reasoned, told) in Judged([.. changes]))
            {
                Assert.True(silent is "missing-reason" or "not-waivable" or "parameter-out-of-range", $"{id} {what}: no word ({silent}).");
                Assert.True(reasoned is "not-waivable" or "parameter-out-of-range" || (reasoned is null && told), $"{id} {what}: is told nowhere ({reasoned}).");
                tried++;
            }
        }
    }

    /// <summary>Law: of every parameter of every shipped rule, a value beyond its limits is an error at its place.</summary>
    [Fact]
    public void A_parameter_that_makes_no_sense_is_refused_at_its_place()
    {
        var tried = 0;
        for (var i = 0; i < Definitions.Max(d => d.Parameters.Count); i++)
        {
            foreach (var kind in (Func<ParameterLimit, double?>[])[_ => -1, l => l.Min - 1, l => l.Max + 1])
            {
                var changes = new List<(string Id, string What, string Change)>();
                foreach (var definition in Definitions.Where(d => d.Parameters.Count > i && d.Parameters[i].Value is long or double))
                {
                    var name = definition.Parameters[i].Name;
                    Assert.True(definition.ParameterLimits.TryGetValue(name, out var limit), $"{definition.Descriptor.Id} does not say which values {name} may take: write param_limits.");
                    if (kind(limit!) is { } number)
                        changes.Add((definition.Descriptor.Id, name, $"params: {{ {name}: {number.ToString("R", CultureInfo.InvariantCulture)} }}"));
                }

                foreach (var (id, what, _, reasoned, _) in Judged(changes))
                {
                    Assert.True(reasoned == "parameter-out-of-range", $"{id} {what}: {reasoned ?? "taken"}.");
                    tried++;
                }
            }
        }

        Assert.True(tried > 150, $"Only {tried} values were tried.");
    }

    [Theory]
    [InlineData("WCP4001: { params: { min: 4 } }", "'min' is 4, above the 3 of 'max'.")]
    [InlineData("WCP4001: { params: { max: 1 } }", "'min' is 2, above the 1 of 'max'.")]
    [InlineData("WCP4029: { params: { longest_interval_days: 30 } }", "'default_interval_days' is 90, above the 30 of 'longest_interval_days'.")]
    public void Parameters_that_contradict_each_other_are_refused(string rule, string said)
    {
        _folder.Write("x/wecom-policy.yaml", $"{Config}rules:\n  {rule}\n");
        Assert.Contains(said, Refused().Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_that_move_together_are_taken_together()
    {
        _folder.Write("x/wecom-policy.yaml", $"{Config}fail_on: never\nrules:\n  WCP4001: {{ params: {{ min: 4, max: 6 }}, reason: several sites }}\n");
        Assert.Equal(0, Scan().ExitCode);
    }

    [Fact]
    public void What_a_project_file_loosens_is_told_in_every_report()
    {
        _folder.Write("x/own.yaml", Pack("MINE0001"));
        _folder.Write("x/wecom-policy.yaml", Config + "policies: [ own.yaml ]\nfail_on: never\nallow_unknown: true\nrules:\n  WCP0017: { params: { max_days_high: 120 }, reason: long projects }\n");
        var said = "fail_on high → never; allow_unknown false → true";
        Assert.Contains("warning[gate-loosened]: This file loosens the run: policies baseline → x/own.yaml; " + said + "; WCP0017 params max_days_high 90 → 120: long projects.", Unwrapped(Scan().Output), StringComparison.Ordinal);
        var quiet = Scan("--quiet").Output.Split('\n').Where(l => l.Contains("gate-loosened", StringComparison.Ordinal));
        Assert.StartsWith("x/wecom-policy.yaml:3:1: warning[gate-loosened]: ", Assert.Single(quiet), StringComparison.Ordinal);
        Assert.Contains("放宽了检查", Scan("--quiet", "--lang", "zh").Output, StringComparison.Ordinal);

        var json = JsonDocument.Parse(Scan("--format", "json").Output).RootElement;
        Assert.Equal(
            ["fail_on", "allow_unknown", "policies", "rules.WCP0017.params.max_days_high"],
            json.GetProperty("loosened").EnumerateArray().Select(l => l.GetProperty("what").GetString()));
        var sarif = JsonDocument.Parse(Scan("--format", "sarif").Output).RootElement.GetProperty("runs")[0].GetProperty("invocations")[0];
        Assert.Contains(sarif.GetProperty("toolConfigurationNotifications").EnumerateArray(), n => n.GetProperty("descriptor").GetProperty("id").GetString() == "gate-loosened");

        // Without the file the folder is judged as anybody's.
        Assert.Equal(1, CliRun.In(_folder.Path, "scan", "x/tenant", "--no-config", "--as-of", CliRun.AsOf, "--lang", "en").ExitCode);
    }

    [Fact]
    public void A_mild_profile_that_a_project_file_chooses_is_told_and_one_of_the_command_line_is_known()
    {
        _folder.Write("x/wecom-policy.yaml", Config + "profile: small-team\n");
        Assert.Contains("x/wecom-policy.yaml:3:1: warning[gate-loosened]: This file loosens the run: WCP1004 off: The industry", Scan("--quiet").Output, StringComparison.Ordinal);
        _folder.Write("x/wecom-policy.yaml", Config);
        var chosen = Scan("--profile", "small-team");
        Assert.DoesNotContain("gate-loosened", chosen.Output, StringComparison.Ordinal);
        Assert.Contains("off        ", chosen.Output, StringComparison.Ordinal);
        Assert.Contains("loosened   WCP4029 default_interval_days 90 → 180", chosen.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_command_line_says_is_no_news()
    {
        _folder.Write("x/wecom-policy.yaml", Config + "fail_on: never\n");
        Assert.DoesNotContain("gate-loosened", Scan("--fail-on", "low").Output, StringComparison.Ordinal);
        File.Delete(Path.Combine(_folder.Path, "x/wecom-policy.yaml"));
        Assert.DoesNotContain("gate-loosened", Scan("--fail-on", "never", "--allow-unknown").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Stricter_is_never_a_loosening()
    {
        _folder.Write("x/wecom-policy.yaml", Config + "profile: strict\nfail_on: low\nallow_unknown: false\nrules:\n  WCP4001: { params: { max: 2 } }\n  WCP0018: { params: { approvers_high: [ ciso ] } }\n");
        var result = Scan();
        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain("gate-loosened", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_approvers_may_become_shorter_but_not_longer_in_silence()
    {
        _folder.Write("x/p.yaml", "schema: wecom-policy/profile/v1\nprofile: corp\ntitle: { zh: 甲, en: a }\ninherits: baseline\nrules:\n  WCP0018: { params: { approvers_high: [ ciso, cto ] } }\n");
        foreach (var (list, refused) in ((string, bool)[])[("[ ciso ]", false), ("[ ciso, me ]", true), ("[]", true)])
        {
            _folder.Write("x/wecom-policy.yaml", $"{Config}profile: p.yaml\nfail_on: never\nrules:\n  WCP0018: {{ params: {{ approvers_high: {list} }} }}\n");
            Assert.Equal(refused ? 2 : 0, Scan().ExitCode);
        }
    }

    /// <summary>A pack that a project file names may add rules; it takes the place of none.</summary>
    [Theory]
    [InlineData("WCP6001")]
    [InlineData("WCP2010")]
    [InlineData("WCP0017")]
    [InlineData("WCA1001")]
    public void A_pack_of_ones_own_takes_the_place_of_no_shipped_rule(string id)
    {
        _folder.Write("x/own.yaml", Pack(id));
        _folder.Write("x/wecom-policy.yaml", Config + "policies: [ own.yaml ]\n");
        Assert.Contains("x/own.yaml:5:9: error[shipped-rule-id]", Refused().Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pack_of_ones_own_judges_no_waivers()
    {
        _folder.Write("x/own.yaml", Pack("MINE0001").Replace("require: tenant.security.two_step.login.enabled || true == tenant.corp.logo_set", "waiver: too-long\n    params: { max_days_critical: 9999, max_days_high: 9999, max_days_medium: 9999, max_days_low: 9999, max_days_info: 9999 }", StringComparison.Ordinal).Replace("    message: { zh: 甲, en: a }\n", "", StringComparison.Ordinal));
        _folder.Write("x/wecom-policy.yaml", Config + "policies: [ own.yaml ]\n");
        Assert.Contains("x/own.yaml:5:9: error[shipped-rule-id]", Refused().Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_that_take_no_waivers_are_judged_whatever_packs_a_file_names()
    {
        _folder.Write("x/own.yaml", Pack("MINE0001"));
        _folder.Write("x/wecom-policy.yaml", Config + "policies: [ own.yaml ]\n");
        var result = Scan("--quiet");
        Assert.Contains("critical[WCP6001]", result.Output, StringComparison.Ordinal);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public void Secrets_in_a_reason_are_not_told()
    {
        const string Made = "fa7Qm2Zx9Lw4Rt6Yp1Nc8Vb3Kd5Hj0Gs2We4Uq6Ao8T";
        _folder.Write("x/wecom-policy.yaml", $"{Config}fail_on: never\nrules:\n  WCP2010: {{ severity: low, reason: \"see {Made}\" }}\n");
        Assert.DoesNotContain(Made, Scan("--quiet").Output, StringComparison.Ordinal);
    }

    /// <summary>What is scanned is a setting too: what a project file leaves out is told, by name.</summary>
    [Theory]
    [InlineData("inputs: [ tenant ]", "x/src, x/tenants")]
    [InlineData("inputs: [ tenant, tenants/b ]", "x/src, x/tenants/lone.json")]
    [InlineData("inputs: [ tenant, tenants/*.json, src ]", "x/tenants/b")]
    [InlineData("inputs: [ tenant, tenants/b/one.yaml, tenants/lone.json, src/A/A.cs ]", "x/src/A/B.cs, x/src/C, x/tenants/b/two.yaml")]
    [InlineData("tenants: [ tenant, tenants/* ]", "x/src")]
    public void What_a_project_file_leaves_out_is_told_in_every_report(string inputs, string leftOut)
    {
        WriteTree();
        _folder.Write("x/wecom-policy.yaml", $"schema: wecom-policy/config/v1\n{inputs}\nfail_on: never\n");
        var key = inputs.Split(':')[0];
        var said = $"{key} leaves out {leftOut};";
        Assert.Contains($"x/wecom-policy.yaml:2:1: warning[gate-loosened]: This file loosens the run: {said}", Unwrapped(Scan().Output), StringComparison.Ordinal);
        Assert.Contains(said, Assert.Single(Scan("--quiet").Output.Split('\n'), l => l.Contains("gate-loosened", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains($"{key} 没有列入：{leftOut}；", Scan("--quiet", "--lang", "zh").Output, StringComparison.Ordinal);
        var told = JsonDocument.Parse(Scan("--format", "json").Output).RootElement.GetProperty("loosened")[0];
        Assert.Equal((key, leftOut, true), (told.GetProperty("what").GetString(), told.GetProperty("from").GetString(), told.GetProperty("looser").GetBoolean()));
        var sarif = JsonDocument.Parse(Scan("--format", "sarif").Output).RootElement.GetProperty("runs")[0].GetProperty("invocations")[0];
        Assert.Contains(sarif.GetProperty("toolConfigurationNotifications").EnumerateArray(), n => n.GetProperty("message").GetProperty("text").GetString()!.Contains(said, StringComparison.Ordinal));

        // The same where the command line names nothing.
        Assert.Contains(said.Replace("x/", "", StringComparison.Ordinal), CliRun.In(Path.Combine(_folder.Path, "x"), "scan", "--as-of", CliRun.AsOf, "--lang", "en", "--quiet").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Inputs_that_leave_nothing_out_are_no_loosening()
    {
        WriteTree();
        _folder.Write("x/wecom-policy.yaml", "schema: wecom-policy/config/v1\ninputs: [ tenant, tenants/b, tenants/lone.json, src ]\n");
        Assert.DoesNotContain("gate-loosened", Scan().Output, StringComparison.Ordinal);

        // What the command line names is known to whoever runs it.
        _folder.Write("x/wecom-policy.yaml", Config);
        Assert.DoesNotContain("gate-loosened", CliRun.In(_folder.Path, "scan", "x/tenants/b", "--as-of", CliRun.AsOf, "--lang", "en").Output, StringComparison.Ordinal);
        Assert.DoesNotContain("gate-loosened", Scan("--no-config").Output, StringComparison.Ordinal);
    }

    // Beside tenants and code what other tools keep in a repository.
    private void WriteTree()
    {
        _folder.Write("x/tenants/b/one.yaml", "corp: { full_name: 乙 }\n");
        _folder.Write("x/tenants/b/two.yaml", "schema: wecom-policy/tenant/v1\nx-note: 1\n");
        _folder.Write("x/tenants/lone.json", "{ \"members\": [] }");
        _folder.Write("x/src/A/A.cs", "class A;");
        _folder.Write("x/src/A/B.cs", "class B;");
        _folder.Write("x/src/C/D/E.cs", "class E;");
        _folder.Write("x/src/A/obj/Made.cs", "class Made;");
        _folder.Write("x/docs/openapi.yaml", "openapi: 3.0.0\ninfo: { title: t }\npaths: {}\ntags: []\nsecurity: []\n");
        _folder.Write("x/docs/package.json", "{ \"name\": \"x\", \"members\": [] }");
        _folder.Write("x/policies/own.yaml", Pack("MINE0001"));
    }

    private static string? Looser(object value, ParameterLimit limit) => (value, limit.Stricter) switch
    {
        (long number, ParameterOrder.Lower) when number + 1 <= (limit.Max ?? double.MaxValue) => $"{number + 1}",
        (long number, ParameterOrder.Higher) when number - 1 >= (limit.Min ?? double.MinValue) => $"{number - 1}",
        (long number, ParameterOrder.NotStated) => $"{number + 1}",
        (double number, ParameterOrder.Lower) => (number * 2).ToString("R", CultureInfo.InvariantCulture),
        _ => null,
    };

    // What is said of each change without a reason and with one, and whether it counts as a loosening.
    private static IEnumerable<(string Id, string What, string? Silent, string? Reasoned, bool Told)> Judged(List<(string Id, string What, string Change)> changes)
    {
        var silent = Load(changes.Select(c => $"  {c.Id}: {{ {c.Change} }}\n"));
        var reasoned = Load(changes.Select(c => $"  {c.Id}: {{ {c.Change}, reason: season }}\n"));
        var told = Loosenings.OfRules(reasoned).Where(l => l.Reason?.En == "season").Select(l => l.What).ToHashSet();
        return changes.Select((c, i) => (c.Id, c.What, CodeAt(silent, i), CodeAt(reasoned, i), told.Contains($"rules.{c.Id}.{c.What}")));

        static string? CodeAt(PolicySet policies, int index) => policies.Diagnostics
            .Where(d => d.Range is { } range && range.File.Path == ProjectFile.FileName && range.Start.Line == index + 4).Select(d => d.Code).FirstOrDefault();
    }

    private static PolicySet Load(IEnumerable<string> rules)
    {
        var diagnostics = new List<InputDiagnostic>();
        var document = DocumentReader.Read(new SourceFile(ProjectFile.FileName, Config + "rules:\n" + string.Concat(rules))).Document!;
        var project = ProjectFile.Read(document, "", diagnostics);
        Assert.Empty(diagnostics);
        return PolicyLoader.Load([.. ShippedFiles.Packs], Profile.None with { Overrides = project.Overrides }, RepositoryRoot.Find());
    }

    private static string Pack(string id) => $$"""
        schema: wecom-policy/pack/v1
        pack: mine
        area: a
        rules:
          - id: {{id}}
            name: mine
            severity: low
            title: { zh: 甲, en: a }
            rationale: { zh: 甲, en: a }
            remediation: { zh: 甲, en: a }
            require: tenant.security.two_step.login.enabled || true == tenant.corp.logo_set
            message: { zh: 甲, en: a }

        """;

    private static string Unwrapped(string text) => string.Join(' ', text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private CliResult Refused()
    {
        var result = Scan("--format", "json");
        Assert.Equal(2, result.ExitCode);
        return result;
    }

    private CliResult Scan(params string[] options) =>
        CliRun.In(_folder.Path, ["scan", "x", "--as-of", CliRun.AsOf, .. options.Contains("--lang") ? options : [.. options, "--lang", "en"]]);
}
