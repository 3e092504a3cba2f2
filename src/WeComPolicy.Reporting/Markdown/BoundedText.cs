using System.Text;

namespace WeComPolicy.Reporting.Markdown;

/// <summary>A text that never grows beyond a limit.</summary>
/// <param name="limit">In the unit of <paramref name="size"/>.</param>
/// <param name="size">The size of a text; that of two is the sum of theirs.</param>
internal sealed class BoundedText(int limit, Func<string, int> size)
{
    // For the note at the end that says what was left out.
    private const int Reserve = 2000;

    private readonly StringBuilder _text = new();
    private int _used;

    /// <summary>How much may be written, the reserve for the end not counted.</summary>
    public int Limit { get; } = limit - Reserve;

    /// <summary>How much more may be written.</summary>
    public int Left => Limit - _used;

    /// <summary>The size of a text.</summary>
    public int Size(string text) => size(text);

    /// <summary>Appends what is known to be short, or was measured.</summary>
    public void Always(string text)
    {
        _used += size(text);
        _text.Append(text);
    }

    /// <summary>Appends a text where there is room; false where not.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">The size of the whole up to which it may be appended; null for all there is.</param>
    public bool Try(string text, int? most = null)
    {
        if (_used + size(text) > (most ?? Limit))
            return false;
        Always(text);
        return true;
    }

    /// <summary>Appends the end, for which room was kept.</summary>
    public void Last(string text) => _text.Append(size(text) <= Reserve ? text : "> ⚠️ …\n");

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
