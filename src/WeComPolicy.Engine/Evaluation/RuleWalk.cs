using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions.Evaluation;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Engine.Evaluation;

/// <summary>
/// Takes a rule through a tenant subject by subject and says the verdict on each: the one place where a verdict is decided.
/// </summary>
internal abstract class RuleWalk
{
    private bool _judged;

    // Of the steps none are left: every further subject would say so again.
    private bool _isSpent;

    protected RuleWalk(ExpressionRule rule, Tenant tenant, DateOnly asOf)
    {
        Rule = rule;
        Tenant = tenant;
        Today = StartOfDay(asOf);
        Cursor = new SubjectCursor(rule.Each.Count);
        // The limit grows with the tenant, so that a large one is judged and a runaway expression still stops.
        Limits = new EvaluationLimits { MaxSteps = Math.Max(10_000_000, 500L * tenant.NodeCount) };
        Frame = NewFrame(tenant.Model.RootAsOf(asOf));
    }

    protected ExpressionRule Rule { get; }

    protected Tenant Tenant { get; }

    protected Value Today { get; }

    protected SubjectCursor Cursor { get; }

    protected EvaluationLimits Limits { get; }

    protected Frame Frame { get; }

    /// <summary>The day at 00:00 in UTC+08:00, as the schema takes dates.</summary>
    public static Value StartOfDay(DateOnly day) =>
        Value.Timestamp(DateText.StartOfDay(day));

    protected Frame NewFrame(Value root)
    {
        var frame = new Frame(Rule.Environment, Limits);
        frame.Set(RuleVariables.TenantSlot, root);
        frame.Set(RuleVariables.TodaySlot, Today);
        frame.Set(RuleVariables.ParametersSlot, Rule.Parameters);
        return frame;
    }

    /// <summary>A verdict was reached.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="value">The value that decided it.</param>
    /// <param name="depth">How many levels of <c>each</c> have an element.</param>
    /// <param name="expression">The expression that gave the value; null where there was nothing to judge.</param>
    protected abstract void Decided(Verdict verdict, Value value, int depth, RuleExpression? expression);

    /// <summary>Judges every subject.</summary>
    protected void Run()
    {
        if (Rule.WhenIsOuter && !Applies(depth: 0))
            return;
        Walk(0);
        if (!_judged)
            Decided(Verdict.NotApplicable, Value.False, 0, null);
    }

    private void Walk(int level)
    {
        if (level == Rule.Each.Count)
        {
            JudgeSubject();
            return;
        }

        var each = Rule.Each[level];
        var range = each.Range.Program.Evaluate(Frame);
        if (range.IsErrorOrUnknown)
        {
            Decide(Undecided(range), range, level, each.Range);
            return;
        }

        var count = range.ListSource.Count(range.Handle);
        for (var i = 0; i < count && !_isSpent; i++)
        {
            Cursor.Set(level, range, i);
            Frame.Set(each.Slot, Cursor.Element(level));
            Walk(level + 1);
        }

        // What is known was judged; the rest of the list is one more subject, and nobody knows it.
        if (!_isSpent && range.ListSource.WhyIncomplete(range.Handle) is { } why)
            Decide(Verdict.Unknown, Value.Unknown(why), level, each.Range);
    }

    private void JudgeSubject()
    {
        var depth = Rule.Each.Count;
        if (Rule.When is not null && !Rule.WhenIsOuter && !Applies(depth))
            return;
        var result = Rule.Require.Program.Evaluate(Frame);
        Decide(result.IsTrue ? Verdict.Pass : result.IsFalse ? Verdict.Fail : Undecided(result), result, depth, Rule.Require);
    }

    /// <summary>Whether <c>when</c> is true; the other outcomes are verdicts.</summary>
    private bool Applies(int depth)
    {
        var result = Rule.When!.Program.Evaluate(Frame);
        if (result.IsTrue)
            return true;
        Decide(result.IsFalse ? Verdict.NotApplicable : Undecided(result), result, depth, Rule.When);
        return false;
    }

    private void Decide(Verdict verdict, Value value, int depth, RuleExpression expression)
    {
        _judged = true;
        _isSpent |= value.Kind == ValueKind.Error && value.AsError.IsLimit;
        Decided(verdict, _isSpent && depth > 0 ? WithRest(value) : value, depth, expression);
    }

    /// <summary>One error speaks for the subjects that come after it, too.</summary>
    private static Value WithRest(Value limit) => Value.Error(limit.AsError with
    {
        Message = new(
            limit.AsError.Message.Zh + "。这条规则对此处及之后的各项都没有作出判断",
            limit.AsError.Message.En + "; from here on the rule judged nothing"),
    });

    private static Verdict Undecided(Value value) => value.Kind == ValueKind.Unknown ? Verdict.Unknown : Verdict.Error;
}
