using System.Globalization;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Libraries.Patterns;

/// <summary>Reads a pattern in the syntax of RE2, which CEL prescribes.</summary>
internal sealed class PatternParser
{
    private const int MaxDepth = 100;
    private const int MaxRepeat = 1000;

    private readonly string _text;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private int _at;
    private int _depth;
    private int _groups;
    private bool _ignoreCase;
    private bool _multiLine;
    private bool _dotTakesNewLine;
    private bool _swapGreed;
    private Bilingual? _error;

    private PatternParser(string text)
    {
        _text = text;
    }

    /// <summary>Reads a pattern; null where it is wrong, and <paramref name="error"/> says why.</summary>
    public static PatternNode? Parse(string text, out int groups, out Bilingual error)
    {
        var parser = new PatternParser(text);
        var node = parser.Choice();
        if (parser._error is null && parser._at < text.Length)
            parser.Fail("多余的“)”", "unexpected ')'");
        groups = parser._groups;
        error = parser._error ?? default;
        return parser._error is null ? node : null;
    }

    private bool AtEnd => _at >= _text.Length || _error is not null;

    private char Next => _text[_at];

    private PatternNode Choice()
    {
        var branches = new List<PatternNode> { Sequence() };
        while (!AtEnd && Next == '|')
        {
            _at++;
            branches.Add(Sequence());
        }

        return branches.Count == 1 ? branches[0] : new ChoiceNode(branches);
    }

    private PatternNode Sequence()
    {
        var parts = new List<PatternNode>();
        while (!AtEnd && Next is not ('|' or ')'))
        {
            if (LooksAt("\\Q"))
            {
                Quoted(parts);
                continue;
            }

            var atom = Atom();
            if (_error is not null)
                break;
            if (atom is not null)
                parts.Add(atom);
            if (!AtEnd && RepeatStart() is { } bounds)
            {
                if (atom is null)
                    Fail($"重复符“{Next}”前没有可重复的内容", $"there is nothing to repeat before '{Next}'");
                else
                    parts[^1] = Repeat(atom, bounds);
            }
        }

        return parts.Count == 1 ? parts[0] : new SequenceNode(parts);
    }

    // \Q…\E: every character stands for itself; what follows may repeat the last one.
    private void Quoted(List<PatternNode> parts)
    {
        _at += 2;
        while (!AtEnd && !LooksAt("\\E"))
            parts.Add(Literal(CodePoint()));
        if (LooksAt("\\E"))
            _at += 2;
        if (!AtEnd && RepeatStart() is { } bounds)
        {
            if (parts.Count == 0)
                Fail("重复符前没有可重复的内容", "there is nothing to repeat");
            else
                parts[^1] = Repeat(parts[^1], bounds);
        }
    }

    // Null for a group that only sets flags.
    private PatternNode? Atom()
    {
        var c = Next;
        switch (c)
        {
            case '(':
                return Group();
            case '[':
                return new SetNode(Class());
            case '.':
                _at++;
                return new SetNode(_dotTakesNewLine ? CodePointSet.All : CodePointSet.Of(('\n', '\n')).Complement());
            case '^':
                _at++;
                return new PlaceNode(_multiLine ? Place.LineStart : Place.TextStart);
            case '$':
                _at++;
                return new PlaceNode(_multiLine ? Place.LineEnd : Place.TextEnd);
            case '*' or '+' or '?':
                Fail($"重复符“{c}”前没有可重复的内容", $"there is nothing to repeat before '{c}'");
                return null;
            case '\\':
                return Escape();
            default:
                return Literal(CodePoint());
        }
    }

    private SetNode Literal(int codePoint) =>
        new(_ignoreCase ? UnicodeSets.FoldCase(codePoint) : CodePointSet.Of((codePoint, codePoint)));

