using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>Types of which a server makes one for each request.</summary>
internal static class WebPage
{
    private const int MaxClimb = 512;

    /// <summary>A page or control of WebForms: what its labels and fields show, the browser gets.</summary>
    public static bool Is(TypeDeclarationSyntax type)
    {
        var path = type.SyntaxTree.FilePath;
        if (path.EndsWith(".aspx.cs", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".ascx.cs", StringComparison.OrdinalIgnoreCase)
            || path.EndsWith(".master.cs", StringComparison.OrdinalIgnoreCase))
            return true;
        return Bases(type).Any(name => name is "System.Web.UI.Page" or "Web.UI.Page" or "UI.Page" or "System.Web.UI.UserControl" or "System.Web.UI.MasterPage");
    }

    /// <summary>A page, a controller or a handler: its fields are gone with the request.</summary>
    public static bool LivesForOneRequest(TypeDeclarationSyntax type) =>
        Is(type)
        || SignsIn(type)
        || type.Identifier.ValueText.EndsWith("Controller", StringComparison.Ordinal)
        || Bases(type).Select(name => name.Substring(name.LastIndexOf('.') + 1)).Any(name => name is "IHttpHandler" or "IHttpAsyncHandler" or "WebService" or "PageModel" or "ApiController"
            || name.EndsWith("Controller", StringComparison.Ordinal) || name.EndsWith("ControllerBase", StringComparison.Ordinal));

    /// <summary>A handler of a sign-in: it runs for each user who signs in.</summary>
    public static bool SignsIn(TypeDeclarationSyntax type) => Bases(type).Select(name => name.Substring(name.LastIndexOf('.') + 1)).Any(name =>
        name.StartsWith("OAuthHandler<", StringComparison.Ordinal) || name.StartsWith("RemoteAuthenticationHandler<", StringComparison.Ordinal)
        || name.StartsWith("AuthenticationHandler<", StringComparison.Ordinal) || name.EndsWith("AuthRequest", StringComparison.Ordinal));

    /// <summary>In a function that is mapped to a route: <c>app.MapPost("/send", () => …)</c></summary>
    public static bool IsOfRoute(SyntaxNode node) => node.Ancestors().Take(MaxClimb).Any(ancestor => ancestor is AnonymousFunctionExpressionSyntax
        && ancestor.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Map" or "MapGet" or "MapPost" or "MapPut" or "MapPatch" or "MapDelete" or "MapMethods" } } });

    private static IEnumerable<string> Bases(TypeDeclarationSyntax type) => type.BaseList is { } bases ? bases.Types.Select(held => held.Type.ToString()) : [];
}
