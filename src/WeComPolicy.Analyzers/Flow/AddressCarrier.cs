using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>
/// What brings an address to the method that sends: the address itself as text or URL, the framework's request, an object of the project
/// with a member for it (a request, its options, a builder whose methods return it), or a list, dictionary or tuple with it inside.
/// </summary>
internal static class AddressCarrier
{
    private const int MaxNesting = 2;

    private const int MaxMembers = 400;

    private const int MaxBases = 4;

    private static readonly ConditionalWeakTable<ISymbol, StrongBox<bool>> Objects = new();

    /// <summary>Members through which a request, client or builder gets its address.</summary>
    private static readonly HashSet<string> Members = new(StringComparer.Ordinal)
    {
        "BaseAddress", "RequestUri", "Resource", "BaseUrl", "BaseUri", "Url", "URL", "RequestUrl", "Uri", "Host", "Path", "Query", "HttpHost", "Address", "Endpoint",
    };

    /// <summary>Addresses that are not where the request goes.</summary>
    private static readonly string[] Elsewhere =
        ["referer", "callback", "redirect", "proxy", "notify", "return", "image", "img", "pic", "thumb", "link", "logo", "icon", "avatar", "jump", "qrcode", "file", "video", "source"];

    /// <summary>A parameter or variable of the type may hold an address.</summary>
    public static bool Holds(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_String or SpecialType.System_Object || type.TypeKind is TypeKind.Error or TypeKind.TypeParameter
        || IsAddress(type) || IsObject(type) || HoldsTexts(type);

    /// <summary>The address itself, or what the framework or a library makes of it.</summary>
    public static bool IsAddress(ITypeSymbol type) =>
        AwaitedType.Of(type) is var awaited && !ReferenceEquals(awaited, type) ? IsAddress(awaited) : type.SpecialType == SpecialType.System_String
            || type.Name is "Uri" or "UriBuilder" or "Url" or "RestClient" or "HttpClient" or "IFlurlClient" or "FlurlClient" or "StringBuilder" || IsRequest(type);

    private static bool IsRequest(ITypeSymbol type) => type.Name is "RestRequest" or "IRestRequest" or "HttpRequestMessage" or "HttpWebRequest" or "WebRequest" or "IFlurlRequest" or "FlurlRequest";

    /// <summary>A type of the project that has a member for the address, or one for an object that has.</summary>
    public static bool IsObject(ITypeSymbol? type) => IsObject(type, MaxNesting);

    private static bool IsObject(ITypeSymbol? type, int nesting)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsStatic: false, DeclaringSyntaxReferences.Length: > 0 } named)
            return false;
        // Within another type's question the answer is less deep, and not kept.
        return nesting < MaxNesting ? HasMember(named, nesting) : Objects.GetValue(named.OriginalDefinition, key => new StrongBox<bool>(HasMember((INamedTypeSymbol)key, MaxNesting))).Value;
    }

    private static bool HasMember(INamedTypeSymbol type, int nesting)
    {
        var bases = 0;
        for (var at = type; at is { DeclaringSyntaxReferences.Length: > 0 } && bases < MaxBases; at = at.BaseType, bases++)
        {
            foreach (var member in at.GetMembers().Take(MaxMembers))
            {
                var held = member switch
                {
                    IPropertySymbol { IsStatic: false } property => property.Type,
                    IFieldSymbol { IsStatic: false, IsConst: false } field => field.Type,
                    _ => null,
                };
                if (held is not null && (IsRequest(held) || (NamesAddress(member.Name) ? held.TypeKind == TypeKind.Error || IsAddress(held) : nesting > 0 && IsObject(held, nesting - 1))))
                    return true;
            }
        }

        return false;
    }

    /// <summary>A list of texts, or a dictionary of them or of what may be one.</summary>
    public static bool HoldsTexts(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType.SpecialType == SpecialType.System_String,
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.Any(element => NamesAddress(element.Name) && IsAddress(element.Type)),
        INamedTypeSymbol { Name: "Hashtable" or "NameValueCollection" } => true,
        INamedTypeSymbol { TypeArguments: { Length: 1 or 2 } held, Name: "Dictionary" or "IDictionary" or "IReadOnlyDictionary" or "List" or "IList" or "IEnumerable" or "IReadOnlyList" or "ICollection" or "IReadOnlyCollection" } =>
            held.All(type => type.SpecialType == SpecialType.System_String) || (held.Length == 2 && held[0].SpecialType == SpecialType.System_String && held[1].SpecialType == SpecialType.System_Object),
        _ => false,
    };

    /// <summary>Surely named after an address: <c>Url</c>, <c>RequestUri</c></summary>
    public static bool IsMember(string name) => Members.Contains(name);

    /// <summary>Named after an address, in whatever spelling: <c>_url</c>, <c>PostUrl</c>; not one where the request does not go.</summary>
    public static bool NamesAddress(string name)
    {
        if (IsMember(name))
            return true;
        var plain = WeComWords.Normalize(name);
        return (plain.EndsWith("url", StringComparison.Ordinal) || plain.EndsWith("uri", StringComparison.Ordinal) || plain is "address" or "baseaddress" or "endpoint" or "requestaddress" or "api" or "apipath" or "requestpath" or "route" or "pathandquery")
            && !WeComWords.ContainsAny(plain, Elsewhere);
    }

    /// <summary>Methods that add to an address, or set it.</summary>
    public static bool IsMethod(string name) => name is "Append" or "AppendFormat" or "AppendLine" or "AddQueryParameter" or "AddParameter"
        or "AddUrlSegment" or "SetQueryParam" or "AppendPathSegment" or "AppendPathSegments" || SetsAddress(name);

    /// <summary><c>.Url(address)</c>, <c>.WithUrl(address)</c>, <c>.SetRequestUri(address)</c></summary>
    public static bool SetsAddress(string name)
    {
        var plain = WeComWords.Normalize(name);
        foreach (var start in Setters)
        {
            if (plain.StartsWith(start, StringComparison.Ordinal) && plain.Substring(start.Length) is "url" or "uri" or "address" or "endpoint" or "requesturl" or "requesturi" or "baseurl" or "baseaddress")
                return true;
        }

        return false;
    }

    private static readonly string[] Setters = ["", "set", "with", "for", "use", "to"];

    /// <summary>A link of a chain: the method hands back what it is called on, or one of its kind.</summary>
    public static bool IsLink(IMethodSymbol method) =>
        !method.IsStatic && method.ContainingType is { } type && method.ReturnType is INamedTypeSymbol { SpecialType: SpecialType.None } given && IsA(type, given)
        || method is { ReducedFrom: not null, ReceiverType: INamedTypeSymbol on } && method.ReturnType is INamedTypeSymbol { SpecialType: SpecialType.None } back && IsA(on, back);

    private static bool IsA(INamedTypeSymbol type, INamedTypeSymbol wanted)
    {
        if (wanted.TypeKind == TypeKind.Interface && type.AllInterfaces.Any(face => SymbolEqualityComparer.Default.Equals(face.OriginalDefinition, wanted.OriginalDefinition)))
            return true;
        return IsOrDerives(type, wanted);
    }

    /// <summary>The type is the other, or one that derives from it.</summary>
    public static bool IsOrDerives(INamedTypeSymbol? type, INamedTypeSymbol wanted)
    {
        for (var bases = 0; type is not null && bases <= MaxBases; type = type.BaseType, bases++)
        {
            if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, wanted.OriginalDefinition))
                return true;
        }

        return false;
    }

    /// <summary>A call of the object's own method on itself, which sends what the object carries.</summary>
    public static bool IsOnSameObject(SyntaxNode call) => call is InvocationExpressionSyntax { Expression: SimpleNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or BaseExpressionSyntax } };
}
