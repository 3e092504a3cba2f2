using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>The name of a type as it is written, without what stands before it.</summary>
internal static class WrittenType
{
    private const string Suffix = "Attribute";

    public static string Last(NameSyntax name) => name switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        _ => "",
    };

    /// <summary><c>JsonProperty</c> for <c>[Newtonsoft.Json.JsonPropertyAttribute("name")]</c>.</summary>
    public static string OfAttribute(AttributeSyntax attribute)
    {
        var name = Last(attribute.Name);
        return name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
    }
}
