using WeComPolicy.CodeScan.Building;
using WeComPolicy.CodeScan.Judging;
using WeComPolicy.CodeScan.Projects;
using WeComPolicy.Engine.Documents;

namespace WeComPolicy.CodeScan;

/// <summary>
/// Reads code and judges it by the analyzers, project by project. Nothing of the code is built, restored or run, unless the request
/// says so.
/// </summary>
public static class CodeScanner
{
    /// <summary>Scans; the same request gives the same result, whatever <see cref="CodeScanRequest.Jobs"/> is.</summary>
    /// <exception cref="OperationCanceledException">The user stopped it; a build that was under way is taken down.</exception>
    public static CodeScanResult Run(CodeScanRequest request)
    {
        var (projects, diagnostics) = ProjectFinder.Find(request.Targets, request.WorkingDirectory);
        return request.BuildCommand is null ? CodeScanRun.Of(request, projects, diagnostics, null) : Build(request, projects, diagnostics);
    }

    private static CodeScanResult Build(CodeScanRequest request, IReadOnlyList<CodeProject> projects, IReadOnlyList<InputDiagnostic> diagnostics)
    {
        var scratch = Directory.CreateTempSubdirectory("wecom-policy-build-").FullName;
        try
        {
            var rules = new RuleTable(request.Rules);
            var (built, problems) = Builder.Build(request, projects, rules.Settings, rules.All.Select(r => r.Id), scratch);
            // Half of a build is no basis for a verdict.
            return problems.Count > 0 ? CodeScanRun.Of(request, [], [.. diagnostics, .. problems], null) : CodeScanRun.Of(request, projects, diagnostics, built);
        }
        finally
        {
            TryDelete(scratch);
        }
    }

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The system clears its folder of temporary files.
        }
    }
}
