using System.Globalization;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Waivers;

/// <summary>
/// A comment <c>wecom-policy: ignore WCA1001 reason=… until=…</c>, in code, configuration or a tenant's YAML. It speaks of its own
/// line, or, where it stands alone, of the next line that is not such a comment.
/// </summary>
public sealed record IgnoreComment
{
    private const string Marker = "wecom-policy:";
    private const string Word = "ignore";

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

    /// <summary>Whether a text may have such comments at all.</summary>
    public static bool MayOccurIn(string text) => text.Contains(Marker, StringComparison.Ordinal);

    /// <summary>The comments of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="isComment">Whether the text at an offset belongs to a comment.</param>
    /// <param name="standsAlone">Whether a line, from 1, has nothing but a comment.</param>
    public static IEnumerable<IgnoreComment> In(SourceFile file, Func<int, bool> isComment, Func<int, bool> standsAlone)
    {
        var target = 0;
        for (var at = file.Text.IndexOf(Marker, StringComparison.Ordinal); at >= 0;)
        {
            var line = file.PositionAt(at).Line;
            var end = file.LineStart(line) + file.LineText(line).Length;
            var rest = file.Text[(at + Marker.Length)..end].Trim();
            if (rest.StartsWith(Word, StringComparison.Ordinal) && (rest.Length == Word.Length || char.IsWhiteSpace(rest[Word.Length])) && isComment(at))
            {
                // Comments that stand one below the other speak of the same line.
                if (line >= target || !standsAlone(line))
                {
                    target = line;
                    while (standsAlone(target) && target < file.LineCount)
                        target++;
                }

                yield return Read(rest[Word.Length..], new SourceRange(file, TextSpan.Between(at, end)), target);
            }

            // One comment a line: the rest of the line is its text.
            at = end >= file.Text.Length ? -1 : file.Text.IndexOf(Marker, isComment(at) ? end : at + Marker.Length, StringComparison.Ordinal);
        }
    }

    private static IgnoreComment Read(string text, SourceRange range, int line)
    {
        foreach (var close in (ReadOnlySpan<string>)["*/", "-->"])
        {
            if (text.IndexOf(close, StringComparison.Ordinal) is >= 0 and var cut)
                text = text[..cut];
        }

        var keys = new List<(string Key, int Start, int Value)>();
        foreach (var key in (ReadOnlySpan<string>)["reason=", "until=", "owner=", "approver=", "ticket="])
        {
            var found = text.IndexOf(key, StringComparison.Ordinal);
            if (found >= 0 && (found == 0 || char.IsWhiteSpace(text[found - 1])))
                keys.Add((key, found, found + key.Length));
        }

        keys.Sort((a, b) => a.Start.CompareTo(b.Start));
        string Value(string key)
        {
            var index = keys.FindIndex(k => k.Key == key);
            return index < 0 ? "" : text[keys[index].Value..(index + 1 < keys.Count ? keys[index + 1].Start : text.Length)].Trim().Trim('"', '“', '”').Trim();
        }

        var rules = (keys.Count > 0 ? text[..keys[0].Start] : text).Split([' ', '\t', ',', '，', '、'], StringSplitOptions.RemoveEmptyEntries);
        var until = Value("until=");
        var isDate = DateOnly.TryParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        return new IgnoreComment
        {
            Range = range,
            Line = line,
            Rules = rules,
            Reason = Excerpt.Of(Value("reason=")),
            Owner = Excerpt.Of(Value("owner=")),
            Approver = Excerpt.Of(Value("approver=")),
            Ticket = Excerpt.Of(Value("ticket=")),
            Until = isDate ? day : null,
            BadDate = isDate || until.Length == 0 ? null : Excerpt.Of(until),
        };
    }
}
