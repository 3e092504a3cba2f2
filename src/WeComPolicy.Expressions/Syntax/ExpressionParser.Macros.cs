namespace WeComPolicy.Expressions.Syntax;

internal sealed partial class ExpressionParser
{
    private Expr MakeCall(int start, Expr? target, Token name, List<Expr> arguments, bool absolute)
    {
        var span = Span(start);
        if (_options.Macros && !absolute && !Quiet && TryMacro(span, target, name, arguments) is { } macro)
            return macro;
        var depth = Math.Max(DepthOf(target), DepthOf(arguments)) + 1;
        return new CallExpr(span, target, name.Name, name.Span, arguments) { Id = NextId(depth), Absolute = absolute };
    }

    private Expr? TryMacro(TextSpan span, Expr? target, Token name, List<Expr> arguments)
    {
        if (target is null)
            return name.Name == "has" && arguments.Count == 1 ? Has(span, arguments[0]) : null;
        if (target is IdentExpr { Name: "cel", Absolute: false })
        {
            switch (name.Name, arguments.Count)
            {
                case ("bind", 3): return Bind(span, arguments);
                case ("block", 2): return Block(span, arguments);
                case ("index", 1): return BlockName(span, arguments, numbers => BlockNames.Index(numbers[0]));
                case ("iterVar", 2): return BlockName(span, arguments, numbers => BlockNames.IterationVariable(numbers[0], numbers[1]));
                case ("accuVar", 2): return BlockName(span, arguments, numbers => BlockNames.AccumulatorVariable(numbers[0], numbers[1]));
            }
        }

        return (name.Name, arguments.Count) switch
        {
            ("all", 2 or 3) => Comprehension(span, ComprehensionKind.All, target, name, arguments, arguments.Count - 1),
            ("exists", 2 or 3) => Comprehension(span, ComprehensionKind.Exists, target, name, arguments, arguments.Count - 1),
            ("exists_one", 2) => Comprehension(span, ComprehensionKind.ExistsOne, target, name, arguments, 1),
            ("existsOne", 2 or 3) => Comprehension(span, ComprehensionKind.ExistsOne, target, name, arguments, arguments.Count - 1),
            ("filter", 2) => Comprehension(span, ComprehensionKind.Filter, target, name, arguments, 1),
            ("map", 2 or 3) => Comprehension(span, ComprehensionKind.Map, target, name, arguments, 1),
            ("transformList", 3 or 4) => Comprehension(span, ComprehensionKind.TransformList, target, name, arguments, 2),
            ("transformMap", 3 or 4) => Comprehension(span, ComprehensionKind.TransformMap, target, name, arguments, 2),
            ("transformMapEntry", 3 or 4) => Comprehension(span, ComprehensionKind.TransformMapEntry, target, name, arguments, 2),
            ("sortBy", 2) => Comprehension(span, ComprehensionKind.SortBy, target, name, arguments, 1),
            ("optMap", 2) => OptionalMap(span, target, name, arguments, flat: false),
            ("optFlatMap", 2) => OptionalMap(span, target, name, arguments, flat: true),
            _ => null,
        };
    }

    private Expr Has(TextSpan span, Expr argument)
    {
        if (argument is SelectExpr { Optional: false } selection)
            return new HasExpr(span, selection) { Id = NextId(DepthOf(selection) + 1) };
        if (argument is not MissingExpr)
        {
            Misuse(
                argument.Span,
                new Bilingual("has() 的参数必须是字段，例如 has(a.b)。", "The argument of has() must be a field, such as has(a.b)."),
                argument switch
                {
                    SelectExpr { Field: var field } => new Bilingual($"has() 中请用 “.{field}”，不要用 “.?{field}”。", $"Within has() write `.{field}`, not `.?{field}`."),
                    IndexExpr => new Bilingual("查键是否存在请用 key in map。", "To ask for a key use key in map."),
                    IdentExpr => new Bilingual("变量总是存在的；只有字段可以缺席。", "A variable is always there; only a field can be absent."),
                    _ => null,
                });
        }

        return Missing(span);
    }

    private void Misuse(TextSpan span, Bilingual message, Bilingual? hint = null) => Report(span, message, hint, always: true);

