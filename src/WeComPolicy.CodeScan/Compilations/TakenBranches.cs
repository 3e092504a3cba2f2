using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.CodeScan.Judging;

namespace WeComPolicy.CodeScan.Compilations;

/// <summary>
/// Which branches of <c>#if</c> are read. A build defines symbols that a reader of the sources cannot know, so where code about WeCom
/// lies in a branch that is not taken, the file is read with the symbols under which most of it is.
/// </summary>
internal static class TakenBranches
{
    private const int MaxConditions = 6;

    /// <summary>The file as it was read, or read again with other symbols.</summary>
    public static SyntaxTree Of(SyntaxTree tree, CancellationToken cancellation)
    {
        var root = tree.GetRoot(cancellation);
        if (!root.ContainsDirectives || Left(root, cancellation) is not (> 0 and var least))
            return tree;
        var options = (CSharpParseOptions)tree.Options;
        var conditions = Conditions(root).Select(c => c.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().ToList()).ToList();
        var named = conditions.SelectMany(c => c).Select(Name).ToHashSet(StringComparer.Ordinal);
        var others = options.PreprocessorSymbolNames.Where(symbol => !named.Contains(symbol)).ToList();
        var best = tree;
        // All that may hold at once, none, and one condition alone, since #elif holds where what is before it does not.
        foreach (var symbols in conditions.Take(MaxConditions).Select(c => others.Concat(Asked(c)))
            .Prepend(others).Prepend(options.PreprocessorSymbolNames.Concat(conditions.SelectMany(Asked))))
        {
            cancellation.ThrowIfCancellationRequested();
            if (least == 0)
                break;
            var other = CSharpSyntaxTree.ParseText(tree.GetText(cancellation), options.WithPreprocessorSymbols(symbols.Distinct(StringComparer.Ordinal)), tree.FilePath, cancellation);
            var left = Left(other.GetRoot(cancellation), cancellation);
            if (left < least)
                (best, least) = (other, left);
        }

        return best;
    }

    /// <summary>How many characters of code about WeCom lie in branches that are not taken.</summary>
    private static int Left(SyntaxNode root, CancellationToken cancellation) => InactiveCode.Spans(root, cancellation).Sum(span => span.Length);

    private static IEnumerable<ExpressionSyntax> Conditions(SyntaxNode root)
    {
        for (var directive = root.GetFirstDirective(); directive is not null; directive = directive.GetNextDirective())
        {
            if (directive is ConditionalDirectiveTriviaSyntax conditional)
                yield return conditional.Condition;
        }
    }

    private static IEnumerable<string> Asked(IEnumerable<IdentifierNameSyntax> condition) => condition.Where(name => !IsNegated(name)).Select(Name);

    private static bool IsNegated(SyntaxNode name) =>
        name.Ancestors().TakeWhile(a => a is ExpressionSyntax).Count(a => a.IsKind(SyntaxKind.LogicalNotExpression)) % 2 == 1;

    private static string Name(IdentifierNameSyntax name) => name.Identifier.ValueText;
}
