using System.Text;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Documents;

/// <summary>A place in a file as people and SARIF count it.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 code units.</param>
public readonly record struct Position(int Line, int Column);

/// <summary>A file that was read: how it is called in reports, and its text.</summary>
public sealed class SourceFile
{
    // Of an excerpt, the number of each line that is kept; null where all are.
    private readonly int[]? _lineNumbers;
    private int[]? _lineStarts;
    private readonly Lazy<string>? _read;
    private readonly string? _text;

    /// <summary>A file with its text.</summary>
    /// <param name="path">As reports show it: relative to the working directory where possible, with forward slashes.</param>
    /// <param name="text">The decoded text without a byte order mark.</param>
    public SourceFile(string path, string text)
    {
        Path = path;
        _text = text;
    }

    /// <summary>One of the tool's own files, whose text is read when somebody asks for it.</summary>
    internal SourceFile(string path, Func<string> text)
    {
        Path = path;
        _read = new Lazy<string>(text);
        IsShipped = true;
    }

    private SourceFile(string path, string text, int[] lineNumbers, int[] lineStarts)
        : this(path, text)
    {
        _lineNumbers = lineNumbers;
        _lineStarts = lineStarts;
    }

    /// <summary>As reports show it.</summary>
    public string Path { get; }

    /// <summary>The decoded text without a byte order mark; of an excerpt the lines that are kept.</summary>
    public string Text => _text ?? _read!.Value;

    /// <summary>Whether it is one of the tool's own files, of which tests hold that nothing is wrong with them.</summary>
    internal bool IsShipped { get; }

    /// <summary>Number of lines; a file that ends with a line break has one empty line behind it. Of an excerpt the last line that is kept.</summary>
    public int LineCount => _lineNumbers is null ? LineStarts.Length : _lineNumbers is [.., var last] ? last : 0;

    /// <summary>The lines that are kept, where this is an excerpt; null for a whole file.</summary>
    public IReadOnlyList<int>? KeptLines => _lineNumbers;

    // Made when first asked for: a tenant without findings never needs it.
    private int[] LineStarts => _lineStarts ??= FindLineStarts(Text);

    /// <summary>The line and column of an offset from 0 to the length of the text.</summary>
    public Position PositionAt(int offset)
    {
        var index = Array.BinarySearch(LineStarts, offset);
        if (index < 0)
            index = ~index - 1;
        return new Position(_lineNumbers is null ? index + 1 : _lineNumbers[index], offset - LineStarts[index] + 1);
    }

    /// <summary>Offset of a line's first character; of a line that an excerpt leaves out, where it would stand.</summary>
    /// <param name="line">From 1 to <see cref="LineCount"/>.</param>
    public int LineStart(int line)
    {
        var index = IndexOf(line);
        index = index < 0 ? ~index : index;
        return index < LineStarts.Length ? LineStarts[index] : Text.Length;
    }

    /// <summary>The text of a line without its line break; empty for a line that an excerpt leaves out.</summary>
    /// <param name="line">From 1 to <see cref="LineCount"/>.</param>
    public ReadOnlySpan<char> LineText(int line) => IndexOf(line) is >= 0 and var index ? LineWithBreak(index).TrimEnd("\r\n") : [];

    /// <summary>
    /// The same file with some of its lines only: what findings speak of, without the rest of the text. Places in these lines have the
    /// same line and column in both.
    /// </summary>
    /// <param name="lines">From 1 to <see cref="LineCount"/>, ascending, each once.</param>
    public SourceFile Excerpt(IReadOnlyList<int> lines)
    {
        var starts = new int[lines.Count];
        var text = new StringBuilder();
        for (var i = 0; i < starts.Length; i++)
        {
            starts[i] = text.Length;
            text.Append(IndexOf(lines[i]) is >= 0 and var index ? LineWithBreak(index) : []);
        }

        return new SourceFile(Path, text.ToString(), [.. lines], starts);
    }

    /// <summary>A file of which only some lines are known.</summary>
    /// <param name="path">As reports show it.</param>
    /// <param name="lines">Number from 1 and text without line break; ascending, each once.</param>
    public static SourceFile OfLines(string path, IReadOnlyList<(int Number, string Text)> lines)
    {
        var starts = new int[lines.Count];
        var text = new StringBuilder();
        for (var i = 0; i < starts.Length; i++)
        {
            starts[i] = text.Length;
            text.Append(lines[i].Text).Append('\n');
        }

        return new SourceFile(path, text.ToString(), [.. lines.Select(l => l.Number)], starts);
    }

    /// <summary>Whether the text of a line is there.</summary>
    /// <param name="line">From 1 to <see cref="LineCount"/>.</param>
    public bool Has(int line) => _lineNumbers is null || IndexOf(line) >= 0;

    private int IndexOf(int line) => _lineNumbers is null ? line - 1 : Array.BinarySearch(_lineNumbers, line);

    private ReadOnlySpan<char> LineWithBreak(int index)
    {
        var end = index + 1 < LineStarts.Length ? LineStarts[index + 1] : Text.Length;
        return Text.AsSpan(LineStarts[index], end - LineStarts[index]);
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
    // Written out: what the compiler writes asks the framework for comparers, which are compiled at each start.
    /// <inheritdoc/>
    public bool Equals(SourceRange other) => ReferenceEquals(File, other.File) && Span.Equals(other.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(File, Span.Start, Span.Length);

    /// <summary>Where it begins.</summary>
    public Position Start => File.PositionAt(Span.Start);

    /// <summary>Where it ends; the column behind the last character.</summary>
    public Position End => File.PositionAt(Span.End);
}
