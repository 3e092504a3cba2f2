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
internal sealed class EvidenceCollector(ExpressionRule rule, Tenant tenant, DateOnly asOf, SubjectCursor cursor, Func<Value, Frame> newFrame)
{
    /// <summary>A finding names at most this many values; beyond it nobody reads on.</summary>
    private const int MaxRelated = 24;

    private ReadRecorder? _recorder;
    private Frame? _frame;

    /// <summary>The finding of a requirement that does not hold.</summary>
    public Finding Failure(Frame frame)
    {
        var depth = cursor.Levels;
        var place = Place(depth);
        return Build(Verdict.Fail, rule.Message.Render(frame), place, Related(depth, [rule.Require, rule.When], place), [])
            with { ValueHash = Fingerprint.OfValue([nameof(Verdict.Fail), .. rule.Message.Values(frame), .. ValuesOf(place)]) };
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
        var more = missing.Count - 3;
        var message = new Bilingual(
            $"缺少事实 {names}{(more > 0 ? $" 等 {missing.Count} 项" : "")}",
            $"{namesEn}{(more > 0 ? $" and {more} more" : "")} not known");
        return Build(Verdict.Unknown, message, place, Related(depth, [expression], place), missing)
            with { ValueHash = Fingerprint.OfValue([nameof(Verdict.Unknown), .. missing.Select(m => m.Path).Order(StringComparer.Ordinal)]) };
    }

    /// <summary>The finding of a rule that broke.</summary>
    public Finding Error(Value error, int depth, RuleExpression expression)
    {
        var place = Place(depth);
        var text = error.Kind == ValueKind.Error
            ? error.AsError.Message
            : new Bilingual($"结果应为真假值，却是 {error.Kind}", $"the result should be a bool but is {error.Kind}");
        var span = error.Kind == ValueKind.Error && error.AsError.Span is { } at ? at : new TextSpan(0, expression.Source.Text.Length);
        var related = new RelatedRange(expression.Source.RangeOf(span), new Bilingual("规则在此出错", "the rule broke here"));
        return Build(
            Verdict.Error,
            text,
            place,
            [related, .. Related(depth, [expression], place)],
            [])
            with { ValueHash = Fingerprint.OfValue([nameof(Verdict.Error), text.En]) };
    }

    private Finding Build(Verdict outcome, Bilingual message, FindingPlace place, IReadOnlyList<RelatedRange> related, IReadOnlyList<MissingFact> missing) => new()
    {
        Rule = rule.Definition.Descriptor,
        Outcome = outcome,
        Message = message,
        Location = place.Range,
        Place = place.Path,
        Related = related,
        Tenant = tenant.Id,
        Subject = place.Subject,
        Fingerprint = Fingerprint.Of(rule.Definition.Descriptor.Id, tenant.Identity, place.Subject),
        Missing = missing,
    };

    private FindingPlace Place(int depth, MissingFact? missing = null)
    {
        var subject = cursor.Subject(depth);
        if (rule.At is not null && depth == cursor.Levels && LastRead(rule.At) is { } at)
            return new FindingPlace(missing?.Parent ?? at.Range ?? tenant.Start, at.Path, subject ?? at.Path);
        if (depth > 0 && cursor.Place(depth - 1) is { } element)
            return new FindingPlace(missing?.Parent ?? element.Range, element.Path, subject!);
        if (FirstRead(depth) is { } first)
            return new FindingPlace(missing?.Parent ?? first.Range ?? tenant.Start, first.Path, subject ?? first.Path);
        return new FindingPlace(missing?.Parent ?? tenant.Start, "tenant", subject ?? "tenant");
    }

    private TenantRead? LastRead(RuleExpression expression)
    {
        Record(cursor.Levels, [expression]);
        return _recorder!.Last;
    }

    /// <summary>The end of the first path that the expressions follow into the tenant.</summary>
    private TenantRead? FirstRead(int depth)
    {
        RuleExpression?[] expressions = depth == cursor.Levels
            ? [rule.Require, rule.When]
            : [rule.Each[depth].Range, rule.When];
        var reads = Record(depth, expressions);
        if (reads.Count == 0)
            return null;
        // `tenant.security.two_step.login.enabled` reads five times; what it is about is the last of them.
        var end = 0;
        while (end + 1 < reads.Count && reads[end].Node >= 0 && reads[end + 1].Field is not null
            && reads[end + 1].Container == reads[end].Node && ReferenceEquals(reads[end + 1].Typed, reads[end].Typed))
            end++;
        return reads[end];
    }

    private List<RelatedRange> Related(int depth, IReadOnlyList<RuleExpression?> expressions, FindingPlace place)
    {
        var related = new List<RelatedRange>();
        foreach (var read in Record(depth, expressions))
        {
            if (related.Count >= MaxRelated)
                break;
            if (read.Display is { } display && read.Range is { } range && place.Range != range && !IsNoted(related, range))
                related.Add(new RelatedRange(range, Note(read.Path, display)));
        }

        return related;
    }

    // They are few.
    private static bool IsNoted(List<RelatedRange> related, SourceRange range)
    {
        foreach (var noted in related)
        {
            if (noted.Range == range)
                return true;
        }

        return false;
    }

    // Of a rule about one element everything that it read of it; of one about the tenant the value that it is about. Called
    // behind Related, whose reads it looks at.
    private IEnumerable<string> ValuesOf(FindingPlace place) => _recorder!.Reads
        .Where(read => read.Display is not null && (rule.Each.Count == 0 ? read.Path == place.Subject : ElementPath.IsWithin(read.Path, place.Subject)))
        .Select(read => $"{read.Path} = {read.Display}")
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);

    private static Bilingual Note(string path, string display) => ElementPath.List(path) is { } list
        ? new($"{list} 含 {display}", $"{list} contains {display}")
        : Bilingual.Same($"{path} = {display}");

    private IReadOnlyList<TenantRead> Record(int depth, IReadOnlyList<RuleExpression?> expressions)
    {
        var recorder = _recorder ??= new ReadRecorder(tenant.Model, asOf);
        _frame ??= newFrame(recorder.Root);
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
            _frame!.Set(rule.Each[level].Slot, recorder.Recorded(cursor.Element(level)));

        foreach (var expression in expressions)
            expression?.Program.Evaluate(_frame!);
    }

    private readonly record struct FindingPlace(SourceRange? Range, string Path, string Subject);
}
