using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CallRate;

/// <summary>
/// What looks like a cache and is made anew with each request: a dictionary in a field of a controller or page,
/// <c>private Dictionary&lt;string, Token&gt; _tokens = new();</c>
/// </summary>
internal static class RequestStore
{
    private const int MaxNodes = 5_000;

    private static readonly string[] OtherStores = ["cache", "redis", "session", "cookie", "getoradd", "memory", "database", "repository"];

    private static readonly string[] Puts = ["Add", "TryAdd", "AddOrUpdate", "Set", "TryUpdate"];

    /// <summary>The member puts what it got into such a dictionary, and nothing else that it names would keep it.</summary>
    public static bool IsAllThatKeeps(SyntaxNode member)
    {
        if (member.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type || !WebPage.LivesForOneRequest(type))
            return false;
        var fields = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in type.Members.OfType<FieldDeclarationSyntax>())
        {
            if (field.Modifiers.Any(SyntaxKind.StaticKeyword))
                continue;
            foreach (var variable in field.Declaration.Variables)
            {
                if (variable.Initializer?.Value is BaseObjectCreationExpressionSyntax && field.Declaration.Type.ToString().IndexOf("Dictionary", StringComparison.Ordinal) >= 0)
                    fields.Add(variable.Identifier.ValueText);
            }
        }

        return fields.Count > 0 && !WeComWords.ContainsAny(WeComWords.Normalize(member.ToString()), OtherStores)
            && member.DescendantNodes().Take(MaxNodes).Any(node => Kept(node) is { } name && fields.Contains(name));
    }

    private static string? Kept(SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax call when Array.IndexOf(Puts, CallSyntax.NameOf(call.Expression)) >= 0 => CallSyntax.NameOf(CallSyntax.Receiver(call)),
        AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax { Expression: var list } } => CallSyntax.NameOf(list),
        _ => null,
    };
}
