using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.CodeScan.Judging;

/// <summary>
/// Where the comments of a configuration file stand: what only looks like one, within a text of JSON or a value, is none.
/// </summary>
internal static class ConfigurationComments
{
    /// <summary>The comments, in the order of the text.</summary>
    public static IReadOnlyList<TextSpan> Of(SourceFile file)
    {
        var extension = Path.GetExtension(file.Path).ToUpperInvariant();
        var first = file.Text.AsSpan().TrimStart();
        if (first is ['<', ..])
            return OfXml(file.Text);
        // In a file that is no YAML nobody can tell a comment from a value.
        if (extension is ".YML" or ".YAML")
            return DocumentReader.Read(file).Document?.Comments.Select(c => c.Span).ToList() ?? [];
        if (extension == ".JSON" || first is ['{', ..])
            return OfJson(file.Text);
        return OfLines(file, behindValues: extension is ".TOML" or ".ENV" || Path.GetFileName(file.Path).StartsWith(".env", StringComparison.OrdinalIgnoreCase));
    }

    private static List<TextSpan> OfJson(string text)
    {
        var comments = new List<TextSpan>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                for (i++; i < text.Length && text[i] != '"'; i++)
                {
                    if (text[i] == '\\')
                        i++;
                }
            }
            else if (text[i] == '/' && i + 1 < text.Length && text[i + 1] is '/' or '*')
            {
                var close = text[i + 1] == '/' ? text.AsSpan(i).IndexOfAny('\r', '\n') : text.IndexOf("*/", i + 2, StringComparison.Ordinal) - i;
                var end = close < 0 ? text.Length : i + close;
                comments.Add(TextSpan.Between(i, end));
                i = end;
            }
        }

        return comments;
    }

    private static List<TextSpan> OfXml(string text)
    {
        const string Data = "<![CDATA[";
        var comments = new List<TextSpan>();
        for (var i = text.IndexOf("<!", StringComparison.Ordinal); i >= 0; i = i + 2 <= text.Length ? text.IndexOf("<!", i, StringComparison.Ordinal) : -1)
        {
            var isData = string.CompareOrdinal(text, i, Data, 0, Data.Length) == 0;
            if (!isData && string.CompareOrdinal(text, i, "<!--", 0, 4) != 0)
            {
                i += 2;
                continue;
            }

            var close = text.IndexOf(isData ? "]]>" : "-->", i + 4, StringComparison.Ordinal);
            var end = close < 0 ? text.Length : close;
            if (!isData)
                comments.Add(TextSpan.Between(i, end));
            i = end;
        }

        return comments;
    }

    private static List<TextSpan> OfLines(SourceFile file, bool behindValues)
    {
        var comments = new List<TextSpan>();
        for (var line = 1; line <= file.LineCount; line++)
        {
            var text = file.LineText(line);
            var start = text.Length - text.TrimStart().Length;
            if (start < text.Length && (text[start] is '#' or ';' || text[start..].StartsWith("//")))
                comments.Add(new TextSpan(file.LineStart(line) + start, text.Length - start));
            else if (behindValues && Hash(text) is >= 0 and var hash)
                comments.Add(new TextSpan(file.LineStart(line) + hash, text.Length - hash));
        }

        return comments;
    }

    // The first one behind a space and outside of quotes.
    private static int Hash(ReadOnlySpan<char> text)
    {
        var quote = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            if (quote != '\0')
                quote = text[i] == quote ? '\0' : quote;
            else if (text[i] is '"' or '\'')
                quote = text[i];
            else if (text[i] == '#' && i > 0 && char.IsWhiteSpace(text[i - 1]))
                return i;
        }

        return -1;
    }
}
