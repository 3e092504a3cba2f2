using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>
/// A literal of the shape of a secret under a name that says nothing, in a file about WeCom: what stands beside it tells. Hashes and ids of
/// other kinds have that shape too, so without an app's id beside it it is no more than a guess.
/// </summary>
internal static class UnnamedSecret
{
    private const int MaxClimb = 8;

    // Ids of self-built apps are numbers from 1000001 on.
    private const int AgentIdLength = 7;

    private static readonly string[] OtherThings =
        ["hash", "sign", "digest", "media", "file", "openid", "userid", "chat", "template", "jwt", "etag", "nonce", "public", "cookie", "sample", "expected", "password", "pwd", "salt", "corpid", "appid", "agentid"];

    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<bool>> CorpIds = new();

    /// <summary>How sure it is that the literal is an app's secret; <c>null</c> where nothing speaks for it.</summary>
    public static Confidence? Of(ExpressionSyntax literal, StringTarget? target, CancellationToken cancellation)
    {
        // The data of a test has names of its own, or is for anything.
        if (literal.FirstAncestorOrSelf<AttributeSyntax>() is not null || !WeComPresence.In(literal.SyntaxTree, cancellation) || SurroundingsReader.ByName(literal) == Surroundings.AnotherPlatform)
            return null;
        if (target is not null && (SecretName.Tells(target.Name) || WeComWords.ContainsAny(target.Name, OtherThings) || WeComWords.NamesAnotherPlatform(target.Name)))
            return null;
        if (WeComWords.NamesAnotherPlatform(literal.SyntaxTree.GetText(cancellation).ToString().ToLowerInvariant()))
            return null;
        if (StandsBesideAgent(literal))
            return Confidence.Proof;
        return HasCorpId(literal.SyntaxTree, cancellation) ? Confidence.Heuristic : null;
    }

    private static bool StandsBesideAgent(ExpressionSyntax literal)
    {
        SyntaxNode at = literal;
        for (var climbed = 0; climbed < MaxClimb && at.Parent is { } parent; climbed++, at = parent)
        {
            switch (parent)
            {
                case BaseArgumentListSyntax arguments:
                    return arguments.Arguments.Any(argument => IsAgent(argument.Expression));
                case TupleExpressionSyntax tuple:
                    return tuple.Arguments.Any(argument => IsAgent(argument.Expression));
                case InitializerExpressionSyntax entry when entry.IsKind(SyntaxKind.ComplexElementInitializerExpression):
                    return entry.Expressions.Any(IsAgent);
                case AnonymousObjectCreationExpressionSyntax made:
                    return made.Initializers.Any(member => IsAgent(member.Expression));
                case SwitchExpressionArmSyntax { Pattern: ConstantPatternSyntax pattern }:
                    return IsAgent(pattern.Expression);
                case SwitchSectionSyntax section:
                    return section.Labels.OfType<CaseSwitchLabelSyntax>().Any(label => IsAgent(label.Value));
                case BaseMethodDeclarationSyntax or BaseTypeDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    private static bool IsAgent(ExpressionSyntax value) =>
        value is LiteralExpressionSyntax { Token.ValueText: { Length: AgentIdLength } id } && id.StartsWith("10", StringComparison.Ordinal) && id.All(c => c is >= '0' and <= '9');

    private static bool HasCorpId(SyntaxTree tree, CancellationToken cancellation)
    {
        if (CorpIds.TryGetValue(tree, out var known))
            return known.Value;
        var found = tree.GetRoot(cancellation).DescendantTokens().Any(token => token.IsKind(SyntaxKind.StringLiteralToken) && SecretShape.IsCorpId(token.ValueText));
        return CorpIds.GetValue(tree, _ => new StrongBox<bool>(found)).Value;
    }
}
