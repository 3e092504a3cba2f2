using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Evaluation;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Engine.PolicyTests.Lint;

/// <summary>
/// Conditions that are always true or always false, terms that add nothing to their chain, branches that are never taken or say the
/// same. Where <c>require</c> is looked at, <c>when</c> holds.
/// </summary>
internal sealed class ConditionLint
{
    // No person writes longer chains, and what each term says of each other would take too long.
    private const int MaxTerms = 100;

    private readonly ExpressionRule _rule;
    private readonly RulePart _part;
    private readonly List<InputDiagnostic> _found = [];
    private readonly HashSet<Expr> _told = new(ReferenceEqualityComparer.Instance);

    private ConditionLint(ExpressionRule rule, RulePart part)
    {
        _rule = rule;
        _part = part;
    }

    public static IEnumerable<InputDiagnostic> Of(ExpressionRule rule)
    {
        foreach (var part in RulePart.WithPlace(rule))
        {
            var lint = new ConditionLint(rule, part);
            var assumed = part.Name == "require" && rule.When is { } when ? NormalForm.Conjuncts(when.Program.Ast.Root) : [];
            lint.Look(part.Ast.Root, assumed);
            foreach (var problem in lint._found)
                yield return problem;
        }
    }

    /// <summary>Looks at a node and all below it.</summary>
    /// <param name="node">The node.</param>
    /// <param name="assumed">Conditions that hold wherever the node is looked at.</param>
    /// <param name="within">What holds where its parts are looked at; null for the same.</param>
    private void Look(Expr node, IReadOnlyList<Expr> assumed, IReadOnlyList<Expr>? within = null)
    {
        switch (node)
        {
            case UnaryExpr { Operator: Operator.Not } not:
                Look(not.Operand, assumed, within);
                return;
            case LogicalExpr chain:
                Chain(chain, assumed);
                var terms = ExprComparer.Terms(chain);
                foreach (var term in terms)
                {
                    // A term is looked at only where the others leave the chain open. What it says beside them, the chain has told.
                    var others = terms.Count > MaxTerms ? [] : terms.Where(t => t != term && IsSimple(t));
                    List<Expr> open = [.. assumed, .. chain.IsAnd ? others : others.Select(NormalForm.Negation)];
                    if (!IsSimple(term))
                        Look(term, open);
                    else if (!_told.Contains(term))
                        Look(term, assumed, open);
                }

                return;
            case ConditionalExpr conditional:
                if (ExprComparer.SameMeaning(conditional.Then, conditional.Otherwise))
                {
                    Add(conditional, "same-branches", new Bilingual("两个分支相同，条件不起作用。", "Both branches are the same: the condition decides nothing."),
                        new Bilingual("请改正其中一个分支，或去掉条件。", "Mend one of the branches, or leave the condition out."));
                }

                Look(conditional.Condition, assumed);
                Look(conditional.Then, [.. assumed, .. NormalForm.Conjuncts(conditional.Condition)]);
                Look(conditional.Otherwise, [.. assumed, .. NormalForm.Conjuncts(NormalForm.Negation(conditional.Condition))]);
                return;
            case ComprehensionExpr or BindExpr or OptionalMapExpr:
                // Inside, a name of its own may hide one that an assumption speaks of.
                var names = ExprWalker.Declarations(node).Select(d => d.Name).ToHashSet(StringComparer.Ordinal);
                var kept = (within ?? assumed).Where(a => !ExprWalker.All(a).Any(n => n is IdentExpr ident && names.Contains(ident.Name))).ToList();
                Judge(node, assumed);
                var children = ExprWalker.Children(node);
                for (var i = 0; i < children.Count; i++)
                    Look(children[i], i == 0 ? within ?? assumed : kept);
                return;
            default:
                Judge(node, assumed);
                foreach (var child in node is HasExpr ? [] : ExprWalker.Children(node))
                    Look(child, within ?? assumed);
                return;
        }
    }

    private static bool IsSimple(Expr node) => node is not LogicalExpr and not ConditionalExpr;

    private void Judge(Expr node, IReadOnlyList<Expr> assumed)
    {
        // Of a negation what is negated is told.
        if (node is LiteralExpr or UnaryExpr || _part.Ast.TypeOf(node).Kind != CelTypeKind.Bool)
            return;
        if (node is BinaryExpr { Operator: Operator.Equal or Operator.NotEqual or Operator.Less or Operator.LessOrEqual or Operator.Greater or Operator.GreaterOrEqual } binary
            && ExprComparer.SameMeaning(binary.Left, binary.Right))
            Always(node, binary.Operator is Operator.Equal or Operator.LessOrEqual or Operator.GreaterOrEqual);
        else if (Decided(node, assumed) is { } value)
            Always(node, value);
    }

