using WeComPolicy.Engine.Baselines;
using WeComPolicy.Engine.Evaluation;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Waivers;
using WeComPolicy.Expressions;

namespace WeComPolicy.Cli.Commands;

/// <summary>Judges what the settings of a run name: the same for every command that needs a result.</summary>
internal static class ScanRun
{
    /// <summary>The result.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="progress">Told how much is done.</param>
    /// <param name="useBaseline">Whether the result is compared with the baseline that the settings name.</param>
    /// <exception cref="OutputException">The code is to be built, and there is none.</exception>
    public static ScanResult Of(RunSettings settings, Action<int, int>? progress, bool useBaseline = true)
    {
        var context = settings.Context;
        var code = settings.Arguments.Code;
        if (settings.Build && code.Count == 0)
            throw new OutputException(new Bilingual("--build 需要 C# 代码，而指定的路径里没有：请指定项目、解决方案或含有代码的文件夹", "--build needs C# code, and the paths name none: name a project, a solution or a folder with code"));
        var request = new ScanRequest
        {
            Inputs = settings.Inputs,
            Policies = settings.Policies,
            AsOf = settings.AsOf.Value,
            Gate = settings.Gate,
            ToolVersion = VersionLine.ReportVersion,
            Jobs = settings.Jobs,
            Load = settings.Load,
            Progress = progress,
            Cancellation = context.Cancellation,
        };
        var result = code.Count == 0 ? TenantScan.Run(request) : ScanWithCode.Run(request, code, context.WorkingDirectory, settings.Build ? BuildCommand(context) : null);
        result = WaiverRun.Apply(result, settings.Policies, settings.Waivers);
        if (useBaseline && settings.BaselineFile is { } baseline)
            result = BaselineRun.Apply(result, Baseline.Read(baseline, context.WorkingDirectory));
        return result with
        {
            Diagnostics = [.. settings.Project.Diagnostics, .. result.Diagnostics],
            ProjectFile = settings.Project.ShownPath(context),
        };
    }

    // The SDK that runs this program, where it says so, else the one on the PATH.
    private static string BuildCommand(CliContext context) => context.Variable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";
}
