using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace WeComPolicy.CodeScan.Inputs;

/// <summary>
/// Finds the C# in the text of a Razor page: <c>@{ }</c>, branches and loops, <c>@helper</c>, and values that are shown. The markup in
/// blocks is no part of them; what is shown within it is.
/// </summary>
internal sealed class RazorText
{
    private const int MaxParts = 20_000;

    private const int MaxDepth = 60;

    // Pages may mean harm: blocks within blocks and blocks that are never closed are read so many times the page's length at most.
    private const int MaxReadings = 8;

    private const int CostOfLexer = 64;

    private const int MaxExpression = 2_000;

    private static readonly HashSet<string> s_statements = new(StringComparer.Ordinal) { "if", "for", "foreach", "while", "do", "switch", "using", "lock", "try" };

    private static readonly HashSet<string> s_directives = new(StringComparer.Ordinal)
    {
        "else", "using", "model", "inject", "page", "section", "functions", "code", "inherits", "layout", "namespace", "attribute", "implements", "typeparam", "rendermode",
        "addTagHelper", "removeTagHelper", "tagHelperPrefix", "media", "import", "keyframes", "charset", "supports", "preservewhitespace", "container", "layer", "property",
    };

    private static readonly HashSet<string> s_void = new(StringComparer.OrdinalIgnoreCase)
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
    };

    private readonly string _text;
    private readonly List<PagePart> _parts = [];
    private long _left;
    private int _depth;
    private int _at;

    private RazorText(string text)
    {
        _text = text;
        _left = (long)text.Length * MaxReadings;
    }

    /// <summary>The pieces in the order of the text, and the stretches where code begins that has no end.</summary>
    /// <param name="text">The page, without its comments.</param>
    /// <param name="taken">Stretches that are code already, in the order of the text.</param>
    public static (List<PagePiece> Pieces, List<PageStretch> LeftOut) Of(string text, IReadOnlyList<PageStretch> taken)
    {
        var reader = new RazorText(text);
        var pieces = new List<PagePiece>();
        var leftOut = new List<PageStretch>();
        var passed = 0;
        while (text.IndexOf('@', reader._at) is >= 0 and var at)
        {
            while (passed < taken.Count && taken[passed].End <= at)
                passed++;
            if (passed < taken.Count && taken[passed].Start <= at)
            {
                reader._at = taken[passed].End;
                continue;
            }

            reader._at = at;
            reader._depth = 0;
            var before = reader._parts.Count;
            if (reader.IsSpent)
            {
                leftOut.Add(new PageStretch(at, text.Length));
                break;
            }

            if (!reader.Transition())
            {
                // What follows may still be whole; what is never closed is told by the line it begins on.
                reader._parts.RemoveRange(before, reader._parts.Count - before);
                reader._at = at + 1;
                var end = text.IndexOf('\n', at);
                leftOut.Add(new PageStretch(at, end < 0 ? text.Length : end));
            }
            else if (reader._parts.Count > before)
            {
                pieces.Add(new PagePiece([.. reader._parts[before..]]));
            }
        }

        return (pieces, leftOut);
    }

    private bool IsSpent => _left < 0 || _parts.Count > MaxParts;

    private void Pass()
    {
        _at++;
        _left--;
    }

    private char Next(int ahead) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    /// <summary>What stands at an <c>@</c>; false where it is code without an end. The place is behind it then.</summary>
    private bool Transition()
    {
        // An address for mail, and the sign itself.
        if ((_at > 0 && (char.IsLetterOrDigit(_text[_at - 1]) || _text[_at - 1] is '.' or '_')) || Next(1) == '@')
        {
            _at += Next(1) == '@' ? 2 : 1;
            return true;
        }

        switch (Next(1))
        {
            case '{':
                _at += 2;
                return Code(isStatement: false);
            case '(':
                if (EndOfBrackets(_text, _at + 1) is var close and > 0)
                {
                    _parts.Add(PagePart.Shown(_at + 2, close - 1));
                    _at = close;
                    return true;
                }

                return false;
            case var letter when char.IsLetter(letter) || letter == '_':
                return Word();
            default:
                _at++;
                return true;
        }
    }

    private bool Word()
    {
        var start = _at + 1;
        var end = EndOfValue(_text, start, out var first);
        var behind = start + first.Length;
        if (first == "helper" && behind < _text.Length && _text[behind] == ' ')
        {
            _at = behind;
            return Statement("object ");
        }

        var follows = behind;
        while (follows < _text.Length && _text[follows] is ' ' or '\t' or '\r' or '\n')
            follows++;
        var isLoop = first == "await" && _text.AsSpan(follows).StartsWith("foreach", StringComparison.Ordinal);
        if (isLoop || (s_statements.Contains(first) && follows < _text.Length && _text[follows] is '(' or '{'))
        {
            _at = start;
            return Statement("");
        }

        // What another word introduces is looked through as well.
        _at = s_directives.Contains(first) ? behind : end;
        if (!s_directives.Contains(first))
            _parts.Add(PagePart.Shown(start, end));
        return true;
    }

    /// <summary>A header and its block, with what belongs to it: <c>else</c>, <c>catch</c>, <c>finally</c>, the <c>while</c> of <c>do</c>.</summary>
    private bool Statement(string before)
    {
        while (true)
        {
            var from = _at;
            var isDo = _text.AsSpan(from).StartsWith("do", StringComparison.Ordinal);
            if (!Header())
                return false;
            _parts.Add(new PagePart(from, _at, before, ""));
            before = "";
            if (!Code(isStatement: true))
                return false;
            var next = _at;
            while (next < _text.Length && char.IsWhiteSpace(_text[next]))
                next++;
            var rest = _text.AsSpan(next);
            if (StartsWithWord(rest, "else") || StartsWithWord(rest, "catch") || StartsWithWord(rest, "finally"))
            {
                _at = next;
                continue;
            }

            if (isDo && StartsWithWord(rest, "while") && _text.IndexOf(';', next) is > 0 and var end)
            {
                _parts.Add(new PagePart(next, end + 1, "", " "));
                _at = end + 1;
            }

            return true;
        }
    }

    /// <summary>To behind the brace that opens the block.</summary>
    private bool Header()
    {
        var brackets = 0;
        foreach (var token in Tokens())
        {
            switch (token.Kind())
            {
                case SyntaxKind.OpenParenToken:
                    brackets++;
                    break;
                case SyntaxKind.CloseParenToken:
                    brackets--;
                    break;
                case SyntaxKind.OpenBraceToken when brackets == 0:
                    _at = token.Span.End;
                    return true;
                case SyntaxKind.SemicolonToken when brackets == 0:
                    return false;
            }
        }

        return false;
    }

    /// <summary>From behind a brace to the one that closes it, which is part of a statement, and none of <c>@{ }</c>.</summary>
    private bool Code(bool isStatement)
    {
        if (++_depth > MaxDepth)
            return false;
        var braces = new Stack<(bool HoldsStatements, int Brackets)>();
        var from = _at;
        var brackets = 0;
        var atStart = true;
        var again = true;
        while (again)
        {
            again = false;
            var before = SyntaxKind.None;
            foreach (var token in Tokens())
            {
                var kind = token.Kind();
                var isMarkup = kind == SyntaxKind.LessThanToken && atStart && IsTag(token.SpanStart + 1);
                var isTransition = _text[token.SpanStart] == '@' && token.SpanStart + 1 < _text.Length
                    && (_text[token.SpanStart + 1] == '<' || (atStart && _text[token.SpanStart + 1] is ':' or '(' or '{') || (atStart && kind == SyntaxKind.IdentifierToken));
                if (isMarkup || isTransition)
                {
                    if (token.SpanStart > from)
                        _parts.Add(new PagePart(from, token.SpanStart, "", " "));
                    _at = token.SpanStart;
                    var isTemplate = isTransition && Next(1) == '<';
                    // What is made of an item when it is drawn.
                    if (isTemplate)
                        _parts.Add(new PagePart(_at, _at, "item => { ", ""));
                    _at += isTemplate ? 1 : 0;
                    if (!(isMarkup || isTemplate ? Markup() : Next(1) == ':' ? Line() : Transition()) || IsSpent)
                        return false;
                    if (isTemplate)
                        _parts.Add(new PagePart(_at, _at, "", "} "));
                    from = _at;
                    atStart = !isTemplate;
                    again = true;
                    break;
                }

                var starts = false;
                switch (kind)
                {
                    case SyntaxKind.OpenBraceToken:
                        var holds = brackets == 0 && atStart || before is SyntaxKind.CloseParenToken or SyntaxKind.EqualsGreaterThanToken or SyntaxKind.ElseKeyword
                            or SyntaxKind.TryKeyword or SyntaxKind.CatchKeyword or SyntaxKind.FinallyKeyword or SyntaxKind.DoKeyword;
                        braces.Push((holds, brackets));
                        brackets = 0;
                        starts = holds;
                        break;
                    case SyntaxKind.CloseBraceToken:
                        if (braces.Count == 0)
                        {
                            var end = isStatement ? token.Span.End : token.SpanStart;
                            if (end > from)
                                _parts.Add(new PagePart(from, end, "", " "));
                            _at = token.Span.End;
                            _depth--;
                            return true;
                        }

                        var opened = braces.Pop();
                        brackets = opened.Brackets;
                        starts = opened.HoldsStatements && brackets == 0;
                        break;
                    case SyntaxKind.SemicolonToken or SyntaxKind.ColonToken:
                        starts = brackets == 0 && (braces.Count == 0 || braces.Peek().HoldsStatements);
                        break;
                    case SyntaxKind.OpenParenToken or SyntaxKind.OpenBracketToken:
                        brackets++;
                        break;
                    case SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken:
                        brackets--;
                        break;
                }

                atStart = starts;
                before = kind;
            }
        }

        return false;
    }

    /// <summary>The tokens from here on, as long as there are readings left.</summary>
    private IEnumerable<SyntaxToken> Tokens()
    {
        // To begin costs something, however little is read.
        _left -= CostOfLexer;
        foreach (var token in SyntaxFactory.ParseTokens(_text, _at, _at))
        {
            _left -= token.FullSpan.Length;
            if (token.IsKind(SyntaxKind.EndOfFileToken) || IsSpent)
                yield break;
            yield return token;
        }
    }

    private bool IsTag(int at) => at < _text.Length && (char.IsLetter(_text[at]) || _text[at] is '!' or '/');

    /// <summary>The rest of a line that <c>@:</c> begins.</summary>
    private bool Line()
    {
        _at += 2;
        while (_at < _text.Length && _text[_at] is not ('\r' or '\n'))
        {
            if (_text[_at] != '@')
                Pass();
            else if (!Transition())
                return false;
        }

        return true;
    }

    /// <summary>An element, to behind the tag that closes it; false where none does.</summary>
    private bool Markup()
    {
        if (++_depth > MaxDepth)
            return false;
        var open = new Stack<string>();
        do
        {
            if (_at >= _text.Length || IsSpent)
                return false;
            var rest = _text.AsSpan(_at);
            if (_text[_at] == '@')
            {
                if (!Transition())
                    return false;
            }
            else if (rest.StartsWith("<!--", StringComparison.Ordinal))
            {
                var end = _text.IndexOf("-->", _at, StringComparison.Ordinal);
                _at = end < 0 ? _text.Length : end + 3;
            }
            else if (_text[_at] == '<' && IsTag(_at + 1))
            {
                if (!Tag(open))
                    return false;
            }
            else
            {
                Pass();
            }
        }
        while (open.Count > 0);
        _depth--;
        return true;
    }

    private bool Tag(Stack<string> open)
    {
        var isEnd = Next(1) == '/';
        var nameAt = _at + (isEnd ? 2 : 1);
        var nameEnd = nameAt;
        while (nameEnd < _text.Length && (char.IsLetterOrDigit(_text[nameEnd]) || _text[nameEnd] is '-' or ':' or '.' or '!'))
            nameEnd++;
        var name = _text[nameAt..nameEnd];
        _at = nameEnd;
        var quote = '\0';
        for (; _at < _text.Length && !IsSpent && (quote != '\0' || _text[_at] != '>');)
        {
            if (_text[_at] == '@')
            {
                if (!Transition())
                    return false;
                continue;
            }

            if (quote != '\0' ? _text[_at] == quote : _text[_at] is '"' or '\'')
                quote = quote == '\0' ? _text[_at] : '\0';
            Pass();
        }

        if (_at >= _text.Length || IsSpent)
            return false;
        var isWhole = _text[_at - 1] == '/';
        _at++;
        if (isEnd)
        {
            // Tags that are opened and never closed end with the one around them.
            if (open.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                while (!open.Pop().Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                }
            }
        }
        else if (!isWhole && !s_void.Contains(name) && name[0] != '!')
        {
            open.Push(name);
            if (name.Equals("script", StringComparison.OrdinalIgnoreCase) || name.Equals("style", StringComparison.OrdinalIgnoreCase))
                return Raw(name, open);
        }

        return true;
    }

    /// <summary>What is no markup up to its own end.</summary>
    private bool Raw(string name, Stack<string> open)
    {
        var close = $"</{name}";
        while (_at < _text.Length && !IsSpent && !_text.AsSpan(_at).StartsWith(close, StringComparison.OrdinalIgnoreCase))
        {
            if (_text[_at] != '@')
                Pass();
            else if (!Transition())
                return false;
        }

        return _at < _text.Length && !IsSpent && Tag(open);
    }

    private static bool StartsWithWord(ReadOnlySpan<char> text, string word) =>
        text.StartsWith(word, StringComparison.Ordinal) && (text.Length == word.Length || !(char.IsLetterOrDigit(text[word.Length]) || text[word.Length] == '_'));

    /// <summary><c>Html.Raw(token)</c>, <c>await Model.Get()</c>, <c>items[0]?.Name</c></summary>
    private static int EndOfValue(string text, int start, out string first)
    {
        var i = EndOfWord(text, start);
        first = text[start..i];
        if (first == "await" && i + 1 < text.Length && text[i] == ' ' && char.IsLetter(text[i + 1]))
            i = EndOfWord(text, i + 1);
        while (i < text.Length)
        {
            if (text[i] is '(' or '[' && EndOfBrackets(text, i) is var end and > 0)
                i = end;
            else if (text[i] == '.' && i + 1 < text.Length && (char.IsLetter(text[i + 1]) || text[i + 1] == '_'))
                i = EndOfWord(text, i + 1);
            else if (text[i] == '?' && i + 2 < text.Length && text[i + 1] == '.' && char.IsLetter(text[i + 2]))
                i = EndOfWord(text, i + 2);
            else
                break;
        }

        return i;
    }

    private static int EndOfWord(string text, int i)
    {
        while (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] == '_'))
            i++;
        return i;
    }

    /// <summary>Behind the bracket that closes the one at a place, or -1.</summary>
    private static int EndOfBrackets(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length && i - open < MaxExpression; i++)
        {
            switch (text[i])
            {
                case '(' or '[' or '{':
                    depth++;
                    break;
                case ')' or ']' or '}':
                    if (--depth == 0)
                        return i + 1;
                    break;
                case '"' or '\'':
                    var quote = text[i];
                    for (i++; i < text.Length && text[i] != quote && text[i] != '\n'; i++)
                    {
                        if (text[i] == '\\')
                            i++;
                    }

                    break;
            }
        }

        return -1;
    }
}
