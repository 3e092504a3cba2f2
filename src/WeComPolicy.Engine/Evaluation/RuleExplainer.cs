using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Evaluation;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Engine.Evaluation;

/// <summary>Explains a verdict: every sub-expression with its value and the place in the tenant that states it.</summary>
public static class RuleExplainer
{
    private const int MaxValueLength = 120;

    /// <summary>Explains a rule on a tenant.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="asOf">The day to take for today.</param>
    /// <param name="maxSubjects">How many subjects of each verdict to explain.</param>
    public static Explanation Explain(CompiledRule rule, Tenant tenant, DateOnly asOf, int maxSubjects)
    {
        var judgement = RuleEvaluator.Evaluate(rule, tenant, asOf);
        return new Explanation(
            judgement.Outcome,
            rule is ExpressionRule expressions
                ? new ExplainingWalk(expressions, tenant, asOf, maxSubjects).Explain()
                : [.. judgement.Findings.Take(maxSubjects).Select(f => new ExplainedSubject(f.Subject, f.Outcome, f.Location, []))]);
    }

    private sealed class ExplainingWalk(ExpressionRule rule, Tenant tenant, DateOnly asOf, int maxSubjects) : RuleWalk(rule, tenant, asOf)
    {
        private readonly List<ExplainedSubject> _subjects = [];
        private readonly int[] _shown = new int[5];

        public IReadOnlyList<ExplainedSubject> Explain()
        {
            Run();
            return _subjects;
        }

        protected override void Decided(Verdict verdict, Value value, int depth, RuleExpression? expression)
        {
            if (_shown[(int)verdict]++ >= maxSubjects)
                return;
            var expressions = new List<ExplainedExpression>();
            for (var level = 0; level <= depth && level < Rule.Each.Count; level++)
            {
                // The list of a level that has an element says nothing new; the one that could not be decided does.
                if (level == depth)
                    expressions.Add(Trace($"each.{Rule.Each[level].Name}", Rule.Each[level].Range));
            }

            if (Rule.When is not null && (Rule.WhenIsOuter || depth == Rule.Each.Count))
                expressions.Add(Trace("when", Rule.When));
            if (expression == Rule.Require)
                expressions.Add(Trace("require", Rule.Require));
            expressions.InsertRange(0, Variables(expressions));
            _subjects.Add(new ExplainedSubject(Cursor.Subject(depth) ?? "tenant", verdict, depth > 0 ? Cursor.Place(depth - 1)?.Range : null, expressions));
        }

        /// <summary>The variables that the expressions use, directly or through each other, in the order of the rule.</summary>
        private IEnumerable<ExplainedExpression> Variables(IReadOnlyList<ExplainedExpression> users)
        {
            var used = new HashSet<string>(users.SelectMany(u => Names(u.Text)), StringComparer.Ordinal);
            var found = new List<ExplainedExpression>();
            foreach (var variable in Rule.Body.Variables.Reverse())
            {
                if (!used.Contains(variable.Name) || Rule.Environment.FindVariable(variable.Name)?.Definition is not { } definition)
                    continue;
                used.UnionWith(Names(variable.Expression.Text));
                found.Insert(0, Trace(variable.Name, new RuleExpression(variable.Expression, CelProgram.Compile(definition, Rule.Environment))));
            }

            return found;
        }

        private static IEnumerable<string> Names(string text) =>
            Parser.Parse(text).Root is { } root ? ExprWalker.All(root).OfType<IdentExpr>().Select(i => i.Name) : [];

        private ExplainedExpression Trace(string name, RuleExpression expression)
        {
            Frame.ResetBudget();
            var trace = expression.Program.Trace(Frame);
            var text = expression.Source.Text;
            var steps = new List<ExplainedStep>();
            for (var i = 0; i < trace.Entries.Count; i++)
            {
                var entry = trace.Entries[i];
                if (entry.Node is LiteralExpr)
                    continue;
                steps.Add(new ExplainedStep(
                    text.Substring(entry.Span.Start, entry.Span.Length),
                    Display(entry.Value),
                    entry.Depth,
                    entry.Iteration,
                    Place(trace.Entries, i)));
            }

            return new ExplainedExpression(name, text, expression.Source.RangeOf(new TextSpan(0, text.Length)), steps, trace.Omitted);
        }

        private static Bilingual Display(Value value)
        {
            switch (value.Kind)
            {
                case ValueKind.Unknown:
                    return Bilingual.Same($"unknown({Origins(value.AsUnknown)})");
                case ValueKind.Timestamp:
                    return Bilingual.Same(ChinaTime.Text(value));
                case ValueKind.Optional when value.HasOptionalValue && value.OptionalValue.Kind == ValueKind.Timestamp:
                    return Bilingual.Same($"optional.of({ChinaTime.Text(value.OptionalValue)})");
            }

            var text = SecretText.Mask(ValueOperations.ToDisplay(value, MaxValueLength));
            return value.Kind == ValueKind.List && value.ListSource.WhyIncomplete(value.Handle) is { } why
                ? new($"{text}（可能还有：{Origins(why)} 未知）", $"{text} (may go on: {Origins(why)} not known)")
                : Bilingual.Same(text);
        }

        private static string Origins(UnknownSet unknown) =>
            string.Join(", ", unknown.Origins.OfType<MissingFactOrigin>().Select(o => o.Path).Take(3));

        /// <summary>Where the tenant states the value of an entry: its own place, or that of the field that it selects.</summary>
        private SourceRange? Place(IReadOnlyList<TraceEntry> entries, int index)
        {
            var entry = entries[index];
            if (entry.Node is IdentExpr name)
            {
                for (var level = 0; level < Rule.Each.Count; level++)
                {
                    if (string.Equals(Rule.Each[level].Name, name.Name, StringComparison.Ordinal))
                        return Cursor.Place(level)?.Range;
                }
            }

            if (entry.Node is SelectExpr select)
            {
                for (var i = index + 1; i < entries.Count && entries[i].Depth > entry.Depth; i++)
                {
                    if (ReferenceEquals(entries[i].Node, select.Operand))
                        return TenantPlace.OfField(entries[i].Value, select.Field)?.Range;
                }
            }

            return TenantPlace.Of(entry.Value)?.Range;
        }
    }
}
