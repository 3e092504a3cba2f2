using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Text;

/// <summary>Where a text report is written: language, width, colours, and line ends that are LF everywhere.</summary>
internal sealed class Page(TextWriter output, ReportOptions options)
{
    private const int NarrowestWidth = 40;
    private const int WidestWidth = 1000;

    public Language Language { get; } = options.Language;

    /// <summary>In cells.</summary>
    public int Width { get; } = Math.Clamp(options.Width, NarrowestWidth, WidestWidth);

    public string Say(Bilingual text) => text.In(Language);

    public Page Write(string text)
    {
        output.Write(text);
        return this;
    }

    public Page Write(ReadOnlySpan<char> text)
    {
        output.Write(text);
        return this;
    }

    public Page Write(char character)
    {
        output.Write(character);
        return this;
    }

    public Page Write(Ink ink, ReadOnlySpan<char> text)
    {
        var colored = options.Color && ink != Ink.Plain && !text.IsEmpty;
        if (colored)
            output.Write(InkColors.Escape(ink));
        output.Write(text);
        if (colored)
            output.Write("\e[0m");
        return this;
    }

    public Page Spaces(int count)
    {
        for (var i = 0; i < count; i++)
            output.Write(' ');
        return this;
    }

    public void Line() => output.Write('\n');

    public void Line(string text)
    {
        output.Write(text);
        output.Write('\n');
    }

    /// <summary>
    /// The line that begins whatever a report has to say, in the form that editors and terminals know:
    /// <c>path:line:column: word: text</c>. The text goes on indented by four where it is long; the place is never broken.
    /// </summary>
    /// <param name="place">The place; empty where there is none.</param>
    /// <param name="ink">Colour of the word.</param>
    /// <param name="word">Such as <c>high[WCP2010]</c>.</param>
    /// <param name="text">What is wrong.</param>
    public void Headline(string place, Ink ink, string word, string text)
    {
        var visible = VisibleText.Line(LineBreaks.OnOneLine(text));
        var column = TerminalCells.Of(place) + TerminalCells.Of(word) + (place.Length > 0 ? 4 : 2);
        if (place.Length > 0)
            Write(Ink.Gutter, place).Write(": ");
        Write(ink, word).Write(':');
        if (Width - column >= 24)
        {
            var first = TextWrapper.Wrap(visible, Width - column)[0];
            Write(' ').Write(Ink.Bold, first);
            visible = visible[first.Length..].TrimStart();
        }

        Line();
        if (visible.Length > 0)
            Paragraph(4, Ink.Plain, "", visible, Ink.Bold);
    }

    /// <summary>A text behind a lead, wrapped so that the following lines begin under its first character.</summary>
    public void Paragraph(int indent, Ink leadInk, string lead, string text, Ink ink = Ink.Plain)
    {
        var column = indent + TerminalCells.Of(lead);
        var first = true;
        foreach (var line in TextWrapper.Wrap(text, Math.Max(20, Width - column)))
        {
            if (first)
                Spaces(indent).Write(leadInk, lead);
            else if (line.Length > 0)
                Spaces(column);
            Write(ink, line);
            Line();
            first = false;
        }
    }
}
