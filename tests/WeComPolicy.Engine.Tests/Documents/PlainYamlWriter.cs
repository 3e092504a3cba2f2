using System.Text;

namespace WeComPolicy.Engine.Tests.Documents;

/// <summary>Writes random documents in the plain style: block mappings and lists, values on one line, comments. A seed gives the same text every time.</summary>
internal sealed class PlainYamlWriter(int seed)
{
    private static readonly string[] s_keys =
        ["a", "b", "key", "user_id", "x-y", "名称", "k1", "two words", "'q'", "\"d\"", "a.b", "1", "it's", "a/b", "😀", "-k", "a:b", "?q"];

    private static readonly string[] s_values =
    [
        "1", "-2.5", "true", "null", "~", "text", "two words", "中文 文字", "'it''s'", "'a: b # c'", "\"x: y\"", "\"\"", "\"a\\nb \\\"c\\\"\"", "''", "a#b", "a:b", "12:30:00",
        "https://e.com/x?y=1&z#top", "2026-01-02", "2026-01-02T03:04:05+08:00", "[]", "{}", "[a, b]", "[ a#b, c d# ]", "[ 'a',  \"b\" , 1 ]", "{at: 2026-01-02T03:04:05+08:00, u: [https://e.com:80/x]}", "{a: 1, b: [x, {c: d}]}",
        "a, b", "(x)", "x [y] {z}", "50%", "a & b", "-x", ".5", "a'b\"c", "😀", "wang.wei000001", "a - b", "\u00A0", "a!", "=", "<<", "a|b",
    ];

    private static readonly string[] s_lines = ["text", "a: b", "- x", "# no comment", "'", "中文 😀", "[", "a  b", "|", "...", "---", "&a *b !c", "\"\\n\""];

    private readonly Random _random = new(seed);
    private readonly StringBuilder _text = new();
    private bool _hasBlock;
    private readonly string _break = seed % 5 == 0 ? "\r\n" : "\n";

    public string Document()
    {
        if (Chance(4))
            Comments(0);
        if (Chance(4))
            Line("---");
        Collection(Chance(5) ? 2 : 0, 4);
        // Behind a block they could be part of it, or its last line break.
        if (_hasBlock)
            return _text.ToString();
        if (Chance(4))
            Comments(2);
        return Chance(4) ? _text.ToString().TrimEnd() : _text.ToString();
    }

    private void Collection(int indent, int depth)
    {
        if (Chance(3))
            List(indent, depth, isFirstOnLine: true);
        else
            Map(indent, depth, isFirstOnLine: true);
    }

    private void Map(int indent, int depth, bool isFirstOnLine)
    {
        foreach (var key in _random.GetItems(s_keys, _random.Next(1, 6)).Distinct(StringComparer.Ordinal))
        {
            if (isFirstOnLine)
                Indent(indent);
            isFirstOnLine = true;
            _text.Append(key).Append(':');
            if (depth == 0 || Chance(2))
            {
                Value(indent);
                continue;
            }

            if (Chance(8))
            {
                EndOfLine();
                continue;
            }

            EndOfLine();
            if (Chance(3))
                List(Chance(2) ? indent : indent + 2, depth - 1, isFirstOnLine: true);
            else
                Collection(indent + _random.Next(1, 4), depth - 1);
        }
    }

    private void List(int indent, int depth, bool isFirstOnLine)
    {
        for (var i = _random.Next(1, 4); i > 0; i--)
        {
            if (isFirstOnLine)
                Indent(indent);
            isFirstOnLine = true;
            _text.Append('-');
            var blanks = _random.Next(1, 3);
            switch (depth == 0 ? 0 : _random.Next(5))
            {
                case 0 or 1:
                    Value(indent);
                    break;
                case 2:
                    _text.Append(' ', blanks);
                    List(indent + 1 + blanks, depth - 1, isFirstOnLine: false);
                    break;
                case 3:
                    EndOfLine();
                    if (!Chance(6))
                        Collection(indent + 2, depth - 1);
                    break;
                default:
                    _text.Append(' ', blanks);
                    Map(indent + 1 + blanks, depth - 1, isFirstOnLine: false);
                    break;
            }
        }
    }

    private void Value(int indent)
    {
        if (Chance(6))
        {
            Block(indent);
            return;
        }

        _text.Append(' ', _random.Next(1, 3)).Append(s_values[_random.Next(s_values.Length)]);
        EndOfLine();
    }

    // Below a key or dash in the column `indent`.
    private void Block(int indent)
    {
        _hasBlock = true;
        var isFolded = Chance(2);
        _text.Append(isFolded ? " >" : " |").Append(Chance(2) ? "-" : "").Append(Chance(6) ? "  " : "").Append(_break);
        indent += _random.Next(1, 4);
        var isFirst = true;
        for (var i = _random.Next(1, 5); i > 0; i--)
        {
            for (var blanks = Chance(3) ? _random.Next(1, 3) : 0; blanks > 0; blanks--)
            {
                Indent(isFirst ? 0 : _random.Next(indent + 1));
                Line("");
            }

            Indent(indent + (isFolded || isFirst ? 0 : _random.Next(3)));
            isFirst = false;
            Line(s_lines[_random.Next(s_lines.Length)] + (isFolded || !Chance(6) ? "" : "  "));
        }

        if (Chance(4))
            Line("");
    }

    private void EndOfLine()
    {
        if (Chance(6))
            _text.Append("  ");
        if (Chance(6))
            _text.Append(" # behind: it");
        _text.Append(_break);
        if (Chance(8))
            Comments(_random.Next(5));
    }

    private void Comments(int indent)
    {
        Line("");
        Indent(indent);
        Line("# a comment: 'of its own'");
    }

    private void Line(string text) => _text.Append(text).Append(_break);

    private void Indent(int indent) => _text.Append(' ', indent);

    private bool Chance(int of) => _random.Next(of) == 0;
}
