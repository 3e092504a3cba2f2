using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Engine.PolicyTests.Mutation;

/// <summary>Two mutants for each field that decides about a rule: the field removed, and the field changed.</summary>
internal static class FieldMutations
{
    public static IReadOnlyList<IMutation> Of(CompiledRule rule, IReadOnlyList<PreparedCase> cases, MutantNames names)
    {
        if (rule is not ExpressionRule expressions)
            return [];
        var parts = RulePart.Of(expressions);
        var valuesRead = parts.SelectMany(p => ValuesRead(p.Ast)).ToHashSet(ReferenceEqualityComparer.Instance);
        var mutations = new List<IMutation>();
        var seen = new HashSet<SchemaField>();
        foreach (var part in parts)
        {
            foreach (var node in ExprWalker.All(part.Ast.Root))
            {
                if (part.Ast.ReferenceOf(node) is FieldReference { Field: var read } && FieldsRead.Find(read) is { } found && seen.Add(found.Field))
                    Add(found.Type, found.Field, part.Source.RangeOf(node.Span), valuesRead.Contains(read));
            }
        }

        // What functions look up in the records that they are given.
        var require = expressions.Require.Source.RangeOf(new TextSpan(0, expressions.Require.Source.Text.Length));
        foreach (var field in cases.SelectMany(c => FieldsRead.By((ExpressionRule)c.Rule, c)).Where(f => !seen.Contains(f)).Distinct().ToList())
        {
            if (FieldsRead.Find(field.Cel) is { } found)
                Add(found.Type, field, require, true);
        }

        return mutations;

        void Add(SchemaType type, SchemaField field, SourceRange range, bool valueCounts)
        {
            var name = $"tenant.{(type == TenantSchema.V1.Root ? "" : type.Name + ".")}{field.Name}";
            // An element cannot be without the field that identifies it.
            if (type.Key != field)
                mutations.Add(new FieldMutation(names.Name(name, field.Type.Name, Mutant.Removed, range), field, removes: true, []));
            if (field.Type.Kind != SchemaValueKind.Record && valueCounts)
                mutations.Add(new FieldMutation(names.Name(name, field.Type.Name, Mutant.Changed, range), field, removes: false, Values(cases, field)));
        }
    }

    /// <summary>The fields whose value an expression reads, rather than only whether they are there.</summary>
    private static IEnumerable<RecordField> ValuesRead(CheckedAst ast)
    {
        var presence = new HashSet<Expr>(ReferenceEqualityComparer.Instance);
        foreach (var node in ExprWalker.All(ast.Root))
        {
            switch (node)
            {
                case HasExpr has:
                    presence.Add(has);
                    presence.Add(has.Selection);
                    break;
                case CallExpr { Function: "hasValue", Target: { } target }:
                    presence.Add(target);
                    break;
            }

            if (!presence.Contains(node) && ast.ReferenceOf(node) is FieldReference reference)
                yield return reference.Field;
        }
    }

    private static List<string> Values(IReadOnlyList<PreparedCase> cases, SchemaField field)
    {
        var values = new List<string>();
        foreach (var prepared in cases)
        {
            foreach (var node in FieldOccurrences.Of(prepared.Typed, field))
                values.Add(TenantEdit.Json(prepared.Typed.Document, node));
        }

        return [.. values.Distinct(StringComparer.Ordinal).Take(12)];
    }
}
