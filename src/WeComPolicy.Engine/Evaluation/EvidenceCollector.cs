using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Evaluation;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Engine.Evaluation;

/// <summary>
/// Makes findings: evaluates a subject again over a view of the tenant that records every read, and takes from the reads the
/// place of the finding, the places of all values it rests on, and its identity.
/// </summary>
internal sealed class EvidenceCollector
{
    /// <summary>A finding names at most this many values; beyond it nobody reads on.</summary>
    private const int MaxRelated = 24;

    private readonly CompiledRule _rule;
    private readonly TenantModel _tenant;
    private readonly Value _today;
    private readonly EvaluationLimits _limits;
    private readonly (Value Range, int Index)[] _elements;
    private ReadRecorder? _recorder;
    private Frame? _frame;

    public EvidenceCollector(CompiledRule rule, TenantModel tenant, Value today, EvaluationLimits limits)
    {
        _rule = rule;
        _tenant = tenant;
        _today = today;
        _limits = limits;
        _elements = new (Value, int)[rule.Each.Count];
    }

    /// <summary>Notes which element of which list a level of <c>each</c> is at.</summary>
    public void SetElement(int level, Value range, int index) => _elements[level] = (range, index);

    /// <summary>The finding of a requirement that does not hold.</summary>
    public Finding Failure(Frame frame)
    {
        var depth = _elements.Length;
        var place = Place(depth);
        return Build(Verdict.Fail, _rule.Message.Render(frame), place, Related(depth, [_rule.Require, _rule.When], place), []);
    }

    /// <summary>The finding of a verdict that missing facts prevent.</summary>
    /// <param name="unknown">What is missing.</param>
    /// <param name="depth">How many levels of <c>each</c> have an element.</param>
    /// <param name="expression">What could not be decided.</param>
    public Finding Unknown(UnknownSet unknown, int depth, RuleExpression expression)
    {
        var missing = unknown.Origins.OfType<MissingFactOrigin>().Select(o => o.ToMissingFact()).ToList();
        var place = Place(depth, missing.FirstOrDefault());
        var names = string.Join("、", missing.Take(3).Select(m => m.Path));
        var namesEn = string.Join(", ", missing.Take(3).Select(m => m.Path));
        var more = missing.Count > 3;
        var message = new Bilingual(
            $"无法判定:缺少事实 {names}{(more ? $" 等 {missing.Count} 项" : "")}",
            $"cannot be decided: {namesEn}{(more ? $" and {missing.Count - 3} more" : "")} not known");
        return Build(Verdict.Unknown, message, place, Related(depth, [expression], place), missing);
    }

    /// <summary>The finding of a rule that broke.</summary>
    public Finding Error(Value error, int depth, RuleExpression expression)
    {
        var place = Place(depth);
        var text = error.Kind == ValueKind.Error
            ? error.AsError.Message
            : new Bilingual($"结果应为真假值,却是 {error.Kind}", $"the result should be a bool but is {error.Kind}");
        var span = error.Kind == ValueKind.Error && error.AsError.Span is { } at ? at : new TextSpan(0, expression.Source.Text.Length);
        var related = new RelatedRange(expression.Source.RangeOf(span), new Bilingual("规则在此出错", "the rule broke here"));
        return Build(
            Verdict.Error,
            new Bilingual($"规则出错:{text.Zh}", $"the rule broke: {text.En}"),
            place,
            [related, .. Related(depth, [expression], place)],
            []);
    }

    private Finding Build(Verdict outcome, Bilingual message, FindingPlace place, IReadOnlyList<RelatedRange> related, IReadOnlyList<MissingFact> missing) => new()
    {
        Rule = _rule.Definition.Descriptor,
        Outcome = outcome,
        Message = message,
        Location = place.Range,
        Place = place.Path,
        Related = related,
        Tenant = _tenant.Id,
        Subject = place.Subject,
        Fingerprint = Fingerprint.Of(_rule.Definition.Descriptor.Id, _tenant.Identity, place.Subject),
        Missing = missing,
    };

