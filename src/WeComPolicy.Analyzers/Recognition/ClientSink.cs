using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>Where a value leaves for a browser or another client.</summary>
internal static class ClientSink
{
    private static readonly string[] Wrappers =
    [
        "Ok", "Json", "Content", "JsonResult", "Success", "Succeed", "Created", "CreatedAtAction", "Accepted", "StatusCode", "Result", "ToResult", "Text", "Jsonp", "JsonContent",
        "FromResult", "SuccessResult", "OkResult", "Data", "Return", "Send", "Write", "WriteAsync", "WriteAsJsonAsync", "SendAsync",
        "View", "PartialView", "CreateResponse", "JavaScript", "Html", "Xml", "Redirect", "RedirectPermanent",
        "BadRequest", "NotFound", "Problem", "Unauthorized", "Page",
    ];

    /// <summary>The node's values that a client receives: of a return, or of a write to the response.</summary>
    public static IEnumerable<ExpressionSyntax> ValuesOf(SyntaxNode node) => node switch
    {
        ReturnStatementSyntax { Expression: { } value } when IsEndpoint(node) => Unwrap(value, 0),
        ArrowExpressionClauseSyntax { Expression: { } value, Parent: MethodDeclarationSyntax } when IsEndpoint(node) => Unwrap(value, 0),
        LambdaExpressionSyntax { Body: ExpressionSyntax value } lambda when IsMapped(lambda) => Unwrap(value, 0),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call when WritesResponse(access) => call.ArgumentList.Arguments.SelectMany(argument => Unwrap(argument.Expression, 0)),
        AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Text" or "InnerHtml" or "InnerText" or "Value" } } shown
            when shown.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && WebPage.Is(type) => Unwrap(shown.Right, 0),
        AssignmentExpressionSyntax shown when IsShownByView(shown.Left) && shown.FirstAncestorOrSelf<ClassDeclarationSyntax>() is { } type && (IsController(type) || IsRazorPage(type)) => Unwrap(shown.Right, 0),
        AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax { Expression: { } headers } } sent when Ends(headers, "responseheaders", "responsecookies") => Unwrap(sent.Right, 0),
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax own } shown when shown.FirstAncestorOrSelf<ClassDeclarationSyntax>() is { } type && IsRazorPage(type) && ShowsMember(type, own) => Unwrap(shown.Right, 0),
        _ => [],
    };

    /// <summary><c>ViewBag.Token</c>, <c>ViewData["token"]</c>: what a page is made of.</summary>
    public static bool IsShownByView(ExpressionSyntax target) => target switch
    {
        MemberAccessExpressionSyntax { Expression: { } bag } => IsNamed(bag, "ViewBag"),
        ElementAccessExpressionSyntax { Expression: { } data } => IsNamed(data, "ViewData") || IsNamed(data, "TempData"),
        _ => false,
    };

    /// <summary>The model of a Razor page: its public properties are what the page is made of.</summary>
    private static bool IsRazorPage(ClassDeclarationSyntax type) =>
        type.BaseList is { } bases && bases.Types.Any(held => held.Type.ToString() is "PageModel" or "Microsoft.AspNetCore.Mvc.RazorPages.PageModel");

    private static bool ShowsMember(ClassDeclarationSyntax type, IdentifierNameSyntax name) => type.Members.Any(member =>
        member is PropertyDeclarationSyntax property && property.Identifier.ValueText == name.Identifier.ValueText && property.Modifiers.Any(SyntaxKind.PublicKeyword));

    private static bool IsNamed(ExpressionSyntax value, string name) => value switch
    {
        IdentifierNameSyntax simple => simple.Identifier.ValueText == name,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or BaseExpressionSyntax } own => own.Name.Identifier.ValueText == name,
        _ => false,
    };

    /// <summary>Ok(value), new JsonResult(value), ApiResult.Success(value) … hold the value.</summary>
    private static IEnumerable<ExpressionSyntax> Unwrap(ExpressionSyntax value, int depth)
    {
        value = Wrapped.Value(value);
        switch (value)
        {
            case ConditionalExpressionSyntax choice when depth < 8:
                return Unwrap(choice.WhenTrue, depth + 1).Concat(Unwrap(choice.WhenFalse, depth + 1));
            case InvocationExpressionSyntax call when depth < 8 && IsWrapper(call):
                return call.ArgumentList.Arguments.SelectMany(argument => Unwrap(argument.Expression, depth + 1));
            case ObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments, Initializer: null } when depth < 8:
                return arguments.SelectMany(argument => Unwrap(argument.Expression, depth + 1));
            default:
                return [value];
        }
    }

    private static bool IsWrapper(InvocationExpressionSyntax call)
    {
        var name = call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
        return Array.IndexOf(Wrappers, name) >= 0;
    }

    private static bool WritesResponse(MemberAccessExpressionSyntax access) =>
        access.Name.Identifier.ValueText switch
        {
            "Write" or "WriteAsync" or "WriteAsJsonAsync" or "BinaryWrite" or "WriteLine" => Ends(access.Expression, "response", "responseoutput", "responsebody"),
            "Redirect" => Ends(access.Expression, "response"),
            // SignalR
            "SendAsync" or "SendCoreAsync" => access.Expression.ToString() is { Length: < 200 } to && (to.StartsWith("Clients.", StringComparison.Ordinal) || to.IndexOf(".Clients.", StringComparison.Ordinal) > 0),
            "Append" or "Add" or "Set" or "SetCookie" or "AddHeader" or "AppendHeader" or "AppendCookie" => Ends(access.Expression, "response", "responsecookies", "responseheaders"),
            "RegisterStartupScript" or "RegisterClientScriptBlock" or "RegisterHiddenField" => true,
            _ => false,
        };

    private static bool Ends(ExpressionSyntax receiver, params string[] names) =>
        WeComWords.Normalize(receiver.ToString()) is { Length: < 200 } plain && names.Any(name => plain.EndsWith(name, StringComparison.Ordinal));

    /// <summary>The function of MapGet, MapPost …</summary>
    private static bool IsMapped(SyntaxNode function) =>
        function.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } } }
        && access.Name.Identifier.ValueText is "MapGet" or "MapPost" or "MapPut" or "MapDelete" or "MapMethods" or "MapPatch" or "Map";

    /// <summary>A function whose name is handed to MapGet … in the same file.</summary>
    private static bool IsMapped(string function, SyntaxNode node)
    {
        foreach (var verb in (string[])["MapGet", "MapPost", "MapPut", "MapDelete", "MapMethods", "MapPatch", "Map"])
        {
            foreach (var call in Flow.TreeIndex.Calls(node.SyntaxTree, verb))
            {
                if (call.ArgumentList.Arguments.Any(argument => argument.Expression is IdentifierNameSyntax name && name.Identifier.ValueText == function))
                    return true;
            }
        }

        return false;
    }

    private static bool IsEndpoint(SyntaxNode node)
    {
        foreach (var ancestor in node.Ancestors())
        {
            switch (ancestor)
            {
                case LambdaExpressionSyntax lambda:
                    return IsMapped(lambda);
                case LocalFunctionStatementSyntax function:
                    return IsMapped(function.Identifier.ValueText, function);
                case AnonymousMethodExpressionSyntax or AccessorDeclarationSyntax:
                    return false;
                case MethodDeclarationSyntax method:
                    return IsAction(method) || IsMapped(method.Identifier.ValueText, method);
                case BaseTypeDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    private static bool IsAction(MethodDeclarationSyntax method)
    {
        if (!method.Modifiers.Any(SyntaxKind.PublicKeyword) || Has(method.AttributeLists, "NonAction"))
            return false;
        if (Has(method.AttributeLists, "HttpGet", "HttpPost", "HttpPut", "HttpDelete", "HttpPatch", "Route", "WebMethod", "AcceptVerbs", "FunctionName", "Function", "OperationContract", "WebGet", "WebInvoke"))
            return true;
        return method.Parent is ClassDeclarationSyntax type && (IsController(type) || IsDynamicApi(type));
    }

    private static bool IsController(ClassDeclarationSyntax type) =>
        type.Identifier.ValueText.EndsWith("Controller", StringComparison.Ordinal) || Has(type.AttributeLists, "ApiController")
        || (type.BaseList is { } bases && bases.Types.Any(held => held.Type.ToString().EndsWith("Controller", StringComparison.Ordinal) || held.Type.ToString().EndsWith("ControllerBase", StringComparison.Ordinal)));

    /// <summary>A service whose public methods a framework (ABP, Furion) offers as endpoints.</summary>
    private static bool IsDynamicApi(ClassDeclarationSyntax type) =>
        Has(type.AttributeLists, "DynamicWebApi", "DynamicApi", "DynamicApiController", "RemoteService")
        || (type.BaseList is { } bases && bases.Types.Any(held => held.Type.ToString() is var name
            && (name is "IDynamicApiController" or "IDynamicWebApi" or "Hub" or "PageModel" || name.StartsWith("Hub<", StringComparison.Ordinal)
                // ABP, also through a base class of the project's own.
                || name.EndsWith("ApplicationService", StringComparison.Ordinal) || name.EndsWith("AppServiceBase", StringComparison.Ordinal) || name.EndsWith("AppService", StringComparison.Ordinal))));

    private static bool Has(SyntaxList<AttributeListSyntax> lists, params string[] names)
    {
        foreach (var list in lists)
        {
            foreach (var attribute in list.Attributes)
            {
                if (Array.IndexOf(names, WrittenType.Last(attribute.Name)) >= 0)
                    return true;
            }
        }

        return false;
    }
}
