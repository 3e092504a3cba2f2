using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.CodeFixes.Secrets;

/// <summary>A literal with the secret taken out of it: all of it, or the middle of a URL. Quotes and escapes of the rest stay as they are written.</summary>
internal static class SecretPlace
{
    /// <summary>The expression to stand in its place; <c>null</c> where it cannot be taken apart (raw and UTF-8 literals).</summary>
    /// <param name="place">The literal.</param>
    /// <param name="value">The secret.</param>
    /// <param name="read">How it is read from now on.</param>
    /// <param name="options">The language version.</param>
    public static ExpressionSyntax? Without(ExpressionSyntax place, string value, SettingRead read, ParseOptions options)
    {
        var text = place switch
        {
            LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) => literal.Token.ValueText == value
                ? Whole(place, read) : Split(place, literal.Token.Text, value, read),
            InterpolatedStringExpressionSyntax interpolated when !interpolated.StringStartToken.Text.Contains("\"\"\"") => Hole(interpolated, value, read),
            _ => null,
        };
        if (text is null)
            return null;
        var mended = SyntaxFactory.ParseExpression(text, options: options);
        return mended.ContainsDiagnostics ? null : mended.WithTriviaFrom(place);
    }

    private static string Whole(ExpressionSyntax place, SettingRead read)
    {
        // "configuration[…] ?? literal": what was read before still is; only the value behind it goes.
        if (place.Parent is BinaryExpressionSyntax coalesce && coalesce.IsKind(SyntaxKind.CoalesceExpression) && coalesce.Right == place && SettingRead.Failure(coalesce.Left, read) is { } failure)
            return failure;
        return StandsAlone(place) ? read.Text : $"({read.Text})";
    }

    private static string? Split(ExpressionSyntax place, string written, string value, SettingRead read)
    {
        var open = written.StartsWith("@\"", StringComparison.Ordinal) ? "@\"" : "\"";
        if (written.StartsWith("\"\"\"", StringComparison.Ordinal) || !written.EndsWith("\"", StringComparison.Ordinal) || written.Length < open.Length + 1)
            return null;
        var inner = written.Substring(open.Length, written.Length - open.Length - 1);
        var parts = new List<string>();
        var start = 0;
        for (var at = inner.IndexOf(value, StringComparison.Ordinal); at >= 0; at = inner.IndexOf(value, start, StringComparison.Ordinal))
        {
            Add(inner.Substring(start, at - start));
            parts.Add($"({read.Text})");
            start = at + value.Length;
        }

        Add(inner.Substring(start));
        // Written with escapes.
        if (start == 0)
            return null;
        var sum = string.Join(" + ", parts);
        return StandsAlone(place) || (place.Parent is BinaryExpressionSyntax join && join.IsKind(SyntaxKind.AddExpression)) ? sum : $"({sum})";

        void Add(string part)
        {
            if (part.Length > 0)
                parts.Add($"{open}{part}\"");
        }
    }

    private static string? Hole(InterpolatedStringExpressionSyntax place, string value, SettingRead read)
    {
        var written = place.ToString();
        var found = false;
        // From the end, so that what is before keeps its position.
        foreach (var part in place.Contents.OfType<InterpolatedStringTextSyntax>().Reverse())
        {
            var text = part.TextToken.Text;
            if (text.IndexOf(value, StringComparison.Ordinal) < 0)
                continue;
            found = true;
            var at = part.SpanStart - place.SpanStart;
            written = written.Substring(0, at) + text.Replace(value, $"{{{read.Text}}}") + written.Substring(at + text.Length);
        }

        return found ? written : null;
    }

    /// <summary>Nothing around it binds tighter.</summary>
    private static bool StandsAlone(ExpressionSyntax place) => place.Parent switch
    {
        EqualsValueClauseSyntax or ArgumentSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax or LambdaExpressionSyntax or ParenthesizedExpressionSyntax
            or InitializerExpressionSyntax or AnonymousObjectMemberDeclaratorSyntax or ExpressionElementSyntax or SwitchExpressionArmSyntax or YieldStatementSyntax => true,
        AssignmentExpressionSyntax assignment => assignment.Right == place,
        BinaryExpressionSyntax coalesce => coalesce.IsKind(SyntaxKind.CoalesceExpression) && coalesce.Right == place,
        _ => false,
    };
}
