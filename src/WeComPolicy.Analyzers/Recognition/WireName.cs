using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>The name by which a member of a model travels in JSON or XML, where an attribute says another than its own.</summary>
internal static class WireName
{
    /// <summary>Read from the source: the attributes may be those of a package that was not restored.</summary>
    public static string? Of(ISymbol? member, CancellationToken cancellation)
    {
        if (member is not (IPropertySymbol or IFieldSymbol))
            return null;
        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            var lists = reference.GetSyntax(cancellation) switch
            {
                PropertyDeclarationSyntax property => property.AttributeLists,
                VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax field } => field.AttributeLists,
                // A record's: [property: JsonPropertyName("access_token")] string Token
                ParameterSyntax parameter => parameter.AttributeLists,
                _ => default,
            };
            foreach (var attribute in lists.SelectMany(list => list.Attributes))
            {
                if (Said(attribute) is { } name)
                    return name;
            }
        }

        return null;
    }

    private static string? Said(AttributeSyntax attribute) => attribute.ArgumentList is not { Arguments: { Count: > 0 } arguments } ? null : WrittenType.OfAttribute(attribute) switch
    {
        "JsonProperty" or "JsonPropertyName" or "XmlElement" or "XmlAttribute" => Text(arguments.FirstOrDefault(argument => argument.NameEquals is null)) ?? Named(arguments, "PropertyName", "ElementName"),
        "DataMember" => Named(arguments, "Name"),
        _ => null,
    };

    private static string? Named(SeparatedSyntaxList<AttributeArgumentSyntax> arguments, params string[] names) =>
        Text(arguments.FirstOrDefault(argument => argument.NameEquals is { Name.Identifier.ValueText: var name } && Array.IndexOf(names, name) >= 0));

    private static string? Text(AttributeArgumentSyntax? argument) =>
        argument?.Expression is LiteralExpressionSyntax literal && literal.IsKind(SyntaxKind.StringLiteralExpression) ? literal.Token.ValueText : null;
}
