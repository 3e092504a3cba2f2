using WeComPolicy.Expressions.Syntax;

namespace WeComPolicy.Engine.PolicyTests.Lint;

/// <summary>Makes another expression of one, from the leaves up.</summary>
internal static class ExprMapping
{
    /// <summary>The expression with each node put through a function after what lies below it.</summary>
    public static Expr Map(Expr node, Func<Expr, Expr> change)
    {
        return change(node switch
        {
            SelectExpr select => select with { Operand = Of(select.Operand) },
            HasExpr has => has with { Selection = has.Selection with { Operand = Of(has.Selection.Operand) } },
            IndexExpr index => index with { Operand = Of(index.Operand), Index = Of(index.Index) },
            CallExpr call => call with { Target = call.Target is null ? null : Of(call.Target), Arguments = [.. call.Arguments.Select(Of)] },
            UnaryExpr unary => unary with { Operand = Of(unary.Operand) },
            BinaryExpr binary => binary with { Left = Of(binary.Left), Right = Of(binary.Right) },
            LogicalExpr logical => logical with { Left = Of(logical.Left), Right = Of(logical.Right) },
            ConditionalExpr conditional => conditional with { Condition = Of(conditional.Condition), Then = Of(conditional.Then), Otherwise = Of(conditional.Otherwise) },
            ListExpr list => list with { Elements = [.. list.Elements.Select(e => e with { Value = Of(e.Value) })] },
            MapExpr map => map with { Entries = [.. map.Entries.Select(e => e with { Key = Of(e.Key), Value = Of(e.Value) })] },
            ComprehensionExpr comprehension => comprehension with
            {
                Range = Of(comprehension.Range),
                Filter = comprehension.Filter is null ? null : Of(comprehension.Filter),
                Body = Of(comprehension.Body),
            },
            BindExpr bind => bind with { Value = Of(bind.Value), Body = Of(bind.Body) },
            OptionalMapExpr map => map with { Target = Of(map.Target), Body = Of(map.Body) },
            _ => node,
        });

        Expr Of(Expr child) => Map(child, change);
    }
}
