using BenchmarkDotNet.Attributes;
using WeComPolicy.Engine.Evaluation;
using WeComPolicy.Engine.Policies;

namespace WeComPolicy.Benchmarks.Benches;

/// <summary>Every shipped rule by itself over 10,000 members.</summary>
public class EachRule
{
    private static readonly PolicySet s_policies = PolicyLoader.Load([], ".");
    private CompiledRule _rule = null!;
    private MadeTenant _tenant = null!;

    public static IEnumerable<string> Ids => s_policies.Rules.Select(r => r.Definition.Descriptor.Id);

    [ParamsSource(nameof(Ids))]
    public string Rule { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _rule = s_policies.Rules.First(r => r.Definition.Descriptor.Id == Rule);
        _tenant = MadeTenant.Of(10_000);
    }

    [Benchmark(OperationsPerInvoke = 10_000, Description = "a member")]
    public object Judge() => RuleEvaluator.Evaluate(_rule, _tenant.Tenant, TenantGenerator.AsOf);
}
