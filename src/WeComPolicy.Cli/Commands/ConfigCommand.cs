using System.CommandLine;
using System.Globalization;
using System.Text;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Inputs;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Json;

namespace WeComPolicy.Cli.Commands;

/// <summary><c>wecom-policy config show</c>: every setting of a run, with the place that it comes from.</summary>
internal static class ConfigCommand
{
    public static Command Create(CliContext context, Option<string> lang)
    {
        var run = new RunOptions(context, lang);
        var format = CommonOptions.Word("--format", "text|json", new Bilingual("输出格式；默认 text", "Format; default text"), context);
        format.Aliases.Add("-f");
        var show = new Command("show", new Bilingual("列出每项设置的取值和来源；选项与 scan 相同", "List every setting with its value and where it comes from; takes the options of scan").In(context.Language));
        run.AddTo(show);
        show.Add(format);
        show.SetAction(parsed =>
        {
            var settings = run.Resolve(parsed, context);
            Diagnostics.Write([.. settings.Project.Diagnostics, .. settings.Policies.Diagnostics], settings.Context);
            var lines = Lines(settings).ToList();
            if (parsed.GetValue(format) == "json")
                WriteJson(lines, context);
            else
                WriteText(lines, settings.Context);
            return settings.Project.Diagnostics.Concat(settings.Policies.Diagnostics).Any(d => !d.IsWarning) ? ExitCode.Unusable : ExitCode.Clean;
        });
        return new Command("config", new Bilingual("查看一次运行的设置", "Look at the settings of a run").In(context.Language)) { show };
    }

    private static IEnumerable<Line> Lines(RunSettings settings)
    {
        var project = settings.Project;
        var file = project.File;
        yield return new("config", [project.ShownPath(settings.Context) ?? ""], project.Path is null ? SettingOrigin.Default : SettingOrigin.Of("project", project.ShownPath(settings.Context)!));
        var inputs = project.InputNames(settings.NamedPaths, settings.Context);
        yield return new(
            "inputs",
            [.. inputs.Select(DisplayPath.Named)],
            // The folder of the project file stands for the inputs that the file names.
            settings.NamedPaths.Count > 0 && inputs.SequenceEqual(settings.NamedPaths) ? SettingOrigin.CommandLine : file.Inputs.Count > 0 ? project.Origin("inputs") : SettingOrigin.Default);
        yield return new(
            "tenants",
            [.. project.TenantNames(settings.NamedPaths, settings.Context).Select(DisplayPath.Named)],
            file.Tenants.Count > 0 ? project.Origin("tenants") : SettingOrigin.Default);
        yield return new("profile", [settings.Profile.Name], settings.NamedProfile is not null ? SettingOrigin.CommandLine : file.Profile is not null ? project.Origin("profile") : SettingOrigin.Default);
        var packs = project.PacksOf(settings.NamedPolicies, settings.Profile, settings.Context);
        yield return new(
            "policies",
            packs.Count > 0 ? [.. packs.Select(DisplayPath.Named)] : [PolicyLoader.DefaultPack],
            settings.NamedPolicies.Count > 0 ? SettingOrigin.CommandLine
                : file.Policies.Count > 0 ? project.Origin("policies")
                : settings.Profile.Packs.Count > 0 ? SettingOrigin.Of("profile", settings.Profile.Name)
                : SettingOrigin.Default);
        foreach (var rule in settings.Policies.InForce)
        {
            foreach (var change in rule.Adjustments)
                yield return new($"rules.{rule.Id}.{change.What}", [change.To], SettingOrigin.At(KindOf(change.By.File.Path, settings), change.By));
        }

        foreach (var off in settings.Policies.Disabled)
            yield return new($"rules.{off.Rule.Id}.enabled", ["false"], SettingOrigin.At(KindOf(off.By.File.Path, settings), off.By));
        yield return new(
            "waivers",
            [.. settings.WaiverFiles.Select(path => DisplayPath.Of(path, settings.Context.WorkingDirectory))],
            settings.NamedWaivers.Count > 0 ? SettingOrigin.CommandLine : file.Waivers.Count > 0 ? project.Origin("waivers") : SettingOrigin.Default);
        yield return new(
            "baseline",
            [settings.BaselineFile is { } baseline ? DisplayPath.Of(baseline, settings.Context.WorkingDirectory) : ""],
            settings.NamedBaseline is not null ? SettingOrigin.CommandLine : file.Baseline is not null ? project.Origin("baseline") : SettingOrigin.Default);
        yield return new("fail_on", [settings.FailOn.Value.Severity is { } severity ? SeverityWords.Of(severity) : "never"], settings.FailOn.Origin);
        yield return new("allow_unknown", [settings.AllowUnknown.Value ? "true" : "false"], settings.AllowUnknown.Origin);
        yield return new("as_of", [settings.AsOf.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)], settings.AsOf.Origin);
        yield return new("lang", [settings.Language.Value == Language.Zh ? "zh" : "en"], settings.Language.Origin);
    }

    private static string KindOf(string path, RunSettings settings) => path == settings.Project.ShownPath(settings.Context) ? "project" : "profile";

    private static void WriteText(List<Line> lines, CliContext context)
    {
        using var output = new StreamWriter(context.Output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        var width = lines.Max(l => l.Name.Length);
        foreach (var line in lines)
        {
            var value = string.Join(", ", line.Values);
            output.WriteLine($"{line.Name.PadRight(width)}  {(value.Length > 0 ? value : new Bilingual("（无）", "(none)").In(context.Language))}  # {line.Origin.Text.In(context.Language)}");
        }
    }

    private static void WriteJson(List<Line> lines, CliContext context)
    {
        using (var json = JsonOutput.Open(context.Output))
        {
            json.WriteStartObject();
            json.WriteStartArray("settings"u8);
            foreach (var line in lines)
            {
                json.WriteStartObject();
                json.WriteString("name"u8, line.Name);
                json.WriteStrings("values"u8, [.. line.Values.Where(v => v.Length > 0)]);
                json.WriteString("origin"u8, line.Origin.Kind);
                json.WriteString("place"u8, line.Origin.Text.En);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.Close(context.Output);
        }

        context.Output.Flush();
    }

    private sealed record Line(string Name, IReadOnlyList<string> Values, SettingOrigin Origin);
}
