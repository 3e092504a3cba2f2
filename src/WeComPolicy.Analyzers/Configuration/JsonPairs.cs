using System.Globalization;
using System.Text;

namespace WeComPolicy.Analyzers.Configuration;

/// <summary>Reads JSON as settings files hold it: with comments, trailing commas, and mistakes.</summary>
internal static class JsonPairs
{
    public static void Read(string text, PairCollector pairs)
    {
        string? key = null;
        for (var i = 0; i < text.Length && !pairs.IsFull; i++)
        {
            switch (text[i])
            {
                case '/' when Follows(text, i + 1, '/'):
                    i = EndOfLine(text, i);
                    break;
                case '/' when Follows(text, i + 1, '*'):
                    var end = text.IndexOf("*/", i + 2, StringComparison.Ordinal);
                    i = end < 0 ? text.Length : end + 1;
                    break;
                case '{' or '[':
                    pairs.Enter(key ?? "");
                    key = null;
                    break;
                case '}' or ']':
                    pairs.Leave();
                    key = null;
                    break;
                case ',':
                    key = null;
                    break;
                case '"':
                    var start = i + 1;
                    var value = ReadString(text, ref i);
                    if (IsKey(text, i + 1))
                        key = value;
                    else
                        pairs.Add(key ?? "", value, start, i - start);
                    break;
            }
        }
    }

    // Ends at the closing quote, or at the end of a line that has none.
    private static string ReadString(string text, ref int i)
    {
        var value = new StringBuilder();
        for (i++; i < text.Length && text[i] is not ('"' or '\n'); i++)
        {
            if (text[i] != '\\' || i + 1 >= text.Length)
            {
                value.Append(text[i]);
            }
            else if (text[++i] == 'u' && i + 4 < text.Length && int.TryParse(text.Substring(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                value.Append((char)code);
                i += 4;
            }
            else
            {
                value.Append(text[i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var other => other });
            }
        }

        return value.ToString();
    }

    private static bool IsKey(string text, int i)
    {
        while (i < text.Length && char.IsWhiteSpace(text[i]))
            i++;
        return i < text.Length && text[i] == ':';
    }

    private static bool Follows(string text, int i, char c) => i < text.Length && text[i] == c;

    private static int EndOfLine(string text, int i)
    {
        var end = text.IndexOf('\n', i);
        return end < 0 ? text.Length : end;
    }
}
