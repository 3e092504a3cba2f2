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
    private readonly Utf8Text? _utf8;
    private string? _text;

    // What was asked for last of a file without a string, since several places of a report lie on one line.
    private KeptLine? _lastLine;

    /// <summary>A file with its text.</summary>
    /// <param name="path">As reports show it: relative to the working directory where possible, with forward slashes.</param>
    /// <param name="text">The decoded text without a byte order mark.</param>
    public SourceFile(string path, string text)
    {
        Path = path;
        _text = text;
    }

    /// <summary>A file whose text is kept as it came from the disk.</summary>
    internal SourceFile(string path, Utf8Text text)
    {
        Path = path;
        _utf8 = text;
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

    /// <summary>
    /// The decoded text without a byte order mark; of an excerpt the lines that are kept. Of a large file it takes much memory: who wants to
    /// know one place asks for that alone.
    /// </summary>
    public string Text => _text ?? (_utf8 is not null ? _text = _utf8.Substring(0, _utf8.Length) : _read!.Value);

    /// <summary>Length of the text in UTF-16 code units.</summary>
    public int Length => _utf8?.CharCount ?? Text.Length;

    /// <summary>The text in UTF-8; null where it has none, because of half a surrogate pair.</summary>
    internal Utf8Text? Utf8 => _utf8 ?? Utf8Text.Of(Text);

    /// <summary>Whether it is one of the tool's own files, of which tests hold that nothing is wrong with them.</summary>
    internal bool IsShipped { get; }

    /// <summary>Number of lines; a file that ends with a line break has one empty line behind it. Of an excerpt the last line that is kept.</summary>
    public int LineCount => _utf8 is not null ? _utf8.LineCount : _lineNumbers is null ? LineStarts.Length : _lineNumbers is [.., var last] ? last : 0;

    /// <summary>The lines that are kept, where this is an excerpt; null for a whole file.</summary>
    public IReadOnlyList<int>? KeptLines => _lineNumbers;

    // Made when first asked for: a tenant without findings never needs it.
    private int[] LineStarts => _lineStarts ??= FindLineStarts(Text);

    /// <summary>The line and column of an offset from 0 to the length of the text.</summary>
    public Position PositionAt(int offset)
    {
        if (_utf8 is not null)
            return _utf8.PositionAt(offset);
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
        if (_utf8 is not null)
            return _utf8.LineStart(index);
        return index < LineStarts.Length ? LineStarts[index] : Text.Length;
    }

    /// <summary>The text of a line without its line break; empty for a line that an excerpt leaves out.</summary>
    /// <param name="line">From 1 to <see cref="LineCount"/>.</param>
    public ReadOnlySpan<char> LineText(int line) => IndexOf(line) is >= 0 and var index ? LineWithBreak(index).TrimEnd("\r\n") : [];

    /// <summary>Length of a line without its line break, in UTF-16 code units.</summary>
    /// <param name="line">From 1 to <see cref="LineCount"/>.</param>
    public int LineLength(int line) => _utf8?.LineLength(line - 1) ?? LineText(line).Length;

    /// <summary>A character of the text.</summary>
    /// <param name="offset">From 0, less than <see cref="Length"/>.</param>
    public char CharAt(int offset) => _text is null && _utf8 is not null ? _utf8.CharAt(offset) : Text[offset];

    /// <summary>A stretch of the text.</summary>
    public string Substring(TextSpan span) => _text is null && _utf8 is not null ? _utf8.Substring(span) : Text.Substring(span.Start, span.Length);

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
        if (_utf8 is not null)
            return LineOf(_utf8, index);
        var end = index + 1 < LineStarts.Length ? LineStarts[index + 1] : Text.Length;
        return Text.AsSpan(LineStarts[index], end - LineStarts[index]);
    }

    private string LineOf(Utf8Text text, int index)
    {
        var last = _lastLine;
        if (last?.Index != index)
            _lastLine = last = new KeptLine(index, text.Line(index));
        return last.Text;
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

    private sealed record KeptLine(int Index, string Text);
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
