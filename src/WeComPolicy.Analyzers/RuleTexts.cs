using System.Globalization;
using System.Resources;

namespace WeComPolicy.Analyzers;

/// <summary>The texts of the rules: <c>{id}Title</c>, <c>{id}Message</c>, <c>{id}Description</c>.</summary>
internal sealed class RuleTexts
{
    private RuleTexts()
    {
    }

    public static ResourceManager ResourceManager { get; } = new Texts();

    /// <summary>
    /// Texts that a program carries in a place of its own, by name and language; null for what it has not. Compilers load the
    /// assembly of the language from the folder beside this one; a program in a single file has no such folder.
    /// </summary>
    public static Func<string, CultureInfo, string?>? Carried { get; set; }

    private sealed class Texts() : ResourceManager("WeComPolicy.Analyzers.Resources.RuleTexts", typeof(RuleTexts).Assembly)
    {
        public override string? GetString(string name, CultureInfo? culture) =>
            (culture is null ? null : Carried?.Invoke(name, culture)) ?? base.GetString(name, culture);
    }
}
