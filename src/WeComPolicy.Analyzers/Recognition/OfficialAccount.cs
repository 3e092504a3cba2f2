using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Flow;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>Official accounts and mini programs have the same callback class as WeCom, but for the id they check at its end.</summary>
internal static class OfficialAccount
{
    private const int MaxTokens = 20_000;

    /// <summary>Whether the type around a node checks an app id where WeCom has a corp or receive id, and no code about WeCom makes use of it.</summary>
    public static bool Signs(SyntaxNode node, Compilation compilation, CancellationToken cancellation) =>
        node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && ChecksAppId(type)
        && !TreeIndex.Creations(compilation, type.Identifier.ValueText, cancellation).Any(made => SurroundingsReader.ByName(made) == Surroundings.WeCom);

    /// <summary>The member around a node asks the host of official accounts and mini programs, and not WeCom's.</summary>
    public static bool IsAskedAround(SyntaxNode node) => MemberAround.Of(node) is { } member and not CompilationUnitSyntax
        && member.DescendantTokens().Take(MaxTokens).Where(token => token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken).Select(token => token.ValueText).ToList() is var texts
        && texts.Any(text => text.IndexOf("//api.weixin.qq.com", StringComparison.OrdinalIgnoreCase) >= 0) && !texts.Any(ApiAddress.MentionsHost);

    /// <summary>Whether a type has an app id, and no corp or receive id.</summary>
    public static bool ChecksAppId(TypeDeclarationSyntax type)
    {
        var hasAppId = false;
        foreach (var token in type.DescendantTokens().Take(MaxTokens))
        {
            if (!token.IsKind(SyntaxKind.IdentifierToken))
                continue;
            var name = WeComWords.Normalize(token.ValueText);
            if (WeComWords.ContainsAny(name, "receiveid", "corpid") || WeComWords.NamesWeCom(name))
                return false;
            hasAppId |= name is "sappid" or "msappid" or "appid";
        }

        return hasAppId;
    }
}
