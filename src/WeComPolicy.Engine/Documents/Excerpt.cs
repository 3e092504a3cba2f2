using System.Globalization;
using System.Text;

namespace WeComPolicy.Engine.Documents;

/// <summary>Makes a piece of input fit to be shown: short, on one line, and unable to steer a terminal.</summary>
public static class Excerpt
{
    private const int MaxLength = 60;

    /// <summary>
    /// The text with control characters and the like escaped as <c>\u001B</c>, cut after 60 characters, without what may be a
    /// secret.
    /// </summary>
    public static string Of(string text) =>
        Escape(text.Length < 8 ? text : SecretText.Mask(text.Length <= SecretText.Reach ? text : text[..SecretText.Reach]), MaxLength);

    /// <summary>The whole text with control characters and the like escaped as <c>\u001B</c>.</summary>
    public static string Whole(string text) => Escape(text, int.MaxValue);

    private static string Escape(string text, int maxLength)
    {
        if (text.Length <= maxLength && !text.Any(IsUnsafe) && !HasLoneSurrogate(text))
            return text;
        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (i >= maxLength)
            {
                result.Append('…');
                break;
            }

            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                result.Append(c).Append(text[++i]);
            else if (IsUnsafe(c) || char.IsSurrogate(c))
                Append(result, c);
            else
                result.Append(c);
        }

        return result.ToString();
    }

    private static void Append(StringBuilder result, char c)
    {
        _ = c switch
        {
            '\n' => result.Append("\\n"),
            '\r' => result.Append("\\r"),
            '\t' => result.Append("\\t"),
            _ => result.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture)),
        };
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                return true;
            i++;
        }

        return false;
    }

    // Control and format characters: they move the cursor, change colours, reverse or hide text.
    private static bool IsUnsafe(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
