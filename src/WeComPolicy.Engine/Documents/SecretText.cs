using System.Text.RegularExpressions;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Documents;

/// <summary>
/// Finds what may be a secret in any text that is about to be shown: a line that could not be parsed, a value in the wrong
/// place. Generous, since what it hides wrongly costs a reader little; what counts as a finding is decided elsewhere.
/// </summary>
public static partial class SecretText
{
    /// <summary>Shown in place of a secret of any length.</summary>
    public const string Shown = "***";

    // A name and its value.
    private const int ShortestSecret = 14;

    // As LongRun has it.
    private const int ShortestRun = 40;

    // As NamedValue has it, and its names.
    private const int ShortestValue = 8;

    private const char LongS = '\u017F';
    private const char Kelvin = '\u212A';

    private static readonly string[] s_names = ["secret", "token", "passwd", "password", "passwod", "passwrd", "aeskey", "aes_key", "permanentcode", "permanent_code"];

    /// <summary>No secret that is recognised is longer, apart from its uniform middle; how far to look around what is shown.</summary>
    public const int Reach = 600;

    /// <summary>The stretches to hide, in order, apart from one another; offsets in the text.</summary>
    public static IReadOnlyList<TextSpan> Find(ReadOnlySpan<char> text) => Find(text, isName: false);

    private static IReadOnlyList<TextSpan> Find(ReadOnlySpan<char> text, bool isName)
    {
        List<TextSpan>? spans = null;
        if (HasLongRun(text))
        {
            foreach (var match in LongRun.EnumerateMatches(text))
            {
                if (!isName || ChangesOften(text.Slice(match.Index, match.Length)))
                    AddIfRandom(text, match.Index, match.Length, ref spans);
            }
        }

        // Most texts are short and name nothing.
        if (!text.ContainsAny('=', ':') || !MayName(text))
            return Merged(spans);
        foreach (var match in NamedValue.EnumerateMatches(text))
        {
            // The value is the run at the end of the match.
            var whole = text.Slice(match.Index, match.Length);
            var length = 0;
            while (whole[^(length + 1)] is not (' ' or '\t' or ':' or '=' or '"' or '\''))
                length++;
            AddIfRandom(text, match.Index + match.Length - length, length, ref spans);
        }

        foreach (var match in WebhookKey.EnumerateMatches(text))
            Add(match.Index + match.Length - 36, 36, ref spans);
        return Merged(spans);
    }

    // What every match of LongRun has; a text without it is spared the pattern, whose code is compiled where it first runs.
    private static bool HasLongRun(ReadOnlySpan<char> text)
    {
        var run = 0;
        foreach (var c in text)
        {
            run = char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '+' or '/' or '=' ? run + 1 : 0;
            if (run == ShortestRun)
                return true;
        }

        return false;
    }

    // What every match of NamedValue and WebhookKey has: one of their names, an equals sign or colon, and the beginning of a value.
    private static bool MayName(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('=' or ':') || !BeginsValue(text[(i + 1)..]))
                continue;
            var name = text[..i].TrimEnd(" \t");
            if (name is [.. var quoted, '"' or '\''])
                name = quoted;
            foreach (var word in s_names)
            {
                if (EndsIn(name, word))
                    return true;
            }

            if (text[i] == '=' && EndsIn(text[..i], "key"))
                return true;
        }

        return false;
    }

    // Eight characters of a value, behind blanks and a quote.
    private static bool BeginsValue(ReadOnlySpan<char> text)
    {
        text = text.TrimStart(" \t");
        if (text is ['"' or '\'', .. var unquoted])
            text = unquoted;
        if (text.Length < ShortestValue)
            return false;
        foreach (var c in text[..ShortestValue])
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or LongS or Kelvin))
                return false;
        }

        return true;
    }

    // Whatever a pattern may take for a letter in another case stands for any.
    private static bool EndsIn(ReadOnlySpan<char> text, string word)
    {
        if (text.Length < word.Length)
            return false;
        var end = text[^word.Length..];
        for (var i = 0; i < word.Length; i++)
        {
            if (end[i] != word[i] && (end[i] | 0x20) != word[i] && end[i] is not (LongS or Kelvin))
                return false;
        }

        return true;
    }

    private static IReadOnlyList<TextSpan> Merged(List<TextSpan>? spans) => spans is null ? [] : TextSpan.Merge(spans);

    /// <summary>
    /// As <see cref="Mask(string)"/>, for a text that identifies something: where it was masked, the beginning of its digest keeps it apart
    /// from others.
    /// </summary>
    public static string MaskIdentity(string text) => MaskIdentity(text, isName: false);

    /// <summary>
    /// As <see cref="MaskIdentity(string)"/>, for each name of a path with forward slashes. Names are made of words more often than
    /// other texts and are long, as those of migrations are: a run of letters and digits counts where it is no row of words.
    /// </summary>
    public static string MaskPath(string path) => path.Length < ShortestSecret
        ? path
        : string.Join('/', path.Split('/').Select(name => MaskIdentity(name, isName: true)));

    private static string MaskIdentity(string text, bool isName)
    {
        var masked = Mask(text, isName);
        return ReferenceEquals(masked, text) ? text : $"{masked}~{ShortDigest.Hex(text, 4)}";
    }

    /// <summary>The text with what may be secret replaced by <see cref="Shown"/>; the same object where nothing may be.</summary>
    public static string Mask(string text) => Mask(text, isName: false);

    private static string Mask(string text, bool isName)
    {
        if (text.Length < ShortestSecret)
            return text;
        var spans = Find(text, isName);
        for (var i = spans.Count - 1; i >= 0; i--)
            text = string.Concat(text.AsSpan(0, spans[i].Start), Shown, text.AsSpan(spans[i].End));
        return text;
    }

    // Of two neighbours among random characters six in ten differ in kind, in words put together two or three.
    private static bool ChangesOften(ReadOnlySpan<char> run)
    {
        var changes = 0;
        for (var i = 1; i < run.Length; i++)
            changes += Kind(run[i]) != Kind(run[i - 1]) ? 1 : 0;
        return changes * 5 >= run.Length * 2;

        static int Kind(char c) => char.IsAsciiDigit(c) ? 0 : char.IsAsciiLetterLower(c) ? 1 : char.IsAsciiLetterUpper(c) ? 2 : 3;
    }

    private static void AddIfRandom(ReadOnlySpan<char> text, int start, int length, ref List<TextSpan>? spans)
    {
        // Words and hexadecimal digests lack one of the three.
        var run = text.Slice(start, length);
        if (run.ContainsAnyInRange('0', '9') && run.ContainsAnyInRange('a', 'z') && run.ContainsAnyInRange('A', 'Z'))
            Add(start, length, ref spans);
    }

    private static void Add(int start, int length, ref List<TextSpan>? spans) => (spans ??= new(4)).Add(new TextSpan(start, length));

    // A Secret or EncodingAESKey has 43 characters; keys in PEM form have lines of 64.
    [GeneratedRegex(@"[A-Za-z0-9_-]{40,}|[A-Za-z0-9+/=]{60,}", RegexOptions.CultureInvariant)]
    private static partial Regex LongRun { get; }

    [GeneratedRegex(@"(?:secret|token|passwo?r?d|aes_?key|permanent_?code)[""']?[ \t]{0,8}[:=][ \t]{0,8}[""']?[A-Za-z0-9_-]{8,}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex NamedValue { get; }

    [GeneratedRegex(@"key=[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex WebhookKey { get; }
}
