using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.PolicyTests;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Testing;

namespace WeComPolicy.Engine.Tests.Laws;

/// <summary>The rules and cases that are shipped, of all packs.</summary>
internal static class Shipped
{
    private static readonly RuleCompiler s_compiler = new(TenantSchema.V1.RootRecord);

    /// <summary>The day on which the examples are judged.</summary>
    public static DateOnly AsOf { get; } = new(2026, 11, 1);

    public static IReadOnlyList<CompiledRule> Rules { get; } = LoadRules();

    public static IReadOnlyList<PolicyCase> Cases { get; } = CaseSuite.Load([], RepositoryRoot.Find()).Cases;

    /// <summary>The rule of a case, with the case's parameters.</summary>
    public static CompiledRule RuleOf(PolicyCase policyCase)
    {
        var rule = Rules.Single(r => r.Descriptor.Id == policyCase.RuleId);
        return policyCase.Parameters.Count == 0 ? rule : s_compiler.Compile(rule.Definition, policyCase.Parameters, [])!;
    }

    private static IReadOnlyList<CompiledRule> LoadRules()
    {
        var policies = PolicyLoader.Load(ShippedFiles.Packs, RepositoryRoot.Find());
        Assert.Empty(policies.Diagnostics);
        Assert.NotEmpty(policies.Rules);
        return policies.Rules;
    }
}
