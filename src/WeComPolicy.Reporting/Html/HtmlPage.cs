using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Text;

namespace WeComPolicy.Reporting.Html;

/// <summary>
/// Writes HTML. What stands literally in <c>page.Write($"…")</c> is markup; what stands in a hole is text and always escaped, in
/// attributes (which are always quoted) as well as between tags. So no caller can forget to escape.
/// </summary>
internal sealed class HtmlPage(TextWriter output)
{
    // Chinese stays readable; <, >, &, quotes, and whatever is not assigned or not a plain character is escaped.
    private static readonly HtmlEncoder s_encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Writes markup with texts in it.</summary>
    public void Write([InterpolatedStringHandlerArgument("")] ref Markup markup) => markup.Done();

    /// <summary>Markup of the writer's own, without any text of others in it.</summary>
    public void Raw(string markup) => output.Write(markup);

    /// <summary>A text: what is hidden or would turn the direction of writing is shown as an escape, as at a terminal.</summary>
    public void Text(string text) => s_encoder.Encode(output, VisibleText.Line(text));

    /// <summary>A text that is visible already.</summary>
    public void Visible(ReadOnlySpan<char> text) => s_encoder.Encode(output, text.ToString());

    /// <summary>A text in both languages, of which the page shows one; only once where they are the same.</summary>
    public void Text(Bilingual text)
    {
        if (string.Equals(text.Zh, text.En, StringComparison.Ordinal))
        {
            Text(text.Zh);
            return;
        }

        output.Write("<span lang=\"zh-CN\">");
        Text(text.Zh);
        output.Write("</span><span lang=\"en\">");
        Text(text.En);
        output.Write("</span>");
    }

    /// <summary>Paragraphs of an author's text, in both languages; a line break begins the next one.</summary>
    public void Paragraphs(Bilingual text)
    {
        if (string.Equals(text.Zh, text.En, StringComparison.Ordinal))
        {
            Lines(text.Zh, "");
            return;
        }

        Lines(text.Zh, " lang=\"zh-CN\"");
        Lines(text.En, " lang=\"en\"");
    }

    private void Lines(string text, string attribute)
    {
        foreach (var line in text.AsSpan().Trim().EnumerateLines())
        {
            output.Write("<p");
            output.Write(attribute);
            output.Write('>');
            Text(line.TrimEnd().ToString());
            output.Write("</p>");
        }
    }

    /// <summary>What <see cref="Write(ref Markup)"/> takes: literals go out as they are, everything else as text.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Markup
    {
        private readonly HtmlPage _page;

        public Markup(int literalLength, int formattedCount, HtmlPage page)
        {
            _ = literalLength + formattedCount;
            _page = page;
        }

        public void AppendLiteral(string markup) => _page.Raw(markup);

        public void AppendFormatted(string text) => _page.Text(text);

        public void AppendFormatted(Bilingual text) => _page.Text(text);

        /// <summary>With separators: a number to read.</summary>
        public void AppendFormatted(int number) => _page.Raw(number.ToString("N0", CultureInfo.InvariantCulture));

        /// <summary>With a format of the caller's, such as <c>D</c>: a number for a program.</summary>
        public void AppendFormatted(int number, string format) => _page.Raw(number.ToString(format, CultureInfo.InvariantCulture));

        public void AppendFormatted(DateOnly day) => _page.Raw(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

        public void Done() => _ = _page;
    }
}
