using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Engine.PolicyTests.Coverage;

/// <summary>The conditions of a rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Conditions">Every condition, in the order of the file.</param>
public sealed record RuleConditions(CompiledRule Rule, IReadOnlyList<ConditionNode> Conditions)
{
    /// <summary>How many were seen both true and false.</summary>
    public int Covered => Conditions.Count(c => c.IsCovered);
}

/// <summary>A field of the tenant schema.</summary>
/// <param name="Type">The record, such as <c>Member</c>; empty for a section of the tenant.</param>
/// <param name="Name">The field.</param>
/// <param name="Description">What it is.</param>
public sealed record UnreadField(string Type, string Name, Bilingual Description);

/// <summary>What the cases show of the rules.</summary>
/// <param name="Rules">The rules that expressions decide, by id.</param>
/// <param name="Fields">Number of fields that the tenant schema has.</param>
/// <param name="Unread">The fields that neither a rule nor the scanner itself reads, by record and in the order of the schema.</param>
public sealed record CoverageReport(IReadOnlyList<RuleConditions> Rules, int Fields, IReadOnlyList<UnreadField> Unread)
{
    /// <summary>Whether every condition was seen true and false.</summary>
    public bool IsComplete => Rules.All(r => r.Covered == r.Conditions.Count);

    /// <summary>Runs the cases of a suite and notes what they show.</summary>
    /// <param name="suite">Policies and cases without mistakes.</param>
    /// <param name="readers">The policies of which some rule should read each field; null for those of the suite.</param>
    public static CoverageReport Of(CaseSuite suite, PolicySet? readers = null)
    {
        var runner = new CaseRunner(suite.Policies);
        var casesOf = suite.Cases.ToLookup(c => c.RuleId, StringComparer.Ordinal);
        var rules = suite.Policies.Rules.OfType<ExpressionRule>().ToList();
        var conditions = new RuleConditions[rules.Count];
        Parallel.For(0, rules.Count, i => conditions[i] = Conditions(rules[i], casesOf[rules[i].Descriptor.Id], runner));
        var (fields, unread) = UnreadFields(readers ?? suite.Policies, suite, runner);
        return new CoverageReport(conditions, fields, unread);
    }

    private static RuleConditions Conditions(ExpressionRule rule, IEnumerable<PolicyCase> cases, CaseRunner runner)
    {
        var seen = new HashSet<(string Part, int Node, bool Value)>();
        foreach (var policyCase in cases)
        {
            // With other parameters the expressions are the same text, and their nodes have the same numbers.
            if (runner.Prepare(policyCase, out _) is { Rule: ExpressionRule own } prepared)
                new CoverageWalk(own, prepared, seen).Note();
        }

        return new RuleConditions(rule, [.. RulePart.Of(rule).Concat(RulePart.OfMessage(rule)).SelectMany(part => ConditionNode.Of(part.Ast).Select(node => new ConditionNode(
            rule.Descriptor.Id,
            part.Name.Split('[')[0],
            part.Source.Text.Substring(node.Span.Start, node.Span.Length),
            part.Source.RangeOf(node.Span),
            seen.Contains((part.Name, node.Id, true)),
            seen.Contains((part.Name, node.Id, false))))).OrderBy(c => c.Range.Span.Start)]);
    }

    private static (int Fields, IReadOnlyList<UnreadField> Unread) UnreadFields(PolicySet policies, CaseSuite suite, CaseRunner runner)
    {
        var schema = TenantSchema.V1;
        var read = new HashSet<RecordField>(policies.Rules.OfType<ExpressionRule>().SelectMany(RuleFields.Of), ReferenceEqualityComparer.Instance);
        // Functions that are given whole records show what they read only when they run.
        foreach (var policyCase in suite.Cases)
        {
            if (runner.Prepare(policyCase, out _) is { Rule: ExpressionRule rule } prepared)
                read.UnionWith(FieldsRead.By(rule, prepared).Select(f => f.Cel));
        }

        var types = schema.Types.Prepend(schema.Root).Distinct().ToList();
        return (
            types.Sum(t => t.Fields.Count),
            [.. types.SelectMany(t => t.Fields.Where(f => !read.Contains(f.Cel) && !IsReadByScanner(t, f)).Select(f => new UnreadField(t == schema.Root ? "" : t.Name, f.Name, f.Description)))]);
    }

    // What tells elements and tenants apart, and what says how far a section can be trusted.
    private static bool IsReadByScanner(SchemaType type, SchemaField field)
    {
        var provenance = TenantSchema.V1.Root.Find(TenantSchema.ProvenanceSection)!;
        var entry = provenance.Type.Record!.Fields[0].Type.Record!;
        return type.Key == field || field == provenance || type == provenance.Type.Record
            || type == entry && field.Name is "on" or "complete"
            || type == TenantSchema.V1.Root.Find("corp")?.Type.Record && field.Name == "corpid";
    }
}
