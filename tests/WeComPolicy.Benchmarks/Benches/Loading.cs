using BenchmarkDotNet.Attributes;
using WeComPolicy.Engine.Policies;

namespace WeComPolicy.Benchmarks.Benches;

/// <summary>The shipped policies, from what lies in the program to rules that can judge.</summary>
public class Loading
{
    [Benchmark]
    public object ShippedPolicies() => PolicyLoader.Load([], ".");
}
