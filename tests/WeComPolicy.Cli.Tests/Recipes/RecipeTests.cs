using System.Text.RegularExpressions;
using WeComPolicy.Testing;
using YamlDotNet.RepresentationModel;
using static WeComPolicy.Cli.Tests.Recipes.GateRepository;

namespace WeComPolicy.Cli.Tests.Recipes;

/// <summary>The shell steps of the recipes run as they stand, in a repository with a base and a head commit.</summary>
public sealed partial class RecipeTests
{
    public static TheoryData<string, int, int> Runs()
    {
        var data = new TheoryData<string, int, int>();
        foreach (var recipe in (string[])["gitlab.yml", "azure-pipelines.yml", "Jenkinsfile"])
        {
            data.Add(recipe, (int)Change.Harmless, 0);
            data.Add(recipe, (int)Change.Breaks, 1);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Passes_and_fails_as_it_should(string recipe, int change, int exitCode)
    {
        if (!Shell.IsThere)
            return;
        using var repository = new GateRepository((Change)change);
        repository.Git("remote", "add", "origin", repository.Path);
        repository.Git("branch", "target", repository.Base);
        var outcome = recipe switch
        {
            "gitlab.yml" => GitLab(repository),
            "azure-pipelines.yml" => Azure(repository),
            _ => Jenkins(repository),
        };
        outcome.Is(exitCode);
        Assert.Contains(exitCode == 0 ? "门禁通过" : "门禁不通过", repository.Report("wecom-policy.md"), StringComparison.Ordinal);
        foreach (Match named in Report().Matches(File.ReadAllText(RepositoryRoot.PathOf("examples", "ci", recipe))))
            Assert.True(File.Exists(Path.Combine(repository.Path, named.Value)), named.Value);
    }

    [Theory]
    [InlineData("gitlab.yml")]
    [InlineData("Jenkinsfile")]
    public void A_tool_that_a_change_brings_does_not_judge_it(string recipe)
    {
        if (!Shell.IsThere)
            return;
        using var repository = new GateRepository(Change.Breaks);
        var tool = Path.Combine(repository.Path, ".wecom-policy", "wecom-policy");
        Directory.CreateDirectory(Path.GetDirectoryName(tool)!);
        File.WriteAllText(tool, "#!/bin/sh\necho judged by itself\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        repository.Git("add", "--force", ".wecom-policy");
        repository.Git("commit", "--quiet", "-m", "tool");
        repository.Git("remote", "add", "origin", repository.Path);
        repository.Git("branch", "target", repository.Base);
        var outcome = recipe == "gitlab.yml" ? GitLab(repository) : Jenkins(repository);
        outcome.Is(2);
        Assert.DoesNotContain("judged by itself", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData((int)Change.Harmless, 0)]
    [InlineData((int)Change.Mends, 0)]
    [InlineData((int)Change.Breaks, 1)]
    public void The_git_hook_judges_what_is_staged(int change, int exitCode)
    {
        if (!Shell.IsThere)
            return;
        using var repository = new GateRepository((Change)change);
        repository.Git("reset", "--quiet", "--soft", repository.Base);
        var hook = Path.Combine(repository.Path, ".git", "hooks", "pre-commit");
        File.Copy(RepositoryRoot.PathOf("examples", "ci", "pre-commit"), hook);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        repository.Git("config", "wecom-policy.paths", "tenants");

        // What is mended in the work tree alone does not help, and what is broken there alone does not harm.
        File.WriteAllText(Path.Combine(repository.Path, "tenants", "acme", "02-admins.yaml"), "admins: oops\n");
        repository.Shell(hasTool: true).Run("bash", "git -c user.name=t -c user.email=t@example.com commit --quiet -m change", repository.Path).Is(exitCode);
    }

    [Theory]
    [InlineData((int)Change.Breaks, 1)]
    [InlineData((int)Change.Misspells, 2)]
    public void The_hook_of_the_pre_commit_framework_runs(int change, int exitCode)
    {
        if (!Shell.IsThere)
            return;
        var hook = (YamlMappingNode)((YamlSequenceNode)Yaml(RepositoryRoot.PathOf(".pre-commit-hooks.yaml"))).Single();
        using var repository = new GateRepository((Change)change);
        var command = $"{hook["entry"]} {string.Join(' ', ((YamlSequenceNode)hook["args"]).Select(a => a.ToString()))} tenants --lang en";
        repository.Shell(hasTool: true).Run("bash", command, repository.Path).Is(exitCode);
        Assert.Equal("false", hook["pass_filenames"].ToString());
        Assert.Matches(hook["files"].ToString(), "tenants/acme/02-admins.yaml");
    }

    internal static YamlNode Yaml(string path)
    {
        var stream = new YamlStream();
        using var reader = new StreamReader(path);
        stream.Load(reader);
        return stream.Documents[0].RootNode;
    }

    private static string Example(string name) => RepositoryRoot.PathOf("examples", "ci", name);

    private static Shell.Outcome GitLab(GateRepository repository)
    {
        var job = (YamlMappingNode)Yaml(Example("gitlab.yml"))["wecom-policy"];
        var variables = ((YamlMappingNode)job["variables"]).ToDictionary(v => v.Key.ToString(), v => v.Value.ToString());
        variables["CI_MERGE_REQUEST_DIFF_BASE_SHA"] = repository.Base;
        variables["GITLAB_CI"] = "true";
        var lines = ((YamlSequenceNode)job["before_script"]).Concat((YamlSequenceNode)job["script"]).Select(l => l.ToString());
        return repository.Shell().Run("bash -eo pipefail", string.Join('\n', lines), repository.Path, variables);
    }

    private static Shell.Outcome Azure(GateRepository repository)
    {
        // A pull request is built as the merge of both branches.
        repository.Git("checkout", "--quiet", "target");
        repository.Git("merge", "--quiet", "--no-ff", "-m", "merge", repository.Head);
        var macros = new Dictionary<string, string> { ["Build.Reason"] = "PullRequest", ["Pipeline.Workspace"] = repository.Beside("workspace") };
        var pipeline = (YamlMappingNode)Yaml(Example("azure-pipelines.yml"));
        foreach (var (name, value) in (YamlMappingNode)pipeline["variables"])
            macros[name.ToString()] = value.ToString();
        var path = "";
        Shell.Outcome? last = null;
        foreach (var step in ((YamlSequenceNode)pipeline["steps"]).OfType<YamlMappingNode>().Where(s => s.Children.ContainsKey("bash")))
        {
            // A script with a macro in it would run what a branch is called.
            Assert.DoesNotMatch("\\$\\([A-Za-z.]+\\)", Regex.Replace(step["bash"].ToString(), "\\$\\(git [^)]*\\)", ""));
            var environment = ((YamlMappingNode)step["env"]).ToDictionary(v => v.Key.ToString(), v => Macro().Replace(v.Value.ToString(), m => macros[m.Groups[1].Value]));
            if (path.Length > 0)
                environment["PATH"] = path;
            last = repository.Shell().Run("bash --noprofile --norc", step["bash"].ToString(), repository.Path, environment);
            if (last.ExitCode != 0)
                return last;
            path = Regex.Match(last.Output, "##vso\\[task\\.prependpath\\](.+)").Groups[1].Value;
        }

        return last!;
    }

    private static Shell.Outcome Jenkins(GateRepository repository)
    {
        var environment = new Dictionary<string, string> { ["CHANGE_TARGET"] = "target", ["WECOM_POLICY_LANG"] = "zh", ["WECOM_POLICY_VERSION"] = "0.1.0" };
        Shell.Outcome? last = null;
        foreach (Match step in JenkinsStep().Matches(File.ReadAllText(Example("Jenkinsfile"))))
        {
            last = repository.Shell().Run("sh -xe", step.Groups[1].Value, repository.Path, environment);
            if (last.ExitCode != 0)
                return last;
        }

        return last!;
    }

    [GeneratedRegex("sh '''(.*?)'''", RegexOptions.Singleline)]
    private static partial Regex JenkinsStep();

    [GeneratedRegex("\\$\\(([A-Za-z.]+)\\)")]
    private static partial Regex Macro();

    [GeneratedRegex("wecom-policy-reports/[a-z-]+\\.(?:xml|json|md|sarif)")]
    private static partial Regex Report();
}
