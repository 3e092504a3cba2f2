using WeComPolicy.Engine.Schema;
using WeComPolicy.Engine.Schema.Compiled;
using WeComPolicy.Expressions.Compiled;

namespace WeComPolicy.Engine.Policies.Compiled;

/// <summary>Makes the compiled form of the shipped packs; a build does it once.</summary>
public static class CompiledPackWriter
{
    /// <summary>The form of this build's packs.</summary>
    /// <exception cref="InvalidOperationException">A shipped pack has a mistake.</exception>
    public static byte[] Write()
    {
        var policies = PolicyLoader.Load([.. ShippedFiles.Packs.SelectMany(ShippedFiles.PolicyFiles)]);
        return policies.Diagnostics.Count == 0 ? Write(policies) : throw new InvalidOperationException(
            $"The shipped packs cannot be used: {string.Join("; ", policies.Diagnostics.Select(d => $"{d.Path}:{d.Range?.Start} {d.Message.En}"))}");
    }

    /// <summary>The form of the shipped packs, however they were loaded.</summary>
    internal static byte[] Write(PolicySet policies)
    {
        var to = new CompiledWriter();
        to.WriteBytes(BuildStamp.OfProgram());
        to.WriteBytes(BuildStamp.OfPacks());
        var schema = to.Part();
        new CompiledSchemaWriter(schema, TenantSchema.V1).Write();
        to.Write(schema);
        var expressions = new ExpressionWriter(to, TenantTypes.Of(TenantSchema.V1));
        var files = to.Part();
        // No two packs share an id, or there would be a diagnostic: a rule's expressions are found by it.
        var rules = policies.Rules.OfType<ExpressionRule>().ToDictionary(r => r.Descriptor.Id, StringComparer.Ordinal);
        foreach (var pack in policies.Packs)
            Write(files, pack, rules, expressions);
        expressions.WriteTables(to);
        to.WriteCount(policies.Packs.Count);
        to.Write(files);
        return to.ToArray();
    }

    private static void Write(CompiledWriter files, PackDefinition pack, Dictionary<string, ExpressionRule> rules, ExpressionWriter expressions)
    {
        files.WriteText(pack.File.Path);
        var to = files.Part();
        to.WriteText(pack.Name);
        to.WriteText(pack.Area);
        to.WriteCount(pack.Rules.Count);
        foreach (var rule in pack.Rules)
        {
            new DefinitionWriter(to).Write(rule);
            var part = to.Part();
            if (rule.Body is ExpressionBody)
                new CheckedRuleWriter(expressions, part).Write(rules[rule.Descriptor.Id]);
            to.Write(part);
        }

        files.Write(to);
    }
}
