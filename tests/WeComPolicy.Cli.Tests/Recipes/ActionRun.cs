using System.Text.RegularExpressions;
using WeComPolicy.Testing;
using YamlDotNet.RepresentationModel;

namespace WeComPolicy.Cli.Tests.Recipes;

/// <summary>Runs the steps of the composite action as GitHub's runner does; actions of others are noted, not run.</summary>
internal sealed partial class ActionRun(GateRepository repository, string api)
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>Outputs of the steps.</summary>
    public Dictionary<string, Dictionary<string, string>> Outputs { get; } = [];

    /// <summary>Actions of others that were due.</summary>
    public List<string> Used { get; } = [];

    /// <summary>The summary of the job.</summary>
    public string Summary { get; private set; } = "";

    public Shell.Outcome Run(Dictionary<string, string> inputs, bool cacheHit = false)
    {
        var action = (YamlMappingNode)RecipeTests.Yaml(RepositoryRoot.PathOf("action.yml"));
        var temp = repository.Beside("temp");
        _values.Clear();
        Outputs.Clear();
        Used.Clear();
        _values["github.token"] = "a-made-up-token";
        _values["github.event.pull_request.base.sha"] = repository.Base;
        _values["github.event.pull_request.number"] = "7";
        _values["runner.temp"] = temp;
        _values["runner.os"] = "Linux";
        _values["runner.arch"] = "X64";
        foreach (var (name, input) in (YamlMappingNode)action["inputs"])
            _values[$"inputs.{name}"] = inputs.GetValueOrDefault(name.ToString()) ?? Expand(((YamlMappingNode)input).Children.TryGetValue("default", out var value) ? value.ToString() : "");
        var output = "";
        foreach (var step in ((YamlSequenceNode)((YamlMappingNode)action["runs"])["steps"]).Cast<YamlMappingNode>())
        {
            if (step.Children.TryGetValue("if", out var condition) && !IsTrue(condition.ToString()))
                continue;
            var id = step.Children.TryGetValue("id", out var named) ? named.ToString() : "";
            if (step.Children.TryGetValue("uses", out var other))
            {
                Used.Add(other.ToString());
                if (id == "cache")
                    _values["steps.cache.outputs.cache-hit"] = cacheHit ? "true" : "";
                continue;
            }

            Assert.Equal("bash", step["shell"].ToString());
            var (outputs, summary) = (Path.Combine(temp, "output"), Path.Combine(temp, "summary"));
            File.WriteAllText(outputs, "");
            File.WriteAllText(summary, "");
            var environment = new Dictionary<string, string>
            {
                ["GITHUB_ACTIONS"] = "true",
                ["GITHUB_ACTION_PATH"] = RepositoryRoot.Find(),
                ["GITHUB_API_URL"] = api,
                ["GITHUB_REPOSITORY"] = "acme/tenants",
                ["GITHUB_OUTPUT"] = outputs,
                ["GITHUB_STEP_SUMMARY"] = summary,
                ["RUNNER_TEMP"] = temp,
            };
            if (step.Children.TryGetValue("env", out var env))
            {
                foreach (var (name, value) in (YamlMappingNode)env)
                    environment[name.ToString()] = Expand(value.ToString());
            }

            var outcome = repository.Shell().Run("bash --noprofile --norc -e -o pipefail", step["run"].ToString(), repository.Path, environment);
            output += outcome.Output;
            if (File.ReadAllText(summary) is { Length: > 0 } told)
                Summary = told;
            Outputs[id] = [];
            foreach (var line in File.ReadAllLines(outputs))
            {
                var parts = line.Split('=', 2);
                Outputs[id][parts[0]] = _values[$"steps.{id}.outputs.{parts[0]}"] = parts[1];
            }

            if (outcome.ExitCode != 0)
                return new Shell.Outcome(outcome.ExitCode, output);
        }

        return new Shell.Outcome(0, output);
    }

    private string Expand(string text) => Expression().Replace(text, m => Value(m.Groups[1].Value.Trim()));

    private string Value(string expression) => expression.Split("||").Select(part => _values.GetValueOrDefault(part.Trim(), "")).FirstOrDefault(v => v.Length > 0) ?? "";

    // As much of the language as the action uses; anything else fails here and not in silence.
    private bool IsTrue(string condition) => condition.Split("&&").All(part =>
    {
        var match = Comparison().Match(part.Trim());
        Assert.True(match.Success, part);
        var (value, right) = (_values.GetValueOrDefault(match.Groups[1].Value, ""), match.Groups[3].Value.Trim('\''));
        return match.Groups[2].Value switch
        {
            "==" => value == right,
            "!=" => value != right,
            _ => int.Parse(value) < int.Parse(right),
        };
    });

    [GeneratedRegex("\\$\\{\\{(.*?)\\}\\}")]
    private static partial Regex Expression();

    [GeneratedRegex("^([a-z_.-]+) (==|!=|<) ('[^']*'|[0-9]+)$")]
    private static partial Regex Comparison();
}
