using System.Composition;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.CodeFixes.CallRate;

/// <summary>WCA2010: takes debug=1 out of the URL.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WCA2010DebugQueryFix))]
[Shared]
public sealed class WCA2010DebugQueryFix : WeComCodeFix
{
    private static readonly Regex First = new("(?<=[?])debug=1&", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex Later = new("&debug=1(?![0-9A-Za-z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex Only = new("[?]debug=1(?=\"+$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Creates the fix.</summary>
    public WCA2010DebugQueryFix()
        : base(RuleIdentifiers.DebugQuery)
    {
    }

    /// <inheritdoc/>
    private protected override Task<Document?> FixAsync(Document document, SyntaxNode root, SyntaxNode node, CancellationToken cancellation)
    {
        // What is joined to it may go on with the query.
        var isWhole = !node.Parent.IsKind(SyntaxKind.AddExpression);
        if (IsAll(node) && node.Parent is BinaryExpressionSyntax { Left: BinaryExpressionSyntax before } sum && sum.Right == node)
            return Task.FromResult<Document?>(document.WithSyntaxRoot(root.ReplaceNode(sum, before.WithTriviaFrom(sum))));
        return Task.FromResult(LiteralRewrite.Apply(document, root, node, written =>
        {
            var mended = Later.Replace(First.Replace(written, ""), "");
            return isWhole ? Only.Replace(mended, "") : mended;
        }));
    }

    private static bool IsAll(SyntaxNode node) => node is LiteralExpressionSyntax { Token.ValueText: var text } && Later.Replace(text, "").Length == 0;
}
