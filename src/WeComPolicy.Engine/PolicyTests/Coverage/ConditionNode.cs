using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Engine.PolicyTests.Coverage;

/// <summary>A node of a rule's expression that is true or false, and which of the two the cases have shown.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Part">The expression that it belongs to, such as <c>require</c> or <c>message.zh</c>.</param>
/// <param name="Text">The node as text.</param>
/// <param name="Range">Where it stands.</param>
/// <param name="SeenTrue">Whether a case makes it true.</param>
/// <param name="SeenFalse">Whether a case makes it false.</param>
public sealed record ConditionNode(string RuleId, string Part, string Text, SourceRange Range, bool SeenTrue, bool SeenFalse)
{
    /// <summary>Whether both values were seen.</summary>
    public bool IsCovered => SeenTrue && SeenFalse;

    /// <summary>
    /// The nodes of an expression that are to be seen true and false. A chain of one logical operator counts once, and of a negation
    /// only what is negated.
    /// </summary>
    internal static IEnumerable<Expr> Of(CheckedAst ast)
    {
        var inner = new HashSet<Expr>(ReferenceEqualityComparer.Instance);
        foreach (var node in ExprWalker.All(ast.Root))
        {
            switch (node)
            {
                case LogicalExpr chain:
                    foreach (var side in new[] { chain.Left, chain.Right })
                    {
                        if (side is LogicalExpr same && same.IsAnd == chain.IsAnd)
                            inner.Add(same);
                    }

                    break;
                case HasExpr has:
                    inner.Add(has.Selection);
                    break;
            }

            if (ast.TypeOf(node).Kind == CelTypeKind.Bool && node is not LiteralExpr and not UnaryExpr && !inner.Contains(node))
                yield return node;
        }
    }
}
