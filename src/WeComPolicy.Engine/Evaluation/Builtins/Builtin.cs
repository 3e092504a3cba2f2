using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Evaluation.Builtins;

/// <summary>
/// Decides a rule about the input itself, which no expression can see. Severity, texts and parameters stand in a policy file
/// like those of every other rule, under <c>builtin</c>.
/// </summary>
public abstract class Builtin
{
    /// <summary>Every builtin rule by the name that policy files use.</summary>
    public static IReadOnlyDictionary<string, Builtin> All { get; } = new OrderedDictionary<string, Builtin>(StringComparer.Ordinal)
    {
        ["secret-in-tenant"] = new SecretInTenant(),
        ["stale-attestation"] = new StaleAttestation(),
        ["date-in-the-future"] = new DateInTheFuture(),
    };

    /// <summary>The parameters that the policy file must give, with their types.</summary>
    protected abstract IReadOnlyDictionary<string, Type> ParameterTypes { get; }

    /// <summary>Checks the parameters of a rule.</summary>
    /// <returns>The rule ready to judge; null, with diagnostics, where its parameters do not fit.</returns>
    public static BuiltinRule? Compile(RuleDefinition rule, BuiltinBody body, IReadOnlyDictionary<string, object> parameters, ICollection<InputDiagnostic> diagnostics)
    {
        var builtin = All[body.Name];
        if (builtin.Takes(parameters))
            return new BuiltinRule(rule, builtin, parameters);
        var wanted = string.Join(", ", builtin.ParameterTypes.Select(p => $"{p.Key} ({(p.Value == typeof(long) ? "int" : p.Value.Name)})"));
        diagnostics.Add(InputDiagnostic.At(
            body.Range,
            "bad-parameter",
            new Bilingual($"内置规则“{body.Name}”的参数应为：{wanted}", $"the builtin rule '{body.Name}' takes these parameters: {wanted}")));
        return null;
    }

    private bool Takes(IReadOnlyDictionary<string, object> parameters)
    {
        foreach (var (name, type) in ParameterTypes)
        {
            if (!parameters.TryGetValue(name, out var value) || value.GetType() != type)
                return false;
        }

        return parameters.Count == ParameterTypes.Count;
    }

    /// <summary>What the rule says of a tenant.</summary>
    public Judgement Judge(BuiltinRule rule, Tenant tenant, DateOnly asOf)
    {
        var findings = new List<Finding>();
        var passed = 0;
        foreach (var verdict in Verdicts(rule, tenant, asOf))
        {
            if (verdict is { } finding)
                findings.Add(finding);
            else
                passed++;
        }

        var outcome = new RuleOutcome
        {
            Rule = rule.Descriptor,
            Tenant = tenant.Id,
            Passed = passed,
            Failed = findings.Count(f => f.Outcome == Verdict.Fail),
            Unknown = findings.Count(f => f.Outcome == Verdict.Unknown),
        };
        return new Judgement(outcome with { NotApplicable = outcome.Passed + findings.Count == 0 ? 1 : 0 }, findings);
    }

    /// <summary>One entry a subject: the finding, or null where it passes.</summary>
    protected abstract IEnumerable<Finding?> Verdicts(BuiltinRule rule, Tenant tenant, DateOnly asOf);

    /// <summary>A finding of the rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="outcome">The verdict.</param>
    /// <param name="message">What was found.</param>
    /// <param name="location">Where.</param>
    /// <param name="path">Where, by identity.</param>
    /// <param name="value">The value that was found; nothing that changes with the day.</param>
    private protected static Finding Finding(BuiltinRule rule, Tenant tenant, Verdict outcome, Bilingual message, SourceRange? location, string path, string value = "") => new()
    {
        Rule = rule.Descriptor,
        Outcome = outcome,
        Message = message,
        Location = location,
        Place = path,
        Tenant = tenant.Id,
        Subject = path,
        Fingerprint = Fingerprint.Of(rule.Descriptor.Id, tenant.Identity, path),
        ValueHash = Fingerprint.OfValue([outcome.ToString(), value]),
    };
}
