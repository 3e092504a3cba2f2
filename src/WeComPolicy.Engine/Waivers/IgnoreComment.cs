using System.Globalization;
using System.Text.RegularExpressions;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Waivers;

/// <summary>
/// A comment <c>wecom-policy: ignore WCA1001 reason=… until=…</c>, in code, configuration or a tenant's YAML. It speaks of its own
/// line, or, where it stands alone, of the next line that is not such a comment.
/// </summary>
public sealed partial record IgnoreComment
{
    private const string Marker = "wecom-policy:";
    private const string Word = "ignore";

    private static readonly string[] s_keys = ["reason", "until", "owner", "approver", "ticket"];

    // What else people write for it.
    private static readonly string[] s_otherWords = ["suppress", "disable", "skip", "waive", "accept", "allow", "exclude", "off", "忽略", "豁免", "接受"];

    /// <summary>The comment.</summary>
    public required SourceRange Range { get; init; }

    /// <summary>The line that it speaks of, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The ids as they are written.</summary>
    public required IReadOnlyList<string> Rules { get; init; }

    /// <summary>Why; empty where none is given.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Who answers for it; empty where nobody is named.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Who has approved it; empty where nobody is named.</summary>
    public string Approver { get; init; } = "";

    /// <summary>Where it was discussed; empty where nothing is named.</summary>
    public string Ticket { get; init; } = "";

    /// <summary>The last day; null where none is named.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>What stands behind <c>until=</c> and is no date.</summary>
    public string? BadDate { get; init; }

    /// <summary>A comment that is none, though it looks like one: what it says is not in the form that counts.</summary>
    public bool IsMisspelt { get; init; }

    /// <summary>A key that is not known and resembles one that is; null where there is none.</summary>
    public string? UnknownKey { get; init; }

    /// <summary>Whether a text may have such comments at all, well written or not.</summary>
    public static bool MayOccurIn(string text) =>
        text.Contains("wecom-policy", StringComparison.OrdinalIgnoreCase) || text.Contains("ignore WC", StringComparison.OrdinalIgnoreCase);

    /// <summary>The ignore comments among the comments of a file, one a line at the most.</summary>
    /// <param name="file">The file.</param>
    /// <param name="comments">Its comments, in the order of the text.</param>
    /// <param name="standsAlone">Whether a line, from 1, has nothing but a comment.</param>
    public static IEnumerable<IgnoreComment> In(SourceFile file, IEnumerable<TextSpan> comments, Func<int, bool> standsAlone)
    {
        var target = 0;
        var last = 0;
        foreach (var comment in comments)
        {
            var text = file.Substring(comment);
            if (!MayOccurIn(text))
                continue;
            var end = file.PositionAt(comment.End).Line;
            for (var line = Math.Max(last + 1, file.PositionAt(comment.Start).Line); line <= end; line++)
            {
                // The rest of the line belongs to the comment, to where the comment ends.
                var from = Math.Max(comment.Start, file.LineStart(line));
                var to = Math.Min(comment.End, file.LineStart(line) + file.LineText(line).Length);
                if (from >= to || Parse(file, from, to) is not { } found)
                    continue;
                // Comments that stand one below the other speak of the same line.
                if (line >= target || !standsAlone(line))
                {
                    target = line;
                    while (standsAlone(target) && target < file.LineCount)
                        target++;
                }

                last = line;
                yield return found with { Line = target };
            }
        }
    }

    /// <summary>Whether a line has such a comment, well written or not.</summary>
    internal static bool IsIn(string line) => MayOccurIn(line) && (Terms(line, out _) is not null || LooksLikeOne(line) is not null);

    // What stands behind the words that begin a comment; null where they are not there.
    private static string? Terms(string text, out int at)
    {
        at = text.IndexOf(Marker, StringComparison.Ordinal);
        if (at < 0)
            return null;
        var rest = text[(at + Marker.Length)..].TrimStart();
        return rest.StartsWith(Word, StringComparison.Ordinal) && (rest.Length == Word.Length || char.IsWhiteSpace(rest[Word.Length])) ? rest[Word.Length..] : null;
    }

    private static IgnoreComment? Parse(SourceFile file, int from, int to)
    {
        var text = file.Substring(TextSpan.Between(from, to));
        if (Terms(text, out var at) is { } terms)
            return Read(terms, new SourceRange(file, TextSpan.Between(from + at, to)));
        return LooksLikeOne(text) is { } start ? new IgnoreComment { Range = new SourceRange(file, TextSpan.Between(from + start, to)), Line = 0, Rules = [], IsMisspelt = true } : null;
    }

