using System.Buffers;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Documents;

/// <summary>
/// Hands the text to the YAML scanner in blocks. Stops a value that never ends before it is read to its end, and hides from the
/// scanner the line breaks that only YAML 1.1 knew: NEL, LS and PS are ordinary characters in YAML 1.2.
/// </summary>
internal sealed class YamlFeed : TextReader
{
    // What the scanner may have read ahead of the token that it gave last.
    private const int LookAhead = 8192;

    private static readonly SearchValues<char> OldBreaks = SearchValues.Create("\u0085\u2028\u2029");

    private readonly string _text;
    private readonly string _fed;
    private readonly DocumentBuilder _builder;
    private readonly int _maxScalarLength;
    private readonly char[] _standIns = [];
    private int _position;

    public YamlFeed(string text, DocumentBuilder builder, int maxScalarLength)
    {
        _text = text;
        _fed = text;
        _builder = builder;
        _maxScalarLength = maxScalarLength;
        if (text.AsSpan().ContainsAny(OldBreaks))
        {
            // Characters for private use that do not occur in the text.
            _standIns = [.. Enumerable.Range(0xE000, 0x1900).Select(i => (char)i).Where(c => !text.Contains(c, StringComparison.Ordinal)).Take(3)];
            if (_standIns.Length == 3)
                _fed = text.Replace('\u0085', _standIns[0]).Replace('\u2028', _standIns[1]).Replace('\u2029', _standIns[2]);
            else
                _standIns = [];
        }
    }

    /// <summary>Up to where tokens have been taken.</summary>
    public int Taken { get; set; }

    /// <summary>A value as it stands in the text.</summary>
    public string Restore(string value) => _standIns.Length == 0
        ? value
        : value.Replace(_standIns[0], '\u0085').Replace(_standIns[1], '\u2028').Replace(_standIns[2], '\u2029');

    public override int Read(char[] buffer, int index, int count)
    {
        if (_position - Taken > (long)_maxScalarLength + LookAhead)
        {
            // Blanks and comments may be as long as they like.
            var start = SkipBlanksAndComments(_text, Taken);
            if (_position - start > (long)_maxScalarLength + LookAhead)
                _builder.StopTooLong(new TextSpan(start, 1));
            Taken = start;
        }

        count = Math.Min(count, _fed.Length - _position);
        _fed.CopyTo(_position, buffer, index, count);
        _position += count;
        return count;
    }

    private static int SkipBlanksAndComments(string text, int position)
    {
        while (position < text.Length)
        {
            if (text[position] == '#')
            {
                var rest = text.AsSpan(position).IndexOfAny('\r', '\n');
                position = rest < 0 ? text.Length : position + rest;
            }
            else if (text[position] is ' ' or '\t' or '\r' or '\n')
            {
                position++;
            }
            else
            {
                break;
            }
        }

        return position;
    }
}
