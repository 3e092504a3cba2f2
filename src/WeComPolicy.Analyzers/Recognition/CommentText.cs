using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>Comments of code; documentation comments quote the vendor's examples and are left out.</summary>
internal static class CommentText
{
    private const int MaxLength = 20_000;

    /// <summary>Where the value of a pattern stands in the comments of a file.</summary>
    /// <param name="context">The file.</param>
    /// <param name="clue">What stands in every match.</param>
    /// <param name="pattern">Has a group <c>value</c>.</param>
    public static IEnumerable<(Location Place, string Value)> Find(SyntaxTreeAnalysisContext context, string clue, Regex pattern)
    {
        // Most files need not be gone through.
        if (!TextSearch.Holds(context.Tree.GetText(context.CancellationToken), StringComparison.OrdinalIgnoreCase, clue))
            yield break;
        foreach (var trivia in context.Tree.GetRoot(context.CancellationToken).DescendantTrivia())
        {
            if (!trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) && !trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))
                continue;
            var text = trivia.ToString();
            if (text.Length > MaxLength || text.IndexOf(clue, StringComparison.OrdinalIgnoreCase) < 0)
                continue;
            foreach (Match match in pattern.Matches(text))
            {
                var value = match.Groups["value"];
                yield return (Location.Create(context.Tree, new TextSpan(trivia.SpanStart + value.Index, value.Length)), value.Value);
            }
        }
    }
}
