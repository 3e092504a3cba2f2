using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using WeComPolicy.Engine.Evaluation;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Inputs;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Reporting;

namespace WeComPolicy.Benchmarks;

/// <summary>Measures what each stage costs when it runs for the first time in a process, and how much of that is compiling.</summary>
internal static class Start
{
    public static void Measure(string path, DateOnly asOf)
    {
        Console.WriteLine("| stage, first time | ms | methods compiled | ms of that |");
        Console.WriteLine("|---|---:|---:|---:|");
        Time("begin of the process", () => (DateTime.Now - Process.GetCurrentProcess().StartTime).TotalMilliseconds, toMain: true);
        var inputs = Time("find files", () => InputFinder.Find([path], Environment.CurrentDirectory));
        Time("tenant schema", () => TenantSchema.V1);
        var policies = Time("load policies", () => PolicyLoader.Load([], "."));
        Time("load tenant", () => inputs.Tenants.Select(TenantLoader.Load).ToList());
        var request = new ScanRequest
        {
            Inputs = inputs,
            Policies = () => policies,
            AsOf = asOf,
            Gate = new Gate(Severity.High, AllowUnknown: false),
            ToolVersion = "0",
        };
        var result = Time("scan, tenant loaded again", () => TenantScan.Run(request));
        Time("text report", () =>
        {
            using var written = new MemoryStream();
            ReportFormats.Default.Write(result, new ReportOptions(), written);
            return written.Length;
        });
    }

    private static T Time<T>(string stage, Func<T> run, bool toMain = false)
    {
        var (methods, compiling) = toMain ? (0, TimeSpan.Zero) : (JitInfo.GetCompiledMethodCount(), JitInfo.GetCompilationTime());
        var start = Stopwatch.GetTimestamp();
        var value = run();
        var time = toMain && value is double told ? told : Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {stage} | {time:F1} | {JitInfo.GetCompiledMethodCount() - methods} | {(JitInfo.GetCompilationTime() - compiling).TotalMilliseconds:F1} |"));
        return value;
    }
}
