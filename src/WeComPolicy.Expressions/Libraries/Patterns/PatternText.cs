using System.Globalization;
using System.Text;

namespace WeComPolicy.Expressions.Libraries.Patterns;

/// <summary>Writes a parsed pattern for .NET's regular expressions, for texts of the basic plane; without captures.</summary>
internal static class PatternText
{
    public static string Write(PatternNode node)
    {
        var text = new StringBuilder();
        Write(node, text);
        return text.ToString();
    }

    private static void Write(PatternNode node, StringBuilder text)
    {
        switch (node)
        {
            case SetNode set:
                WriteSet(set.Set, text);
                break;
            case PlaceNode place:
                text.Append(place.Place switch
                {
                    Place.TextStart => "\\A",
                    Place.TextEnd => "\\z",
                    Place.LineStart => "(?m:^)",
                    Place.LineEnd => "(?m:$)",
                    Place.WordEdge => "\\b",
                    _ => "\\B",
                });
                break;
            case SequenceNode sequence:
                foreach (var part in sequence.Parts)
                    Write(part, text);
                break;
            case GroupNode group:
                Grouped(group.Body, text);
                break;
            case ChoiceNode choice:
                text.Append("(?:");
                for (var i = 0; i < choice.Branches.Count; i++)
                {
                    if (i > 0)
                        text.Append('|');
                    Write(choice.Branches[i], text);
                }

                text.Append(')');
                break;
            case RepeatNode repeat:
                Grouped(repeat.Body, text);
                text.Append(CultureInfo.InvariantCulture, $"{{{repeat.Min},{(repeat.Max < 0 ? "" : repeat.Max)}}}");
                break;
        }
    }

    private static void Grouped(PatternNode node, StringBuilder text)
    {
        text.Append("(?:");
        Write(node, text);
        text.Append(')');
    }

    private static void WriteSet(CodePointSet set, StringBuilder text)
    {
        if (set.Ranges is [var (first, last)] && first == last && first <= char.MaxValue)
        {
            WriteChar(first, text);
            return;
        }

        var length = text.Length;
        text.Append('[');
        foreach (var (from, to) in set.Ranges)
        {
            if (from > char.MaxValue)
                break;
            WriteChar(from, text);
            if (to > from)
            {
                text.Append('-');
                WriteChar(Math.Min(to, char.MaxValue), text);
            }
        }

        // A class cannot be empty; nothing is outside the whole plane.
        if (text.Length == length + 1)
            text.Append("^\\u0000-\\uFFFF");
        text.Append(']');
    }

    private static void WriteChar(int codePoint, StringBuilder text)
    {
        if (char.IsAsciiLetterOrDigit((char)codePoint))
            text.Append((char)codePoint);
        else
            text.Append(CultureInfo.InvariantCulture, $"\\u{codePoint:X4}");
    }
}
