using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Waivers;

/// <summary>
/// Covers findings with the waivers of a run, comments included, and judges the waivers themselves. Covered findings stay in
/// the result: they are shown as accepted.
/// </summary>
public sealed class WaiverRun
{
    private readonly ScanResult _result;
    private readonly PolicySet _policies;
    private readonly WaiverTerms _terms;
    private readonly Dictionary<string, RuleDescriptor> _judged;
    private readonly Dictionary<string, ScannedTenant> _tenants;
    private readonly List<Entry> _entries;

    private WaiverRun(ScanResult result, PolicySet policies, WaiverBook book)
    {
        _result = result;
        _policies = policies;
        _terms = new WaiverTerms(policies.WaiverRules, result.AsOf);
        _judged = result.Rules.ToDictionary(r => r.Id, StringComparer.Ordinal);
        _tenants = result.Tenants.ToDictionary(t => t.Id, StringComparer.Ordinal);
        _entries = [.. result.IgnoreComments.SelectMany(WaiversOf).Concat(book.Waivers).Select(w => new Entry(w, Standing(w)))];
    }

    /// <summary>The result with every finding that a waiver covers marked so, and the findings about the waivers.</summary>
    /// <param name="result">What the rules have found.</param>
    /// <param name="policies">The rules of the run.</param>
    /// <param name="book">The waivers.</param>
    public static ScanResult Apply(ScanResult result, PolicySet policies, WaiverBook book)
    {
        result = result with { Diagnostics = [.. result.Diagnostics, .. book.Diagnostics] };
        if (!book.IsInForce || (book.Waivers.Count == 0 && result.IgnoreComments.Count == 0))
        {
            // They belong to every run, so that the count of rules is the same with waivers and without; but nothing was judged.
            var why = book.IsInForce ? new Bilingual("没有豁免和忽略注释。", "There are neither waivers nor ignore comments.") : new("本次运行不采用豁免和忽略注释。", "The run takes neither waivers nor ignore comments.");
            return result with
            {
                Rules = WithWaiverRules(result, policies),
                Outcomes = [.. policies.WaiverRules.Select(rule => new RuleOutcome { Rule = rule.Descriptor, Tenant = "", Reason = why }), .. result.Outcomes],
            };
        }

        return new WaiverRun(result, policies, book).Apply();
    }

    private static List<RuleDescriptor> WithWaiverRules(ScanResult result, PolicySet policies) =>
        [.. result.Rules.Concat(policies.WaiverRules.Select(r => r.Descriptor)).OrderBy(r => r.Id, StringComparer.Ordinal)];

    private ScanResult Apply()
    {
        var byRule = _entries.ToLookup(e => e.Waiver.Rule, StringComparer.OrdinalIgnoreCase);
        var covered = _result.Findings.Select(f => (Finding: f, By: Cover(f, byRule[f.Rule.Id]))).ToList();
        var findings = covered.Select(c => c.By is { } by ? c.Finding with { Waiver = AppliedWaiver.Of(by.Waiver) with { Covers = by.Needed } } : c.Finding).ToList();
        var problems = new List<(WaiverProblem Problem, Finding Finding)>();
        foreach (var entry in _entries)
            AddProblems(entry, problems);
        foreach (var comment in _result.IgnoreComments)
            AddMistakes(comment, problems);
        var outcomes = _policies.WaiverRules.Select(rule => new RuleOutcome
        {
            Rule = rule.Descriptor,
            Tenant = "",
            Failed = problems.Count(p => p.Problem == rule.Problem),
            Passed = problems.Any(p => p.Problem == rule.Problem) ? 0 : Math.Max(1, _entries.Count),
        });
        var ignored = findings.Count(f => f.Waiver is { IsComment: true } && f.Tenant.Length == 0);
        return _result with
        {
            Rules = WithWaiverRules(_result, _policies),
            Outcomes = [.. outcomes, .. _result.Outcomes],
            Findings = [.. problems.Select(p => p.Finding).OrderByDescending(f => (int)f.Severity).ThenBy(f => f.Rule.Id, StringComparer.Ordinal).ThenBy(f => f.Subject, StringComparer.Ordinal), .. findings],
            Code = _result.Code is { } code ? code with { Ignored = ignored } : null,
        };
    }

    // The first waiver that covers it; null where none does.
    private Entry? Cover(Finding finding, IEnumerable<Entry> entries)
    {
        Entry? applied = null;
        foreach (var entry in entries)
        {
            if (!WaiverScope.Names(entry.Waiver, finding, _tenants))
                continue;
            entry.Named++;
            if (!WaiverScope.AcceptsValue(entry.Waiver, finding))
            {
                entry.Other = finding;
                continue;
            }

            entry.Accepted++;
            if (entry.Against is not null)
                continue;
            entry.Covered.Add(finding);
            if (applied is null)
            {
                entry.Needed++;
                applied = entry;
            }
        }

        return applied;
    }

    private WaiverProblem? Standing(Waiver waiver) => _terms.Against(waiver, RuleOf(waiver));

    private RuleDescriptor? RuleOf(Waiver waiver) => _judged.GetValueOrDefault(waiver.Rule.ToUpperInvariant()) ?? _policies.Find(waiver.Rule.ToUpperInvariant());

