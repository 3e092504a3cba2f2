using WeComPolicy.Engine.Evaluation;
using WeComPolicy.Engine.Evaluation.Builtins;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Engine.Tests.Laws;

/// <summary>What a rule says of each subject of a tenant, passes included.</summary>
internal sealed class SubjectVerdicts
{
    private readonly Dictionary<string, Verdict> _bySubject = new(StringComparer.Ordinal);

    /// <summary>By identity. Equal subjects, such as a range that a list holds twice, are numbered.</summary>
    public IReadOnlyDictionary<string, Verdict> BySubject => _bySubject;

    /// <summary>The worst of all, as reports tell it.</summary>
    public Verdict Overall =>
        Has(Verdict.Error) ? Verdict.Error
        : Has(Verdict.Fail) ? Verdict.Fail
        : Has(Verdict.Unknown) ? Verdict.Unknown
        : Has(Verdict.Pass) ? Verdict.Pass
        : Verdict.NotApplicable;

    public static SubjectVerdicts Of(CompiledRule rule, Tenant tenant, DateOnly asOf)
    {
        var verdicts = new SubjectVerdicts();
        if (rule is ExpressionRule expressions)
            new Walk(expressions, tenant, asOf, verdicts).Start();
        else
            verdicts.AddBuiltin((BuiltinRule)rule, tenant, asOf);
        return verdicts;
    }

    /// <summary>
    /// What must not happen when a fact becomes unknown: a verdict that changes to anything but unknown. A subject that was not
    /// there before may only be unknown.
    /// </summary>
    public IEnumerable<string> BrokenBy(SubjectVerdicts after)
    {
        foreach (var (subject, verdict) in after.BySubject)
        {
            if (verdict == Verdict.Unknown)
                continue;
            if (!BySubject.TryGetValue(subject, out var before))
                yield return $"{subject}: new, {verdict}";
            else if (before != verdict)
                yield return $"{subject}: {before} -> {verdict}";
        }

        if (after.Overall != Verdict.Unknown && after.Overall != Overall)
            yield return $"overall: {Overall} -> {after.Overall}";
    }

    private bool Has(Verdict verdict) => _bySubject.ContainsValue(verdict);

    private void Add(string subject, Verdict verdict)
    {
        var name = subject;
        for (var number = 2; !_bySubject.TryAdd(name, verdict); number++)
            name = $"{subject} #{number}";
    }

    private void AddBuiltin(BuiltinRule rule, Tenant tenant, DateOnly asOf)
    {
        var judgement = RuleEvaluator.Evaluate(rule, tenant, asOf);
        foreach (var finding in judgement.Findings)
            Add(finding.Subject, finding.Outcome);
        // A builtin tells how many subjects passed, not which.
        if (rule.Builtin is StaleAttestation)
        {
            foreach (var section in TenantSchema.V1.Sections.Where(s => tenant.Model.Find(s) is not null && s.Name != TenantSchema.ProvenanceSection))
                _bySubject.TryAdd($"provenance.{section.Name}.on", Verdict.Pass);
        }
        else if (judgement.Findings.Count == 0)
        {
            Add("tenant", Verdict.Pass);
        }
    }

    private sealed class Walk(ExpressionRule rule, Tenant tenant, DateOnly asOf, SubjectVerdicts verdicts) : RuleWalk(rule, tenant, asOf)
    {
        public void Start() => Run();

        protected override void Decided(Verdict verdict, Value value, int depth, RuleExpression? expression)
        {
            var subject = Cursor.Subject(depth) ?? "tenant";
            verdicts.Add(depth < Cursor.Levels ? $"{subject} / {Rule.Each[depth].Name}" : subject, verdict);
        }
    }
}
