using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Profiles;

/// <summary>Carries the changes of a profile out on the rules of packs; what does not fit a rule is reported at its place.</summary>
internal sealed class RuleOverlay
{
    private readonly ILookup<string, RuleOverride> _changes;
    private readonly ICollection<InputDiagnostic> _diagnostics;
    private readonly List<DisabledRule> _disabled = [];

    /// <param name="changes">The changes, in the order in which they hold.</param>
    /// <param name="diagnostics">Where mistakes go.</param>
    public RuleOverlay(IEnumerable<RuleOverride> changes, ICollection<InputDiagnostic> diagnostics)
    {
        _changes = changes.ToLookup(c => c.RuleId, StringComparer.Ordinal);
        _diagnostics = diagnostics;
    }

    /// <summary>The rules that were switched off, by id.</summary>
    public IReadOnlyList<DisabledRule> Disabled => [.. _disabled.OrderBy(d => d.Rule.Id, StringComparer.Ordinal)];

    /// <summary>Reports the changes to rules that do not exist.</summary>
    /// <param name="known">Every rule that there is, loaded or not.</param>
    public void ReportUnknown(IReadOnlyCollection<string> known)
    {
        foreach (var change in _changes.Where(c => !known.Contains(c.Key)).SelectMany(c => c))
        {
            var near = Suggestion.Nearest(change.RuleId, known);
            _diagnostics.Add(InputDiagnostic.At(
                change.IdRange,
                "unknown-rule",
                new Bilingual($"没有规则“{change.RuleId}”。", $"There is no rule '{change.RuleId}'."),
                near is null
                    ? new Bilingual("运行 wecom-policy rules 查看全部。", "wecom-policy rules lists all.")
                    : new Bilingual($"是否想写“{near}”？", $"Did you mean '{near}'?")));
        }
    }

    /// <summary>The rule as it is judged; null where it is switched off.</summary>
    public RuleDefinition? Apply(RuleDefinition stated)
    {
        var rule = stated;
        RuleOverride? off = null;
        foreach (var change in _changes[rule.Descriptor.Id])
        {
            if (change.Enabled is { } enabled)
                off = enabled ? null : change;
            rule = WithSeverity(rule, change);
            foreach (var parameter in change.Parameters)
                rule = WithParameter(rule, parameter, LimitOf(stated, parameter.Name), change.Reason);
            // Once the change is made as a whole: a minimum and a maximum are raised together.
            CheckLimits(stated, rule, change);
        }

        if (off is not null && !rule.Descriptor.IsWaivable)
        {
            Refuse(rule, off.Range, new Bilingual($"不能停用 {rule.Descriptor.Id}。", $"{rule.Descriptor.Id} cannot be switched off."));
            off = null;
        }

        var title = RuleTitle.Render(rule.Descriptor.Title, rule.Parameters);
        if (title != rule.Descriptor.Title)
            rule = rule with { Descriptor = rule.Descriptor with { Title = title } };
        if (off is null)
            return rule;
        _disabled.Add(new DisabledRule(rule.Descriptor, off.Reason!.Value, off.Range));
        return null;
    }

    private RuleDefinition WithSeverity(RuleDefinition rule, RuleOverride change)
    {
        if (change.Severity is not { } severity || severity == rule.Descriptor.Severity)
            return rule;
        var isLooser = severity < rule.Descriptor.Severity;
        if (isLooser && !rule.Descriptor.IsWaivable)
        {
            Refuse(rule, change.SeverityRange, new Bilingual($"不能降低 {change.RuleId} 的严重级别。", $"The severity of {change.RuleId} cannot be lowered."));
            return rule;
        }

        if (isLooser && change.Reason is null)
        {
            _diagnostics.Add(InputDiagnostic.At(
                change.SeverityRange,
                "missing-reason",
                new Bilingual($"降低 {change.RuleId} 的严重级别必须写明理由。", $"The severity of {change.RuleId} is lowered without a reason."),
                new Bilingual("请补上“reason: …”。", "Add 'reason: …'.")));
        }

        var note = new Adjustment("severity", SeverityWords.Of(rule.Descriptor.Severity), SeverityWords.Of(severity), change.Reason, change.SeverityRange) { IsLooser = isLooser };
        return rule with { Descriptor = rule.Descriptor with { Severity = severity, Adjustments = [.. rule.Descriptor.Adjustments, note] } };
    }

