using System.Text;

namespace WeComPolicy.Engine.Tests.Documents;

/// <summary>Makes random trees and writes them in random styles. A seed gives the same tree and the same styles every time.</summary>
internal sealed class TreeWriter(int seed)
{
    private static readonly string[] Bits =
    [
        "a", "Z", "0", " ", ":", ": ", " #", "#", "'", "\"", "\\", "\n", "-", "- ", "[", "]", "{", "}", ",", "&", "*", "!", "|", ">", "%", "@", "`", "?",
        "\t", "~", "中", "文", "😀", "<<", "null", "true", "1.5", "\u0085", "\u2028", "\u00A0", "\u001B", "…", "=", "/", "---", "...",
    ];

    private static readonly string[] Plains = ["1", "-2.5", "true", "false", "null", "1e3"];

    private readonly Random _random = new(seed);

    // No comment can stand on the last line of a literal.
    private bool _endsWithLiteral;

    /// <summary>A random tree: strings, plain values, lists and mappings.</summary>
    public Tree Make(int depth, bool isRoot = true)
    {
        switch (depth == 0 ? 0 : _random.Next(isRoot ? 1 : 0, 3))
        {
            case 1:
                return new Tree.List([.. Enumerable.Range(0, _random.Next(5)).Select(_ => Make(depth - 1, false))]);
            case 2:
                return new Tree.Map([.. Enumerable.Range(0, _random.Next(5)).Select(_ => Words()).Distinct(StringComparer.Ordinal).Select(k => (k, Make(depth - 1, false)))]);
            default:
                return Chance(3) ? new Tree.Leaf(Plains[_random.Next(Plains.Length)], true) : new Tree.Leaf(Words(), false);
        }
    }

    /// <summary>The tree as JSON with random blanks.</summary>
    public string Json(Tree tree)
    {
        var result = new StringBuilder();
        WriteJson(tree, result);
        return result.ToString();
    }

    /// <summary>The tree as YAML: block and flow collections, every scalar style that can hold the text, comments, blank lines.</summary>
    public string Yaml(Tree tree)
    {
        var result = new StringBuilder();
        if (Chance(4))
            result.Append("# comment\n---\n");
        WriteBlock(tree, result, 0, startsLine: true);
        if (_endsWithLiteral || Chance(2))
            result.Append('\n');
        return result.ToString();
    }

    private void WriteJson(Tree tree, StringBuilder result)
    {
        Blank(result);
        switch (tree)
        {
            case Tree.Leaf leaf:
                result.Append(leaf.Plain ? leaf.Text : JsonString(leaf.Text));
                break;
            case Tree.List list:
                result.Append('[');
                for (var i = 0; i < list.Items.Count; i++)
                {
                    result.Append(i == 0 ? "" : ",");
                    WriteJson(list.Items[i], result);
                }

                Blank(result);
                result.Append(']');
                break;
            case Tree.Map map:
                result.Append('{');
                for (var i = 0; i < map.Items.Count; i++)
                {
                    result.Append(i == 0 ? "" : ",");
                    Blank(result);
                    result.Append(JsonString(map.Items[i].Key)).Append(Chance(3) ? " : " : ":");
                    WriteJson(map.Items[i].Value, result);
                }

                Blank(result);
                result.Append('}');
                break;
        }
    }

    // What is both JSON and YAML: no tabs, and new lines are indented.
    private void Blank(StringBuilder result) => result.Append(_random.Next(4) switch { 0 => " ", 1 => "\n ", _ => "" });

    private string JsonString(string text)
    {
        var result = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\')
                result.Append('\\').Append(c);
            else if (c < ' ' || c is '\u0085' or '\u2028')
                result.Append($"\\u{(int)c:x4}");
            else if (c > '~' && Chance(3) && !char.IsSurrogate(c))
                result.Append($"\\u{(int)c:X4}");
            else
                result.Append(c);
        }

