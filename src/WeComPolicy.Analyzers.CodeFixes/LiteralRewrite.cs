using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.CodeFixes;

/// <summary>Changes the text of a literal as it is written, so that its quotes, escapes and holes stay.</summary>
internal static class LiteralRewrite
{
    /// <summary>The document with the literal's text changed; <c>null</c> if <paramref name="change"/> leaves it as it is or no literal comes out.</summary>
    public static Document? Apply(Document document, SyntaxNode root, SyntaxNode node, Func<string, string> change)
    {
        var literal = node.FirstAncestorOrSelf<ExpressionSyntax>(expression => expression is LiteralExpressionSyntax or InterpolatedStringExpressionSyntax);
        if (literal is null)
            return null;
        var written = literal.ToString();
        var wanted = change(written);
        if (wanted == written)
            return null;
        var mended = SyntaxFactory.ParseExpression(wanted, options: root.SyntaxTree.Options);
        return mended.RawKind == literal.RawKind && !mended.ContainsDiagnostics
            ? document.WithSyntaxRoot(root.ReplaceNode(literal, mended.WithTriviaFrom(literal)))
            : null;
    }
}
