namespace WeComPolicy.Expressions.Syntax;

internal sealed partial class ExpressionParser
{
    private Expr ParsePostfix()
    {
        var start = Current.Start;
        var operand = ParsePrimary();
        start = Math.Min(start, operand.Span.Start);
        while (true)
        {
            switch (Current.Kind)
            {
                case TokenKind.Dot:
                    operand = ParseMember(operand, start);
                    break;
                case TokenKind.OpenBracket:
                    operand = ParseIndex(operand, start);
                    break;
                case TokenKind.OpenBrace when TypeName(operand) is { } name && _tokens[_position - 1].Kind is TokenKind.Identifier or TokenKind.Reserved:
                    operand = ParseRecord(name, start);
                    break;
                default:
                    return operand;
            }
        }
    }

    private Expr ParseMember(Expr operand, int start)
    {
        _position++;
        var optional = Current.Kind == TokenKind.Question;
        if (optional)
            _position++;
        var name = Current;
        if (name.Kind is not (TokenKind.Identifier or TokenKind.Reserved or TokenKind.QuotedIdentifier))
        {
            var isWord = name.Kind is TokenKind.True or TokenKind.False or TokenKind.Null or TokenKind.In;
            Report(
                name.Span,
                new Bilingual($"“.” 后面应是字段名或函数名，但{Describe(name).Zh}。", $"A field or function name should follow `.`, but {Describe(name).En}."),
                isWord ? new Bilingual($"名为 {name.Name} 的字段请写成 x['{name.Name}']。", $"Write a field named {name.Name} as x['{name.Name}'].") : null);
            if (isWord || name.Kind == TokenKind.Error)
                _position++;
            return Missing(Span(start));
        }

        _position++;
        if (Current.Kind == TokenKind.OpenParenthesis && !optional && name.Kind != TokenKind.QuotedIdentifier)
        {
            var arguments = ParseArguments();
            return MakeCall(start, operand, name, arguments, absolute: false);
        }

        return new SelectExpr(Span(start), operand, name.Name, name.Span, optional) { Id = NextId(DepthOf(operand) + 1) };
    }

    private Expr ParseIndex(Expr operand, int start)
    {
        var open = Current;
        _open.Add(open);
        _position++;
        var optional = Current.Kind == TokenKind.Question;
        if (optional)
            _position++;
        var index = ParseExpression();
        Close(open, TokenKind.CloseBracket);
        var depth = Math.Max(DepthOf(operand), DepthOf(index)) + 1;
        return new IndexExpr(Span(start), operand, index, optional) { Id = NextId(depth) };
    }

    // The dotted name that an operand spells, where it spells one.
    private static string? TypeName(Expr operand) => operand switch
    {
        IdentExpr ident when !ident.Name.StartsWith('@') => (ident.Absolute ? "." : "") + ident.Name,
        SelectExpr { Optional: false } select when Words.IsPlainField(select.Field) && TypeName(select.Operand) is { } prefix => prefix + "." + select.Field,
        _ => null,
    };

