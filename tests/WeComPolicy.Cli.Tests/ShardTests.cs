using System.Globalization;
using System.Text.Json;
using WeComPolicy.Reporting;
using WeComPolicy.Testing;

namespace WeComPolicy.Cli.Tests;

/// <summary>The merged results of all shards are the result of the run that was not divided.</summary>
public sealed class ShardTests : IDisposable
{
    // Made up; looks like the secret of an app.
    private const string Secret = "kP9vQ2mXw7RtLz4BnYc8JdHs3GfUaE6oTi1VxNqZrM0";

    private readonly TemporaryFolder _folder = new();

    public ShardTests()
    {
        foreach (var example in (string[])["compliant", "startup"])
        {
            foreach (var file in Directory.EnumerateFiles(RepositoryRoot.PathOf("examples", "tenants", example)))
                _folder.Write($"fleet/{example}/{Path.GetFileName(file)}", File.ReadAllText(file));
        }

        _folder.Write("fleet/broken/tenant.yaml", "corp: { corpid: [\n");
        _folder.Write("fleet/half/a.yaml", "corp: { corpid: ww00000000000000aa }\r\nsecurity:\r\n  two_step:\r\n    login: { enabled: false } # wecom-policy: ignore WCP2010 reason=agreed owner=li approver=wang until=2026-12-01\r\n");
        _folder.Write("fleet/half/b.yaml", "admins: 7\n");
        _folder.Write("fleet/secret.yaml", $"corp: {{ corpid: ww00000000000000bb }}\napps:\n  - agentid: 1000002\n    name: \"x\"\n    description: \"secret={Secret}\"\n");
        _folder.Write("fleet/note.tests.yaml", "schema: wecom-policy/cases/v1\n");
        _folder.Write("waivers.yaml", """
            schema: wecom-policy/waivers/v1
            waivers:
              - { rule: WCP2010, subject: "security.two_step.login.enabled", value: any, reason: agreed, owner: li, approver: wang, created: 2026-10-01, expires: 2026-12-01 }
              - { rule: WCP4001, subject: "*", value: any, reason: agreed, owner: li, approver: wang, created: 2026-10-01, expires: 2026-11-20 }
              - { rule: WCP2010, subject: nowhere, value: any, reason: agreed, owner: li, approver: wang, created: 2026-10-01, expires: 2026-12-01 }
              - { rule: WCP9999, subject: nowhere, value: any, reason: agreed, owner: li, approver: wang, created: 2026-10-01, expires: 2026-12-01 }
            """);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, "zh")]
    [InlineData(3, "en")]
    [InlineData(7, "zh")]
    public void Merged_is_the_run_that_was_not_divided(int count, string lang)
    {
        Run("baseline", "fleet/compliant", "fleet/startup", "--output", "base.json");
        string[] options = ["--waivers", "waivers.yaml", "--baseline", "base.json", "--lang", lang];
        AllFormats(count, options, codes: true);
    }

    [Fact]
    public void So_it_is_without_waivers_and_baseline()
    {
        AllFormats(2, ["--no-waivers", "--fail-on", "medium", "--allow-unknown", "--profile", "strict", "--lang", "en"], codes: true);
        AllFormats(3, ["--fail-on", "never", "--lang", "zh"], codes: true);
    }

    [Fact]
    public void A_project_file_holds_in_every_shard()
    {
        _folder.Write("wecom-policy.yaml", """
            schema: wecom-policy/config/v1
            tenants: [ fleet/* ]
            waivers: [ waivers.yaml ]
            rules:
              WCP2001: { severity: low, reason: agreed, params: { max_days: 5 } }
              WCP4001: { enabled: false, reason: agreed }
            """);
        Shards(3, []);
        foreach (var format in ReportFormats.Ids)
            Assert.Equal(Run("scan", "--format", format).Output, Run("merge", "r", "--format", format).Output);
    }

    [Fact]
    public void The_other_language_is_in_the_shards_too()
    {
        Shards(2, ["fleet/*", "--lang", "zh"]);
        Assert.Equal(Run("scan", "fleet/*", "--lang", "en").Output, Run("merge", "r", "--lang", "en").Output);
    }

    [Fact]
    public void A_missing_shard_is_named_and_nothing_is_written()
    {
        Shards(4, ["fleet/*"]);
        File.Delete(Path.Combine(_folder.Path, "r/3.json"));
        var result = Run("merge", "r", "--format", "json", "--output", "merged.json", "--lang", "en");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("error[missing-shard]: Missing: shard 3 of 4", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder.Path, "merged.json")));
        Assert.Contains("缺少分片 3（共 4 个）", Run("merge", "r", "--lang", "zh").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_doubled_shard_is_named()
    {
        Shards(2, ["fleet/*"]);
        File.Copy(Path.Combine(_folder.Path, "r/2.json"), Path.Combine(_folder.Path, "r/again.json"));
        var result = Run("merge", "r", "--lang", "en");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Shard 2/2 is there more than once: r/2.json, r/again.json", result.Error, StringComparison.Ordinal);
        Assert.Equal(1, result.Error.Split("error[").Length - 1);
    }

    [Theory]
    [InlineData("as-of", "--as-of", "2026-11-02")]
    [InlineData("fail-on", "--fail-on", "low")]
    [InlineData("policies", "--policy", "own.yaml")]
    [InlineData("waivers", "--waivers", "waivers.yaml")]
    [InlineData("profile", "--profile", "strict")]
    [InlineData("lang", "--lang", "zh")]
    [InlineData("shards", "--shard", "2/3")]
    public void Shards_of_different_scans_are_not_joined(string difference, string option, string value)
    {
        _folder.Write("own.yaml", File.ReadAllText(RepositoryRoot.PathOf("policies", "baseline", "permissions.yaml")));
        Shards(2, ["fleet/*"]);
        List<string> arguments = ["scan", "fleet/*", "--shard", "2/2", "--format", "json", "--output", "r/2.json", "--as-of", CliRun.AsOf];
        if (arguments.IndexOf(option) is >= 0 and var at)
            arguments[at + 1] = value;
        else
            arguments.AddRange([option, value]);
        CliRun.In(_folder.Path, [.. arguments]);
        var result = Run("merge", "r", "--lang", "en");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"r/2.json: error[other-run]: It does not belong to the same scan as r/1.json: its {difference} is", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tenant_that_came_in_between_is_noticed()
    {
        Shards(2, ["fleet/*"]);
        _folder.Write("fleet/late/tenant.yaml", "corp: { corpid: ww00000000000000cc }\n");
        Run("scan", "fleet/*", "--shard", "2/2", "--format", "json", "--output", "r/2.json");
        Assert.Contains("its tenants is", Run("merge", "r", "--lang", "en").Error, StringComparison.Ordinal);
    }

    /// <summary>Whoever is given the report of a shard must not take it for that of the fleet.</summary>
    [Theory]
    [InlineData("text", "1 of 2; 5 tenants in all")]
    [InlineData("markdown", "1 of 2; 5 tenants in all")]
    [InlineData("junit", "1 of 2; 5 tenants in all")]
    [InlineData("csv", "1 of 2; 5 tenants in all")]
    [InlineData("github", "1 of 2; 5 tenants in all")]
    [InlineData("gitlab-sast", "1 of 2; 5 tenants in all")]
    [InlineData("html", "A report of one shard, other tenants are not in it: 1 of 2; 5 tenants in all")]
    [InlineData("sarif", "A report of one shard, other tenants are not in it: 1 of 2; 5 tenants in all.")]
    public void A_report_of_a_shard_says_that_it_is_one(string format, string said)
    {
        Assert.Contains(said, Run("scan", "fleet/*", "--shard", "1/2", "--format", format, "--lang", "en").Output, StringComparison.Ordinal);
        Assert.DoesNotContain("tenants in all", Run("scan", "fleet/*", "--format", format, "--lang", "en").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shard_without_a_tenant_says_so()
    {
        var result = Run("scan", "fleet/compliant", "fleet/startup", "--shard", "3/3", "--lang", "en");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("warning[empty-shard]: Shard 3/3 has no tenant: there are only 2 in all. It has judged nothing.", result.Output, StringComparison.Ordinal);
        Assert.Contains("3 of 3; 2 tenants in all", result.Output, StringComparison.Ordinal);
        Assert.Contains("0 passed, 0 failed, 233 not decided, 0 not applicable, 0 rule errors", result.Output, StringComparison.Ordinal);
        Assert.Contains("0 of 233 rules decided", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_that_is_no_shard_is_merged()
    {
        Shards(2, ["fleet/*"]);
        Run("scan", "fleet/startup", "--format", "json", "--output", "r/3.json");
        Assert.Contains("r/3.json: error[no-shard]", Run("merge", "r", "--lang", "en").Error, StringComparison.Ordinal);
        _folder.Write("r/3.json", "[1]");
        Assert.Contains("r/3.json: error[damaged-result]", Run("merge", "r", "--lang", "en").Error, StringComparison.Ordinal);
        Assert.Contains("error[no-results]", Run("merge", "nowhere/*.json", "--lang", "en").Error, StringComparison.Ordinal);
        Assert.Contains("nowhere.json: error[cannot-read]", Run("merge", "nowhere.json", "--lang", "en").Error, StringComparison.Ordinal);
        Assert.Equal(2, Run("merge").ExitCode);
    }

    [Fact]
    public void What_was_cut_off_or_out_is_noticed()
    {
        Shards(2, ["fleet/*"]);
        var path = Path.Combine(_folder.Path, "r/2.json");
        var text = File.ReadAllText(path);
        File.WriteAllText(path, text[..(text.Length / 2)]);
        var cut = Run("merge", "r", "--lang", "en");
        Assert.Equal(2, cut.ExitCode);
        Assert.Matches("r/2\\.json:[0-9]+:[0-9]+: error\\[damaged-result\\]", cut.Error);

        var node = System.Text.Json.Nodes.JsonNode.Parse(text)!;
        node["findings"]!.AsArray().RemoveAt(0);
        File.WriteAllText(path, node.ToJsonString());
        Assert.Contains("error[damaged-result]", Run("merge", "r", "--lang", "en").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_turned_into_a_pass_or_another_gate_is_noticed()
    {
        Shards(2, ["fleet/*"]);
        var path = Path.Combine(_folder.Path, "r/2.json");
        var text = File.ReadAllText(path);
        foreach (var change in (Action<System.Text.Json.Nodes.JsonNode>[])
        [
            root => root["findings"]![0]!["outcome"] = "pass",
            root => root["findings"]![0]!["outcome"] = root["findings"]![0]!["outcome"]!.GetValue<string>() == "fail" ? "unknown" : "fail",
            root => root["findings"]![0]!["tenant"] = "another",
            root => root["outcomes"]![0]!["unknown"] = 7,
            root => root["summary"]!["gate"]!["failOn"] = "never",
            root => root["summary"]!["gate"]!["allowUnknown"] = true,
            root => root["asOf"] = "2020-01-01",
            root => root["lang"] = "fr",
        ])
        {
            var root = System.Text.Json.Nodes.JsonNode.Parse(text)!;
            change(root);
            File.WriteAllText(path, root.ToJsonString());
            var merged = Run("merge", "r", "--lang", "en");
            Assert.Equal(2, merged.ExitCode);
            Assert.Contains("error[damaged-result]", merged.Error, StringComparison.Ordinal);
        }
    }

    /// <summary>Whatever of a result is taken away or given another type, reading it ends in a message.</summary>
    [Property(MaxTest = 100)]
    public void Hostile_results_end_in_a_message(ushort which, byte kind)
    {
        if (!File.Exists(Path.Combine(_folder.Path, "r/1.json")))
            Shards(1, ["fleet/half", "fleet/secret.yaml", "--waivers", "waivers.yaml"]);
        var root = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(Path.Combine(_folder.Path, "r/1.json")))!;
        var nodes = new List<System.Text.Json.Nodes.JsonObject>();
        Collect(root, nodes);
        var target = nodes[which % nodes.Count];
        if (target.Count == 0)
            return;
        var key = target.ElementAt(which / nodes.Count % target.Count).Key;
        if (kind % 5 == 0)
            target.Remove(key);
        else
            target[key] = (kind % 5) switch { 1 => -1, 2 => "\u001b[2J", 3 => new System.Text.Json.Nodes.JsonArray(1, "x"), _ => null };
        _folder.Write("h/1.json", root.ToJsonString());
        var result = Run("merge", "h", "--format", "json");
        Assert.True(result.ExitCode is 0 or 1 or 2, result.Error);
        Assert.DoesNotContain("\u001b", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void No_secret_is_in_a_result()
    {
        Shards(2, ["fleet/*"]);
        foreach (var file in Directory.GetFiles(Path.Combine(_folder.Path, "r")))
            Assert.DoesNotContain(Secret[..20], File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("job/4", "2", 3)]
    [InlineData("job/4", "0", 1)]
    public void A_job_of_Kubernetes_counts_from_0(string shard, string index, int expected)
    {
        var result = CliRun.With(_folder.Path, new() { ["JOB_COMPLETION_INDEX"] = index }, "scan", "fleet/*", "--shard", shard, "--format", "json", "--as-of", CliRun.AsOf);
        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal(expected, json.RootElement.GetProperty("shard").GetProperty("index").GetInt32());
    }

    [Theory]
    [InlineData("0/4", null)]
    [InlineData("5/4", null)]
    [InlineData("1/0", null)]
    [InlineData("1", null)]
    [InlineData("-1/4", null)]
    [InlineData("1/4/2", null)]
    [InlineData("1/10001", null)]
    [InlineData("job/4", null)]
    [InlineData("job/4", "4")]
    [InlineData("job/4", "x")]
    [InlineData("job/x", "1")]
    public void Bad_shards_are_refused(string shard, string? index)
    {
        var result = CliRun.With(_folder.Path, index is null ? [] : new() { ["JOB_COMPLETION_INDEX"] = index }, "scan", "fleet/*", "--shard", shard, "--lang", "en");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--shard", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void Code_is_not_divided()
    {
        _folder.Write("code/A.cs", "class A { }");
        Assert.Contains("--shard divides tenants", Run("scan", "fleet/*", "code", "--shard", "1/2", "--lang", "en").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shard_fits_the_schema_of_results()
    {
        Shards(1, ["fleet/*", "--waivers", "waivers.yaml"]);
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder.Path, "r/1.json")));
        using var schema = JsonDocument.Parse(Run("schema", "result").Output);
        var known = schema.RootElement.GetProperty("properties").GetProperty("shard").GetProperty("properties");
        Assert.Equal(
            known.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal),
            json.RootElement.GetProperty("shard").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
    }

    private static void Collect(System.Text.Json.Nodes.JsonNode? node, List<System.Text.Json.Nodes.JsonObject> found)
    {
        if (node is System.Text.Json.Nodes.JsonObject item)
        {
            found.Add(item);
            foreach (var (_, value) in item)
                Collect(value, found);
        }
        else if (node is System.Text.Json.Nodes.JsonArray list)
        {
            foreach (var value in list)
                Collect(value, found);
        }
    }

    private void AllFormats(int count, string[] options, bool codes)
    {
        Shards(count, ["fleet/*", .. options]);
        foreach (var format in ReportFormats.Ids)
        {
            var whole = Run(["scan", "fleet/*", "--format", format, .. options]);
            var merged = Run("merge", "r", "--format", format);
            Assert.Equal(whole.Error, merged.Error);
            Assert.Equal(whole.Output, merged.Output);
            if (codes)
                Assert.Equal(whole.ExitCode, merged.ExitCode);
        }
    }

    private void Shards(int count, string[] arguments)
    {
        if (Directory.Exists(Path.Combine(_folder.Path, "r")))
            Directory.Delete(Path.Combine(_folder.Path, "r"), recursive: true);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "r"));
        for (var i = 1; i <= count; i++)
        {
            var shard = string.Create(CultureInfo.InvariantCulture, $"{i}/{count}");
            var result = Run(["scan", .. arguments, "--shard", shard, "--format", "json", "--output", $"r/{i.ToString(CultureInfo.InvariantCulture)}.json"]);
            Assert.True(result.ExitCode is 0 or 1 or 2 && File.Exists(Path.Combine(_folder.Path, $"r/{i}.json")), result.Error);
        }
    }

    private CliResult Run(params string[] arguments) =>
        CliRun.In(_folder.Path, arguments[0] is "scan" or "baseline" ? [.. arguments, "--as-of", CliRun.AsOf] : arguments);
}