    private PatternNode? Group()
    {
        if (++_depth > MaxDepth)
        {
            Fail("括号嵌套过深", "the parentheses are nested too deeply");
            return null;
        }

        var opening = _at++;
        var before = (_ignoreCase, _multiLine, _dotTakesNewLine, _swapGreed);
        var number = 0;
        if (!AtEnd && Next == '?')
        {
            _at++;
            if (LooksAt("P<") || (LooksAt("<") && !LooksAt("<=") && !LooksAt("<!")))
            {
                _at += Next == 'P' ? 2 : 1;
                GroupName();
                number = ++_groups;
            }
            else if (Flags())
            {
                // (?i) holds to the end of the enclosing group.
                _depth--;
                return null;
            }
        }
        else
        {
            number = ++_groups;
        }

        var body = _error is null ? Choice() : new SequenceNode([]);
        if (_error is null && AtEnd)
            FailAt(opening, "“(”没有对应的“)”", "'(' has no ')'");
        _at++;
        _depth--;
        (_ignoreCase, _multiLine, _dotTakesNewLine, _swapGreed) = before;
        return number > 0 ? new GroupNode(body, number) : body;
    }

    private void GroupName()
    {
        var start = _at;
        while (!AtEnd && (char.IsAsciiLetterOrDigit(Next) || Next == '_'))
            _at++;
        var name = _text[start.._at];
        if (name.Length == 0 || AtEnd || Next != '>')
            Fail("分组名只能由字母、数字和下划线组成，并以“>”结束", "a group name is made of letters, digits and underscores, and ends with '>'");
        else if (!_names.Add(name))
            FailAt(start, $"分组名 {name} 重复", $"there are two groups named {name}");
        _at++;
    }

    // Reads "i", "i-s", "i:"; true when the group is over, false when its body follows.
    private bool Flags()
    {
        var on = true;
        var any = false;
        for (; !AtEnd; _at++)
        {
            switch (Next)
            {
                case 'i':
                    _ignoreCase = on;
                    break;
                case 'm':
                    _multiLine = on;
                    break;
                case 's':
                    _dotTakesNewLine = on;
                    break;
                case 'U':
                    _swapGreed = on;
                    break;
                case '-' when on:
                    on = false;
                    any = false;
                    continue;
                case ':' when on || any:
                    _at++;
                    return false;
                case ')' when any:
                    _at++;
                    return true;
                default:
                    UnsupportedGroup();
                    return true;
            }

            any = true;
        }

        Fail("“(”没有对应的“)”", "'(' has no ')'");
        return true;
    }

    private void UnsupportedGroup()
    {
        if (Next is '=' or '!' || LooksAt("<=") || LooksAt("<!"))
            Fail("不支持环视 (?=…) (?!…) (?<=…) (?<!…)", "look-around (?=…) (?!…) (?<=…) (?<!…) is not supported");
        else if (Next == '>')
            Fail("不支持原子组 (?>…)", "atomic groups (?>…) are not supported");
        else if (Next == '(')
            Fail("不支持条件组 (?(…)…)", "conditional groups (?(…)…) are not supported");
        else if (Next == '#')
            Fail("不支持注释 (?#…)", "comments (?#…) are not supported");
        else if (Next == 'P')
            Fail("不支持对分组的引用 (?P=…) (?P>…)", "references to groups (?P=…) (?P>…) are not supported");
        else
            Fail($"未知的组标志“{Next}”，可用的有 i m s U", $"unknown group flag '{Next}': there are i m s U");
    }

    // The bounds of the repetition that stands here, or null; a brace that bounds nothing is an ordinary character.
    private (int Min, int Max, int Length)? RepeatStart() => Next switch
    {
        '*' => (0, -1, 1),
        '+' => (1, -1, 1),
        '?' => (0, 1, 1),
        '{' => Braces(),
        _ => null,
    };

    private (int Min, int Max, int Length)? Braces()
    {
        var at = _at + 1;
        if (Number(ref at) is not { } min)
            return null;
        var max = min;
        if (at < _text.Length && _text[at] == ',')
        {
            at++;
            max = -1;
            if (at < _text.Length && _text[at] != '}')
            {
                if (Number(ref at) is not { } bound)
                    return null;
                max = bound;
            }
        }

        return at < _text.Length && _text[at] == '}' ? (min, max, at + 1 - _at) : null;
    }

