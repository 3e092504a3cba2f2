namespace WeComPolicy.Expressions;

/// <summary>The two languages in which every text a user sees exists.</summary>
public enum Language
{
    /// <summary>Simplified Chinese, zh-CN.</summary>
    Zh,

    /// <summary>English.</summary>
    En,
}

/// <summary>
/// A text in both languages. Built at the one place that has something to say, so that a translation cannot be missing.
/// </summary>
/// <param name="Zh">Simplified Chinese.</param>
/// <param name="En">English.</param>
public readonly record struct Bilingual(string Zh, string En)
{
    /// <summary>A text that reads the same in both languages: a name, a number, a piece of input.</summary>
    public static Bilingual Same(string text) => new(text, text);

    /// <summary>The text in one language.</summary>
    public string In(Language language) => language == Language.Zh ? Zh : En;
}
