using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Evaluation;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Engine.Evaluation;

/// <summary>
/// Judges a tenant by one rule. The pass path only counts; a subject that does not pass is looked at a second time with
/// every read recorded, so that evidence costs nothing where there is nothing to report.
/// </summary>
public sealed class RuleEvaluator
{
    private readonly CompiledRule _rule;
    private readonly TenantModel _tenant;
    private readonly Frame _frame;
    private readonly EvidenceCollector _evidence;
    private readonly Value[] _elements;
    private readonly List<Finding> _findings = [];
    private int _passed;
    private int _failed;
    private int _unknown;
    private int _notApplicable;
    private int _errors;

    private RuleEvaluator(CompiledRule rule, TenantModel tenant, DateOnly asOf)
    {
        _rule = rule;
        _tenant = tenant;
        _elements = new Value[rule.Each.Count];
        // The limit grows with the tenant, so that a large one is judged and a runaway expression still stops.
        var limits = new EvaluationLimits { MaxSteps = Math.Max(10_000_000, 500L * tenant.NodeCount) };
        _frame = new Frame(rule.Environment, limits);
        _frame.Set(RuleVariables.TenantSlot, tenant.Root);
        _frame.Set(RuleVariables.TodaySlot, StartOfDay(asOf));
        _frame.Set(RuleVariables.ParametersSlot, rule.Parameters);
        _evidence = new EvidenceCollector(rule, tenant, StartOfDay(asOf), limits);
    }

    /// <summary>The day of <paramref name="day"/> at 00:00 in UTC+08:00, as the schema takes dates.</summary>
    public static Value StartOfDay(DateOnly day) =>
        Value.Timestamp(new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(8)).ToUnixTimeSeconds());

    /// <summary>What the rule says of the tenant.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="asOf">The day to take for today.</param>
    public static Judgement Evaluate(CompiledRule rule, TenantModel tenant, DateOnly asOf)
    {
        var evaluator = new RuleEvaluator(rule, tenant, asOf);
        evaluator.Judge();
        return evaluator.ToJudgement();
    }

    private Judgement ToJudgement() => new(
        new RuleOutcome
        {
            Rule = _rule.Definition.Descriptor,
            Tenant = _tenant.Id,
            Passed = _passed,
            Failed = _failed,
            Unknown = _unknown,
            NotApplicable = _notApplicable,
            Errors = _errors,
        },
        _findings);

    private void Judge()
    {
        if (_rule.WhenIsOuter && !Applies(depth: 0))
            return;
        Walk(0);
        if (_passed + _failed + _unknown + _errors + _notApplicable == 0)
            _notApplicable = 1;
    }

    private void Walk(int level)
    {
        if (level == _rule.Each.Count)
        {
            JudgeSubject();
            return;
        }

        var each = _rule.Each[level];
        var range = each.Range.Program.Evaluate(_frame);
        if (range.IsErrorOrUnknown)
        {
            Undecided(range, level, each.Range);
            return;
        }

        var count = range.ListSource.Count(range.Handle);
        for (var i = 0; i < count; i++)
        {
            _elements[level] = range.ListSource.Element(range.Handle, i);
            _frame.Set(each.Slot, _elements[level]);
            _evidence.SetElement(level, range, i);
            Walk(level + 1);
        }

        // What is known was judged; the rest of the list is one more subject, and nobody knows it.
        if (range.ListSource.WhyIncomplete(range.Handle) is { } why)
            Undecided(Value.Unknown(why), level, each.Range);
    }

    private void JudgeSubject()
    {
        var depth = _rule.Each.Count;
        if (_rule.When is not null && !_rule.WhenIsOuter && !Applies(depth))
            return;
        var result = _rule.Require.Program.Evaluate(_frame);
        if (result.IsTrue)
            _passed++;
        else if (result.IsFalse)
        {
            _failed++;
            _findings.Add(_evidence.Failure(_frame));
        }
        else
            Undecided(result, depth, _rule.Require);
    }

    /// <summary>Whether <c>when</c> is true; counts and reports the other outcomes.</summary>
    private bool Applies(int depth)
    {
        var when = _rule.When!;
        var result = when.Program.Evaluate(_frame);
        if (result.IsTrue)
            return true;
        if (result.IsFalse)
            _notApplicable++;
        else
            Undecided(result, depth, when);
        return false;
    }

    private void Undecided(Value value, int depth, RuleExpression expression)
    {
        if (value.Kind == ValueKind.Unknown)
        {
            _unknown++;
            _findings.Add(_evidence.Unknown(value.AsUnknown, depth, expression));
        }
        else
        {
            _errors++;
            _findings.Add(_evidence.Error(value, depth, expression));
        }
    }
}