    private void Chain(LogicalExpr chain, IReadOnlyList<Expr> assumed)
    {
        var terms = ExprComparer.Terms(chain);
        var constraints = terms.Select(Constraint.Of).ToList();
        foreach (var group in Enumerable.Range(0, terms.Count).Where(i => constraints[i] is not null).GroupBy(i => constraints[i]!.Text, StringComparer.Ordinal))
        {
            var indices = group.ToList();
            var related = assumed.Select(Constraint.Of).OfType<Constraint>().Where(c => string.Equals(c.Text, group.Key, StringComparison.Ordinal)).ToList();
            if (indices.Count is < 2 or > MaxTerms)
                continue;
            var own = indices.Select(i => constraints[i]!).ToList();
            var samples = Regions.Of([.. own, .. related], _part.Ast).Where(v => related.TrueForAll(c => c.Holds(v))).ToList();
            var value = !chain.IsAnd;
            if (samples.TrueForAll(v => chain.IsAnd ? own.Exists(c => !c.Holds(v)) : own.Exists(c => c.Holds(v))))
            {
                Always(chain, value);
                _told.UnionWith(indices.Select(i => terms[i]));
                continue;
            }

            // From the last on, so that of two that say the same the first stays.
            var kept = own.ToList();
            for (var i = own.Count - 1; i >= 0; i--)
            {
                var others = kept.Where(c => c != own[i]).ToList();
                var redundant = others.Count > 0 && samples.TrueForAll(v => chain.IsAnd
                    ? own[i].Holds(v) || others.Exists(c => !c.Holds(v))
                    : !own[i].Holds(v) || others.Exists(c => c.Holds(v)));
                if (!redundant)
                    continue;
                kept.Remove(own[i]);
                _told.Add(terms[indices[i]]);
                Redundant(terms[indices[i]]);
            }
        }

        // Terms that are no constraints, such as a call.
        for (var i = 0; i < terms.Count; i++)
        {
            if (constraints[i] is null && terms.Take(Math.Min(i, MaxTerms)).Any(t => ExprComparer.SameMeaning(t, terms[i])) && _told.Add(terms[i]))
                Redundant(terms[i]);
        }
    }

    /// <summary>The value that a condition has whatever the tenant is; null where it depends on it.</summary>
    private bool? Decided(Expr node, IReadOnlyList<Expr> assumed)
    {
        if (assumed.Any(a => ExprComparer.SameMeaning(a, node)))
            return true;
        if (Constraint.Of(node) is { } constraint)
        {
            var related = assumed.Select(Constraint.Of).OfType<Constraint>().Where(c => string.Equals(c.Text, constraint.Text, StringComparison.Ordinal)).ToList();
            var samples = Regions.Of([constraint, .. related], _part.Ast).Where(v => related.TrueForAll(c => c.Holds(v))).ToList();
            // Without a sample `when` never holds, which is told there.
            if (samples.Count > 0 && samples.TrueForAll(v => constraint.Holds(v)))
                return true;
            if (samples.Count > 0 && samples.TrueForAll(v => !constraint.Holds(v)))
                return false;
        }

        return WithoutTenant(node);
    }

    // The value where nothing is known of the tenant, the day, the parameters and the elements of loops.
    private bool? WithoutTenant(Expr node)
    {
        var ast = _part.Ast;
        var environment = _rule.Environment;
        foreach (var ident in ExprWalker.All(node).OfType<IdentExpr>().Where(i => ast.ReferenceOf(i) is LocalReference).DistinctBy(i => i.Name, StringComparer.Ordinal))
            environment = environment.WithVariable(ident.Name, ast.TypeOf(ident));
        var text = _part.Source.Text.Substring(node.Span.Start, node.Span.Length);
        if (Checker.Check(Parser.Parse(text), environment, CelType.Bool).Ast is not { } alone)
            return null;
        var frame = new Frame(environment);
        var unknown = Value.Unknown(UnknownSet.Of(new object()));
        foreach (var variable in environment.Variables.Where(v => v.Definition is null))
            frame.Set(variable.Slot, unknown);
        var value = CelProgram.Compile(alone, environment).Evaluate(frame);
        return value.IsTrue ? true : value.IsFalse ? false : null;
    }

    private void Always(Expr node, bool value) => Add(
        node,
        value ? "always-true" : "always-false",
        value
            ? new Bilingual($"这个条件恒为真：{Text(node)}", $"This condition is always true: {Text(node)}")
            : new Bilingual($"这个条件恒为假：{Text(node)}", $"This condition is always false: {Text(node)}"),
        new Bilingual("请改正条件，或把它和到不了的部分一起删除。", "Mend it, or delete it together with what is never reached."));

    private void Redundant(Expr node) => Add(
        node,
        "redundant-condition",
        new Bilingual($"其他条件已经包含了它，它不起作用：{Text(node)}", $"The other conditions imply it, so that it decides nothing: {Text(node)}"),
        new Bilingual("请改正或删除它。", "Mend it or delete it."));

    private string Text(Expr node) => ExpressionPrinter.Print(node);

    private void Add(Expr node, string code, Bilingual message, Bilingual help) =>
        _found.Add(InputDiagnostic.At(_part.Source.RangeOf(node.Span), code, message, help));
}
