using System.Text.Json;
using WeComPolicy.Testing;

namespace WeComPolicy.Cli.Tests;

/// <summary>Many tenants in one run: one that cannot be read is told and counted, and stops no other.</summary>
public sealed class FleetTests : IDisposable
{
    private const string Healthy = "corp: { corpid: ww1234567890abcdef, full_name: 示例公司 }\nsecurity:\n  two_step:\n    login: { enabled: false }\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_broken_tenant_stops_no_other()
    {
        Write("a", "b", "c");
        _folder.Write("fleet/b/tenant.yaml", "corp: { corpid: [\n");
        var text = Run("scan", "fleet", "--lang", "en");
        Assert.Equal(2, text.ExitCode);
        Assert.Contains("fleet/b/tenant.yaml:", text.Output, StringComparison.Ordinal);
        Assert.Contains("not judged  fleet/b: 1 error (fleet/b/tenant.yaml:", text.Output, StringComparison.Ordinal);
        Assert.Contains("2 tenants, 1 more could not be read and were not judged", text.Output, StringComparison.Ordinal);
        Assert.Contains("Tenant fleet/a ", text.Output, StringComparison.Ordinal);
        Assert.Contains("Tenant fleet/c ", text.Output, StringComparison.Ordinal);
        Assert.Contains("2 个租户，另有 1 个无法读取、未判定", Run("scan", "fleet", "--lang", "zh").Output, StringComparison.Ordinal);

        using var json = Json("scan", "fleet");
        Assert.Equal(["fleet/a", "fleet/c"], Ids(json, "tenants"));
        Assert.Equal(["fleet/b"], Ids(json, "notJudged"));
        Assert.Equal((2, 1), (Summary(json, "tenants"), Summary(json, "notJudged")));
        Assert.Equal("fleet/b", json.RootElement.GetProperty("diagnostics")[0].GetProperty("tenant").GetString());
        Assert.Equal(2, json.RootElement.GetProperty("notJudged")[0].GetProperty("summary").GetProperty("exitCode").GetInt32());
        foreach (var tenant in json.RootElement.GetProperty("tenants").EnumerateArray())
        {
            using var alone = Json("scan", tenant.GetProperty("id").GetString()!);
            var (one, summary) = (tenant.GetProperty("summary"), alone.RootElement.GetProperty("summary"));
            // The rules about waivers have nothing to judge, and are no checks of the run or of a tenant.
            foreach (var count in one.EnumerateObject().Where(c => c.Value.ValueKind == JsonValueKind.Number))
                Assert.Equal((count.Name, summary.GetProperty(count.Name).GetInt32()), (count.Name, count.Value.GetInt32()));
            Assert.Equal(11, alone.RootElement.GetProperty("outcomes").EnumerateArray().Count(o => o.GetProperty("tenant").GetString() is null or ""));
        }
    }

