using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace WeComPolicy.Testing.Analyzers;

/// <summary>A source with its marks taken out: <c>[|…|]</c>, <c>{|ID:…|}</c>, <c>{|#0:…|}</c> and <c>$$</c>. Marks may nest.</summary>
public sealed class MarkedSource
{
    private MarkedSource(string text, IReadOnlyList<TextSpan> plain, IReadOnlyList<(string Id, TextSpan Span)> named, IReadOnlyDictionary<int, TextSpan> numbered, int? position)
    {
        Text = text;
        Plain = plain;
        Named = named;
        Numbered = numbered;
        Position = position;
    }

    public string Text { get; }

    /// <summary><c>[|…|]</c></summary>
    public IReadOnlyList<TextSpan> Plain { get; }

    /// <summary><c>{|ID:…|}</c></summary>
    public IReadOnlyList<(string Id, TextSpan Span)> Named { get; }

    /// <summary><c>{|#0:…|}</c></summary>
    public IReadOnlyDictionary<int, TextSpan> Numbered { get; }

    /// <summary><c>$$</c></summary>
    public int? Position { get; }

    public static MarkedSource Parse(string marked)
    {
        var text = new StringBuilder();
        var open = new Stack<(string? Name, int Start)>();
        var plain = new List<TextSpan>();
        var named = new List<(string, TextSpan)>();
        var numbered = new Dictionary<int, TextSpan>();
        int? position = null;
        for (var i = 0; i < marked.Length; i++)
        {
            var rest = marked.AsSpan(i);
            if (rest.StartsWith("$$"))
            {
                position = position is null ? text.Length : throw new FormatException("$$ stands twice.");
                i++;
            }
            else if (rest.StartsWith("[|"))
            {
                open.Push((null, text.Length));
                i++;
            }
            else if (rest.StartsWith("{|") && rest.IndexOf(':') is > 2 and var colon)
            {
                open.Push((rest[2..colon].ToString(), text.Length));
                i += colon;
            }
            else if (rest.StartsWith("|]") || rest.StartsWith("|}"))
            {
                if (!open.TryPop(out var mark) || mark.Name is null != rest.StartsWith("|]"))
                    throw new FormatException($"The mark that ends at {i} was not opened.");
                var span = TextSpan.FromBounds(mark.Start, text.Length);
                if (mark.Name is null)
                    plain.Add(span);
                else if (mark.Name[0] == '#')
                    numbered.Add(int.Parse(mark.Name.AsSpan(1), CultureInfo.InvariantCulture), span);
                else
                    named.Add((mark.Name, span));
                i++;
            }
            else
            {
                text.Append(marked[i]);
            }
        }

        if (open.Count > 0)
            throw new FormatException("A mark was not closed.");
        return new MarkedSource(text.ToString(), plain, named, numbered, position);
    }
}