    // Nobody writes the tool's name, a word like this one and a rule's id for another purpose.
    private static int? LooksLikeOne(string text)
    {
        if (NamedAt(text, out var word, out var hasColon) is { } named)
        {
            // Patterns are asked last: a start that needs none does not load them, a twentieth of a small scan.
            if ((Resembles(word) && (hasColon || HasRule(text, named))) || (s_otherWords.Any(other => word.StartsWith(other, StringComparison.OrdinalIgnoreCase)) && HasRule(text, named)))
                return named;
        }

        return HasTerms(text) && Unnamed.Match(text) is { Success: true } unnamed && HasTerms(text.AsSpan(unnamed.Index)) ? unnamed.Index : null;
    }

    private static bool Resembles(string word) => word.StartsWith(Word, StringComparison.OrdinalIgnoreCase) || Suggestion.Nearest(word, [Word]) is not null;

    private static bool HasRule(string text, int from) => RuleId.IsMatch(text.AsSpan(from));

    private static bool HasTerms(ReadOnlySpan<char> text) =>
        text.Contains("reason=", StringComparison.OrdinalIgnoreCase) || text.Contains("until=", StringComparison.OrdinalIgnoreCase);

    // Where the tool's name stands with a word behind it: wecom, one of `-_ ` or none, policy, a colon or none with up to nine blanks on
    // either side, letters.
    private static int? NamedAt(string text, out string word, out bool hasColon)
    {
        for (var from = 0; text.IndexOf("wecom", from, StringComparison.OrdinalIgnoreCase) is >= 0 and var start; from = start + 1)
        {
            var at = start + "wecom".Length;
            if (at < text.Length && text[at] is '-' or '_' or ' ')
                at++;
            if (!text.AsSpan(at).StartsWith("policy", StringComparison.OrdinalIgnoreCase))
                continue;
            at = BehindBlanks(text, at + "policy".Length);
            hasColon = at < text.Length && text[at] is ':' or '：';
            at = BehindBlanks(text, hasColon ? at + 1 : at);
            var end = at;
            while (end < text.Length && end - at < 40 && char.IsLetter(text[end]))
                end++;
            if (end == at)
                continue;
            word = text[at..end];
            return start;
        }

        (word, hasColon) = ("", false);
        return null;
    }

    private static int BehindBlanks(string text, int at)
    {
        var end = at;
        while (end < text.Length && end - at < 9 && char.IsWhiteSpace(text[end]))
            end++;
        return end;
    }

    [GeneratedRegex(@"\bignore\s{0,9}[:：]?\s{0,9}WC[AP][0-9]{4}\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Unnamed { get; }

    [GeneratedRegex(@"\b[A-Z]{2,5}[0-9]{4}\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RuleId { get; }

    [GeneratedRegex(@"(?<=^|\s)(?<key>\p{L}{1,40})=", RegexOptions.CultureInvariant)]
    private static partial Regex KeyLike { get; }

    private static IgnoreComment Read(string text, SourceRange range)
    {
        foreach (var close in (ReadOnlySpan<string>)["*/", "-->"])
        {
            if (text.IndexOf(close, StringComparison.Ordinal) is >= 0 and var cut)
                text = text[..cut];
        }

        var keys = new List<(string Key, int Start, int Value)>();
        string? unknown = null;
        foreach (Match match in KeyLike.Matches(text))
        {
            var key = match.Groups["key"].Value;
            if (s_keys.Contains(key, StringComparer.Ordinal))
            {
                if (keys.TrueForAll(k => k.Key != key))
                    keys.Add((key, match.Index, match.Index + match.Length));
            }
            else if (Suggestion.Nearest(key, s_keys) is not null)
            {
                unknown ??= key;
            }
        }

        string Value(string key)
        {
            var index = keys.FindIndex(k => k.Key == key);
            return index < 0 ? "" : text[keys[index].Value..(index + 1 < keys.Count ? keys[index + 1].Start : text.Length)].Trim().Trim('"', '“', '”').Trim();
        }

        var rules = (keys.Count > 0 ? text[..keys[0].Start] : text).Split([' ', '\t', ',', '，', '、'], StringSplitOptions.RemoveEmptyEntries);
        var until = Value("until");
        var isDate = DateOnly.TryParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        return new IgnoreComment
        {
            Range = range,
            Line = 0,
            Rules = rules,
            Reason = Excerpt.Of(Value("reason")),
            Owner = Excerpt.Of(Value("owner")),
            Approver = Excerpt.Of(Value("approver")),
            Ticket = Excerpt.Of(Value("ticket")),
            Until = isDate ? day : null,
            UnknownKey = unknown is null ? null : Excerpt.Of(unknown),
            BadDate = isDate || until.Length == 0 ? null : Excerpt.Of(until),
        };
    }
}
