using BenchmarkDotNet.Attributes;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Schema;
using YamlDotNet.Core;

namespace WeComPolicy.Benchmarks.Benches;

/// <summary>From a file to a tenant that rules can be asked about.</summary>
public class Reading
{
    private MadeTenant _tenant = null!;

    [Params(1_000, 10_000, 100_000)]
    public int Members { get; set; }

    [Params("yaml", "json")]
    public string Form { get; set; } = "";

    [GlobalSetup]
    public void Setup() => _tenant = MadeTenant.Of(Members, Form == "json");

    [Benchmark]
    public object File() => SourceFileReader.Read(_tenant.Path, _tenant.Path, DocumentLimits.Default);

    [Benchmark]
    public object Tree() => DocumentReader.Read(_tenant.Source);

    [Benchmark]
    public object Check() => TenantChecker.Check(_tenant.Document, TenantSchema.V1);

    [Benchmark]
    public object Merge() => TenantModel.Merge([_tenant.Typed]);

    /// <summary>What the library for YAML needs for nothing but its events, for comparison.</summary>
    [Benchmark(Baseline = true)]
    public int LibraryEvents()
    {
        var parser = new Parser(new StringReader(_tenant.Source.Text));
        var count = 0;
        while (parser.MoveNext())
            count++;
        return count;
    }
}
