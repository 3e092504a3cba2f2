using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Engine.Evaluation;

/// <summary>
/// Judges a tenant by one rule. The pass path only counts; a subject that does not pass is looked at a second time with
/// every read recorded, so that evidence costs nothing where there is nothing to report.
/// </summary>
public static class RuleEvaluator
{
    /// <summary>What the rule says of the tenant.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="asOf">The day to take for today.</param>
    public static Judgement Evaluate(CompiledRule rule, Tenant tenant, DateOnly asOf) => rule switch
    {
        ExpressionRule expressions => new JudgingWalk(expressions, tenant, asOf).Judge(),
        BuiltinRule builtin => builtin.Builtin.Judge(builtin, tenant, asOf),
        _ => throw new ArgumentException($"There is no way to evaluate a {rule.GetType().Name}.", nameof(rule)),
    };

    private sealed class JudgingWalk : RuleWalk
    {
        private readonly EvidenceCollector _evidence;
        private readonly int[] _counts = new int[5];
        private readonly List<Finding> _findings = [];
        private bool _whenIsFalse;

        public JudgingWalk(ExpressionRule rule, Tenant tenant, DateOnly asOf)
            : base(rule, tenant, asOf) =>
            _evidence = new EvidenceCollector(rule, tenant, asOf, Cursor, NewFrame);

        public Judgement Judge()
        {
            Run();
            var outcome = new RuleOutcome
            {
                Rule = Rule.Definition.Descriptor,
                Tenant = Tenant.Id,
                Passed = _counts[(int)Verdict.Pass],
                Failed = _counts[(int)Verdict.Fail],
                Unknown = _counts[(int)Verdict.Unknown],
                NotApplicable = _counts[(int)Verdict.NotApplicable],
                Errors = _counts[(int)Verdict.Error],
            };
            return new Judgement(outcome.Verdict == Verdict.NotApplicable ? outcome with { Reason = WhyNotApplicable } : outcome, _findings);
        }

        private Bilingual WhyNotApplicable
        {
            get
            {
                if (!_whenIsFalse)
                    return new Bilingual("没有可判断的对象", "there is nothing to judge");
                var condition = Condition;
                return new Bilingual($"条件不成立：{condition}", $"its condition does not hold: {condition}");
            }
        }

        private string Condition => LineBreaks.OnOneLine(Rule.Body.When!.Text);

        protected override void Decided(Verdict verdict, Value value, int depth, RuleExpression? expression)
        {
            _counts[(int)verdict]++;
            _whenIsFalse |= verdict == Verdict.NotApplicable && expression is not null;
            switch (verdict)
            {
                case Verdict.Fail:
                    _findings.Add(_evidence.Failure(Frame));
                    break;
                case Verdict.Unknown:
                    _findings.Add(_evidence.Unknown(value.AsUnknown, depth, expression!));
                    break;
                case Verdict.Error:
                    _findings.Add(_evidence.Error(value, depth, expression!));
                    break;
            }
        }
    }
}
