using System.Globalization;
using System.Text.RegularExpressions;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Policies;

/// <summary>
/// What a rule rests on. Texts of the known kinds have a fixed form, so that rules can be found by statement, article and clause;
/// a text that begins like one of them and is not of its form is a mistake. Any other text is the author's own.
/// </summary>
/// <param name="Text">As the policy file writes it.</param>
public abstract partial record Reference(string Text)
{
    /// <summary>Reads a text.</summary>
    /// <param name="text">Such as <c>guide#28</c> or <c>GB/T 22239-2019 8.1.4.2 d</c>.</param>
    /// <param name="mistake">What is wrong and what to write instead; null where nothing is.</param>
    public static Reference Parse(string text, out (Bilingual Message, Bilingual Help)? mistake)
    {
        mistake = null;
        if (text.StartsWith("guide", StringComparison.OrdinalIgnoreCase))
        {
            if (GuideForm().Match(text) is { Success: true } guide
                && int.TryParse(guide.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var statement)
                && statement is >= 1 and <= Guide.StatementCount)
                return new GuideReference(text, statement);
            mistake = (
                new Bilingual($"指南中没有“{text}”这一条。", $"The guide has no statement '{text}'."),
                new Bilingual($"可用 guide#1 至 guide#{Guide.StatementCount}。", $"There are guide#1 to guide#{Guide.StatementCount}."));
        }
        else if (text.StartsWith('《'))
        {
            if (LawForm().Match(text) is { Success: true } law && LawOf(text, law) is { } reference)
                return reference;
            mistake = Malformed(text, "《名称》(年份) 第N条 / English name art. N");
        }
        else if (text.StartsWith("GB", StringComparison.OrdinalIgnoreCase))
        {
            if (StandardForm().Match(text) is { Success: true } standard)
                return new StandardReference(text, standard.Groups[1].Value, standard.Groups[2].Value, standard.Groups[3].Value);
            mistake = Malformed(text, "GB/T 22239-2019 8.1.4.2 d");
        }
        else if (text.StartsWith("CWE", StringComparison.OrdinalIgnoreCase))
        {
            if (WeaknessForm().Match(text) is { Success: true } weakness)
                return new WeaknessReference(text, weakness.Groups[1].Value);
            mistake = Malformed(text, "CWE-798");
        }
        else if (text.StartsWith("http:", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
        {
            if (AddressForm().IsMatch(text) && Uri.IsWellFormedUriString(text, UriKind.Absolute))
                return new AddressReference(text);
            mistake = Malformed(text, "https://developer.work.weixin.qq.com/document/path/90313");
        }

        return new OtherReference(text);
    }

    private static LawReference? LawOf(string text, Match law)
    {
        var edition = law.Groups["year"].Value;
        var (zh, en) = (law.Groups["zh"].Value, law.Groups["en"].Value);
        var article = law.Groups["article"].Value;
        // Both halves speak of the same article and edition.
        var repeated = law.Groups["edition"].Value;
        return article == law.Groups["art"].Value && (repeated.Length == 0 || repeated == edition)
            ? new LawReference(text, new Bilingual(zh, en), int.Parse(edition, CultureInfo.InvariantCulture), article.Length == 0 ? null : int.Parse(article, CultureInfo.InvariantCulture))
            : null;
    }

    private static (Bilingual Message, Bilingual Help) Malformed(string text, string form) => (
        new Bilingual($"依据“{text}”不合格式。", $"The reference '{text}' is not of its form."),
        new Bilingual($"请写成：{form}", $"Write it as: {form}"));

    [GeneratedRegex("^guide#([1-9][0-9]{0,3})$", RegexOptions.CultureInvariant)]
    private static partial Regex GuideForm();

    [GeneratedRegex(@"^《(?<zh>[^《》]+)》\((?<year>[0-9]{4})\)(?: 第(?<article>[0-9]{1,4})条)? / (?<en>[^/()]+?)(?: \((?<edition>[0-9]{4})\))?(?: art\. (?<art>[0-9]{1,4}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex LawForm();

    [GeneratedRegex("^(GB(?:/[TZ])? [0-9]+(?:\\.[0-9]+)?-[0-9]{4}) ([0-9]+(?:\\.[0-9]+)*)(?: ([a-z]))?$", RegexOptions.CultureInvariant)]
    private static partial Regex StandardForm();

    [GeneratedRegex("^CWE-([1-9][0-9]{0,4})$", RegexOptions.CultureInvariant)]
    private static partial Regex WeaknessForm();

    [GeneratedRegex("^https?://[^\\s<>\"]+$", RegexOptions.CultureInvariant)]
    private static partial Regex AddressForm();
}

/// <summary>A statement of the practice guide: <c>guide#28</c>.</summary>
/// <param name="Text">As the policy file writes it.</param>
/// <param name="Statement">From 1.</param>
public sealed record GuideReference(string Text, int Statement) : Reference(Text);

/// <summary>An article of a law or regulation: <c>《个人信息保护法》(2021) 第51条 / PIPL art. 51</c>.</summary>
/// <param name="Text">As the policy file writes it.</param>
/// <param name="Law">Its name.</param>
/// <param name="Edition">The year of the edition whose numbering is meant.</param>
/// <param name="Article">The article; null for the law as a whole.</param>
public sealed record LawReference(string Text, Bilingual Law, int Edition, int? Article) : Reference(Text);

/// <summary>A clause of a national standard: <c>GB/T 22239-2019 8.1.4.2 d</c>.</summary>
/// <param name="Text">As the policy file writes it.</param>
/// <param name="Standard">With its edition: <c>GB/T 22239-2019</c>.</param>
/// <param name="Clause">Such as <c>8.1.4.2</c>.</param>
/// <param name="Item">The letter of an item; empty for the clause as a whole.</param>
public sealed record StandardReference(string Text, string Standard, string Clause, string Item) : Reference(Text);

/// <summary>A kind of weakness: <c>CWE-798</c>.</summary>
/// <param name="Text">As the policy file writes it.</param>
/// <param name="Number">Its number.</param>
public sealed record WeaknessReference(string Text, string Number) : Reference(Text);

/// <summary>A web page, such as a document of the vendor.</summary>
/// <param name="Text">The address.</param>
public sealed record AddressReference(string Text) : Reference(Text);

/// <summary>Anything else, such as a rule of the organisation itself.</summary>
/// <param name="Text">As the policy file writes it.</param>
public sealed record OtherReference(string Text) : Reference(Text);
