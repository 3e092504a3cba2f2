using System.Text;

namespace WeComPolicy.Reporting.Sarif;

/// <summary>Plain text within Markdown: what would be taken for markup or HTML is escaped.</summary>
internal static class MarkdownText
{
    public static string Escape(string text)
    {
        if (text.AsSpan().IndexOfAny("\\`*_[]<>#|~") < 0)
            return text;
        var result = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '#' or '|' or '~')
                result.Append('\\').Append(c);
            else if (c == '<')
                result.Append("&lt;");
            else if (c == '>')
                result.Append("&gt;");
            else
                result.Append(c);
        }

        return result.ToString();
    }

    /// <summary>A reference: a link where it is an address, else text.</summary>
    public static string Reference(string reference) =>
        IsAddress(reference) ? $"<{reference}>" : Escape(reference);

    /// <summary>Whether a reference is nothing but a web address.</summary>
    public static bool IsAddress(string reference) =>
        (reference.StartsWith("https://", StringComparison.Ordinal) || reference.StartsWith("http://", StringComparison.Ordinal))
        && reference.AsSpan().IndexOfAny(" <>\"\t\r\n") < 0
        && Uri.IsWellFormedUriString(reference, UriKind.Absolute);
}