        return result.Append('"').ToString();
    }

    // Writes a node at the end of the text; what needs more lines begins them with the indentation.
    private void WriteBlock(Tree tree, StringBuilder result, int indent, bool startsLine)
    {
        switch (tree)
        {
            case Tree.Leaf leaf:
                WriteScalar(leaf, result, indent);
                break;
            case Tree.List { Items.Count: > 0 } list when !Chance(4):
                for (var i = 0; i < list.Items.Count; i++)
                {
                    if (i > 0 || !startsLine)
                        NewLine(result, indent);
                    result.Append("- ");
                    WriteBlock(list.Items[i], result, indent + 2, startsLine: true);
                }

                break;
            case Tree.Map { Items.Count: > 0 } map when !Chance(4):
                for (var i = 0; i < map.Items.Count; i++)
                {
                    if (i > 0 || !startsLine)
                        NewLine(result, indent);
                    if (Chance(6))
                    {
                        result.Append("? ").Append(Key(map.Items[i].Key));
                        NewLine(result, indent);
                        result.Append(": ");
                        WriteBlock(map.Items[i].Value, result, indent + 2, startsLine: true);
                    }
                    else
                    {
                        result.Append(Key(map.Items[i].Key)).Append(Chance(5) ? " : " : ": ");
                        WriteBlock(map.Items[i].Value, result, indent + 2, startsLine: false);
                    }
                }

                break;
            default:
                WriteFlow(tree, result);
                break;
        }
    }

    private void WriteFlow(Tree tree, StringBuilder result)
    {
        switch (tree)
        {
            case Tree.Leaf leaf:
                result.Append(leaf.Plain ? leaf.Text : Inline(leaf.Text));
                break;
            case Tree.List list:
                result.Append('[');
                foreach (var item in list.Items)
                {
                    WriteFlow(item, result);
                    result.Append(Chance(3) ? " , " : ", ");
                }

                result.Append(']');
                break;
            case Tree.Map map:
                result.Append("{ ");
                foreach (var (key, value) in map.Items)
                {
                    result.Append(Key(key)).Append(": ");
                    WriteFlow(value, result);
                    result.Append(", ");
                }

                result.Append('}');
                break;
        }
    }

    private void WriteScalar(Tree.Leaf leaf, StringBuilder result, int indent)
    {
        if (leaf.Plain)
        {
            result.Append(leaf.Text);
        }
        else if (Chance(3) && FitsLiteral(leaf.Text))
        {
            _endsWithLiteral = true;
            var lines = leaf.Text.TrimEnd('\n').Split('\n');
            result.Append('|').Append(leaf.Text.EndsWith('\n') ? "" : "-");
            foreach (var line in lines)
            {
                result.Append('\n');
                if (line.Length > 0)
                    result.Append(' ', indent + 1).Append(line);
            }
        }
        else
        {
            result.Append(Inline(leaf.Text));
        }
    }

    // Lines that begin with blanks need an indentation indicator, which is not what these tests are about.
    private static bool FitsLiteral(string text) =>
        text.Length > 0 && !text.StartsWith('\n') && !text.EndsWith("\n\n", StringComparison.Ordinal) && !text.Contains('\u001B', StringComparison.Ordinal)
        && text.Split('\n').All(l => l.Length == 0 || l[0] is not (' ' or '\t'));

    private string Key(string key) => Chance(2) && key.All(char.IsAsciiLetter) && key is not ("" or "null") ? key : Inline(key);

    private string Inline(string text)
    {
        if (Chance(2) && !text.AsSpan().ContainsAny('\n', '\u001B'))
            return "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
        return JsonString(text);
    }

    private void NewLine(StringBuilder result, int indent)
    {
        if (!_endsWithLiteral && Chance(6))
            result.Append(" # a 'comment': [");
        _endsWithLiteral = false;
        result.Append('\n');
        if (Chance(8))
            result.Append('\n');
        if (Chance(8))
            result.Append(' ', indent).Append("# comment\n");
        result.Append(' ', indent);
    }

    private string Words()
    {
        var result = new StringBuilder();
        for (var i = _random.Next(6); i > 0; i--)
            result.Append(Bits[_random.Next(Bits.Length)]);
        return result.ToString();
    }

    private bool Chance(int of) => _random.Next(of) == 0;
}
