using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.CodeScan.Judging;

/// <summary>Code about WeCom in branches of <c>#if</c> that are not taken: no rule sees it.</summary>
internal static class InactiveCode
{
    /// <summary>The lines, from 1, on which such branches begin.</summary>
    public static IEnumerable<int> Lines(SyntaxTree tree, CancellationToken cancellation)
    {
        var root = tree.GetRoot(cancellation);
        if (!root.ContainsDirectives)
            yield break;
        foreach (var span in Spans(root, cancellation))
            yield return tree.GetLineSpan(span, cancellation).StartLinePosition.Line + 1;
    }

    /// <summary>Where such branches stand.</summary>
    public static IEnumerable<TextSpan> Spans(SyntaxNode root, CancellationToken cancellation)
    {
        foreach (var trivia in root.DescendantTrivia(inside => inside.ContainsDirectives))
        {
            if (!trivia.IsKind(SyntaxKind.DisabledTextTrivia))
                continue;
            // Names and texts count, as everywhere; what a comment says does not.
            var text = CSharpSyntaxTree.ParseText(trivia.ToString(), cancellationToken: cancellation);
            if (WeComPresence.In(text, cancellation))
                yield return trivia.Span;
        }
    }
}
