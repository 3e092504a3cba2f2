using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Engine.Documents;

namespace WeComPolicy.CodeScan.Judging;

/// <summary>A piece of code as the identity of a finding: without layout, comments and anything that may be secret.</summary>
internal static class MaskedCode
{
    private const int MaxLength = 400;

    /// <summary>The tokens with one space between them; texts that may be secret are masked.</summary>
    public static string Of(SyntaxNode node, bool holdsSecret)
    {
        var text = new StringBuilder();
        foreach (var token in node.DescendantTokens())
        {
            if (text.Length > 0)
                text.Append(' ');
            text.Append(IsText(token) ? holdsSecret ? "\"***\"" : SecretText.Mask(token.Text) : token.Text);
            if (text.Length > MaxLength)
                break;
        }

        return text.ToString(0, Math.Min(text.Length, MaxLength));
    }

    /// <summary>The stretches of a node's texts, without their quotes.</summary>
    public static IEnumerable<Microsoft.CodeAnalysis.Text.TextSpan> Texts(SyntaxNode node)
    {
        foreach (var token in node.DescendantTokens())
        {
            if (!IsText(token) || token.Span.Length == 0)
                continue;
            var length = token.Text.TrimEnd('8', 'u', 'U').Length;
            var start = token.Text.IndexOf('"', StringComparison.Ordinal);
            if (start < 0 || token.Parent is InterpolatedStringTextSyntax)
            {
                yield return token.Span;
                continue;
            }

            while (start < length && token.Text[start] == '"')
                start++;
            while (length > start && token.Text[length - 1] == '"')
                length--;
            if (length > start)
                yield return new Microsoft.CodeAnalysis.Text.TextSpan(token.SpanStart + start, length - start);
        }
    }

    private static bool IsText(SyntaxToken token) => token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken
        or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.Utf8StringLiteralToken
        or SyntaxKind.Utf8SingleLineRawStringLiteralToken or SyntaxKind.Utf8MultiLineRawStringLiteralToken;
}
