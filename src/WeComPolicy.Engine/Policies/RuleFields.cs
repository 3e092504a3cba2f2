using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Evaluation;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Engine.Policies;

/// <summary>Which fields of the tenant schema a rule reads.</summary>
public static class RuleFields
{
    /// <summary>The fields that any expression of the rule names, its variables' included.</summary>
    public static IReadOnlySet<RecordField> Of(ExpressionRule rule)
    {
        var fields = new HashSet<RecordField>(ReferenceEqualityComparer.Instance);
        IEnumerable<CelProgram?> programs =
        [
            .. rule.Each.Select(e => e.Range.Program), rule.When?.Program, rule.Require.Program, rule.At?.Program,
            .. rule.Message.Zh.Select(p => p.Expression), .. rule.Message.En.Select(p => p.Expression),
        ];
        foreach (var program in programs)
        {
            if (program is not null)
                Add(program.Ast, fields);
        }

        foreach (var variable in rule.Environment.Variables)
        {
            if (variable.Definition is { } definition)
                Add(definition, fields);
        }

        return fields;
    }

    /// <summary>The fields that the verdict depends on: without those that only the message or the place names.</summary>
    public static IReadOnlySet<RecordField> Deciding(ExpressionRule rule)
    {
        var fields = new HashSet<RecordField>(ReferenceEqualityComparer.Instance);
        var pending = new Queue<CheckedAst>([.. rule.Each.Select(e => e.Range.Program.Ast), rule.Require.Program.Ast]);
        if (rule.When is { } condition)
            pending.Enqueue(condition.Program.Ast);
        var seen = new HashSet<int>();
        while (pending.TryDequeue(out var ast))
        {
            Add(ast, fields);
            foreach (var variable in ast.FreeVariables)
            {
                if (variable.Definition is { } definition && seen.Add(variable.Slot))
                    pending.Enqueue(definition);
            }
        }

        return fields;
    }

    private static void Add(CheckedAst ast, HashSet<RecordField> fields)
    {
        foreach (var node in ExprWalker.All(ast.Root))
        {
            if (ast.ReferenceOf(node) is FieldReference reference)
                fields.Add(reference.Field);
        }
    }
}
