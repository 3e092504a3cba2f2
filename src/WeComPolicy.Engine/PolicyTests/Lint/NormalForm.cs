using WeComPolicy.Engine.Policies;
using WeComPolicy.Expressions.Syntax;

namespace WeComPolicy.Engine.PolicyTests.Lint;

/// <summary>
/// Writes a rule's expressions so that two that say the same read the same: variables are put in, parameters have their values,
/// the names of elements do not count, and neither does the order of terms or of the sides of a comparison.
/// </summary>
internal sealed class NormalForm
{
    // Variables that use each other twice over grow without bound when they are put in; beyond this they keep their names.
    private const long MaxSize = 5_000;

    private readonly Dictionary<string, long> _sizes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Expr> _names = new(StringComparer.Ordinal);

    public NormalForm(ExpressionRule rule)
    {
        foreach (var (name, value, _) in rule.Definition.Parameters)
        {
            if (Literal(value) is { } literal)
                _names["params." + name] = literal;
        }

        for (var level = 0; level < rule.Each.Count; level++)
            _names[rule.Each[level].Name] = new IdentExpr(default, $"each{level}", false);
        foreach (var variable in rule.Environment.Variables)
        {
            if (variable.Definition is not { } definition)
                continue;
            var size = Math.Min(MaxSize + 1, ExprWalker.All(definition.Root).Sum(n => n is IdentExpr ident ? _sizes.GetValueOrDefault(ident.Name, 1) : 1));
            _sizes[variable.Name] = size;
            _names[variable.Name] = size > MaxSize ? new IdentExpr(default, $"{rule.Descriptor.Id}.{variable.Name}", false) : Of(definition.Root);
        }

        Each = [.. rule.Each.Select(level => ExpressionPrinter.Print(Of(level.Range.Program.Ast.Root)))];
        When = rule.When is { } when ? Of(when.Program.Ast.Root) : null;
        Require = Of(rule.Require.Program.Ast.Root);
    }

    /// <summary>The lists that are judged one by one.</summary>
    public IReadOnlyList<string> Each { get; }

    /// <summary>The condition; null for none.</summary>
    public Expr? When { get; }

    /// <summary>The requirement.</summary>
    public Expr Require { get; }

    /// <summary>The whole rule as a text that two rules share where they say the same.</summary>
    public string Text => $"{string.Join(" × ", Each)} | {(When is null ? "" : ExpressionPrinter.Print(When))} | {ExpressionPrinter.Print(Require)}";

    /// <summary>The terms of a conjunction.</summary>
    public static IReadOnlyList<Expr> Conjuncts(Expr? condition) => condition switch
    {
        null => [],
        LogicalExpr { IsAnd: true } chain => ExprComparer.Terms(chain),
        _ => [condition],
    };

    /// <summary>What is true where a condition is false, and the other way round.</summary>
    public static Expr Negation(Expr condition) => condition switch
    {
        UnaryExpr { Operator: Operator.Not } not => not.Operand,
        BinaryExpr binary when Opposite(binary.Operator) is { } opposite => Tidy(binary with { Operator = opposite }),
        LogicalExpr logical => Tidy(logical with { IsAnd = !logical.IsAnd, Left = Negation(logical.Left), Right = Negation(logical.Right) }),
        _ => new UnaryExpr(condition.Span, Operator.Not, condition),
    };

    private Expr Of(Expr root)
    {
        var locals = 0;
        return ExprMapping.Map(root, node => node switch
        {
            SelectExpr { Operand: IdentExpr { Name: RuleVariables.Parameters }, Optional: false } select when _names.TryGetValue("params." + select.Field, out var value) => value,
            IdentExpr ident when _names.TryGetValue(ident.Name, out var value) => value,
            ComprehensionExpr comprehension => Renamed(comprehension, ref locals),
            _ => Tidy(node),
        });
    }

    // Elements are called by a number, so that `a.enabled` and `m.enabled` are the same.
    private static Expr Renamed(ComprehensionExpr comprehension, ref int locals)
    {
        var (first, second) = (comprehension.FirstVariable, comprehension.SecondVariable);
        var newFirst = first with { Name = $"v{locals++}" };
        var newSecond = second is null ? null : second with { Name = $"v{locals++}" };
        return comprehension with
        {
            FirstVariable = newFirst,
            SecondVariable = newSecond,
            Filter = comprehension.Filter is null ? null : InBody(comprehension.Filter),
            Body = InBody(comprehension.Body),
        };

        Expr InBody(Expr body) => ExprMapping.Map(body, node =>
            node is not IdentExpr ident ? node
            : string.Equals(ident.Name, first.Name, StringComparison.Ordinal) ? newFirst
            : second is not null && string.Equals(ident.Name, second.Name, StringComparison.Ordinal) ? newSecond!
            : node);
    }

    private static Expr Tidy(Expr node)
    {
        switch (node)
        {
            case UnaryExpr { Operator: Operator.Not, Operand: UnaryExpr { Operator: Operator.Not } or BinaryExpr or LogicalExpr } not:
                var negation = Negation(not.Operand);
                return negation is UnaryExpr { Operator: Operator.Not } ? not : negation;
            case BinaryExpr { Operator: Operator.Greater or Operator.GreaterOrEqual } binary:
                return binary with { Operator = binary.Operator == Operator.Greater ? Operator.Less : Operator.LessOrEqual, Left = binary.Right, Right = binary.Left };
            case BinaryExpr { Operator: Operator.Equal or Operator.NotEqual } binary when Compare(binary.Left, binary.Right) > 0:
                return binary with { Left = binary.Right, Right = binary.Left };
            case LogicalExpr logical:
                var terms = ExprComparer.Terms(logical).DistinctBy(ExpressionPrinter.Print, StringComparer.Ordinal).OrderBy(ExpressionPrinter.Print, StringComparer.Ordinal).ToList();
                return Chain(terms, 0, terms.Count, logical.IsAnd);
            default:
                return node;
        }
    }

    // Balanced, as the parser makes it: thousands of terms must not become thousands of levels.
    private static Expr Chain(List<Expr> terms, int from, int to, bool isAnd)
    {
        if (to - from == 1)
            return terms[from];
        var middle = (from + to) / 2;
        return new LogicalExpr(default, isAnd, Chain(terms, from, middle, isAnd), Chain(terms, middle, to, isAnd));
    }

    private static int Compare(Expr a, Expr b) => string.CompareOrdinal(ExpressionPrinter.Print(a), ExpressionPrinter.Print(b));

    private static Operator? Opposite(Operator @operator) => @operator switch
    {
        Operator.Equal => Operator.NotEqual,
        Operator.NotEqual => Operator.Equal,
        Operator.Less => Operator.GreaterOrEqual,
        Operator.LessOrEqual => Operator.Greater,
        Operator.Greater => Operator.LessOrEqual,
        Operator.GreaterOrEqual => Operator.Less,
        _ => null,
    };

    private static Expr? Literal(object value) => value switch
    {
        bool => new LiteralExpr(default, LiteralKind.Bool, value),
        long => new LiteralExpr(default, LiteralKind.Int, value),
        double => new LiteralExpr(default, LiteralKind.Double, value),
        string => new LiteralExpr(default, LiteralKind.String, value),
        IReadOnlyList<object> list when list.Select(Literal).ToList() is var elements && elements.TrueForAll(e => e is not null) =>
            new ListExpr(default, [.. elements.Select(e => new ListElement(e!, false))]),
        _ => null,
    };
}
