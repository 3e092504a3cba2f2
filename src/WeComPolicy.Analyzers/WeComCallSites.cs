using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers;

/// <summary>The places where a compilation calls the WeCom API, so that "none" can be said aloud.</summary>
public static class WeComCallSites
{
    /// <summary>Counts the calls: requests to the API, methods of known libraries, and calls of methods that take the address.</summary>
    /// <param name="compilation">A C# compilation; its packages may be missing.</param>
    /// <param name="cancellation">Ends the count early.</param>
    /// <returns>The number of places; calls of the project's own wrappers are not counted again.</returns>
    public static int Count(Compilation compilation, CancellationToken cancellation)
    {
        if (!WeComPresence.In(compilation, cancellation))
            return 0;
        var facts = CallFacts.Of(compilation, null, cancellation);
        var count = 0;
        foreach (var tree in compilation.SyntaxTrees)
        {
            var root = tree.GetRoot(cancellation);
            foreach (var node in root.DescendantNodesAndSelf(inside => inside is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax))
            {
                if (node is not (BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or BaseFieldDeclarationSyntax or CompilationUnitSyntax))
                    continue;
                foreach (var edge in facts.Of(node, cancellation).Edges)
                {
                    if (facts.Direct(edge, cancellation) is not null)
                        count++;
                }
            }
        }

        return count;
    }
}
