using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>The name under which a value lies in a dictionary: that of its key, or where the key is an agent's id or name, that of the dictionary as well.</summary>
internal static class DictionaryEntry
{
    // Ids of self-built apps are numbers from 1000001 on.
    private const int AgentIdLength = 7;

    /// <summary>The name of an entry.</summary>
    /// <param name="key">Its key as written.</param>
    /// <param name="dictionary">The name of what holds it, if known.</param>
    /// <returns>The name, or <c>null</c> where nothing tells it.</returns>
    public static string? NameOf(ExpressionSyntax key, string? dictionary)
    {
        var named = TextOf(key);
        if (named is not null && SecretName.Tells(WeComWords.Normalize(named)))
            return named;
        if (dictionary is not null && SecretName.HoldsSecrets(WeComWords.Normalize(dictionary)))
            return named + dictionary + "Secret";
        // The map of agents to what opens them, whatever its name; the file has to speak of WeCom.
        return IsAgentId(key) ? "secret" : key is LiteralExpressionSyntax ? named : null;
    }

    private static bool IsAgentId(ExpressionSyntax key) =>
        key is LiteralExpressionSyntax { Token.ValueText: { Length: AgentIdLength } id } && id.StartsWith("10", StringComparison.Ordinal) && id.All(c => c is >= '0' and <= '9');

    private static string? TextOf(ExpressionSyntax key) => key switch
    {
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) => literal.Token.ValueText,
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        _ => null,
    };
}
