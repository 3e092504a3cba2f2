using WeComPolicy.Engine.Baselines;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Evaluation;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Fleet;
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
    /// <param name="shard">Which part of the tenants is judged; null for all.</param>
    /// <param name="tenantProgress">Told how many tenants are done, of how many, and how many could not be judged.</param>
    /// <exception cref="OutputException">The code is to be built, and there is none; or there is code, and a shard is asked for.</exception>
    public static ScanResult Of(
        RunSettings settings, Action<int, int>? progress, bool useBaseline = true, ShardChoice? shard = null, Action<int, int, int>? tenantProgress = null)
    {
        var context = settings.Context;
        var code = settings.Arguments.Code;
        if (settings.Build && code.Count == 0)
            throw new OutputException(new Bilingual("--build 需要 C# 代码，而指定的路径里没有：请指定项目、解决方案或含有代码的文件夹", "--build needs C# code, and the paths name none: name a project, a solution or a folder with code"));
        if (shard is not null && code.Count > 0)
            throw new OutputException(new Bilingual("--shard 只划分租户，而指定的路径里有 C# 代码：请把代码放在另一次不带 --shard 的扫描里", "--shard divides tenants, and the paths name C# code: scan the code by itself, without --shard"));
        var inputs = shard is { } part ? part.Of(settings.Inputs) : settings.Inputs;
        var request = new ScanRequest
        {
            Inputs = inputs,
            // To ask for them may mean to wait until a second processor has loaded them (RulesAhead).
            Policies = () => settings.Policies,
            AsOf = settings.AsOf.Value,
            Gate = settings.Gate,
            ToolVersion = VersionLine.ReportVersion,
            Jobs = settings.Jobs,
            Load = settings.Load,
            Progress = progress,
            TenantProgress = tenantProgress,
            Cancellation = context.Cancellation,
        };
        var result = code.Count == 0 ? TenantScan.Run(request) : ScanWithCode.Run(request, code, context.WorkingDirectory, settings.Build ? BuildCommand(context) : null);
        List<InputDiagnostic> ofProject = [.. settings.Project.Diagnostics, .. settings.LooseningsTold];
        var runDiagnostics = ofProject.Count + result.Diagnostics.Count(d => d.Tenant is null);
        result = WaiverRun.Apply(result, settings.Policies, settings.Waivers);
        var baseline = useBaseline && settings.BaselineFile is { } file ? Baseline.Read(file, context.WorkingDirectory) : null;
        if (baseline is not null)
            result = BaselineRun.Apply(result, baseline);
        result = result with { Diagnostics = [.. ofProject, .. result.Diagnostics] };

        // The diagnostics of a shard stay in the order in which they came: only those of all shards together can be put in order.
        return (shard is null ? result.InOrder() : result) with
        {
            Shard = shard is not { } chosen ? null : new Shard
            {
                Index = chosen.Index,
                Count = chosen.Count,
                AllTenants = settings.Inputs.Tenants.Count,
                Settings = ShardSettings.Of(settings),
                RunDiagnostics = runDiagnostics,
                Waivers = settings.Waivers,
                WaiverRules = settings.Policies.WaiverRules,
                OtherRules = settings.Policies.CodeRules,
                Baseline = baseline,
            },
            Loosened = settings.Loosened,
            ProjectFile = settings.Project.ShownPath(context),
        };
    }

    // The SDK that runs this program, where it says so, else the one on the PATH.
    private static string BuildCommand(CliContext context) => context.Variable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";
}