    private Expr ParsePrimary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Identifier:
                _position++;
                return ParseName(token, token.Start, absolute: false);
            case TokenKind.Dot:
                return ParseAbsoluteName();
            case TokenKind.Minus:
                _position++;
                return ParseNumber(Current, token.Start, negative: true);
            case TokenKind.Int or TokenKind.UInt or TokenKind.Double:
                return ParseNumber(token, token.Start, negative: false);
            case TokenKind.String:
                return Literal(LiteralKind.String, token.Value);
            case TokenKind.Bytes:
                return Literal(LiteralKind.Bytes, token.Value);
            case TokenKind.True:
                return Literal(LiteralKind.Bool, true);
            case TokenKind.False:
                return Literal(LiteralKind.Bool, false);
            case TokenKind.Null:
                return Literal(LiteralKind.Null, null);
            case TokenKind.OpenParenthesis:
                return ParseParenthesized();
            case TokenKind.OpenBracket:
                return ParseList();
            case TokenKind.OpenBrace:
                return ParseMap();
            case TokenKind.Error:
                _position++;
                _lastReported = _position;
                return Missing(token.Span);
            case TokenKind.Reserved:
                return ParseReserved(token);
            case TokenKind.QuotedIdentifier:
                Report(
                    token.Span,
                    new Bilingual("反引号只能用于 “.” 之后的字段名。", "Backquotes are only for field names after `.`."),
                    new Bilingual($"文本请写 '{token.Name}'。", $"Write text as '{token.Name}'."));
                _position++;
                return Missing(token.Span);
            default:
                return ParseUnexpected(token);
        }
    }

    private Expr ParseUnexpected(Token token)
    {
        Report(
            token.Kind == TokenKind.End ? new TextSpan(PreviousEnd, 0) : token.Span,
            new Bilingual($"这里应是一个值，但{Describe(token).Zh}。", $"A value should stand here, but {Describe(token).En}."),
            token.Kind is TokenKind.Equal or TokenKind.And or TokenKind.Or && _position > 0 && _tokens[_position - 1].Kind == token.Kind
                ? new Bilingual("运算符写了两次。", "The operator stands twice.")
                : null);
        return MissingHere();
    }

    private Expr ParseReserved(Token token)
    {
        var hint = token.Name switch
        {
            "if" or "else" => new Bilingual("条件表达式的写法是 条件 ? 值1 : 值2。", "A conditional is written condition ? value1 : value2."),
            "for" or "while" or "loop" => new Bilingual("遍历请用 list.all(x, …)、exists、filter 或 map。", "To go through a list use list.all(x, …), exists, filter or map."),
            "let" or "var" or "const" => new Bilingual("局部变量请用 cel.bind(名称, 值, 表达式)。", "For a local variable use cel.bind(name, value, expression)."),
            "return" => new Bilingual("直接写表达式，不需要 return。", "Write the expression alone, without return."),
            _ => new Bilingual("请换一个名称。", "Use another name."),
        };
        Report(token.Span, new Bilingual($"{token.Name} 是保留字，不能用作名称。", $"`{token.Name}` is a reserved word, not a name."), hint);
        _position++;
        if (token.Name is "if" or "let" or "var" or "const" or "return" && StartsOperand(Current.Kind))
        {
            // The statement's words are skipped, what they speak of is still read.
            return ParsePostfix();
        }

        if (Current.Kind == TokenKind.OpenParenthesis)
            ParseArguments();
        return Missing(token.Span);
    }

    private LiteralExpr Literal(LiteralKind kind, object? value)
    {
        var span = Current.Span;
        _position++;
        return new LiteralExpr(span, kind, value) { Id = NextId(1) };
    }

    private LiteralExpr ParseNumber(Token token, int start, bool negative)
    {
        _position++;
        var span = TextSpan.Between(start, token.End);
        switch (token.Kind)
        {
            case TokenKind.Double:
                var number = (double)token.Value!;
                return new LiteralExpr(span, LiteralKind.Double, negative ? -number : number) { Id = NextId(1) };
            case TokenKind.UInt:
                return new LiteralExpr(span, LiteralKind.UInt, token.Value) { Id = NextId(1) };
            default:
                var magnitude = (ulong)token.Value!;
                if (!negative && magnitude > long.MaxValue && !Quiet)
                {
                    var digits = TextOf(token);
                    _diagnostics.Add(span, Lexer.OutOfRange(digits, isUnsigned: false), Lexer.UnsignedHint(digits));
                }

                return new LiteralExpr(span, LiteralKind.Int, unchecked(negative ? -(long)magnitude : (long)magnitude)) { Id = NextId(1) };
        }
    }

    private Expr ParseAbsoluteName()
    {
        var dot = Current;
        _position++;
        var name = Current;
        if (name.Kind != TokenKind.Identifier)
        {
            Report(
                name.Kind == TokenKind.End ? dot.Span : name.Span,
                new Bilingual($"“.” 后面应是名称，但{Describe(name).Zh}。", $"A name should follow `.`, but {Describe(name).En}."));
            if (name.Kind is TokenKind.Reserved or TokenKind.Error)
                _position++;
            return Missing(Span(dot.Start));
        }

        _position++;
        return ParseName(name, dot.Start, absolute: true);
    }

    private Expr ParseName(Token name, int start, bool absolute)
    {
        if (Current.Kind == TokenKind.OpenParenthesis)
        {
            var arguments = ParseArguments();
            return MakeCall(start, null, name, arguments, absolute);
        }

        return new IdentExpr(Span(start), name.Name, absolute) { Id = NextId(1) };
    }

    private Expr ParseParenthesized()
    {
        var open = Current;
        _open.Add(open);
        _position++;
        if (Current.Kind == TokenKind.CloseParenthesis)
        {
            Report(
                TextSpan.Between(open.Start, Current.End),
                new Bilingual("括号里没有表达式。", "There is no expression within the parentheses."));
            _open.RemoveAt(_open.Count - 1);
            _position++;
            return Missing(Span(open.Start));
        }

        var inner = ParseExpression();
        Close(open, TokenKind.CloseParenthesis);
        return inner;
    }

    private List<Expr> ParseArguments()
    {
        var arguments = new List<Expr>();
        ParseItems(TokenKind.CloseParenthesis, trailingComma: false, () => arguments.Add(ParseExpression()));
        return arguments;
    }

    private ListExpr ParseList()
    {
        var start = Current.Start;
        var elements = new List<ListElement>();
        var depth = 0;
        ParseItems(TokenKind.CloseBracket, trailingComma: true, () =>
        {
            var optional = TakeQuestion();
            var value = ParseExpression();
            depth = Math.Max(depth, DepthOf(value));
            elements.Add(new ListElement(value, optional));
        });
        return new ListExpr(Span(start), elements) { Id = NextId(depth + 1) };
    }

    private MapExpr ParseMap()
    {
        var start = Current.Start;
        var entries = new List<MapEntry>();
        var depth = 0;
        ParseItems(TokenKind.CloseBrace, trailingComma: true, () =>
        {
            var optional = TakeQuestion();
            var key = ParseExpression();
            var value = ParseEntryValue(new Bilingual("映射的条目写作 键: 值", "An entry of a map is written key: value"));
            depth = Math.Max(depth, Math.Max(DepthOf(key), DepthOf(value)));
            entries.Add(new MapEntry(key, value, optional));
        });
        return new MapExpr(Span(start), entries) { Id = NextId(depth + 1) };
    }

    private RecordExpr ParseRecord(string typeName, int start)
    {
        var fields = new List<FieldInitializer>();
        var depth = 0;
        ParseItems(TokenKind.CloseBrace, trailingComma: true, () =>
        {
            var optional = TakeQuestion();
            var name = Current;
            if (name.Kind is TokenKind.Identifier or TokenKind.Reserved or TokenKind.QuotedIdentifier)
            {
                _position++;
            }
            else
            {
                Report(name.Span, new Bilingual($"这里应是字段名，但{Describe(name).Zh}。", $"A field name should stand here, but {Describe(name).En}."));
                if (name.Kind is not (TokenKind.Colon or TokenKind.Comma or TokenKind.End) && !IsCloser(name.Kind))
                    ParseExpression();
                name = new Token(TokenKind.Identifier, name.Start, name.Start, "");
            }

            var value = ParseEntryValue(new Bilingual("记录的字段写作 字段: 值", "A field of a record is written field: value"));
            depth = Math.Max(depth, DepthOf(value));
            fields.Add(new FieldInitializer(name.Name, name.Span, value, optional));
        });
        return new RecordExpr(Span(start), typeName, fields) { Id = NextId(depth + 1) };
    }

    private bool TakeQuestion()
    {
        if (Current.Kind != TokenKind.Question)
            return false;
        _position++;
        return true;
    }

    private Expr ParseEntryValue(Bilingual form)
    {
        if (Current.Kind == TokenKind.Colon)
        {
            _position++;
            return ParseExpression();
        }

        Report(
            Current.Kind == TokenKind.End ? new TextSpan(PreviousEnd, 0) : Current.Span,
            new Bilingual($"{form.Zh}，这里缺少 “:”：{Describe(Current).Zh}。", $"{form.En}; `:` is missing here: {Describe(Current).En}."));
        return MissingHere();
    }

    // Reads bracketed items separated by commas, from the opening bracket through the closing one.
    private void ParseItems(TokenKind closer, bool trailingComma, Action item)
    {
        var open = Current;
        _open.Add(open);
        _position++;
        var any = false;
        while (Current.Kind != closer && Current.Kind != TokenKind.End)
        {
            if (IsCloser(Current.Kind) && (any || ClosesOuter(Current.Kind)))
                break;
            if (Current.Kind == TokenKind.Comma)
            {
                var comma = Current;
                if (trailingComma && !any && _tokens[_position + 1].Kind == closer)
                {
                    _position++;
                    break;
                }

                Report(comma.Span, new Bilingual("逗号前缺少一项。", "There is nothing before the comma."));
                _position++;
                continue;
            }

            var before = _position;
            item();
            any = true;
            if (_position == before)
            {
                if (Current.Kind == TokenKind.End || IsCloser(Current.Kind))
                    break;
                _position++; // what nothing could read must not be read for ever
                continue;
            }

            if (Current.Kind is TokenKind.Comma or TokenKind.Arrow)
            {
                if (Current.Kind == TokenKind.Arrow)
                    ReportArrow();
                var comma = Current;
                _position++;
                if (Current.Kind == closer && !trailingComma)
                {
                    Report(
                        comma.Span,
                        new Bilingual("参数末尾多了一个逗号。", "There is a comma too many after the last argument."));
                }

                continue;
            }

            if (Current.Kind == closer || IsCloser(Current.Kind) || Current.Kind == TokenKind.End)
                break;
            ReportUnexpectedAfterOperand();
            if (Current.Kind == TokenKind.Error || !(StartsOperand(Current.Kind) || Current.Kind is TokenKind.Minus or TokenKind.Dot or TokenKind.Question))
                _position++;
        }

        Close(open, closer);
    }

    private bool ClosesOuter(TokenKind closer)
    {
        for (var i = _open.Count - 2; i >= 0; i--)
        {
            if (CloserOf(_open[i].Kind) == closer)
                return true;
        }

        return false;
    }

    private static TokenKind CloserOf(TokenKind open) => open switch
    {
        TokenKind.OpenParenthesis => TokenKind.CloseParenthesis,
        TokenKind.OpenBracket => TokenKind.CloseBracket,
        _ => TokenKind.CloseBrace,
    };

    private void Close(Token open, TokenKind closer)
    {
        // What stands between the item and the bracket that closes is told and skipped.
        var told = false;
        while (Current.Kind != TokenKind.End && !IsCloser(Current.Kind))
            SkipUnexpected(ref told);

        if (Current.Kind == closer)
        {
            _position++;
        }
        else
        {
            var isEnd = Current.Kind == TokenKind.End;
            var expected = closer switch
            {
                TokenKind.CloseParenthesis => ")",
                TokenKind.CloseBracket => "]",
                _ => "}",
            };
            var opened = _text[open.Start..open.End];
            if (isEnd)
            {
                Report(
                    open.Span,
                    new Bilingual($"“{opened}” 没有闭合。", $"`{opened}` is never closed."),
                    new Bilingual($"请补上 {expected}。", $"Add {expected}."));
            }
            else
            {
                var found = TextOf(Current);
                Report(
                    Current.Span,
                    new Bilingual(
                        $"第 {open.Start + 1} 个字符处的 “{opened}” 应以 “{expected}” 闭合，但遇到了 “{found}”。",
                        $"`{opened}`, opened at character {open.Start + 1}, should be closed by `{expected}`, but found `{found}`."));
                if (!ClosesOuter(Current.Kind))
                    _position++;
            }
        }

        _open.RemoveAt(_open.Count - 1);
    }
}
