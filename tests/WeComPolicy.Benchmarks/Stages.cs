using System.Diagnostics;
using System.Globalization;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Evaluation;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Inputs;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Reporting;
using YamlDotNet.Core;

namespace WeComPolicy.Benchmarks;

/// <summary>Measures the stages of a scan one by one in this process and prints a Markdown table of the medians.</summary>
internal static class Stages
{
    private const int Runs = 5;

    public static void Measure(string path, DateOnly asOf)
    {
        var bytes = new FileInfo(path).Length;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)}: {bytes / 1e6:F1} MB, median of {Runs}"));
        Console.WriteLine();
        Console.WriteLine("| stage | ms | MB/s | allocated MB |");
        Console.WriteLine("|---|---:|---:|---:|");

        var source = Time("read file", bytes, () => SourceFileReader.Read(path, path, DocumentLimits.Default).File!);
        if (!path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            Time("YamlDotNet, events only", bytes, () => CountEvents(source.Text));
        var document = Time("located tree", bytes, () => DocumentReader.Read(source).Document!);
        var check = Time("schema check", bytes, () => TenantChecker.Check(document, TenantSchema.V1));
        var policies = Time("load policies", 0, () => PolicyLoader.Load([], "."));
        var tenant = new Tenant(path, TenantModel.Merge([check.Typed]).Model!);
        foreach (var rule in SlowestRules(policies, tenant, asOf))
            Time(rule.Definition.Descriptor.Id, 0, () => RuleEvaluator.Evaluate(rule, tenant, asOf), "slow rule ");

        var request = new ScanRequest
        {
            Inputs = new InputSet([new TenantInput(path, [new InputFile(path, path)])], []),
            Policies = policies,
            AsOf = asOf,
            Gate = new Gate(Severity.High, AllowUnknown: false),
            ToolVersion = "0",
        };
        Time("all rules, one thread", bytes, () => policies.Rules.Select(r => RuleEvaluator.Evaluate(r, tenant, asOf)).Sum(j => j.Findings.Count));
        var result = Time("whole scan", bytes, () => TenantScan.Run(request));
        foreach (var format in ReportFormats.All)
            Time($"report {format}", 0, () => Write(result, format));
        Console.WriteLine();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{document.Count:N0} nodes, {policies.Rules.Count} rules, {result.Findings.Count:N0} findings, {result.Outcomes.Sum(o => o.Errors)} errors, {result.Diagnostics.Count} diagnostics"));
        foreach (var diagnostic in result.Diagnostics.Take(5))
            Console.WriteLine($"{diagnostic.Code}: {diagnostic.Message.En}");
    }

    private static IEnumerable<CompiledRule> SlowestRules(PolicySet policies, Tenant tenant, DateOnly asOf) =>
        policies.Rules
            .Select(rule =>
            {
                var start = Stopwatch.GetTimestamp();
                RuleEvaluator.Evaluate(rule, tenant, asOf);
                return (Rule: rule, Time: Stopwatch.GetElapsedTime(start));
            })
            .OrderByDescending(r => r.Time)
            .Take(5)
            .Select(r => r.Rule);

    private static int CountEvents(string text)
    {
        var parser = new Parser(new StringReader(text));
        var count = 0;
        while (parser.MoveNext())
            count++;
        return count;
    }

    private static long Write(ScanResult result, ReportFormat format)
    {
        using var counted = new MemoryStream();
        format.Write(result, new ReportOptions(), counted);
        return counted.Length;
    }

    private static T Time<T>(string stage, long bytes, Func<T> run, string prefix = "")
    {
        var times = new double[Runs];
        var last = default(T)!;
        long allocated = 0;
        for (var i = 0; i < Runs; i++)
        {
            GC.Collect();
            var before = GC.GetTotalAllocatedBytes(precise: true);
            var start = Stopwatch.GetTimestamp();
            last = run();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        }

        Array.Sort(times);
        var median = times[Runs / 2];
        var speed = bytes == 0 ? "" : (bytes / 1000.0 / median).ToString("F0", CultureInfo.InvariantCulture);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {prefix}{stage} | {median:F1} | {speed} | {allocated / 1e6:F1} |"));
        return last;
    }
}
