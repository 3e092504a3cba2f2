using System.Text;
using WeComPolicy.Reporting.Text;

namespace WeComPolicy.Reporting.Markdown;

/// <summary>Plain text within Markdown: what would be taken for markup or HTML is escaped.</summary>
internal static class MarkdownText
{
    // An empty comment is nothing to see and parts what GitHub and GitLab would join into a mention, a reference or a link.
    private const string Part = "<!-- -->";

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

    /// <summary>
    /// Text on one line for a page that others are told of: besides markup it holds no mention, no reference to an issue, no
    /// link, no formula, and no hidden character. It never stands first on a line.
    /// </summary>
    public static string Inline(string text)
    {
        var visible = VisibleText.Line(text.ReplaceLineEndings(" ").Trim());
        var result = new StringBuilder(visible.Length + 16);
        for (var i = 0; i < visible.Length; i++)
        {
            var c = visible[i];
            _ = c switch
            {
                '<' => result.Append("&lt;"),
                '>' => result.Append("&gt;"),
                '&' => result.Append("&amp;").Append(PartOf(visible, i)),
                '\\' or '`' or '*' or '_' or '[' or ']' or '|' => result.Append('\\').Append(c),
                '#' or '$' or '~' => result.Append('\\').Append(c).Append(PartOf(visible, i)),
                '@' or '!' or '%' => result.Append(c).Append(PartOf(visible, i)),
                ':' => result.Append(c).Append(i + 1 < visible.Length && visible[i + 1] == '/' ? Part : ""),
                'w' or 'W' when IsHost(visible, i) => result.Append(c).Append(Part),
                _ => result.Append(c),
            };
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

    // A sign before a word or number is a mention, an issue, a merge request, a milestone, a label or an epic.
    private static string PartOf(string text, int at) => at + 1 < text.Length && (char.IsLetterOrDigit(text[at + 1]) || text[at + 1] is '_' or '"' or '\'') ? Part : "";

    // GitHub makes a link of www.example.com too.
    private static bool IsHost(string text, int at) => string.Compare(text, at, "www.", 0, 4, StringComparison.OrdinalIgnoreCase) == 0;
}
