using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.CodeFixes.Secrets;

/// <summary>
/// Takes a secret out of a file, wherever it stands in it, and reads it from the configuration at hand or from the environment. Where a
/// place needs a constant, or the value would survive in the file, nothing is offered.
/// </summary>
public abstract class SecretInSourceFix : WeComCodeFix
{
    private const string Masked = "***";

    private readonly string _rule;

    private protected SecretInSourceFix(string rule)
        : base(rule) => _rule = rule;

    /// <inheritdoc/>
    public sealed override FixAllProvider? GetFixAllProvider() => SequentialFixAll.Instance;

    /// <inheritdoc/>
    private protected sealed override async Task<Document?> FixAsync(Document document, SyntaxNode root, SyntaxNode node, CancellationToken cancellation)
    {
        if (node.FirstAncestorOrSelf<ExpressionSyntax>(expression => expression is LiteralExpressionSyntax or InterpolatedStringExpressionSyntax) is not { } literal
            || SecretText.Of(literal, _rule) is not { } secret
            || await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model
            || SettingNames.In(model.Compilation, cancellation).For(literal, secret, model, cancellation) is not { } name)
            return null;
        var places = Places(root, literal, secret);
        foreach (var declared in places.Select(ConstantDeclaration).Where(declared => declared is not null).Distinct())
        {
            if (!await ConstantUse.MayGoAsync(document, declared!, cancellation).ConfigureAwait(false))
                return null;
        }

        var reads = new Dictionary<ExpressionSyntax, SettingRead>();
        foreach (var place in places)
        {
            if (ConstantUse.IsNeeded(place))
                return null;
            reads.Add(place, await ReadAsync(document, root, place, secret, name, model, cancellation).ConfigureAwait(false));
        }

        if (Replaced(root, reads, secret) is not { } replaced)
            return null;
        var mended = WithoutComments(replaced, secret);
        return Survives(mended, secret) ? null : document.WithSyntaxRoot(mended);
    }

    /// <summary>The best way that the compiler accepts: it may refuse a configuration in a static place, one not assigned yet, one captured twice.</summary>
    private static async Task<SettingRead> ReadAsync(
        Document document, SyntaxNode root, ExpressionSyntax place, SecretText secret, string name, SemanticModel model, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            var read = SettingRead.Of(place, secret.Kind, name, attempt, model, cancellation);
            if (read.IsEnvironment)
                return read;
            var alone = Replaced(root, new() { [place] = read }, secret);
            if (alone is not null && await MendedCode.CompilesAsync(document, document.WithSyntaxRoot(alone), cancellation).ConfigureAwait(false))
                return read;
        }
    }

    /// <summary>All literals of the file that hold the value. A token that may be any word is replaced where it was reported.</summary>
    private static List<ExpressionSyntax> Places(SyntaxNode root, ExpressionSyntax literal, SecretText secret) =>
        secret.Kind == SecretKind.PrivateKey || !secret.IsTelling ? [literal] : [.. root.DescendantNodes().OfType<ExpressionSyntax>().Where(node => Holds(node, secret))];

    private static bool Holds(ExpressionSyntax node, SecretText secret) => node switch
    {
        LiteralExpressionSyntax { Token.Value: string text } => secret.IsUnmistakable ? Contains(text, secret.Value) : text == secret.Value,
        InterpolatedStringExpressionSyntax interpolated => secret.IsUnmistakable
            && interpolated.Contents.OfType<InterpolatedStringTextSyntax>().Any(text => Contains(text.TextToken.ValueText, secret.Value)),
        _ => false,
    };

    private static SyntaxNode? Replaced(SyntaxNode root, Dictionary<ExpressionSyntax, SettingRead> reads, SecretText secret)
    {
        var replacements = new Dictionary<SyntaxNode, ExpressionSyntax>();
        foreach (var read in reads)
        {
            if (SecretPlace.Without(read.Key, secret.Value, read.Value, root.SyntaxTree.Options) is not { } replacement)
                return null;
            replacements.Add(read.Key, replacement);
        }

        var constants = reads.Keys.Select(ConstantDeclaration).Where(declared => declared is not null).Distinct().Cast<SyntaxNode>();
        return root.ReplaceNodes(replacements.Keys.Concat(constants), (old, rewritten) =>
            replacements.TryGetValue(old, out var replacement) ? replacement : ConstantUse.WithoutConst(rewritten));
    }

    private static SyntaxNode? ConstantDeclaration(ExpressionSyntax place) => place.Ancestors().FirstOrDefault(ancestor =>
        ancestor is FieldDeclarationSyntax or LocalDeclarationStatementSyntax or AnonymousFunctionExpressionSyntax) switch
    {
        FieldDeclarationSyntax field when field.Modifiers.Any(SyntaxKind.ConstKeyword) => field,
        LocalDeclarationStatementSyntax { IsConst: true } local => local,
        _ => null,
    };

    /// <summary>A secret in a comment, in documentation or in code that is compiled under another condition has leaked as well.</summary>
    private static SyntaxNode WithoutComments(SyntaxNode root, SecretText secret)
    {
        if (!secret.IsTelling || secret.Kind == SecretKind.PrivateKey)
            return root;
        var value = secret.Pattern();
        var texts = root.DescendantTrivia(descendIntoTrivia: true)
            .Where(trivia => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia or SyntaxKind.DisabledTextTrivia && value.IsMatch(trivia.ToString())).ToList();
        var documentation = root.DescendantTokens(descendIntoTrivia: true)
            .Where(token => token.IsKind(SyntaxKind.XmlTextLiteralToken) && value.IsMatch(token.Text)).ToList();
        return texts.Count + documentation.Count == 0 ? root : root.ReplaceSyntax(
            [], (node, _) => node,
            documentation, (token, _) => SyntaxFactory.XmlTextLiteral(token.LeadingTrivia, value.Replace(token.Text, Masked), value.Replace(token.ValueText, Masked), token.TrailingTrivia),
            texts, (trivia, _) => value.Replace(trivia.ToString(), Masked) is var masked && trivia.IsKind(SyntaxKind.DisabledTextTrivia)
                ? SyntaxFactory.DisabledText(masked) : SyntaxFactory.Comment(masked));
    }

    private static bool Survives(SyntaxNode mended, SecretText secret)
    {
        var text = mended.ToFullString();
        // Of a key any line is too much.
        return secret.Kind == SecretKind.PrivateKey
            ? secret.Value.Split('\n', '\r').Any(line => line.Trim() is { Length: > 32 } part && !part.StartsWith("-----", StringComparison.Ordinal) && Contains(text, part))
            : secret.IsTelling && secret.Pattern().IsMatch(text);
    }

    private static bool Contains(string text, string value) => text.IndexOf(value, StringComparison.Ordinal) >= 0;
}
