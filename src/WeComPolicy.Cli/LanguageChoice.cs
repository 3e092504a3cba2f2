using System.Globalization;
using WeComPolicy.Expressions;

namespace WeComPolicy.Cli;

/// <summary>Decides the language before anything else, since help and usage errors need it too.</summary>
internal static class LanguageChoice
{
    /// <summary>The environment variable that chooses the language.</summary>
    public const string Variable = "WECOM_POLICY_LANG";

    /// <summary><c>--lang</c>, else WECOM_POLICY_LANG, else the locale; English where nothing says Chinese.</summary>
    public static Language Of(IReadOnlyList<string> arguments, Func<string, string?> variable)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (string.Equals(arguments[i], "--", StringComparison.Ordinal))
                break;
            if (string.Equals(arguments[i], "--lang", StringComparison.Ordinal) && i + 1 < arguments.Count && Parse(arguments[i + 1]) is { } next)
                return next;
            if (arguments[i].StartsWith("--lang=", StringComparison.Ordinal) && Parse(arguments[i][7..]) is { } joined)
                return joined;
        }

        if (Parse(variable(Variable)) is { } set)
            return set;
        foreach (var name in (string[])["LC_ALL", "LC_MESSAGES", "LANG"])
        {
            if (variable(name) is { Length: > 0 } locale)
                return locale.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Language.Zh : Language.En;
        }

        return CultureInfo.CurrentUICulture.Name.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Language.Zh : Language.En;
    }

    /// <summary>The language that a word names, or null.</summary>
    public static Language? Parse(string? word) => word?.ToLowerInvariant() switch
    {
        "zh" or "zh-cn" or "zh-hans" => Language.Zh,
        "en" or "en-us" => Language.En,
        _ => null,
    };
}
