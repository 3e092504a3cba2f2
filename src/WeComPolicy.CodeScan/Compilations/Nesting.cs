using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.CodeScan.Compilations;

/// <summary>Measures how deep nodes stand inside each other, without recursion.</summary>
internal static class Nesting
{
    public static bool Exceeds(SyntaxNode root, int limit)
    {
        var depth = 0;
        foreach (var step in new Walk(root))
        {
            depth += step;
            if (depth > limit)
                return true;
        }

        return false;
    }

    // +1 on the way down, −1 on the way up. Chains of operators, of calls and of else-ifs are long in real code; compilers go along them in loops.
    private readonly struct Walk(SyntaxNode root)
    {
        public IEnumerator<int> GetEnumerator()
        {
            var open = new Stack<(ChildSyntaxList.Enumerator Children, int Weight)>();
            open.Push((root.ChildNodesAndTokens().GetEnumerator(), 0));
            while (open.Count > 0)
            {
                var (children, weight) = open.Pop();
                var descended = false;
                while (children.MoveNext())
                {
                    if (children.Current.AsNode() is not { } node)
                        continue;
                    open.Push((children, weight));
                    var own = IsLink(node) ? 0 : 1;
                    open.Push((node.ChildNodesAndTokens().GetEnumerator(), own));
                    yield return own;
                    descended = true;
                    break;
                }

                if (!descended)
                    yield return -weight;
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