    private RuleDefinition WithParameter(RuleDefinition rule, RuleParameter parameter, ParameterLimit limit, Bilingual? reason)
    {
        var index = rule.Parameters.ToList().FindIndex(p => p.Name == parameter.Name);
        if (index < 0)
        {
            var near = Suggestion.Nearest(parameter.Name, rule.Parameters.Select(p => p.Name));
            _diagnostics.Add(InputDiagnostic.At(
                parameter.Range,
                "unknown-parameter",
                new Bilingual($"规则 {rule.Descriptor.Id} 没有参数“{parameter.Name}”。", $"The rule {rule.Descriptor.Id} has no parameter '{parameter.Name}'."),
                near is not null ? new Bilingual($"是否想写“{near}”？", $"Did you mean '{near}'?")
                    : rule.Parameters.Count == 0 ? new Bilingual("这条规则没有参数。", "The rule has no parameters.")
                    : new Bilingual($"它的参数：{Names(rule, "、")}。", $"Its parameters: {Names(rule, ", ")}.")));
            return rule;
        }

        var before = rule.Parameters[index].Value;
        if (ParameterValue.Fit(parameter.Value, before) is not { } value)
        {
            var type = ParameterValue.TypeOf(before).ToString();
            _diagnostics.Add(InputDiagnostic.At(
                parameter.Range,
                "bad-parameter",
                new Bilingual($"{rule.Descriptor.Id} 的参数“{parameter.Name}”应为 {type}。", $"The parameter '{parameter.Name}' of {rule.Descriptor.Id} must be {type}.")));
            return rule;
        }

        if (ParameterValue.Text(before) == ParameterValue.Text(value))
            return rule;
        var isLooser = limit.IsLooser(before, value);
        if (isLooser && !rule.Descriptor.IsWaivable && !limit.BoundsLoosening)
        {
            Refuse(rule, parameter.Range, new Bilingual($"不能放宽 {rule.Descriptor.Id} 的参数“{parameter.Name}”。", $"The parameter '{parameter.Name}' of {rule.Descriptor.Id} cannot be loosened."));
            return rule;
        }

        if (isLooser && reason is null)
        {
            var was = ParameterValue.Text(before);
            _diagnostics.Add(InputDiagnostic.At(
                parameter.Range,
                "missing-reason",
                new Bilingual($"放宽 {rule.Descriptor.Id} 的参数“{parameter.Name}”（原为 {was}）必须写明理由。", $"The parameter '{parameter.Name}' of {rule.Descriptor.Id}, {was} before, is loosened without a reason."),
                new Bilingual("请补上“reason: …”；报告会列出放宽的规则和理由。", "Add 'reason: …'; reports list what is loosened, and why.")));
        }

        var parameters = rule.Parameters.ToArray();
        parameters[index] = parameter with { Value = value };
        var note = new Adjustment($"params.{parameter.Name}", ParameterValue.Text(before), ParameterValue.Text(value), reason, parameter.Range) { IsLooser = isLooser };
        return rule with
        {
            Parameters = parameters,
            Descriptor = rule.Descriptor with
            {
                Parameters = parameters.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal),
                Adjustments = [.. rule.Descriptor.Adjustments, note],
            },
        };
    }

    // What makes no sense is never in force, whichever file wrote the other half of it.
    private void CheckLimits(RuleDefinition stated, RuleDefinition rule, RuleOverride change)
    {
        foreach (var parameter in rule.Parameters)
        {
            var limit = LimitOf(stated, parameter.Name);
            var changed = change.Parameters.Where(c => c.Name == parameter.Name || c.Name == limit.NotAbove).ToList();
            if (changed.Count > 0 && ParameterLimitReader.Problem(parameter, limit, rule.Parameters) is { } problem)
                _diagnostics.Add(problem with { Range = changed[0].Range, Path = changed[0].Range.File.Path });
        }
    }

    private static ParameterLimit LimitOf(RuleDefinition stated, string name) => stated.ParameterLimits.TryGetValue(name, out var limit)
        ? limit
        : ParameterLimit.Unstated(stated.Parameters.FirstOrDefault(p => p.Name == name)?.Value);

    private void Refuse(RuleDefinition rule, SourceRange at, Bilingual message) => _diagnostics.Add(InputDiagnostic.At(
        at,
        "not-waivable",
        message,
        new Bilingual($"{rule.Descriptor.Id} 不接受豁免，任何文件都不能放宽它；请整改它所发现的问题。", $"{rule.Descriptor.Id} takes no waivers, and no file can loosen it; mend what it finds.")));

    private static string Names(RuleDefinition rule, string separator) => string.Join(separator, rule.Parameters.Select(p => p.Name));
}
