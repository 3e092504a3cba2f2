using WeComPolicy.Engine.Evaluation;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Evaluation;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Engine.PolicyTests.Coverage;

/// <summary>Takes a rule through the tenant of a case and notes which conditions were true and which false.</summary>
internal sealed class CoverageWalk : RuleWalk
{
    private const string EachPrefix = "each.";

    private readonly IReadOnlyList<(CelProgram Program, RulePart Part)> _parts;
    private readonly IReadOnlyList<(CelProgram Program, RulePart Part)> _message;
    private readonly ISet<(string Part, int Node, bool Value)> _seen;

    /// <param name="rule">The rule, with the parameters of the case.</param>
    /// <param name="prepared">The case.</param>
    /// <param name="seen">Where the values go, by the part's name and the node's id.</param>
    public CoverageWalk(ExpressionRule rule, PreparedCase prepared, ISet<(string Part, int Node, bool Value)> seen)
        : base(rule, prepared.Tenant, prepared.Case.AsOf)
    {
        _seen = seen;
        _parts = [.. RulePart.Of(rule).Select(part => (CelProgram.Compile(part.Ast, rule.Environment), part))];
        _message = [.. RulePart.OfMessage(rule).Select(part => (CelProgram.Compile(part.Ast, rule.Environment), part))];
    }

    /// <summary>Walks.</summary>
    public void Note() => Run();

    protected override void Decided(Verdict verdict, Value value, int depth, RuleExpression? expression)
    {
        var outer = expression is not null && ReferenceEquals(expression, Rule.When) && Rule.WhenIsOuter;
        var read = new HashSet<int>();
        if (verdict == Verdict.Fail)
        {
            foreach (var (program, part) in _message)
                Trace(program, part.Name, []);
        }

        // Variables come first in the list and are read by what follows them.
        foreach (var (program, part) in _parts.Reverse())
        {
            var level = Level(part.Name);
            var runs = part.Variable >= 0 ? read.Contains(part.Variable)
                : level >= 0 ? !outer && level <= depth
                : part.Name == "when" ? outer || depth == Rule.Each.Count || Rule.WhenIsOuter
                : ReferenceEquals(expression, Rule.Require);
            if (runs)
                Trace(program, part.Name, read);
        }
    }

    private int Level(string part)
    {
        for (var level = 0; level < Rule.Each.Count; level++)
        {
            if (part.Length > EachPrefix.Length && part.StartsWith(EachPrefix, StringComparison.Ordinal)
                && part.AsSpan(EachPrefix.Length).SequenceEqual(Rule.Each[level].Name))
                return level;
        }

        return -1;
    }

    private void Trace(CelProgram program, string part, HashSet<int> read)
    {
        Frame.ResetBudget();
        foreach (var entry in program.Trace(Frame).Entries)
        {
            if (entry.Value.Kind == ValueKind.Bool)
                _seen.Add((part, entry.Node.Id, entry.Value.AsBool));
            if (entry.Node is IdentExpr && program.Ast.ReferenceOf(entry.Node) is VariableReference { Variable.Slot: var slot })
                read.Add(slot);
        }
    }
}
