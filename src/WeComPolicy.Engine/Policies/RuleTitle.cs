using System.Text;
using System.Text.RegularExpressions;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Policies;

/// <summary>
/// A rule's title may name the value of a parameter, <c>{{ params.max_days }}</c>, so that it stays true where a profile
/// changes the parameter.
/// </summary>
internal static partial class RuleTitle
{
    /// <summary>The title with the values in force.</summary>
    public static Bilingual Render(Bilingual title, IReadOnlyList<RuleParameter> parameters)
    {
        if (!title.Zh.Contains("{{", StringComparison.Ordinal) && !title.En.Contains("{{", StringComparison.Ordinal))
            return title;
        return new Bilingual(Render(title.Zh, parameters), Render(title.En, parameters));
    }

    // By hand, not by pattern: titles are made at each start.
    private static string Render(string title, IReadOnlyList<RuleParameter> parameters)
    {
        var text = new StringBuilder();
        var at = 0;
        for (var open = title.IndexOf("{{", StringComparison.Ordinal); open >= 0; open = title.IndexOf("{{", at, StringComparison.Ordinal))
        {
            var close = title.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0)
                break;
            text.Append(title, at, open - at).Append(ValueOf(title[(open + 2)..close].Trim(' '), parameters) ?? title[open..(close + 2)]);
            at = close + 2;
        }

        return text.Append(title, at, title.Length - at).ToString();
    }

    private static string? ValueOf(string placeholder, IReadOnlyList<RuleParameter> parameters)
    {
        const string Prefix = $"{RuleVariables.Parameters}.";
        if (!placeholder.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        for (var i = 0; i < parameters.Count; i++)
        {
            if (placeholder.AsSpan(Prefix.Length).SequenceEqual(parameters[i].Name))
                return ParameterValue.Text(parameters[i].Value);
        }

        return null;
    }

    /// <summary>The first placeholder of a title that names no parameter; null where there is none.</summary>
    public static string? FindUnknown(Bilingual title, IReadOnlyCollection<string> parameters) =>
        AnyBraces().Matches(title.Zh).Concat(AnyBraces().Matches(title.En)).Select(m => m.Value)
            .FirstOrDefault(braces => !(Placeholder().Match(braces) is { Success: true } match && parameters.Contains(match.Groups["name"].Value)));

    [GeneratedRegex(@"\{\{ *params\.(?<name>[a-z][a-z0-9_]*) *\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\{\{.*?(\}\}|$)", RegexOptions.CultureInvariant)]
    private static partial Regex AnyBraces();
}
