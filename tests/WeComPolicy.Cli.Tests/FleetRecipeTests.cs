using System.Globalization;
using WeComPolicy.Cli.Tests.Recipes;
using WeComPolicy.Testing;
using YamlDotNet.RepresentationModel;

namespace WeComPolicy.Cli.Tests;

/// <summary>What stands under examples/fleet runs as it stands: the steps of the workflow, the arguments of the pods.</summary>
public sealed class FleetRecipeTests : IDisposable
{
    private const string Bash = "bash --noprofile --norc -eo pipefail";

    private readonly TemporaryFolder _folder = new();
    private readonly Shell _shell;

    public FleetRecipeTests()
    {
        _shell = new Shell(Path.Combine(_folder.Path, "shell"));
        foreach (var example in (string[])["compliant", "finance", "startup"])
        {
            foreach (var file in Directory.EnumerateFiles(RepositoryRoot.PathOf("examples", "tenants", example)))
                _folder.Write($"fleet/{example}/{Path.GetFileName(file)}", File.ReadAllText(file));
        }

        _folder.Write("fleet/broken/tenant.yaml", "corp: { corpid: [\n");
        Directory.CreateDirectory(Path.Combine(_folder.Path, "fleet/empty"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pods_of_Kubernetes_scan_the_fleet_and_one_tells_the_verdict()
    {
        var scan = Load("kubernetes-scan.yaml");
        var spec = At(scan, "spec");
        var completions = int.Parse(Text(spec, "completions"), CultureInfo.InvariantCulture);
        var arguments = Arguments(scan);
        Assert.Equal($"job/{completions.ToString(CultureInfo.InvariantCulture)}", arguments[arguments.IndexOf("--shard") + 1]);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "results"));
        for (var index = 0; index < completions; index++)
        {
            var variables = new Dictionary<string, string> { ["JOB_COMPLETION_INDEX"] = index.ToString(CultureInfo.InvariantCulture), ["DAY"] = CliRun.AsOf };
            var pod = CliRun.With(_folder.Path, variables, [.. arguments.Select(a => variables.Aggregate(a, (text, v) => text.Replace($"$({v.Key})", v.Value, StringComparison.Ordinal)))]);
            Assert.True(pod.ExitCode == 0, pod.Error);
        }

        Directory.CreateDirectory(Path.Combine(_folder.Path, "report"));
        var merged = CliRun.In(_folder.Path, [.. Arguments(Load("kubernetes-merge.yaml"))]);
        CheckVerdict(merged.ExitCode, merged.Output);
    }

    [Fact]
    public void The_workflow_of_GitHub_scans_the_fleet_in_parts_and_tells_one_verdict()
    {
        if (!Shell.IsThere)
            return;
        var workflow = Load("github.yml");
        var jobs = At(workflow, "jobs");
        var shards = At(At(At(jobs, "scan"), "strategy"), "matrix");
        var count = Text(At(workflow, "env"), "SHARDS");
        Assert.Equal(int.Parse(count, CultureInfo.InvariantCulture), ((YamlSequenceNode)shards["shard"]).Children.Count);

        var variables = new Dictionary<string, string> { ["SHARDS"] = count, ["VERSION"] = Text(At(workflow, "env"), "VERSION"), ["GITHUB_OUTPUT"] = Path.Combine(_folder.Path, "output.txt") };
        Step(jobs, "plan", "Day", variables).Is(0);
        var day = File.ReadAllText(variables["GITHUB_OUTPUT"]).Trim();
        Assert.Matches("^day=[0-9]{4}-[0-9]{2}-[0-9]{2}$", day);
        variables["DAY"] = CliRun.AsOf;
        foreach (var shard in ((YamlSequenceNode)shards["shard"]).Children)
        {
            variables["SHARD"] = shard.ToString();
            Step(jobs, "scan", "Scan", variables).Is(0);
        }

        var verdict = Step(jobs, "verdict", "Verdict", variables);
        CheckVerdict(verdict.ExitCode, verdict.Output);
        Assert.True(File.Exists(Path.Combine(_folder.Path, "report/fleet.sarif")));

        // A part whose job was lost.
        File.Delete(Path.Combine(_folder.Path, "results/2.json"));
        Step(jobs, "verdict", "Verdict", variables).Is(2);
    }

    private void CheckVerdict(int exit, string text)
    {
        Assert.True(exit == 2, text);
        Assert.Contains("fleet/broken/tenant.yaml:", text, StringComparison.Ordinal);
        Assert.Contains("fleet/empty", text, StringComparison.Ordinal);
        var whole = CliRun.In(_folder.Path, "scan", "fleet/*/", "--as-of", CliRun.AsOf, "--format", "json").Output;
        Assert.Equal(whole, File.ReadAllText(Path.Combine(_folder.Path, "report/fleet.json")));
    }

    // Installs the command as the job does, then runs one of its steps as a runner does.
    private Shell.Outcome Step(YamlNode jobs, string job, string name, Dictionary<string, string> variables)
    {
        var steps = ((YamlSequenceNode)At(At(jobs, job), "steps")).Children.OfType<YamlMappingNode>().ToDictionary(s => s.Children.TryGetValue("name", out var n) ? n.ToString() : s.ToString());
        var environment = new Dictionary<string, string>(variables)
        {
            ["RUNNER_TEMP"] = Path.Combine(_folder.Path, "runner"),
            ["GITHUB_PATH"] = Path.Combine(_folder.Path, "path.txt"),
        };
        if (steps.TryGetValue("Install", out var install))
        {
            _shell.Run(Bash, Text(install, "run"), _folder.Path, environment).Is(0);
            environment["PATH"] = string.Join(':', File.ReadAllLines(environment["GITHUB_PATH"]).Distinct());
        }

        return _shell.Run(Bash, Text(steps[name], "run"), _folder.Path, environment);
    }

    private static YamlMappingNode Load(string name)
    {
        using var reader = new StreamReader(RepositoryRoot.PathOf("examples", "fleet", name));
        var stream = new YamlStream();
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    private static List<string> Arguments(YamlMappingNode job) =>
        [.. ((YamlSequenceNode)At(((YamlSequenceNode)At(At(At(At(job, "spec"), "template"), "spec"), "containers"))[0], "args")).Select(a => a.ToString())];

    private static YamlNode At(YamlNode node, string key) => ((YamlMappingNode)node)[key];

    private static string Text(YamlNode node, string key) => At(node, key).ToString();
}