    private IdentExpr? Variable(Expr argument, Token macro)
    {
        if (argument is IdentExpr { Absolute: false } variable && !BlockNames.IsIndex(variable.Name, out _))
            return variable;
        if (argument is not MissingExpr)
        {
            Misuse(
                argument.Span,
                new Bilingual(
                    $"{macro.Name} 的这个参数必须是变量名，而不是表达式。",
                    $"This argument of {macro.Name} must be the name of a variable, not an expression."),
                new Bilingual($"例如 {Example(macro.Name)}。", $"Such as {Example(macro.Name)}."));
        }

        return null;
    }

    private static string Example(string macro) => macro switch
    {
        "map" => "list.map(x, x.name)",
        "filter" => "list.filter(x, x.enabled)",
        "sortBy" => "list.sortBy(x, x.name)",
        "transformList" => "list.transformList(i, x, x.name)",
        "transformMap" => "map.transformMap(k, v, v + 1)",
        "transformMapEntry" => "map.transformMapEntry(k, v, {v: k})",
        "optMap" => "a.?b.optMap(x, x + 1)",
        "optFlatMap" => "a.?b.optFlatMap(x, x.?c)",
        "bind" => "cel.bind(x, a.b, x + x)",
        _ => $"list.{macro}(x, x > 0)",
    };

    private Expr Comprehension(TextSpan span, ComprehensionKind kind, Expr range, Token name, List<Expr> arguments, int variables)
    {
        var first = Variable(arguments[0], name);
        var second = variables == 2 ? Variable(arguments[1], name) : null;
        if (first is null || (variables == 2 && second is null))
            return Missing(span);
        if (second is not null && second.Name == first.Name)
        {
            Misuse(
                second.Span,
                new Bilingual($"两个变量同名：{BlockNames.Display(second.Name)}。", $"Both variables have the same name: {BlockNames.Display(second.Name)}."),
                new Bilingual("请给其中一个换名。", "Rename one of them."));
        }

        var body = arguments[^1];
        var filter = arguments.Count - variables == 2 ? arguments[variables] : null;
        if (kind == ComprehensionKind.TransformMapEntry && body is not (MapExpr or MissingExpr))
        {
            Misuse(
                body.Span,
                new Bilingual("transformMapEntry 的最后一个参数必须是映射字面量，例如 {k: v}。", "The last argument of transformMapEntry must be a map literal, such as {k: v}."));
        }

        var depth = Math.Max(DepthOf(range), DepthOf(arguments)) + 1;
        return new ComprehensionExpr(span, kind, name.Name, range, first, second, filter, body) { Id = NextId(depth) };
    }

    private Expr OptionalMap(TextSpan span, Expr target, Token name, List<Expr> arguments, bool flat)
    {
        if (Variable(arguments[0], name) is not { } variable)
            return Missing(span);
        var depth = Math.Max(DepthOf(target), DepthOf(arguments)) + 1;
        return new OptionalMapExpr(span, target, variable, arguments[1], flat) { Id = NextId(depth) };
    }

    private Expr Bind(TextSpan span, List<Expr> arguments)
    {
        if (Variable(arguments[0], new Token(TokenKind.Identifier, span.Start, span.End, "bind")) is not { } variable)
            return Missing(span);
        return new BindExpr(span, variable, arguments[1], arguments[2]) { Id = NextId(DepthOf(arguments) + 1) };
    }

    private Expr Block(TextSpan span, List<Expr> arguments)
    {
        if (arguments[0] is not ListExpr list || list.Elements.Any(e => e.Optional))
        {
            if (arguments[0] is not MissingExpr)
            {
                Misuse(
                    arguments[0].Span,
                    new Bilingual("cel.block 的第一个参数必须是没有可选元素的列表字面量。", "The first argument of cel.block must be a list literal without optional elements."));
            }

            return Missing(span);
        }

        return new BlockExpr(span, [.. list.Elements.Select(e => e.Value)], arguments[1]) { Id = NextId(DepthOf(arguments) + 1) };
    }

    private Expr BlockName(TextSpan span, List<Expr> arguments, Func<long[], string> name)
    {
        var numbers = new long[arguments.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (arguments[i] is LiteralExpr { Kind: LiteralKind.Int, Value: long number and >= 0 and <= int.MaxValue })
            {
                numbers[i] = number;
                continue;
            }

            if (arguments[i] is not MissingExpr)
            {
                Misuse(
                    arguments[i].Span,
                    new Bilingual("这里必须是非负整数字面量。", "This must be a literal int that is not negative."));
            }

            return Missing(span);
        }

        return new IdentExpr(span, name(numbers), Absolute: false) { Id = NextId(1) };
    }
}
