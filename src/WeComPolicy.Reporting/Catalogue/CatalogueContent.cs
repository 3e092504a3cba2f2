using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.PolicyTests;

namespace WeComPolicy.Reporting.Catalogue;

/// <summary>What the pages of the catalogue are made of.</summary>
/// <param name="Entries">The rules, by id.</param>
/// <param name="Guide">The guide.</param>
public sealed record CatalogueContent(IReadOnlyList<CatalogueEntry> Entries, Guide Guide)
{
    /// <summary>Rules with their cases.</summary>
    /// <param name="rules">The rules that are meant.</param>
    /// <param name="suites">Where they are defined and have their cases; where two define a rule, the first holds.</param>
    public static CatalogueContent Of(IReadOnlyList<RuleDescriptor> rules, IReadOnlyList<CaseSuite> suites)
    {
        var known = new Dictionary<string, (RuleDefinition Definition, CompiledRule? Compiled, IReadOnlyList<PolicyCase> Cases)>(StringComparer.Ordinal);
        foreach (var suite in suites)
        {
            var compiled = suite.Policies.Rules.ToDictionary(r => r.Definition.Descriptor.Id, StringComparer.Ordinal);
            var cases = suite.Cases.ToLookup(c => c.RuleId, StringComparer.Ordinal);
            foreach (var definition in suite.Policies.Packs.SelectMany(p => p.Rules))
            {
                var id = definition.Descriptor.Id;
                known.TryAdd(id, (definition, compiled.GetValueOrDefault(id), [.. cases[id]]));
            }
        }

        return new CatalogueContent(
            [.. rules.OrderBy(r => r.Id, StringComparer.Ordinal).Where(r => known.ContainsKey(r.Id)).Select(r => new CatalogueEntry(r, known[r.Id].Definition, known[r.Id].Compiled, known[r.Id].Cases))],
            suites.Select(s => s.Policies.Guide).FirstOrDefault(g => g is not null) ?? Guide.Shipped);
    }

    /// <summary>Every shipped rule.</summary>
    public static CatalogueContent Shipped()
    {
        var suite = CaseSuite.Load([], "");
        return Of([.. suite.Policies.Rules.Select(r => r.Descriptor), .. suite.Policies.WaiverRules.Select(r => r.Descriptor), .. suite.Policies.CodeRules], [suite]);
    }
}

/// <summary>A rule with what its page shows.</summary>
/// <param name="Rule">What the catalogue knows of it.</param>
/// <param name="Definition">The rule as its file states it.</param>
/// <param name="Compiled">The rule ready to judge; null for one about code.</param>
/// <param name="Cases">Its cases, in the order of their files.</param>
public sealed record CatalogueEntry(RuleDescriptor Rule, RuleDefinition Definition, CompiledRule? Compiled, IReadOnlyList<PolicyCase> Cases)
{
    /// <summary>A file that the rule reports, and the same put right; null for a rule that has cases instead.</summary>
    public FileExamples? FileExamples => Definition.Body switch
    {
        AnalyzerBody code => code.Examples,
        WaiverBody waivers => waivers.Examples,
        _ => null,
    };

    /// <summary>The first case of a verdict that leaves the parameters alone; null where there is none.</summary>
    public PolicyCase? ExampleOf(Verdict verdict) => Cases.FirstOrDefault(c => c.Expected == verdict && c.Parameters.Count == 0);
}