    private int? Number(ref int at)
    {
        var start = at;
        while (at < _text.Length && char.IsAsciiDigit(_text[at]))
            at++;
        if (at == start || (at > start + 1 && _text[start] == '0'))
            return null;
        return at - start > 4 ? MaxRepeat + 1 : int.Parse(_text.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private PatternNode Repeat(PatternNode body, (int Min, int Max, int Length) bounds)
    {
        var (min, max, length) = bounds;
        if (min > MaxRepeat || max > MaxRepeat)
            Fail("重复次数不能超过 1000", "a part cannot be repeated more than 1000 times");
        else if (max >= 0 && max < min)
            Fail("重复次数的下限大于上限", "the repetition has a lower bound above its upper bound");
        _at += length;
        var greedy = !_swapGreed;
        if (!AtEnd && Next == '?')
        {
            _at++;
            greedy = !greedy;
        }

        if (!AtEnd && RepeatStart() is not null)
        {
            if (Next == '+')
                Fail("不支持占有量词（例如 a*+），重复符也不能相连", "possessive quantifiers such as a*+ are not supported, and repetitions cannot follow each other");
            else
                Fail("重复符不能相连，请加括号", "repetitions cannot follow each other: use parentheses");
        }

        return new RepeatNode(body, min, max, greedy);
    }

    private PatternNode? Escape()
    {
        if (_at + 1 >= _text.Length)
        {
            Fail("以反斜杠结尾", "the pattern ends in a backslash");
            return null;
        }

        Place? place = _text[_at + 1] switch
        {
            'A' => Place.TextStart,
            'z' => Place.TextEnd,
            'b' => Place.WordEdge,
            'B' => Place.NoWordEdge,
            _ => null,
        };
        if (place is { } found)
        {
            _at += 2;
            return new PlaceNode(found);
        }

        if (NamedSet() is { } set)
            return new SetNode(set);
        return _error is null ? Literal(EscapedCodePoint()) : null;
    }

    // \d \D \w \W \s \S \pL \p{Han} \P{…} \p{^…}; null when something else stands here.
    private CodePointSet? NamedSet()
    {
        if (_text[_at] != '\\' || _at + 1 >= _text.Length)
            return null;
        var letter = _text[_at + 1];
        CodePointSet? set = char.ToLowerInvariant(letter) switch
        {
            'd' => UnicodeSets.Digits,
            'w' => UnicodeSets.Words,
            's' => UnicodeSets.Spaces,
            _ => null,
        };
        if (set is not null && letter is 'd' or 'D' or 'w' or 'W' or 's' or 'S')
        {
            _at += 2;
            set = _ignoreCase ? UnicodeSets.FoldCase(set) : set;
            return char.IsAsciiLetterUpper(letter) ? set.Complement() : set;
        }

        if (letter is not ('p' or 'P'))
            return null;
        var start = _at;
        _at += 2;
        var name = "";
        if (!AtEnd && Next == '{')
        {
            var end = _text.IndexOf('}', _at);
            if (end < 0)
            {
                FailAt(start, "\\p{ 没有对应的“}”", "\\p{ has no '}'");
                return null;
            }

            name = _text[(_at + 1)..end];
            _at = end + 1;
        }
        else if (!AtEnd)
        {
            name = char.ConvertFromUtf32(CodePoint());
        }

        var negated = letter == 'P';
        if (name.StartsWith('^'))
        {
            negated = !negated;
            name = name[1..];
        }

        set = UnicodeSets.Unicode(name);
        if (set is null)
        {
            var scripts = string.Join(" ", UnicodeSets.ScriptNames);
            FailAt(start, $"未知的字符类 \\p{{{name}}}，可用 L、Lu、Nd 一类的类别，以及文字 {scripts}", $"unknown class \\p{{{name}}}: there are categories such as L, Lu, Nd, and the scripts {scripts}");
            return null;
        }

        set = _ignoreCase ? UnicodeSets.FoldCase(set) : set;
        return negated ? set.Complement() : set;
    }

    private int EscapedCodePoint()
    {
        var start = _at;
        _at++;
        var c = Next;
        _at++;
        switch (c)
        {
            case 'a':
                return '\a';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'v':
                return '\v';
            case 'x':
                return Hexadecimal(start);
            case '0':
            case >= '1' and <= '7' when _at < _text.Length && _text[_at] is >= '0' and <= '7':
                var value = c - '0';
                for (var i = 0; i < 2 && _at < _text.Length && _text[_at] is >= '0' and <= '7'; i++)
                    value = value * 8 + _text[_at++] - '0';
                return value;
            case >= '1' and <= '9' or 'k':
                FailAt(start, "不支持反向引用", "back-references are not supported");
                return 0;
            case 'Z':
                FailAt(start, "不支持 \\Z，请用 \\z 或 $", "\\Z is not supported: use \\z or $");
                return 0;
            default:
                if (c < 0x80 && !char.IsAsciiLetterOrDigit(c))
                    return c;
                var shown = ValueOperations.ToDisplay(Value.String(_text[start.._at]), 20);
                FailAt(start, $"未知的转义 {shown}", $"unknown escape {shown}");
                return 0;
        }
    }

    private int Hexadecimal(int start)
    {
        var digits = ReadOnlySpan<char>.Empty;
        if (_at < _text.Length && _text[_at] == '{')
        {
            var end = _text.IndexOf('}', _at);
            if (end > 0)
            {
                digits = _text.AsSpan(_at + 1, end - _at - 1);
                _at = end + 1;
            }
        }
        else if (_at + 2 <= _text.Length)
        {
            digits = _text.AsSpan(_at, 2);
            _at += 2;
        }

        if (digits.Length is 0 or > 8 || !int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) || value is < 0 or > CodePointSet.MaxCodePoint)
        {
            FailAt(start, "\\x 之后须为两位十六进制数，或花括号中的码位，如 \\x{4E2D}", "\\x takes two hexadecimal digits, or a code point in braces as in \\x{4E2D}");
            return 0;
        }

        return value;
    }

    private CodePointSet Class()
    {
        var opening = _at++;
        var negated = !AtEnd && Next == '^';
        if (negated)
            _at++;
        var ranges = new List<(int First, int Last)>();
        var sets = new List<CodePointSet>();
        var first = true;
        while (!AtEnd && (first || Next != ']'))
        {
            first = false;
            if (LooksAt("[:"))
            {
                var end = _text.IndexOf(":]", _at + 2, StringComparison.Ordinal);
                if (end >= 0)
                {
                    Posix(_text[(_at + 2)..end], sets);
                    _at = end + 2;
                    continue;
                }
            }

            if (NamedSet() is { } set)
            {
                sets.Add(set);
                continue;
            }

            if (_error is not null)
                break;
            var start = _at;
            var low = ClassCodePoint();
            var high = low;
            if (_at + 1 < _text.Length && _text[_at] == '-' && _text[_at + 1] != ']' && _error is null)
            {
                _at++;
                high = ClassCodePoint();
                if (high < low && _error is null)
                {
                    var shown = ValueOperations.ToDisplay(Value.String(_text[start.._at]), 20);
                    FailAt(start, $"字符范围 {shown} 的起点大于终点", $"the range {shown} is in the wrong order");
                }
            }

            ranges.Add((low, high));
        }

        if (_error is null && AtEnd)
            FailAt(opening, "“[”没有对应的“]”", "'[' has no ']'");
        _at++;
        if (_error is not null)
            return CodePointSet.Empty;
        var result = CodePointSet.Union([.. sets, CodePointSet.Of([.. ranges])]);
        if (_ignoreCase)
            result = UnicodeSets.FoldCase(result);
        return negated ? result.Complement() : result;
    }

    private void Posix(string name, List<CodePointSet> sets)
    {
        var negated = name.StartsWith('^');
        var set = UnicodeSets.Posix(negated ? name[1..] : name);
        if (set is not null && _ignoreCase)
            set = UnicodeSets.FoldCase(set);
        if (set is null)
            Fail($"未知的字符类 [:{name}:]", $"unknown class [:{name}:]");
        else
            sets.Add(negated ? set.Complement() : set);
    }

    private int ClassCodePoint()
    {
        if (Next != '\\')
            return CodePoint();
        if (_at + 1 < _text.Length)
            return EscapedCodePoint();
        Fail("以反斜杠结尾", "the pattern ends in a backslash");
        return 0;
    }

    private int CodePoint()
    {
        var length = CodePoints.LengthAt(_text, _at);
        var codePoint = length == 2 ? char.ConvertToUtf32(_text[_at], _text[_at + 1]) : _text[_at];
        _at += length;
        return codePoint;
    }

    private bool LooksAt(string text) => string.CompareOrdinal(_text, _at, text, 0, text.Length) == 0;

    private void Fail(string zh, string en) => FailAt(_at, zh, en);

    private void FailAt(int position, string zh, string en)
    {
        if (_error is not null)
            return;
        var at = (position + 1).ToString(CultureInfo.InvariantCulture);
        _error = new($"正则表达式第 {at} 个字符处：{zh}", $"regular expression, character {at}: {en}");
    }
}