    [Fact]
    public void What_is_said_of_a_tenant_does_not_depend_on_the_others()
    {
        var fleet = CliRun.Of("scan", "examples/tenants", "--as-of", CliRun.AsOf, "--lang", "en", "--verbose").Output;
        foreach (var tenant in (string[])["compliant", "finance", "outsourced", "startup"])
        {
            var alone = CliRun.Of("scan", $"examples/tenants/{tenant}", "--as-of", CliRun.AsOf, "--lang", "en", "--verbose").Output;
            var part = alone[..alone.IndexOf("Summary\n", StringComparison.Ordinal)];
            Assert.Contains(part[part.IndexOf("Tenant examples", StringComparison.Ordinal)..], fleet, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("sarif")]
    public void The_number_of_threads_changes_nothing(string format)
    {
        Write("a", "b", "c", "d", "e");
        _folder.Write("fleet/d/tenant.yaml", "corp: 1\n");
        Assert.Equal(Run("scan", "fleet", "--format", format, "--jobs", "1").Output, Run("scan", "fleet", "--format", format, "--jobs", "8").Output);
    }

    [Fact]
    public void Of_many_tenants_the_text_shows_the_rules_and_how_each_stands()
    {
        Write([.. Enumerable.Range(10, 40).Select(i => $"t{i}")]);
        var text = Run("scan", "fleet", "--lang", "en").Output;
        Assert.Contains("Rules that fail", text, StringComparison.Ordinal);
        Assert.Contains("40 tenants, 40 places: fleet/t10, fleet/t11, fleet/t12 and 37 more", text, StringComparison.Ordinal);
        Assert.Contains("10 more not shown, 10 of which fail; --verbose shows all", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Tenant fleet/t10", text, StringComparison.Ordinal);
        Assert.Contains("use --verbose", text, StringComparison.Ordinal);
        var verbose = Run("scan", "fleet", "--lang", "en", "--verbose").Output;
        Assert.Contains("Tenant fleet/t49", verbose, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_called_a_tenant_and_holds_none_is_an_error()
    {
        Write("a", "b");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "fleet/empty"));

        // Told where it may be a tenant, an error where it is called one.
        var found = Run("scan", "fleet", "--lang", "en", "--fail-on", "never");
        Assert.Equal(0, found.ExitCode);
        Assert.Contains("fleet/empty: warning[sub-folder-without-tenant]", found.Output, StringComparison.Ordinal);
        var named = Run("scan", "fleet/*/", "--lang", "en", "--fail-on", "never");
        Assert.Equal(2, named.ExitCode);
        Assert.Contains("fleet/empty: error[tenant-without-files]", named.Output, StringComparison.Ordinal);
        Assert.Contains("not judged  fleet/empty", named.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_that_ends_in_a_slash_means_folders()
    {
        Write("a", "b");
        _folder.Write("fleet/c.yaml", Healthy);
        using var folders = Json("scan", "fleet/*/");
        Assert.Equal(["fleet/a", "fleet/b"], Ids(folders, "tenants"));
        using var all = Json("scan", "fleet/*");
        Assert.Equal(["fleet/a", "fleet/b", "fleet/c.yaml"], Ids(all, "tenants"));
    }

    [Fact]
    public void The_project_file_names_the_fleet()
    {
        Write("a", "b");
        _folder.Write("fleet/c.yaml", Healthy);
        _folder.Write("wecom-policy.yaml", "schema: wecom-policy/config/v1\ntenants: [ fleet/* ]\n");
        foreach (var arguments in (string[][])[["scan"], ["scan", "."]])
        {
            using var json = Json(arguments);
            Assert.Equal(["fleet/a", "fleet/b", "fleet/c.yaml"], Ids(json, "tenants"));
        }

        using var one = Json("scan", "fleet/a");
        Assert.Equal(["fleet/a"], Ids(one, "tenants"));
        Directory.CreateDirectory(Path.Combine(_folder.Path, "fleet/empty"));
        Assert.Equal(2, Run("scan", "--fail-on", "never").ExitCode);
        _folder.Write("wecom-policy.yaml", "schema: wecom-policy/config/v1\ntenants: [ fleets/* ]\n");
        var none = Run("scan", "--lang", "en");
        Assert.Equal(2, none.ExitCode);
        Assert.Contains("No tenant file matches", none.Output, StringComparison.Ordinal);
    }

    private void Write(params string[] tenants)
    {
        foreach (var tenant in tenants)
            _folder.Write($"fleet/{tenant}/tenant.yaml", Healthy.Replace("示例公司", tenant, StringComparison.Ordinal));
    }

    private CliResult Run(params string[] arguments) => CliRun.In(_folder.Path, [.. arguments, "--as-of", CliRun.AsOf]);

    private JsonDocument Json(params string[] arguments) => JsonDocument.Parse(Run([.. arguments, "--format", "json"]).Output);

    private static IEnumerable<string> Ids(JsonDocument json, string list) => json.RootElement.GetProperty(list).EnumerateArray().Select(t => t.GetProperty("id").GetString()!);

    private static int Summary(JsonDocument json, string name) => json.RootElement.GetProperty("summary").GetProperty(name).GetInt32();
}
