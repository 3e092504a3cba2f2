using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Documents;

/// <summary>A place in a file as people and SARIF count it.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 code units.</param>
public readonly record struct Position(int Line, int Column);

/// <summary>A file that was read: how it is called in reports, and its text.</summary>
public sealed class SourceFile
{
    private int[]? _lineStarts;

    /// <summary>A file with its text.</summary>
    /// <param name="path">As reports show it: relative to the working directory where possible, with forward slashes.</param>
    /// <param name="text">The decoded text without a byte order mark.</param>
    public SourceFile(string path, string text)
    {
        Path = path;
        Text = text;
    }

    /// <summary>As reports show it.</summary>
    public string Path { get; }

    /// <summary>The decoded text without a byte order mark.</summary>
    public string Text { get; }

    /// <summary>Whether it is one of the tool's own files, of which tests hold that nothing is wrong with them.</summary>
    internal bool IsShipped { get; init; }

    /// <summary>Number of lines; a file that ends with a line break has one empty line behind it.</summary>
    public int LineCount => LineStarts.Length;

    // Made when first asked for: a tenant without findings never needs it.
    private int[] LineStarts => _lineStarts ??= FindLineStarts(Text);

    /// <summary>The line and column of an offset from 0 to the length of the text.</summary>
    public Position PositionAt(int offset)
    {
        var index = Array.BinarySearch(LineStarts, offset);
        if (index < 0)
            index = ~index - 1;
        return new Position(index + 1, offset - LineStarts[index] + 1);
    }

    /// <summary>Offset of a line's first character.</summary>
    /// <param name="line">From 1 to <see cref="LineCount"/>.</param>
    public int LineStart(int line) => LineStarts[line - 1];

    /// <summary>The text of a line without its line break.</summary>
    /// <param name="line">From 1 to <see cref="LineCount"/>.</param>
    public ReadOnlySpan<char> LineText(int line)
    {
        var start = LineStarts[line - 1];
        var end = line < LineStarts.Length ? LineStarts[line] : Text.Length;
        return Text.AsSpan(start, end - start).TrimEnd("\r\n");
    }

    // YAML 1.2 breaks lines at LF, CR LF and CR, and so do editors.
    private static int[] FindLineStarts(string text)
    {
        // More than enough where lines end with two characters.
        var starts = new int[1 + text.AsSpan().Count('\n') + text.AsSpan().Count('\r')];
        var count = 1;
        for (var i = 0; i < text.Length; i++)
        {
            var found = text.AsSpan(i).IndexOfAny('\r', '\n');
            if (found < 0)
                break;
            i += found;
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
                i++;
            starts[count++] = i + 1;
        }

        Array.Resize(ref starts, count);
        return starts;
    }
}

/// <summary>A stretch of a file.</summary>
/// <param name="File">The file.</param>
/// <param name="Span">The stretch, in UTF-16 code units.</param>
public readonly record struct SourceRange(SourceFile File, TextSpan Span)
{
    /// <summary>Where it begins.</summary>
    public Position Start => File.PositionAt(Span.Start);

    /// <summary>Where it ends; the column behind the last character.</summary>
    public Position End => File.PositionAt(Span.End);
}
