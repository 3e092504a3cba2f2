using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.CodeScan.Compilations;

/// <summary>Measures how deep nodes stand inside each other, without recursion.</summary>
internal static class Nesting
{
    /// <summary>Whether more than so many nodes stand inside each other, or more than so many calls and accesses hang on one another.</summary>
    public static bool Exceeds(SyntaxNode root, int limit, int chainLimit)
    {
        var depth = 0;
        var chain = 0;
        foreach (var step in new Walk(root))
        {
            depth += step.Depth;
            chain += step.Chain;
            if (depth > limit || chain > chainLimit)
                return true;
        }

        return false;
    }

    private readonly record struct Step(int Depth, int Chain);

    // +1 on the way down, −1 on the way up. Chains of operators, of calls and of else-ifs are long in real code; compilers go along them in loops.
    private readonly struct Walk(SyntaxNode root)
    {
        public IEnumerator<Step> GetEnumerator()
        {
            var open = new Stack<(ChildSyntaxList.Enumerator Children, Step Weight)>();
            open.Push((root.ChildNodesAndTokens().GetEnumerator(), default));
            while (open.Count > 0)
            {
                var (children, weight) = open.Pop();
                var descended = false;
                while (children.MoveNext())
                {
                    if (children.Current.AsNode() is not { } node)
                        continue;
                    open.Push((children, weight));
                    var own = new Step(IsLink(node) ? 0 : 1, node is MemberAccessExpressionSyntax or InvocationExpressionSyntax ? 1 : 0);
                    open.Push((node.ChildNodesAndTokens().GetEnumerator(), own));
                    yield return own;
                    descended = true;
                    break;
                }

                if (!descended)
                    yield return new Step(-weight.Depth, -weight.Chain);
            }
        }
    }

    private static bool IsLink(SyntaxNode node) => node switch
    {
        BinaryExpressionSyntax { Parent: BinaryExpressionSyntax } => true,
        MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElseClauseSyntax => true,
        IfStatementSyntax { Parent: ElseClauseSyntax } => true,
        _ => false,
    };
}
