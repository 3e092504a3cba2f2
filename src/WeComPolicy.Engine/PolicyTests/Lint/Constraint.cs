using WeComPolicy.Expressions.Syntax;

namespace WeComPolicy.Engine.PolicyTests.Lint;

/// <summary>A condition that says of one value which constants it may be: a comparison with a constant, <c>in</c> a list of constants, or a bool by itself.</summary>
/// <param name="Operand">The value.</param>
/// <param name="Text">The value as text: constraints of the same text speak of the same value.</param>
/// <param name="Constants">What it is compared with; empty for a bool by itself.</param>
/// <param name="Holds">Whether the condition is true, for the position of a value among the constants: see <see cref="Regions"/>.</param>
internal sealed record Constraint(Expr Operand, string Text, IReadOnlyList<object> Constants, Func<object, bool> Holds)
{
    /// <summary>The constraint that a condition is; null where it is none.</summary>
    public static Constraint? Of(Expr condition)
    {
        switch (condition)
        {
            case UnaryExpr { Operator: Operator.Not } not:
                return Of(not.Operand) is { } negated ? negated with { Holds = v => !negated.Holds(v) } : null;
            case BinaryExpr { Operator: Operator.In, Right: ListExpr list } membership when list.Elements.All(e => !e.Optional && Constant(e.Value) is not null):
                var members = list.Elements.Select(e => Constant(e.Value)!).ToList();
                return Constant(membership.Left) is not null ? null : new Constraint(membership.Left, ExpressionPrinter.Print(membership.Left), members, v => members.Contains(v));
            case BinaryExpr binary when Constant(binary.Right) is { } right && Constant(binary.Left) is null:
                return Comparison(binary.Left, binary.Operator, right);
            case BinaryExpr binary when Constant(binary.Left) is { } left && Constant(binary.Right) is null:
                return Comparison(binary.Right, Turned(binary.Operator), left);
            case LiteralExpr or LogicalExpr or BinaryExpr or ConditionalExpr:
                return null;
            default:
                return new Constraint(condition, ExpressionPrinter.Print(condition), [], v => v is true);
        }
    }

    private static Constraint? Comparison(Expr operand, Operator @operator, object constant)
    {
        Func<object, bool>? holds = @operator switch
        {
            Operator.Equal => v => v.Equals(constant),
            Operator.NotEqual => v => !v.Equals(constant),
            Operator.Less when constant is double number => v => v is double x && x < number,
            Operator.LessOrEqual when constant is double number => v => v is double x && x <= number,
            Operator.Greater when constant is double number => v => v is double x && x > number,
            Operator.GreaterOrEqual when constant is double number => v => v is double x && x >= number,
            _ => null,
        };
        return holds is null ? null : new Constraint(operand, ExpressionPrinter.Print(operand), [constant], holds);
    }

    // Numbers small enough to be exact are all doubles here.
    private static object? Constant(Expr node) => node is LiteralExpr literal
        ? literal.Value switch
        {
            long number when Math.Abs(number) < 1L << 52 => (double)number,
            double or string or bool => literal.Value,
            _ => null,
        }
        : null;

    private static Operator Turned(Operator @operator) => @operator switch
    {
        Operator.Less => Operator.Greater,
        Operator.LessOrEqual => Operator.GreaterOrEqual,
        Operator.Greater => Operator.Less,
        Operator.GreaterOrEqual => Operator.LessOrEqual,
        _ => @operator,
    };
}
