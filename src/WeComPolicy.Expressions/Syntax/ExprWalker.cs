namespace WeComPolicy.Expressions.Syntax;

/// <summary>Goes through expressions without knowing their kinds.</summary>
public static class ExprWalker
{
    /// <summary>The expressions that a node consists of, in the order of the text; the variables it declares are not among them.</summary>
    public static IReadOnlyList<Expr> Children(Expr node)
    {
        switch (node)
        {
            case SelectExpr select:
                return [select.Operand];
            case HasExpr has:
                return [has.Selection];
            case IndexExpr index:
                return [index.Operand, index.Index];
            case CallExpr { Target: null } call:
                return call.Arguments;
            case CallExpr call:
                return [call.Target, .. call.Arguments];
            case UnaryExpr unary:
                return [unary.Operand];
            case BinaryExpr binary:
                return [binary.Left, binary.Right];
            case LogicalExpr logical:
                return [logical.Left, logical.Right];
            case ConditionalExpr conditional:
                return [conditional.Condition, conditional.Then, conditional.Otherwise];
            case ListExpr list:
                return [.. list.Elements.Select(e => e.Value)];
            case MapExpr map:
                return [.. map.Entries.SelectMany(e => new[] { e.Key, e.Value })];
            case RecordExpr record:
                return [.. record.Fields.Select(f => f.Value)];
            case ComprehensionExpr { Filter: { } filter } comprehension:
                return [comprehension.Range, filter, comprehension.Body];
            case ComprehensionExpr comprehension:
                return [comprehension.Range, comprehension.Body];
            case BindExpr bind:
                return [bind.Value, bind.Body];
            case BlockExpr block:
                return [.. block.Slots, block.Body];
            case OptionalMapExpr map:
                return [map.Target, map.Body];
            default:
                return [];
        }
    }

    /// <summary>The variables that a node declares for its body: those of a macro.</summary>
    public static IReadOnlyList<IdentExpr> Declarations(Expr node) => node switch
    {
        ComprehensionExpr { SecondVariable: { } second } comprehension => [comprehension.FirstVariable, second],
        ComprehensionExpr comprehension => [comprehension.FirstVariable],
        BindExpr bind => [bind.Variable],
        OptionalMapExpr map => [map.Variable],
        _ => [],
    };

    /// <summary>A node and all below it, each before its children, in the order of the text.</summary>
    public static IEnumerable<Expr> All(Expr root)
    {
        var stack = new Stack<Expr>();
        stack.Push(root);
        while (stack.TryPop(out var node))
        {
            yield return node;
            var children = Children(node);
            for (var i = children.Count - 1; i >= 0; i--)
                stack.Push(children[i]);
        }
    }
}
