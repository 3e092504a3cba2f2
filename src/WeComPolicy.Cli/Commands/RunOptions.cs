using System.CommandLine;
using System.Globalization;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Cli.Commands;

/// <summary>
/// The options that decide what a run says: what is judged, by which rules, and what fails. Every command that judges takes
/// the same ones, so that none of them comes to another verdict.
/// </summary>
internal sealed class RunOptions
{
    private readonly Option<string> _lang;
    private readonly Language _language;

    public RunOptions(CliContext context, Option<string> lang)
    {
        _lang = lang;
        _language = context.Language;
        Paths = new Argument<string[]>("PATH")
        {
            Description = new Bilingual(
                "租户文件，C# 代码（.cs、.csproj、.sln、.slnx），目录或通配符；省略时取项目文件里的 inputs",
                "Tenant files, C# code (.cs, .csproj, .sln, .slnx), folders or globs; without any, the inputs of the project file").In(context.Language),
            Arity = ArgumentArity.ZeroOrMore,
        };
        Policy = CommonOptions.Policy(context);
        Profile = ProjectOptions.ProfileOption(context);
        Config = ProjectOptions.Config(context);
        NoConfig = ProjectOptions.NoConfig(context);
        FailOn = CommonOptions.Word(
            "--fail-on",
            string.Join('|', Threshold.Words.Keys),
            new Bilingual("达到此严重级别的发现使运行失败；默认 high", "Findings of this severity or above fail the run; default high"),
            context);
        AllowUnknown = new Option<bool>("--allow-unknown")
        {
            Description = new Bilingual("无法判定的规则不使运行失败", "Undecided rules do not fail the run").In(context.Language),
        };
        Waivers = ProjectOptions.WaiversOption(context);
        NoWaivers = new Option<bool>("--no-waivers")
        {
            Description = new Bilingual("不采用任何豁免和忽略注释", "Take no waivers and no ignore comments").In(context.Language),
        };
        Baseline = new Option<string>("--baseline")
        {
            Description = new Bilingual("基线文件：只有新出现或变严重的发现使运行失败；默认取项目文件里的 baseline", "Baseline: only findings that are new or worse fail the run; default the baseline of the project file").In(context.Language),
            HelpName = "FILE",
        };
        AsOf = CommonOptions.AsOf(context);
        Jobs = new Option<Given<int>>("--jobs")
        {
            Description = new Bilingual("并行线程数；结果与它无关", "Threads that work; the result does not depend on it").In(context.Language),
            HelpName = "N",
            DefaultValueFactory = _ => new(Environment.ProcessorCount),
            CustomParser = result =>
            {
                if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is >= 1 and <= 1024)
                    return new(n);
                result.AddError(new Bilingual("--jobs 需要 1 到 1024 的整数", "--jobs needs a whole number from 1 to 1024").In(context.Language));
                return null;
            },
        };
        Build = new Option<bool>("--build")
        {
            Description = new Bilingual(
                "用 dotnet build 构建代码，在编译器中运行代码规则；会执行被扫描仓库的构建脚本，只用于可信的代码",
                "Build the code with dotnet build and run the code rules in its compiler; this executes what the scanned repository's project files say, so only for code that you trust").In(context.Language),
        };
    }

    public Argument<string[]> Paths { get; }

    public Option<string[]> Policy { get; }

    public Option<string> Profile { get; }

    public Option<string> Config { get; }

    public Option<bool> NoConfig { get; }

    public Option<string> FailOn { get; }

    public Option<bool> AllowUnknown { get; }

    public Option<string[]> Waivers { get; }

    public Option<bool> NoWaivers { get; }

    public Option<string> Baseline { get; }

    public Option<Given<DateOnly>> AsOf { get; }

    public Option<Given<int>> Jobs { get; }

    public Option<bool> Build { get; }

    /// <summary>Gives a command these options, in the order of its help.</summary>
    public void AddTo(Command command)
    {
        command.Add(Paths);
        foreach (var option in (Option[])[Policy, Profile, Config, NoConfig, FailOn, AllowUnknown, Waivers, NoWaivers, Baseline, AsOf, Jobs, Build])
            command.Add(option);
        RefuseTwoProjects(command);
    }

    /// <summary>A command takes either <c>--config</c> or <c>--no-config</c>.</summary>
    public void RefuseTwoProjects(Command command) => command.Validators.Add(result =>
    {
        if (result.GetResult(Config) is not null && result.GetResult(NoConfig) is not null)
            result.AddError(new Bilingual("--config 与 --no-config 不能同时使用", "--config and --no-config exclude each other").In(_language));
    });

    /// <summary>What the command line, the environment and the project file together ask for.</summary>
    public RunSettings Resolve(ParseResult parsed, CliContext context)
    {
        var paths = parsed.GetValue(Paths) ?? [];
        return Resolve(parsed, context, paths, ProjectOptions.Read(parsed.GetValue(Config), parsed.GetValue(NoConfig), paths, context));
    }

    /// <summary>As <see cref="Resolve(ParseResult, CliContext)"/>, for a command that has found out itself what is judged.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="context">The world.</param>
    /// <param name="paths">What is to be judged.</param>
    /// <param name="project">The project file in force.</param>
    public RunSettings Resolve(ParseResult parsed, CliContext context, IReadOnlyList<string> paths, ProjectOptions project)
    {
        var language = parsed.GetResult(_lang) is not null ? new Setting<Language>(context.Language, SettingOrigin.CommandLine)
            : !string.IsNullOrEmpty(context.Variable(LanguageChoice.Variable)) ? new(context.Language, SettingOrigin.Environment(LanguageChoice.Variable))
            : project.File.Language is { } ofProject ? new(ofProject, project.Origin("lang"))
            : new(context.Language, SettingOrigin.Locale);
        var failOn = parsed.GetValue(FailOn) is { } word ? new Setting<Threshold>(Threshold.Words[word], SettingOrigin.CommandLine)
            : project.File.FailOn is { } threshold ? new(threshold, project.Origin("fail_on"))
            : new(new Threshold(RunSettings.DefaultFailOn), SettingOrigin.Default);
        var allowUnknown = parsed.GetValue(AllowUnknown) ? new Setting<bool>(true, SettingOrigin.CommandLine)
            : project.File.AllowUnknown is { } allowed ? new(allowed, project.Origin("allow_unknown"))
            : new(false, SettingOrigin.Default);
        var asOf = new Setting<DateOnly>(parsed.GetValue(AsOf)!.Value, parsed.GetResult(AsOf) is { Implicit: false } ? SettingOrigin.CommandLine : SettingOrigin.Today);
        return new RunSettings
        {
            Project = project,
            NamedPaths = paths,
            NamedPolicies = parsed.GetValue(Policy) ?? [],
            NamedProfile = parsed.GetValue(Profile),
            Language = language,
            FailOn = failOn,
            AllowUnknown = allowUnknown,
            NamedWaivers = parsed.GetValue(Waivers) ?? [],
            UseWaivers = !parsed.GetValue(NoWaivers),
            NamedBaseline = parsed.GetValue(Baseline),
            AsOf = asOf,
            Jobs = parsed.GetValue(Jobs)!.Value,
            Build = parsed.GetValue(Build),
            Context = context with { Language = language.Value },
        };
    }
}
