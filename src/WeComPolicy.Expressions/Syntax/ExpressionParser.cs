namespace WeComPolicy.Expressions.Syntax;

/// <summary>Recursive descent with precedence climbing over the tokens of one text.</summary>
internal sealed partial class ExpressionParser
{
    private readonly string _text;
    private readonly Token[] _tokens;
    private readonly ParseOptions _options;
    private readonly DiagnosticCollector _diagnostics;
    private readonly List<int> _depths = [];
    private readonly List<Token> _open = [];
    private int _position;
    private int _nesting;
    private int _lastReported = -1;

    public ExpressionParser(string text, Token[] tokens, ParseOptions options, DiagnosticCollector diagnostics)
    {
        _text = text;
        _tokens = tokens;
        _options = options;
        _diagnostics = diagnostics;
    }

    /// <summary>Whether nothing more is told, after the parser gave up.</summary>
    private bool Quiet { get; set; }

    /// <summary>A literal was never ended, so what seems to be missing at the end is not told.</summary>
    public bool Unterminated { get; init; }

    public int NodeCount => _depths.Count;

    private Token Current => _tokens[_position];

    private int PreviousEnd => _position == 0 ? 0 : _tokens[_position - 1].End;

    public Expr? ParseRoot()
    {
        if (Current.Kind == TokenKind.End)
        {
            if (_diagnostics.Count == 0)
                Report(Current.Span, new Bilingual("表达式是空的。", "The expression is empty."));
            return null;
        }

        var start = Current.Start;
        var root = ParseExpression();
        start = Math.Min(start, root.Span.Start);
        var told = false;
        while (Current.Kind != TokenKind.End)
        {
            if (IsCloser(Current.Kind))
            {
                Report(
                    Current.Span,
                    new Bilingual($"“{TextOf(Current)}” 没有与之对应的开括号。", $"`{TextOf(Current)}` closes no bracket."),
                    new Bilingual("请删去它，或补上开括号。", "Delete it, or add the opening bracket."));
                _position++;
                root = ParseRest(root, start);
                continue;
            }

            SkipUnexpected(ref told);
        }

        return root;
    }

    private int NextId(int depth)
    {
        var id = _depths.Count;
        _depths.Add(depth);
        if (depth > _options.MaxDepth)
            GiveUp();
        return id;
    }

    private int DepthOf(Expr? node) => node is null ? 0 : _depths[node.Id];

    private int DepthOf(IReadOnlyList<Expr> nodes)
    {
        var depth = 0;
        foreach (var node in nodes)
            depth = Math.Max(depth, DepthOf(node));
        return depth;
    }

    // Too deep: one mistake is told, the rest of the text is skipped.
    private void GiveUp()
    {
        if (!Quiet)
        {
            Report(
                Current.Kind == TokenKind.End ? TextSpan.Between(Math.Max(0, PreviousEnd - 1), PreviousEnd) : Current.Span,
                new Bilingual($"表达式嵌套过深：超过 {_options.MaxDepth} 层。", $"The expression is nested too deeply: more than {_options.MaxDepth} levels."),
                new Bilingual("请拆成几个变量。", "Split it into several variables."),
                always: true);
        }

        Quiet = true;
        _position = _tokens.Length - 1;
    }

    private MissingExpr Missing(TextSpan span) => new(span) { Id = NextId(1) };

    private MissingExpr MissingHere() => Missing(new TextSpan(PreviousEnd, 0));

    private void Report(TextSpan span, Bilingual message, Bilingual? hint = null, bool always = false)
    {
        if (Quiet || (!always && _lastReported == _position))
            return;
        _lastReported = _position;
        if (Unterminated && Current.Kind == TokenKind.End)
            return;
        if (Current.Kind == TokenKind.Error && !always)
            return;
        _diagnostics.Add(span, message, hint);
    }

    private string TextOf(Token token)
    {
        var text = _text[token.Start..token.End];
        return text.Length <= 40 ? text : text[..39] + "…";
    }