    private FindingPlace Place(int depth, MissingFact? missing = null)
    {
        var subject = ElementSubject(depth);
        if (_rule.At is not null && depth == _elements.Length && LastRead(_rule.At) is { } at)
            return new FindingPlace(missing?.Parent ?? at.Range ?? _tenant.Start, at.Path, subject ?? at.Path);
        if (depth > 0 && _tenant.LocateElement(_elements[depth - 1].Range, _elements[depth - 1].Index) is { } element)
            return new FindingPlace(missing?.Parent ?? element.Range, element.Path, subject!);
        if (FirstRead(depth) is { } first)
            return new FindingPlace(missing?.Parent ?? first.Range ?? _tenant.Start, first.Path, subject ?? first.Path);
        return new FindingPlace(missing?.Parent ?? _tenant.Start, "tenant", subject ?? "tenant");
    }

    /// <summary>The identity of the elements in force: that of the innermost, with outer ones where it does not lie within them.</summary>
    private string? ElementSubject(int depth)
    {
        string? subject = null;
        for (var level = 0; level < depth; level++)
        {
            var path = _tenant.LocateElement(_elements[level].Range, _elements[level].Index)?.Path
                ?? $"[={ValueOperations.ToDisplay(_elements[level].Range.ListSource.Element(_elements[level].Range.Handle, _elements[level].Index), 80)}]";
            subject = subject is null || path.StartsWith(subject, StringComparison.Ordinal) ? path : $"{subject} × {path}";
        }

        return subject;
    }

    private TenantRead? LastRead(RuleExpression expression)
    {
        var reads = Record(_elements.Length, [expression]);
        return reads.Count > 0 ? reads[^1] : null;
    }

    private TenantRead? FirstRead(int depth)
    {
        RuleExpression?[] expressions = depth == _elements.Length
            ? [_rule.Require, _rule.When]
            : [_rule.Each[depth].Range, _rule.When];
        var reads = Record(depth, expressions);
        return reads.Count > 0 ? reads[0] : null;
    }

    private List<RelatedRange> Related(int depth, IReadOnlyList<RuleExpression?> expressions, FindingPlace place)
    {
        var related = new List<RelatedRange>();
        var seen = new HashSet<SourceRange>();
        if (place.Range is { } primary)
            seen.Add(primary);
        foreach (var read in Record(depth, expressions))
        {
            if (related.Count >= MaxRelated)
                break;
            if (!read.IsAbsent && read.Display is { } display && read.Range is { } range && seen.Add(range))
                related.Add(new RelatedRange(range, Bilingual.Same($"{read.Path} = {display}")));
        }

        return related;
    }

    private IReadOnlyList<TenantRead> Record(int depth, IReadOnlyList<RuleExpression?> expressions)
    {
        var recorder = _recorder ??= _tenant.NewRecorder();
        if (_frame is null)
        {
            _frame = new Frame(_rule.Environment, _limits);
            _frame.Set(RuleVariables.TenantSlot, recorder.Root);
            _frame.Set(RuleVariables.TodaySlot, _today);
            _frame.Set(RuleVariables.ParametersSlot, _rule.Parameters);
        }

        _frame.ResetBudget();
        // Variables that need no element are the same for every finding of an `each` rule: they are computed once, and what
        // they read is evidence of none in particular. The first run computes them, the second records.
        if (depth == 0)
            _frame.Set(RuleVariables.TenantSlot, recorder.Root);
        else
            Run(depth, expressions, recorder);
        recorder.Clear();
        Run(depth, expressions, recorder);
        return recorder.Reads;
    }

    private void Run(int depth, IReadOnlyList<RuleExpression?> expressions, ReadRecorder recorder)
    {
        for (var level = 0; level < depth; level++)
        {
            var (range, index) = _elements[level];
            _frame!.Set(_rule.Each[level].Slot, recorder.Recorded(range.ListSource.Element(range.Handle, index)));
        }

        foreach (var expression in expressions)
            expression?.Program.Evaluate(_frame!);
    }

    private readonly record struct FindingPlace(SourceRange? Range, string Path, string Subject);
}
