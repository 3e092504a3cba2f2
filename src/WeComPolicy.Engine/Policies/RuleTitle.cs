using System.Text.RegularExpressions;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Policies;

/// <summary>
/// A rule's title may name the value of a parameter, <c>{{ params.max_days }}</c>, so that it stays true where a profile
/// changes the parameter.
/// </summary>
internal static partial class RuleTitle
{
    /// <summary>The title with the values in force.</summary>
    public static Bilingual Render(Bilingual title, IEnumerable<(string Name, object Value, SourceRange Range)> parameters)
    {
        if (!title.Zh.Contains("{{", StringComparison.Ordinal) && !title.En.Contains("{{", StringComparison.Ordinal))
            return title;
        var values = parameters.ToDictionary(p => p.Name, p => ParameterValue.Text(p.Value), StringComparer.Ordinal);
        string In(string text) => Placeholder().Replace(text, match => values.GetValueOrDefault(match.Groups["name"].Value, match.Value));
        return new Bilingual(In(title.Zh), In(title.En));
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
