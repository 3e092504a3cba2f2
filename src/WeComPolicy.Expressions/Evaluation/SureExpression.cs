using System.Runtime.CompilerServices;
using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Evaluation;

/// <summary>
/// Tells of an expression that it cannot fail, whatever the values are that it reads: it is made of comparisons, logic and fields
/// alone. What may fail with more knowledge cannot be told from what merely is not known.
/// </summary>
internal static class SureExpression
{
    private static readonly HashSet<string> s_functions = new(StringComparer.Ordinal) { "size", "contains", "startsWith", "endsWith" };

    /// <summary>Whether an expression, with all that it is made of, cannot fail.</summary>
    public static bool Is(CheckedAst ast, Expr node)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return false;
        return node switch
        {
            LiteralExpr => true,
            IdentExpr => ast.ReferenceOf(node) switch
            {
                VariableReference { Variable.Definition: { } definition } => Is(definition, definition.Root),
                VariableReference or LocalReference => true,
                _ => false,
            },
            SelectExpr select => ast.ReferenceOf(select) is FieldReference && Is(ast, select.Operand),
            HasExpr has => Is(ast, has.Selection),
            LogicalExpr or ConditionalExpr or UnaryExpr { Operator: Operator.Not } => Parts(ast, node),
            BinaryExpr { Operator: Operator.Equal or Operator.NotEqual } => Parts(ast, node),
            BinaryExpr { Operator: Operator.Less or Operator.LessOrEqual or Operator.Greater or Operator.GreaterOrEqual or Operator.In } => TypedParts(ast, node),
            ListExpr list => list.Elements.All(e => !e.Optional) && Parts(ast, node),
            ComprehensionExpr { Kind: ComprehensionKind.All or ComprehensionKind.Exists } macro => IsTyped(ast, macro.Range) && Is(ast, macro.Range) && Is(ast, macro.Body),
            CallExpr call => s_functions.Contains(call.Function) && TypedParts(ast, node),
            _ => false,
        };
    }

    private static bool Parts(CheckedAst ast, Expr node) => ExprWalker.Children(node).All(part => Is(ast, part));

    private static bool TypedParts(CheckedAst ast, Expr node) => ExprWalker.Children(node).All(part => IsTyped(ast, part) && Is(ast, part));

    private static bool IsTyped(CheckedAst ast, Expr node) => ast.TypeOf(node).Kind is not (CelTypeKind.Dyn or CelTypeKind.Error);
}
