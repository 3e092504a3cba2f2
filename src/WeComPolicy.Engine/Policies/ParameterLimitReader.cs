using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Policies;

/// <summary>Reads the key <c>param_limits</c> of a rule, and holds the rule's own values to it.</summary>
internal static class ParameterLimitReader
{
    /// <summary>The limits by the name of their parameter.</summary>
    public static Dictionary<string, ParameterLimit> Read(MappingReader rule, List<RuleParameter> parameters)
    {
        var limits = new Dictionary<string, ParameterLimit>(StringComparer.Ordinal);
        var node = rule.Optional("param_limits");
        if (node < 0)
            return limits;
        // A limit of a parameter that is not there is a key that nobody asked for.
        var reader = new MappingReader(rule.Document, node, new Bilingual("“param_limits”", "'param_limits'"), rule.Diagnostics);
        foreach (var (name, _, _) in parameters)
        {
            if (reader.Optional(name) is >= 0 and var child && ReadOne(rule, child, name, parameters) is { } limit)
                limits.Add(name, limit);
        }

        reader.Close();
        foreach (var parameter in parameters)
        {
            if (limits.TryGetValue(parameter.Name, out var limit) && Problem(parameter, limit, parameters) is { } problem)
                rule.Diagnostics.Add(problem);
        }

        return limits;
    }

    /// <summary>Why a parameter's value makes no sense, at its place; null where it does.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="limit">What is asked of it.</param>
    /// <param name="all">All parameters of the rule.</param>
    public static InputDiagnostic? Problem(RuleParameter parameter, ParameterLimit limit, IEnumerable<RuleParameter> all)
    {
        var text = ParameterValue.Text(parameter.Value);
        if (!limit.Admits(parameter.Value))
        {
            var range = limit.Range!.Value;
            return InputDiagnostic.At(
                parameter.Range,
                "parameter-out-of-range",
                new Bilingual($"“{parameter.Name}”应{(range.Zh[0] == '不' ? "" : "为 ")}{range.Zh}，不能是 {text}。", $"'{parameter.Name}' must be {range.En}, not {text}."));
        }

        var other = all.FirstOrDefault(p => p.Name == limit.NotAbove);
        return other is null || !(ParameterLimit.Number(parameter.Value) > ParameterLimit.Number(other.Value))
            ? null
            : InputDiagnostic.At(
                parameter.Range,
                "parameter-out-of-range",
                new Bilingual(
                    $"“{parameter.Name}”是 {text}，大于“{other.Name}”的 {ParameterValue.Text(other.Value)}。",
                    $"'{parameter.Name}' is {text}, above the {ParameterValue.Text(other.Value)} of '{other.Name}'."));
    }

    private static ParameterLimit? ReadOne(MappingReader rule, int node, string name, List<RuleParameter> parameters)
    {
        var reader = new MappingReader(rule.Document, node, new Bilingual($"“{name}”的取值范围", $"the limit of '{name}'"), rule.Diagnostics);
        if (!reader.IsMapping)
            return null;
        var limit = new ParameterLimit(Number(reader, "min"), Number(reader, "max"), reader.OptionalText("not_above"), reader.OptionalWord("stricter", ParameterLimit.Words) ?? ParameterOrder.NotStated);
        reader.Close();
        if (limit.NotAbove is { } other && parameters.TrueForAll(p => p.Name != other))
        {
            reader.Report(
                reader.Optional("not_above"),
                "unknown-parameter",
                new Bilingual($"规则没有参数“{other}”。", $"The rule has no parameter '{other}'."));
            return null;
        }

        return limit;
    }

    private static double? Number(MappingReader reader, string key)
    {
        var node = reader.Optional(key);
        if (node < 0)
            return null;
        if (ParameterValue.Of(reader.Document, node) is { } value && ParameterLimit.Number(value) is { } number)
            return number;
        reader.Report(node, "wrong-type", new Bilingual($"“{key}”应为数字。", $"'{key}' must be a number."));
        return null;
    }
}