    private (string Zh, string En) Describe(Token token) => token.Kind == TokenKind.End
        ? ("表达式在此结束", "the expression ends here")
        : ($"遇到了 “{TextOf(token)}”", $"found `{TextOf(token)}`");

    private static bool IsCloser(TokenKind kind) =>
        kind is TokenKind.CloseParenthesis or TokenKind.CloseBracket or TokenKind.CloseBrace;

    private static bool StartsOperand(TokenKind kind) => kind is TokenKind.Identifier or TokenKind.Reserved or TokenKind.Int
        or TokenKind.UInt or TokenKind.Double or TokenKind.String or TokenKind.Bytes or TokenKind.True or TokenKind.False
        or TokenKind.Null or TokenKind.OpenParenthesis or TokenKind.OpenBracket or TokenKind.OpenBrace or TokenKind.Not
        or TokenKind.Error or TokenKind.QuotedIdentifier;

    private Expr ParseExpression()
    {
        if (_nesting >= _options.MaxDepth)
        {
            GiveUp();
            return MissingHere();
        }

        _nesting++;
        var start = Current.Start;
        var condition = ParseBinary(1);
        start = Math.Min(start, condition.Span.Start);
        var result = Current.Kind == TokenKind.Question ? ParseConditional(condition, start) : condition;
        _nesting--;
        return result;
    }

    // Goes on behind an operand that is complete already, after a stray bracket was skipped.
    private Expr ParseRest(Expr left, int start)
    {
        var whole = ParseBinaryRest(left, start, 1);
        return Current.Kind == TokenKind.Question ? ParseConditional(whole, start) : whole;
    }

    private Expr ParseConditional(Expr condition, int start)
    {
        var question = Current;
        _position++;
        var isCoalescing = Current.Kind == TokenKind.Question && Current.Start == question.End;
        if (isCoalescing)
        {
            Report(
                TextSpan.Between(question.Start, Current.End),
                new Bilingual("CEL 没有运算符 ??。", "CEL has no operator `??`."),
                new Bilingual("缺省值请写 a.?b.orValue(…)。", "Write a default as a.?b.orValue(…)."));
            _position++;
        }

        var thenStart = Current.Start;
        var then = ParseExpression();
        if (then is ConditionalExpr && then.Span.Start == thenStart)
        {
            Report(
                then.Span,
                new Bilingual("“?” 与 “:” 之间的条件表达式必须加括号。", "A conditional between `?` and `:` needs parentheses."),
                new Bilingual($"请写成 ({Clip(then.Span)})。", $"Write ({Clip(then.Span)})."),
                always: true);
        }

        Expr otherwise;
        if (isCoalescing)
        {
            otherwise = MissingHere();
        }
        else if (Current.Kind == TokenKind.Colon)
        {
            _position++;
            otherwise = ParseExpression();
        }
        else
        {
            var isChain = question.End < _text.Length && _text[question.End] is '.' or '?';
            Report(
                Current.Kind == TokenKind.End ? question.Span : Current.Span,
                new Bilingual($"“?” 缺少对应的 “:”：{Describe(Current).Zh}。", $"`?` lacks its `:`: {Describe(Current).En}."),
                isChain
                    ? new Bilingual("可选字段请写 a.?b，缺省值请写 a.?b.orValue(…)。", "Write an optional field as a.?b, and a default as a.?b.orValue(…).")
                    : new Bilingual("条件表达式的写法是 条件 ? 值1 : 值2。", "A conditional is written condition ? value1 : value2."));
            otherwise = MissingHere();
        }

        var depth = Math.Max(DepthOf(condition), Math.Max(DepthOf(then), DepthOf(otherwise))) + 1;
        return new ConditionalExpr(Span(start), condition, then, otherwise) { Id = NextId(depth) };
    }

    private string Clip(TextSpan span)
    {
        var text = _text.Substring(span.Start, span.Length);
        return text.Length <= 60 ? text : text[..59] + "…";
    }

    // From a start to the end of the last token that was read.
    private TextSpan Span(int start) => TextSpan.Between(Math.Min(start, PreviousEnd), PreviousEnd);

