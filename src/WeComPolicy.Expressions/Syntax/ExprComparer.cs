namespace WeComPolicy.Expressions.Syntax;

/// <summary>Compares expressions by what they mean.</summary>
public static class ExprComparer
{
    /// <summary>
    /// Whether two expressions mean the same: places in the text, numbers of nodes, the spelling of a macro and the
    /// grouping within a chain of <c>&amp;&amp;</c> or <c>||</c> do not count.
    /// </summary>
    public static bool SameMeaning(Expr a, Expr b)
    {
        switch (a, b)
        {
            case (LiteralExpr x, LiteralExpr y):
                return x.Kind == y.Kind && SameLiteral(x.Value, y.Value);
            case (IdentExpr x, IdentExpr y):
                return x.Absolute == y.Absolute && Same(x.Name, y.Name);
            case (SelectExpr x, SelectExpr y):
                return x.Optional == y.Optional && Same(x.Field, y.Field) && SameMeaning(x.Operand, y.Operand);
            case (HasExpr x, HasExpr y):
                return SameMeaning(x.Selection, y.Selection);
            case (IndexExpr x, IndexExpr y):
                return x.Optional == y.Optional && SameMeaning(x.Operand, y.Operand) && SameMeaning(x.Index, y.Index);
            case (CallExpr x, CallExpr y):
                return x.Absolute == y.Absolute && Same(x.Function, y.Function) && SameOrNull(x.Target, y.Target)
                    && SameAll(x.Arguments, y.Arguments);
            case (UnaryExpr x, UnaryExpr y):
                return x.Operator == y.Operator && SameMeaning(x.Operand, y.Operand);
            case (BinaryExpr x, BinaryExpr y):
                return x.Operator == y.Operator && SameMeaning(x.Left, y.Left) && SameMeaning(x.Right, y.Right);
            case (LogicalExpr x, LogicalExpr y):
                return x.IsAnd == y.IsAnd && SameAll(Terms(x), Terms(y));
            case (ConditionalExpr x, ConditionalExpr y):
                return SameMeaning(x.Condition, y.Condition) && SameMeaning(x.Then, y.Then) && SameMeaning(x.Otherwise, y.Otherwise);
            case (ListExpr x, ListExpr y):
                return x.Elements.Count == y.Elements.Count
                    && x.Elements.Zip(y.Elements).All(p => p.First.Optional == p.Second.Optional && SameMeaning(p.First.Value, p.Second.Value));
            case (MapExpr x, MapExpr y):
                return x.Entries.Count == y.Entries.Count
                    && x.Entries.Zip(y.Entries).All(p =>
                        p.First.Optional == p.Second.Optional
                        && SameMeaning(p.First.Key, p.Second.Key)
                        && SameMeaning(p.First.Value, p.Second.Value));
            case (RecordExpr x, RecordExpr y):
                return Same(x.TypeName, y.TypeName) && x.Fields.Count == y.Fields.Count
                    && x.Fields.Zip(y.Fields).All(p =>
                        p.First.Optional == p.Second.Optional
                        && Same(p.First.Name, p.Second.Name)
                        && SameMeaning(p.First.Value, p.Second.Value));
            case (ComprehensionExpr x, ComprehensionExpr y):
                return x.Kind == y.Kind && SameMeaning(x.Range, y.Range) && SameMeaning(x.FirstVariable, y.FirstVariable)
                    && SameOrNull(x.SecondVariable, y.SecondVariable) && SameOrNull(x.Filter, y.Filter) && SameMeaning(x.Body, y.Body);
            case (BindExpr x, BindExpr y):
                return SameMeaning(x.Variable, y.Variable) && SameMeaning(x.Value, y.Value) && SameMeaning(x.Body, y.Body);
            case (BlockExpr x, BlockExpr y):
                return SameAll(x.Slots, y.Slots) && SameMeaning(x.Body, y.Body);
            case (OptionalMapExpr x, OptionalMapExpr y):
                return x.Flat == y.Flat && SameMeaning(x.Target, y.Target) && SameMeaning(x.Variable, y.Variable) && SameMeaning(x.Body, y.Body);
            case (MissingExpr, MissingExpr):
                return true;
            default:
                return false;
        }
    }

    /// <summary>The terms of a chain of one logical operator, however it is grouped.</summary>
    public static IReadOnlyList<Expr> Terms(LogicalExpr chain)
    {
        var terms = new List<Expr>();
        var stack = new Stack<Expr>();
        stack.Push(chain);
        while (stack.TryPop(out var node))
        {
            if (node is LogicalExpr logical && logical.IsAnd == chain.IsAnd)
            {
                stack.Push(logical.Right);
                stack.Push(logical.Left);
            }
            else
            {
                terms.Add(node);
            }
        }

        return terms;
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.Ordinal);

    private static bool SameOrNull(Expr? a, Expr? b) => a is null || b is null ? a is null && b is null : SameMeaning(a, b);

    private static bool SameAll(IReadOnlyList<Expr> a, IReadOnlyList<Expr> b) =>
        a.Count == b.Count && a.Zip(b).All(p => SameMeaning(p.First, p.Second));

    private static bool SameLiteral(object? a, object? b) => (a, b) switch
    {
        (byte[] x, byte[] y) => x.AsSpan().SequenceEqual(y),
        (double x, double y) => BitConverter.DoubleToInt64Bits(x) == BitConverter.DoubleToInt64Bits(y),
        _ => Equals(a, b),
    };
}
