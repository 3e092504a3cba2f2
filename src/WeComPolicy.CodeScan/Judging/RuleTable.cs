using System.Globalization;
using System.Resources;
using Microsoft.CodeAnalysis;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.CodeScan.Judging;

/// <summary>The rules as reports describe them: the catalogue's entry, or what the analyzer says of itself.</summary>
internal sealed class RuleTable
{
    /// <summary>The language of the analyzers' second set of texts.</summary>
    public static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-Hans");

    private static readonly Lazy<ResourceSet> s_chineseTexts = new(() => new(typeof(RuleTable).Assembly.GetManifestResourceStream("RuleTexts.zh-Hans.resources")!));

    static RuleTable() => Analyzers.RuleTexts.Carried = (name, culture) => culture.Equals(Chinese) ? s_chineseTexts.Value.GetString(name) : null;

    private readonly SortedDictionary<string, RuleDescriptor> _rules = new(StringComparer.Ordinal);

    public RuleTable(IReadOnlyList<RuleDescriptor> catalogue)
    {
        foreach (var rule in CodeRules.Analyzers.SelectMany(a => a.SupportedDiagnostics))
            _rules[rule.Id] = Described(rule);
        foreach (var rule in catalogue)
            _rules[rule.Id] = rule;
    }

    /// <summary>By id.</summary>
    public IReadOnlyList<RuleDescriptor> All => [.. _rules.Values];

    /// <summary>The thresholds of the catalogue, as the rules read them; an editor configuration has the last word.</summary>
    public Dictionary<string, string> Settings => All.SelectMany(rule => rule.Parameters.Select(p => KeyValuePair.Create(
            $"wecom_policy.{rule.Id}.{p.Key}", Convert.ToString(p.Value, CultureInfo.InvariantCulture) ?? "")))
        // All projects are at hand here, so a call is followed from one into the other.
        .Append(KeyValuePair.Create("wecom_policy.follow_project_references", "true"))
        .ToDictionary(StringComparer.Ordinal);

    public bool Knows(string id) => _rules.ContainsKey(id);

    public RuleDescriptor Of(string id) => _rules[id];

    public static Bilingual Both(LocalizableString text) => new(text.ToString(Chinese), text.ToString(CultureInfo.InvariantCulture));

    private static RuleDescriptor Described(DiagnosticDescriptor rule) => new()
    {
        Id = rule.Id,
        Name = rule.Id.ToLowerInvariant(),
        Pack = "code",
        Area = rule.Category[(rule.Category.LastIndexOf('.') + 1)..].ToLowerInvariant(),
        Severity = rule.DefaultSeverity switch
        {
            DiagnosticSeverity.Error => Severity.Critical,
            DiagnosticSeverity.Warning => Severity.Medium,
            _ => Severity.Info,
        },
        Title = Both(rule.Title),
        Rationale = Both(rule.Description),
        Remediation = Both(rule.MessageFormat),
    };
}
