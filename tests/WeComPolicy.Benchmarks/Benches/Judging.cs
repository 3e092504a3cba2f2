using BenchmarkDotNet.Attributes;
using WeComPolicy.Engine.Evaluation;
using WeComPolicy.Engine.Policies;

namespace WeComPolicy.Benchmarks.Benches;

/// <summary>All shipped rules over one tenant: cost is to be linear in the members.</summary>
public class Judging
{
    private readonly PolicySet _policies = PolicyLoader.Load([], ".");
    private MadeTenant _tenant = null!;

    [Params(1_000, 10_000, 100_000)]
    public int Members { get; set; }

    [GlobalSetup]
    public void Setup() => _tenant = MadeTenant.Of(Members);

    [Benchmark]
    public int OneThread() => _policies.Rules.Sum(rule => RuleEvaluator.Evaluate(rule, _tenant.Tenant, TenantGenerator.AsOf).Findings.Count);

    /// <summary>With reading, on as many threads as there are processors.</summary>
    [Benchmark]
    public object WholeScan() => TenantScan.Run(_tenant.Request(_policies));
}
