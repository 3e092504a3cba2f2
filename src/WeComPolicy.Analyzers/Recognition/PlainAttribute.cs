using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>
/// Attributes of frameworks that take names, routes and descriptions, and nothing else. Classes of requests and replies are full of them,
/// and to bind each is dearer than all else that a rule does there.
/// </summary>
internal static class PlainAttribute
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "JsonProperty", "JsonPropertyName", "JsonConverter", "JsonObject", "JsonDerivedType", "JsonPolymorphic", "DataMember", "DataContract", "EnumMember",
        "XmlElement", "XmlAttribute", "XmlArray", "XmlArrayItem", "XmlRoot", "XmlType", "XmlEnum", "XmlInclude", "BsonElement", "ProtoMember", "MessagePackObject",
        "Column", "Table", "Index", "Key", "ForeignKey", "InverseProperty", "Comment", "SugarColumn", "SugarTable", "Navigate",
        "Required", "StringLength", "MinLength", "MaxLength", "Range", "RegularExpression", "Compare", "DataType", "UIHint",
        "Display", "DisplayName", "DisplayFormat", "Description", "Category", "Browsable", "Obsolete", "DebuggerDisplay", "Conditional",
        "Route", "RoutePrefix", "HttpGet", "HttpPost", "HttpPut", "HttpDelete", "HttpPatch", "ActionName", "Area", "Authorize", "Consumes", "Produces",
        "ProducesResponseType", "FromQuery", "FromHeader", "FromForm", "FromRoute", "FromBody", "Bind", "SwaggerOperation", "SwaggerTag",
        "DllImport", "LibraryImport", "Guid", "SuppressMessage", "GeneratedCode", "InternalsVisibleTo", "Fact", "Theory", "Trait", "TestCategory", "MemberData",
    };

    /// <summary>Whether the literal is an argument of one.</summary>
    public static bool Takes(LiteralExpressionSyntax literal) =>
        literal.Parent is AttributeArgumentSyntax { NameEquals: null, NameColon: null, Parent: AttributeArgumentListSyntax { Parent: AttributeSyntax attribute } }
        && Names.Contains(WrittenType.OfAttribute(attribute));
}
