using System.Globalization;

namespace WeComPolicy.Benchmarks;

/// <summary>YAML in block style, with quotes only where a plain scalar would mean something else.</summary>
internal sealed class YamlTreeWriter(TextWriter text) : TreeWriter
{
    private readonly Stack<bool> _filled = new();
    private bool _behindDash;

    public override void StartMap(string? key = null) => Start(key);

    public override void EndMap() => End(" {}");

    public override void StartList(string? key = null) => Start(key);

    public override void EndList() => End(" []");

    public override void Add(string? key, string value) => Scalar(key, IsPlain(value) ? value : "'" + value.Replace("'", "''", StringComparison.Ordinal) + "'");

    public override void Add(string? key, long value) => Scalar(key, value.ToString(CultureInfo.InvariantCulture));

    public override void Add(string? key, bool value) => Scalar(key, value ? "true" : "false");

    private void Start(string? key)
    {
        if (_filled.Count > 0)
            Lead(key);
        _filled.Push(false);
        _behindDash = key is null && _filled.Count > 1;
    }

    private void End(string ifEmpty)
    {
        if (_filled.Pop())
            return;
        text.Write(ifEmpty);
        text.Write('\n');
        _behindDash = false;
    }

    private void Scalar(string? key, string value)
    {
        Lead(key);
        text.Write(' ');
        text.Write(value);
        text.Write('\n');
    }

    // What stands before a value: the line of what holds it, if this is its first, the indent, and the key or the dash.
    private void Lead(string? key)
    {
        var filled = _filled.Pop();
        _filled.Push(true);
        if (_behindDash)
        {
            text.Write(' ');
        }
        else
        {
            if (!filled && _filled.Count > 1)
                text.Write('\n');
            for (var i = 1; i < _filled.Count; i++)
                text.Write("  ");
        }

        _behindDash = false;
        text.Write(key is null ? "-" : key);
        if (key is not null)
            text.Write(':');
    }

    private static bool IsPlain(string value)
    {
        if (value.Length == 0 || !char.IsLetterOrDigit(value[0]) || value[^1] == ':')
            return false;
        foreach (var c in value)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('.' or '_' or '/' or '@' or '+' or '-' or ':'))
                return false;
        }

        return value is not ("true" or "false" or "null") && !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
    }
}
