using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>Official accounts and mini programs have the same callback class as WeCom, but for the id they check at its end.</summary>
internal static class OfficialAccount
{
    private const int MaxTokens = 20_000;

    /// <summary>Whether the type around a node checks an app id where WeCom has a corp or receive id.</summary>
    public static bool Signs(SyntaxNode node)
    {
        if (node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
            return false;
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
