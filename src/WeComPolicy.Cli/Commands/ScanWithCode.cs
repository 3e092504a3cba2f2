using System.Runtime.InteropServices;
using WeComPolicy.CodeScan;
using WeComPolicy.CodeScan.Inputs;
using WeComPolicy.Engine.Evaluation;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;

namespace WeComPolicy.Cli.Commands;

/// <summary>A scan that has code to judge. Only here is Roslyn loaded: a scan of tenants alone must start fast.</summary>
internal static class ScanWithCode
{
    /// <summary>Scans the code, and the tenants where there are any; one result holds both.</summary>
    public static ScanResult Run(ScanRequest request, IReadOnlyList<CodeTarget> targets, string workingDirectory, string? buildCommand)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(request.Cancellation);
        using var interrupted = buildCommand is null ? null : StopOn(PosixSignal.SIGINT, stopping);
        using var terminated = buildCommand is null ? null : StopOn(PosixSignal.SIGTERM, stopping);
        var policies = request.Policies();
        var code = CodeScanner.Run(new CodeScanRequest
        {
            Targets = targets,
            WorkingDirectory = workingDirectory,
            Rules = PolicyLoader.CodeRulesWith(policies),
            Jobs = request.Jobs,
            Progress = request.Progress,
            BuildCommand = buildCommand,
            Cancellation = stopping.Token,
        });

        var off = policies.Disabled.Select(d => d.Rule.Id).ToHashSet(StringComparer.Ordinal);

        // Without a tenant its rules have nothing to judge, and would count as undecided.
        var hasTenants = request.Inputs.Tenants.Count > 0;
        var tenants = TenantScan.Run(request with { Policies = () => hasTenants ? policies : policies with { Rules = [] } });
        return tenants with
        {
            Rules = [.. tenants.Rules.Concat(code.Rules.Where(r => !off.Contains(r.Id))).OrderBy(r => r.Id, StringComparer.Ordinal)],
            Outcomes = [.. code.Outcomes.Where(o => !off.Contains(o.Rule.Id)), .. tenants.Outcomes],
            Findings = [.. code.Findings.Where(f => !off.Contains(f.Rule.Id)), .. tenants.Findings],
            Suppressed = [.. code.Suppressed.Where(s => !off.Contains(s.Finding.Rule.Id))],
            Diagnostics = [.. tenants.Diagnostics, .. code.Diagnostics],
            Secrets = [.. tenants.Secrets, .. code.Secrets],
            IgnoreComments = [.. tenants.IgnoreComments, .. code.IgnoreComments],
            Code = code.Scope,
        };
    }

    // A build that is under way is to end with us.
    private static PosixSignalRegistration StopOn(PosixSignal signal, CancellationTokenSource stopping) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        stopping.Cancel();
    });
}
