using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Profiles;

/// <summary>Reads the key <c>rules</c> of a profile or a project file: changes by rule id.</summary>
internal static class RuleOverrideReader
{
    /// <summary>The changes, in the order of the file.</summary>
    public static IReadOnlyList<RuleOverride> Read(MappingReader reader, ICollection<InputDiagnostic> diagnostics)
    {
        var node = reader.Optional("rules");
        if (node < 0)
            return [];
        var document = reader.Document;
        if (document.Kind(node) != NodeKind.Mapping)
        {
            reader.Report(node, "wrong-type", new Bilingual("“rules”应为“规则编号: { … }”的映射。", "'rules' must be a mapping of rule ids to { … }."));
            return [];
        }

        var overrides = new List<RuleOverride>();
        foreach (var child in document.Children(node))
        {
            if (!document.Key(child)!.StartsWith("x-", StringComparison.Ordinal) && ReadOne(document, child, diagnostics) is { } change)
                overrides.Add(change);
        }

        return overrides;
    }

    // One that says nothing is none.
    private static Bilingual? Reason(MappingReader reader)
    {
        if (reader.OptionalBilingualOrText("reason") is not { } reason)
            return null;
        if (reason.Zh.AsSpan().Trim().Length > 0 && reason.En.AsSpan().Trim().Length > 0)
            return new Bilingual(SecretText.Mask(reason.Zh), SecretText.Mask(reason.En));
        reader.Report(reader.Optional("reason"), "empty-text", new Bilingual("“reason”是空的。", "'reason' is empty."), new Bilingual("请写明理由。", "Write why."));
        return null;
    }

    private static RuleOverride? ReadOne(LocatedDocument document, int node, ICollection<InputDiagnostic> diagnostics)
    {
        var reader = new MappingReader(document, node, new Bilingual("规则设置", "a rule's settings"), diagnostics);
        if (!reader.IsMapping)
            return null;
        var enabledNode = reader.Optional("enabled");
        var severityNode = reader.Optional("severity");
        var change = new RuleOverride
        {
            RuleId = document.Key(node)!,
            IdRange = document.KeyRange(node),
            Enabled = reader.OptionalFlag("enabled"),
            Severity = reader.OptionalWord("severity", SeverityWords.Severities),
            Parameters = ParameterReader.Read(reader, _ => true),
            Reason = Reason(reader),
            Range = enabledNode >= 0 ? document.Range(enabledNode) : document.KeyRange(node),
            SeverityRange = severityNode >= 0 ? document.Range(severityNode) : document.KeyRange(node),
        };
        reader.Close();
        if (change is { Enabled: null, Severity: null, Parameters.Count: 0 })
        {
            reader.Report(
                node,
                "empty-override",
                new Bilingual($"对 {change.RuleId} 没有作任何改动。", $"Nothing is changed about {change.RuleId}."),
                new Bilingual("请写 enabled、severity 或 params，或删去这一项。", "Write enabled, severity or params, or delete the entry."));
            return null;
        }

        if (change is not { Enabled: false, Reason: null })
            return change;
        reader.Report(
            enabledNode,
            "missing-reason",
            new Bilingual($"停用 {change.RuleId} 必须写明理由。", $"{change.RuleId} is switched off without a reason."),
            new Bilingual("请补上“reason: …”；报告会列出停用的规则和理由。", "Add 'reason: …'; reports list what is switched off, and why."));
        return null;
    }
}
