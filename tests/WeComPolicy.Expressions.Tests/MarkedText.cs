using WeComPolicy.Expressions;

namespace WeComPolicy.Expressions.Tests;

/// <summary>An expression in which «…» marks where mistakes are expected, in the order of the text.</summary>
public sealed record MarkedText(string Text, IReadOnlyList<TextSpan> Spans)
{
    public static MarkedText Parse(string marked)
    {
        var text = new System.Text.StringBuilder();
        var open = new Stack<int>();
        var spans = new List<TextSpan>();
        foreach (var c in marked)
        {
            if (c == '«')
                open.Push(text.Length);
            else if (c == '»')
                spans.Add(TextSpan.Between(open.Pop(), text.Length));
            else
                text.Append(c);
        }

        return new MarkedText(text.ToString(), [.. spans.OrderBy(s => s.Start)]);
    }

    /// <summary>Writes mistakes so that a failed comparison shows where they stand.</summary>
    public static string Show(string text, IEnumerable<TextSpan> spans) =>
        string.Join("\n", spans.OrderBy(s => s.Start).Select(s => $"{s.Start}+{s.Length} '{text.Substring(s.Start, s.Length)}'"));
}