    private static (int Precedence, Operator Operator) BinaryOperator(TokenKind kind) => kind switch
    {
        TokenKind.Or => (1, default),
        TokenKind.And => (2, default),
        TokenKind.Equal => (3, Operator.Equal),
        TokenKind.NotEqual => (3, Operator.NotEqual),
        TokenKind.Less => (3, Operator.Less),
        TokenKind.LessOrEqual => (3, Operator.LessOrEqual),
        TokenKind.Greater => (3, Operator.Greater),
        TokenKind.GreaterOrEqual => (3, Operator.GreaterOrEqual),
        TokenKind.In => (3, Operator.In),
        TokenKind.Plus => (4, Operator.Add),
        TokenKind.Minus => (4, Operator.Subtract),
        TokenKind.Star => (5, Operator.Multiply),
        TokenKind.Slash => (5, Operator.Divide),
        TokenKind.Percent => (5, Operator.Modulo),
        _ => (0, default),
    };

    private Expr ParseBinary(int minimum)
    {
        var start = Current.Start;
        var left = ParseUnary();
        return ParseBinaryRest(left, Math.Min(start, left.Span.Start), minimum);
    }

    private Expr ParseBinaryRest(Expr left, int start, int minimum)
    {
        while (true)
        {
            MendOperator();
            var (precedence, @operator) = BinaryOperator(Current.Kind);
            if (precedence < Math.Max(1, minimum))
                return left;
            if (precedence <= 2)
            {
                left = ParseLogical(left, start, Current.Kind, precedence);
                continue;
            }

            var operatorSpan = Current.Span;
            _position++;
            var right = ParseBinary(precedence + 1);
            var depth = Math.Max(DepthOf(left), DepthOf(right)) + 1;
            left = new BinaryExpr(Span(start), @operator, operatorSpan, left, right) { Id = NextId(depth) };
        }
    }

    // A chain of && or || becomes a balanced tree: thousands of terms must not become thousands of levels.
    private Expr ParseLogical(Expr first, int start, TokenKind kind, int precedence)
    {
        var terms = new List<(Expr Term, int Start, int End)> { (first, start, PreviousEnd) };
        while (Current.Kind == kind)
        {
            _position++;
            var termStart = Current.Start;
            var term = ParseBinary(precedence + 1);
            terms.Add((term, Math.Min(termStart, term.Span.Start), PreviousEnd));
            MendOperator();
        }

        return Balance(terms, 0, terms.Count, kind == TokenKind.And);
    }

    private Expr Balance(List<(Expr Term, int Start, int End)> terms, int from, int to, bool isAnd)
    {
        if (to - from == 1)
            return terms[from].Term;
        var middle = from + ((to - from + 1) / 2);
        var left = Balance(terms, from, middle, isAnd);
        var right = Balance(terms, middle, to, isAnd);
        var span = TextSpan.Between(terms[from].Start, Math.Max(terms[from].Start, terms[to - 1].End));
        return new LogicalExpr(span, isAnd, left, right) { Id = NextId(Math.Max(DepthOf(left), DepthOf(right)) + 1) };
    }

    private Expr ParseUnary()
    {
        var operators = 0;
        var first = _position;
        while (true)
        {
            MendNot();
            if (Current.Kind == TokenKind.Not || (Current.Kind == TokenKind.Minus && !IsSignOfLiteral()))
            {
                operators++;
                _position++;
                continue;
            }

            break;
        }

        var operand = ParsePostfix();
        for (var i = operators - 1; i >= 0 && !Quiet; i--)
        {
            var token = _tokens[first + i];
            var @operator = token.Kind == TokenKind.Minus ? Operator.Negate : Operator.Not;
            operand = new UnaryExpr(Span(token.Start), @operator, operand) { Id = NextId(DepthOf(operand) + 1) };
        }

        return operand;
    }

    private bool IsSignOfLiteral() => _tokens[_position + 1].Kind is TokenKind.Int or TokenKind.Double;
}
