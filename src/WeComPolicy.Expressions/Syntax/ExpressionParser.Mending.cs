namespace WeComPolicy.Expressions.Syntax;

internal sealed partial class ExpressionParser
{
    // Words of other languages, read as the operator that was meant.
    private void MendOperator()
    {
        var token = Current;
        if (token.Kind != TokenKind.Identifier || Quiet)
            return;
        var (kind, meant) = token.Name.ToLowerInvariant() switch
        {
            "and" => (TokenKind.And, "&&"),
            "or" => (TokenKind.Or, "||"),
            "is" or "eq" or "equals" => (TokenKind.Equal, "=="),
            "ne" or "neq" => (TokenKind.NotEqual, "!="),
            "lt" => (TokenKind.Less, "<"),
            "le" or "lte" => (TokenKind.LessOrEqual, "<="),
            "gt" => (TokenKind.Greater, ">"),
            "ge" or "gte" => (TokenKind.GreaterOrEqual, ">="),
            "mod" => (TokenKind.Percent, "%"),
            "div" => (TokenKind.Slash, "/"),
            "not" when _tokens[_position + 1].Kind == TokenKind.In => (TokenKind.Error, "!(a in b)"),
            _ => (TokenKind.Error, ""),
        };
        if (meant.Length == 0)
            return;
        ReportMeant(token, meant);
        if (kind == TokenKind.Error)
            _position++; // "not in": go on with "in"
        else
            _tokens[_position] = token with { Kind = kind };
    }

    private void MendNot()
    {
        var token = Current;
        if (token.Kind != TokenKind.Identifier || !string.Equals(token.Name, "not", StringComparison.OrdinalIgnoreCase))
            return;
        var next = _tokens[_position + 1].Kind;
        if (!StartsOperand(next) || next is TokenKind.OpenBracket or TokenKind.OpenBrace)
            return;
        ReportMeant(token, "!");
        _tokens[_position] = token with { Kind = TokenKind.Not };
    }

    private void ReportMeant(Token token, string meant) => Report(
        token.Span,
        new Bilingual($"CEL 没有运算符 {token.Name}。", $"CEL has no operator `{token.Name}`."),
        new Bilingual($"是否想写 {meant}？", $"Did you mean `{meant}`?"),
        always: true);

    private void ReportArrow() => Report(
        Current.Span,
        new Bilingual("CEL 没有箭头函数。", "CEL has no arrow functions."),
        new Bilingual("请用逗号隔开变量与表达式，例如 list.filter(x, x > 1)。", "Separate the variable from the expression by a comma, such as list.filter(x, x > 1)."));

    // Tells once that something follows a complete expression, then reads it for its own mistakes only.
    private void SkipUnexpected(ref bool told)
    {
        if (!told)
            ReportUnexpectedAfterOperand();
        told = true;
        if (!StartsOperand(Current.Kind) || Current.Kind == TokenKind.Error)
        {
            _position++;
            return;
        }

        var before = _position;
        ParseExpression();
        if (_position == before)
            _position++;
    }

    // Something follows a complete operand that cannot follow it.
    private void ReportUnexpectedAfterOperand()
    {
        var token = Current;
        var text = TextOf(token);
        var previous = _position > 0 ? _tokens[_position - 1].Kind : TokenKind.End;
        Bilingual? hint = null;
        if (token.Kind == TokenKind.Arrow)
        {
            Report(
                token.Span,
                new Bilingual("CEL 没有运算符 =>。", "CEL has no operator `=>`."),
                new Bilingual("是否想写 >=？", "Did you mean `>=`?"));
            return;
        }

        if (token.Kind == TokenKind.String && previous == TokenKind.String)
            hint = new Bilingual("拼接文本请用 +。", "Join texts with +.");
        else if (token.Kind == TokenKind.Identifier && token.Name is "contains" or "startsWith" or "endsWith" or "matches")
            hint = new Bilingual($"请写成 a.{text}(b)。", $"Write a.{text}(b).");
        else if (token.Kind == TokenKind.Reserved && token.Name is "if" or "else")
            hint = new Bilingual("条件表达式的写法是 条件 ? 值1 : 值2。", "A conditional is written condition ? value1 : value2.");
        else if (token.Kind == TokenKind.Colon)
            hint = new Bilingual("“:” 只用于 条件 ? 值1 : 值2 和映射 {键: 值}。", "`:` belongs to condition ? value1 : value2 and to maps {key: value}.");
        else if (token.Kind == TokenKind.Comma)
            hint = new Bilingual("几个条件请用 && 或 || 连接。", "Join conditions with && or ||.");
        else if (_open.Count > 0 && StartsOperand(token.Kind))
            hint = new Bilingual("是否漏了逗号或运算符？", "Is a comma or an operator missing?");
        else if (StartsOperand(token.Kind))
            hint = new Bilingual("是否漏了运算符，例如 && 或 ==？", "Is an operator missing, such as && or ==?");
        Report(
            token.Span,
            new Bilingual($"“{text}” 不能出现在这里：前面的表达式已经完整。", $"`{text}` cannot stand here: the expression before it is complete."),
            hint);
    }
}
