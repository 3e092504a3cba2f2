using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.CodeScan.Judging;

/// <summary>Counts the places that name an address of the WeCom API.</summary>
internal static class CallSites
{
    public static int Count(Compilation compilation, CancellationToken cancellation)
    {
        var count = 0;
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (!WeComPresence.In(tree, cancellation))
                continue;
            foreach (var token in tree.GetRoot(cancellation).DescendantTokens())
            {
                if (token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken
                    && token.Parent is not AttributeArgumentSyntax
                    && token.ValueText.Contains("cgi-bin/", StringComparison.Ordinal))
                    count++;
            }
        }

        return count;
    }
}
