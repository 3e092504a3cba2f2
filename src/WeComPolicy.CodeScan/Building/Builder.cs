using System.ComponentModel;
using WeComPolicy.CodeScan.Projects;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Inputs;
using WeComPolicy.Expressions;

namespace WeComPolicy.CodeScan.Building;

/// <summary>Builds the targets of a scan with the analyzers in their compilers.</summary>
internal static class Builder
{
    /// <summary>Builds.</summary>
    /// <param name="request">What to build, and with what.</param>
    /// <param name="projects">The projects that were found there.</param>
    /// <param name="settings">The thresholds of the rules.</param>
    /// <param name="ruleIds">The rules.</param>
    /// <param name="scratch">An empty folder for what the build leaves for us.</param>
    /// <returns>Every compilation; none, and why, where the build failed.</returns>
    public static (IReadOnlyList<BuiltProject> Built, IReadOnlyList<InputDiagnostic> Problems) Build(
        CodeScanRequest request, IReadOnlyList<CodeProject> projects, IEnumerable<KeyValuePair<string, string>> settings, IEnumerable<string> ruleIds, string scratch)
    {
        var plan = BuildPlan.Of(request.Targets, projects, request.WorkingDirectory, scratch);
        if (plan.Problems.Count > 0)
            return ([], plan.Problems);
        var targets = InjectedTargets.Write(scratch, projects, settings, ruleIds);
        foreach (var step in plan.Steps)
        {
            try
            {
                var outcome = BuildProcess.Run(request.BuildCommand!, step, targets, request.Cancellation);
                if (!outcome.Succeeded && !IsOursAlone(outcome))
                    return ([], [Failed(DisplayPath.Of(ShownPath(step, scratch), request.WorkingDirectory), outcome)]);
            }
            catch (Win32Exception)
            {
                return ([], [InputDiagnostic.About(null, "dotnet-not-found",
                    new($"无法运行 {request.BuildCommand}，因此不能构建。", $"{request.BuildCommand} cannot be run, so nothing can be built."),
                    new("请安装 .NET SDK 并加入 PATH，或去掉 --build，只读取源代码。", "Install the .NET SDK and put it on the PATH, or leave --build away to read the sources alone."))]);
            }
        }

        return (BuiltProject.In(scratch), []);
    }

    // Where the user's own configuration makes our findings errors, the build "fails", and the findings are there.
    private static bool IsOursAlone(BuildOutcome outcome) =>
        outcome is { Stopped: false, Errors: { Count: > 0 and < BuildProcess.MaxErrors } errors } && errors.All(e => e.Contains(": error WCA", StringComparison.Ordinal));

    private static string ShownPath(BuildStep step, string scratch) => ProjectFinder.IsWithin(step.Path, scratch) ? step.Folder : step.Path;

    private static InputDiagnostic Failed(string path, BuildOutcome outcome)
    {
        var errors = string.Concat(outcome.Errors.Select(e => "\n" + e));
        return InputDiagnostic.About(path, "build-failed",
            outcome.Stopped
                ? new Bilingual("构建超过一小时，已中止，代码没有检查。" + errors, "The build took longer than an hour and was stopped; the code was not judged." + errors)
                : new Bilingual("构建失败，代码没有检查。" + errors, "The build failed; the code was not judged." + errors),
            new("请先让构建通过，或去掉 --build，只读取源代码。", "Make the build pass first, or leave --build away to read the sources alone."));
    }
}
