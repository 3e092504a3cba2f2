using System.CommandLine;
using System.Globalization;
using WeComPolicy.CodeScan.Inputs;
using WeComPolicy.Engine.Evaluation;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting;

namespace WeComPolicy.Cli.Commands;

/// <summary><c>wecom-policy scan</c>.</summary>
internal static class ScanCommand
{
    public static Command Create(CliContext context, Option<string> lang)
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = new Bilingual(
                "租户文件，C# 代码（.cs、.csproj、.sln、.slnx），目录或通配符；省略时取项目文件里的 inputs",
                "Tenant files, C# code (.cs, .csproj, .sln, .slnx), folders or globs; without any, the inputs of the project file").In(context.Language),
            Arity = ArgumentArity.ZeroOrMore,
        };
        var policy = CommonOptions.Policy(context);
        var config = ProjectOptions.Config(context);
        var format = ReportTargets.Format(context);
        var output = ReportTargets.Output(context);
        var failOn = CommonOptions.Word(
            "--fail-on",
            string.Join('|', Threshold.Words.Keys),
            new Bilingual("达到此严重级别的发现使运行失败；默认 high", "Findings of this severity or above fail the run; default high"),
            context);
        var allowUnknown = new Option<bool>("--allow-unknown")
        {
            Description = new Bilingual("无法判定的规则不使运行失败", "Undecided rules do not fail the run").In(context.Language),
        };
        var asOf = CommonOptions.AsOf(context);
        var jobs = new Option<int>("--jobs")
        {
            Description = new Bilingual("并行线程数；结果与它无关", "Threads that work; the result does not depend on it").In(context.Language),
            HelpName = "N",
            DefaultValueFactory = _ => Environment.ProcessorCount,
            CustomParser = result =>
            {
                if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is >= 1 and <= 1024)
                    return n;
                result.AddError(new Bilingual("--jobs 需要 1 到 1024 的整数", "--jobs needs a whole number from 1 to 1024").In(context.Language));
                return 0;
            },
        };
        var build = new Option<bool>("--build")
        {
            Description = new Bilingual(
                "用 dotnet build 构建代码，在编译器中运行代码规则；会执行被扫描仓库的构建脚本，只用于可信的代码",
                "Build the code with dotnet build and run the code rules in its compiler; this executes what the scanned repository's project files say, so only for code that you trust").In(context.Language),
        };
        var color = CommonOptions.Color(context);
        var quiet = new Option<bool>("--quiet", "-q") { Description = new Bilingual("每个发现只占一行", "One line for each finding").In(context.Language) };
        var verbose = new Option<bool>("--verbose", "-v") { Description = new Bilingual("逐条列出无法判定的规则，也列出通过和不适用的规则", "Show every undecided rule by itself, and list those that passed or do not apply").In(context.Language) };
        var command = new Command("scan", new Bilingual("按策略检查租户和集成代码", "Check tenants and the code that calls WeCom against policies").In(context.Language))
        {
            paths, policy, config, format, output, failOn, allowUnknown, asOf, jobs, build, color, quiet, verbose,
        };
        command.SetAction(parsed =>
        {
            var project = ProjectOptions.Read(parsed.GetValue(config), parsed.GetValue(paths) ?? [], context);
            var language = context.Language;
            if (parsed.GetResult(lang) is null && project.File.Language is { } projectLanguage && string.IsNullOrEmpty(context.Variable("WECOM_POLICY_LANG")))
                language = projectLanguage;
            var threshold = parsed.GetValue(failOn) is { } word ? Threshold.Words[word] : project.File.FailOn ?? new Threshold(Severity.High);
            var arguments = CodeArguments.Split(project.InputNames(parsed.GetValue(paths) ?? [], context), context.WorkingDirectory);
            var inputs = project.Inputs(arguments, context);
            if (parsed.GetValue(build) && arguments.Code.Count == 0)
                throw new OutputException(new Bilingual("--build 需要 C# 代码，而指定的路径里没有：请指定项目、解决方案或含有代码的文件夹", "--build needs C# code, and the paths name none: name a project, a solution or a folder with code"));
            var read = inputs.Tenants.SelectMany(t => t.Files).Select(f => f.FullPath).Concat(arguments.Code.Select(c => c.Path)).Append(project.Path).OfType<string>();
            var targets = ReportTargets.Of(parsed, format, output, new FilesInUse(read, project.PolicyPaths(parsed.GetValue(policy) ?? [], context)), context);
            using var progress = new ProgressLine(context with { Language = language }, parsed.GetValue(quiet));
            var request = new ScanRequest
            {
                Inputs = inputs,
                Policies = project.Policies(parsed.GetValue(policy) ?? [], context),
                AsOf = parsed.GetValue(asOf),
                Gate = new Gate(threshold.Severity, parsed.GetValue(allowUnknown) || project.File.AllowUnknown == true),
                ToolVersion = VersionLine.ReportVersion,
                Jobs = parsed.GetValue(jobs),
                Progress = progress.Report,
                Cancellation = context.Cancellation,
            };
            var result = arguments.Code.Count == 0 ? TenantScan.Run(request) : ScanWithCode.Run(request, arguments.Code, context.WorkingDirectory, parsed.GetValue(build) ? BuildCommand(context) : null);
            result = result with { Diagnostics = [.. project.Diagnostics, .. result.Diagnostics], ProjectFile = project.ShownPath(context) };
            progress.Dispose();
            var options = new ReportOptions
            {
                Language = language,
                Color = CommonOptions.UseColor(parsed.GetValue(color), context),
                Verbosity = parsed.GetValue(quiet) ? Verbosity.Quiet : parsed.GetValue(verbose) ? Verbosity.Verbose : Verbosity.Normal,
                Width = context.Width > 0 ? context.Width : 100,
            };
            ReportTargets.Write(result, targets, options, context);
            return result.ExitCode;
        });
        command.Validators.Add(result =>
        {
            if (result.GetResult(quiet) is not null && result.GetResult(verbose) is not null)
                result.AddError(new Bilingual("--quiet 与 --verbose 不能同时使用", "--quiet and --verbose exclude each other").In(context.Language));
        });
        return command;
    }

    // The SDK that runs this program, where it says so, else the one on the PATH.
    private static string BuildCommand(CliContext context) => context.Variable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";
}
