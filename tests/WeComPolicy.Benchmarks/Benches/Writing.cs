using BenchmarkDotNet.Attributes;
using WeComPolicy.Engine.Evaluation;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Reporting;

namespace WeComPolicy.Benchmarks.Benches;

/// <summary>Every format of report over the findings of 100,000 members.</summary>
public class Writing
{
    private ScanResult _result = null!;
    private ReportFormat _format = null!;

    public static IEnumerable<string> Formats => ReportFormats.All.Select(f => f.ToString());

    [ParamsSource(nameof(Formats))]
    public string Format { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _result = TenantScan.Run(MadeTenant.Of(100_000).Request(PolicyLoader.Load([], ".")));
        _format = ReportFormats.All.First(f => f.ToString() == Format);
    }

    [Benchmark]
    public long Write()
    {
        using var written = new MemoryStream();
        _format.Write(_result, new ReportOptions(), written);
        return written.Length;
    }
}