    // A comment that lacks something is told by itself, and covers nothing.
    private static IEnumerable<Waiver> WaiversOf(IgnoreComment comment) => comment is { Reason.Length: > 0, Until: { } until, UnknownKey: null }
        ? comment.Rules.Select(rule => new Waiver
        {
            Rule = rule.ToUpperInvariant(),
            Reason = comment.Reason,
            Owner = comment.Owner,
            Approver = comment.Approver,
            Ticket = comment.Ticket,
            Expires = until,
            Range = comment.Range,
        })
        : [];

    private void AddProblems(Entry entry, List<(WaiverProblem, Finding)> problems)
    {
        var waiver = entry.Waiver;
        if (entry.Against is { } against)
        {
            Add(against, waiver.PlaceOf(KeyOf(against, waiver)), WaiverTexts.Against(against, waiver, RuleOf(waiver), _terms, _result.AsOf, _policies));
            return;
        }

        if (_terms.EndsSoon(waiver, RuleOf(waiver)!.Severity))
            Add(WaiverProblem.EndsSoon, waiver.PlaceOf("expires"), WaiverTexts.EndsSoon(waiver, _result.AsOf));
        if (!IsJudged(waiver))
            return;
        if (entry.Named == 0)
            Add(WaiverProblem.Unused, waiver.PlaceOf("subject"), WaiverTexts.Unused(waiver));
        else if (entry.Accepted == 0)
            Add(WaiverProblem.OtherValue, waiver.PlaceOf("value"), WaiverTexts.OtherValue(entry.Other!));
        else if (entry.Needed == 0)
            Add(WaiverProblem.Duplicate, waiver.PlaceOf("rule"), WaiverTexts.Duplicate(waiver));
        else if (Narrower(entry) is { } narrower)
            Add(WaiverProblem.TooBroad, narrower.Place, narrower.Text);

        void Add(WaiverProblem problem, SourceRange place, Bilingual text) => problems.Add((problem, Finding(problem, waiver.Identity, place, text)));
    }

    private string KeyOf(WaiverProblem problem, Waiver waiver) => problem switch
    {
        WaiverProblem.OutOfTerm when waiver.Created > _result.AsOf => "created",
        WaiverProblem.OutOfTerm or WaiverProblem.TooLong => "expires",
        WaiverProblem.NotApproved => "approver",
        _ => "rule",
    };

    // What was not judged today may still be there.
    private bool IsJudged(Waiver waiver) => _judged.ContainsKey(waiver.Rule.ToUpperInvariant())
        && (waiver.Tenant is not { } tenant || _tenants.Values.Any(t => WaiverScope.Is(tenant, t)));

    private (SourceRange Place, Bilingual Text)? Narrower(Entry entry)
    {
        var waiver = entry.Waiver;
        if (waiver.IsComment)
            return null;
        var only = entry.Covered.DistinctBy(f => (f.Tenant, f.Subject)).Take(2).ToList();
        if (only.Count == 1 && waiver.Subject != only[0].Subject)
            return (waiver.PlaceOf("subject"), WaiverTexts.OneSubject(only[0]));
        if (only.Count == 1 && waiver.Value == Waiver.AnyValue && entry.Covered.Count == 1)
            return (waiver.PlaceOf("value"), WaiverTexts.OneValue(only[0]));
        var tenants = entry.Covered.Select(f => f.Tenant).Distinct(StringComparer.Ordinal).Take(2).ToList();
        return _tenants.Count > 1 && waiver.Tenant is null && tenants is [{ Length: > 0 } one]
            ? (waiver.PlaceOf("rule"), WaiverTexts.OneTenant(_tenants[one]))
            : null;
    }

    private void AddMistakes(IgnoreComment comment, List<(WaiverProblem, Finding)> problems)
    {
        foreach (var text in WaiverTexts.Mistakes(comment))
        {
            problems.Add((WaiverProblem.Unusable, Finding(WaiverProblem.Unusable, $"comment[{comment.Range.File.Path}: {string.Join(' ', comment.Rules)}]", comment.Range, text)));
        }
    }

    private Finding Finding(WaiverProblem problem, string subject, SourceRange place, Bilingual text)
    {
        var rule = _policies.WaiverRules.First(r => r.Problem == problem);
        subject = SecretText.Mask(Excerpt.Whole(subject));
        return new Finding
        {
            Rule = rule.Descriptor,
            Outcome = Verdict.Fail,
            Message = text,
            Location = place,
            Place = subject,
            Subject = subject,
            Fingerprint = Fingerprint.Of(rule.Descriptor.Id, "", subject),
        };
    }

    /// <summary>A waiver with what became of it.</summary>
    private sealed class Entry(Waiver waiver, WaiverProblem? against)
    {
        public Waiver Waiver => waiver;

        /// <summary>Why it does not hold; null where it does.</summary>
        public WaiverProblem? Against => against;

        /// <summary>Findings of its subject.</summary>
        public int Named { get; set; }

        /// <summary>Those with the accepted value.</summary>
        public int Accepted { get; set; }

        /// <summary>Those that no waiver before it covers.</summary>
        public int Needed { get; set; }

        /// <summary>Those that it covers.</summary>
        public List<Finding> Covered { get; } = [];

        /// <summary>One of its subject with another value.</summary>
        public Finding? Other { get; set; }
    }
}
