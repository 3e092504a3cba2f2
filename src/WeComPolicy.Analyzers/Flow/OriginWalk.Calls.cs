using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

internal sealed partial class OriginWalk
{
    private Carried ReadCreation(BaseObjectCreationExpressionSyntax made, int depth)
    {
        var carried = made.Initializer is { } initializer ? All(initializer.Expressions.Select(Value), depth) : Carried.Nothing;
        var type = made is ObjectCreationExpressionSyntax named ? NameOf(named.Type) : "";
        if (made.ArgumentList is { } arguments && (type is "" or "Uri" or "UriBuilder" or "StringBuilder" or "KeyValuePair" or "JProperty" or "JObject" or "JArray" or "ActivityEvent" or "ActivityTagsCollection" or "StreamReader" or "RestRequest" or "RestClient"
            or "HttpRequestMessage" or "StringContent" or "JsonContent" or "JsonResult" or "ContentResult" or "OkObjectResult" or "ObjectResult"
            || type.EndsWith("Exception", StringComparison.Ordinal)))
            carried |= All(arguments.Arguments.Select(argument => argument.Expression), depth);
        return carried;

        static ExpressionSyntax Value(ExpressionSyntax element) => element is AssignmentExpressionSyntax assignment ? assignment.Right : element;
    }

    private Carried ReadCall(InvocationExpressionSyntax call, int depth)
    {
        var name = NameOf(call.Expression);
        var receiver = (call.Expression as MemberAccessExpressionSyntax)?.Expression;
        return ReadCall(call, name, receiver, depth);
    }

    private Carried ReadCall(InvocationExpressionSyntax call, string name, ExpressionSyntax? receiver, int depth)
    {
        if ((Redactor.Is(call, name) && !ReturnsOwnObject(call)) || IsOfSignIn(name, receiver))
            return Carried.Nothing;
        var arguments = call.ArgumentList.Arguments;
        if (CallNames.IsPlainText(name))
            return ReadTextCall(call, name, receiver, depth);
        // Official accounts have containers of the same names.
        if (CallNames.BuildsAppKey(name))
            return _isWeCom ? Carried.Surely(Sensitive.Secret) : Carried.Nothing;
        if (CallNames.FetchesToken(name, receiver is null ? "" : NameOf(receiver)))
            return _isWeCom ? Carried.Surely(Sensitive.Token) : Carried.Nothing;
        if (KeyOf(arguments) is { } key && Credential.OfName(key) is var kind and not Sensitive.None && !CallNames.Stores(name))
            return receiver is null ? Named(kind, key) : ReadsSettings(receiver) ? OfSettings(kind, key) : OfReply(kind, key, receiver, depth);

        if (KeyOf(arguments) is { } ticket && IsTicketOf(ticket, receiver, depth))
            return Carried.Surely(Sensitive.Token);
        if (IsTokenAddressUnder(arguments))
            return Carried.TokenAddress;
        if (CallNames.WritesOut(name))
        {
            if (_isWeCom && arguments.Any(argument => HoldsToken(argument.Expression)))
                return Carried.Surely(Sensitive.TokenReply);
            if (arguments.Any(argument => HoldsSecret(argument.Expression)) || (receiver is not null && arguments.Count == 0 && HoldsSecret(receiver)))
                return Carried.Surely(Sensitive.Secret);
        }

        var info = _model.GetSymbolInfo(call, _cancellation);
        var symbol = info.Symbol ?? (info.CandidateSymbols.Length == 1 ? info.CandidateSymbols[0] : null);
        if (symbol is IMethodSymbol method && IsReadable(method))
        {
            var returned = Substitute(_owner.Returned(method, _calls, _trustsNames, _cancellation), call, method, receiver, depth);
            return returned.Sure == Sensitive.None && _owner.MakesToken(method, _cancellation) ? returned : returned | ByName(name);
        }

        if (ByName(name) is { IsNothing: false } token)
            return token;

        var inputs = Read(receiver, depth) | All(arguments.Select(argument => argument.Expression), depth);
        if (CallNames.Requests(name) || (symbol is null && inputs.IsTokenAddress && CallNames.SoundsLikeErrand(WeComWords.Normalize(name))))
            return inputs.Requested();
        return CallNames.PassesOn(name) ? inputs : Carried.Nothing;

        Carried ByName(string method) => !_isWeCom || !CallNames.SaysToken(WeComWords.Normalize(method)) ? Carried.Nothing
            : CallNames.MayReturnText(symbol) ? Carried.Surely(Sensitive.Token)
            : IsTokenReply(symbol) ? Carried.Surely(Sensitive.TokenReply) : Carried.Nothing;
    }

    /// <summary><c>HttpContext.GetTokenAsync("access_token")</c>: what the framework keeps of the user's own sign-in.</summary>
    private bool IsOfSignIn(string name, ExpressionSyntax? receiver) =>
        name is "GetTokenAsync" && receiver is not null
        && (_model.GetTypeInfo(receiver, _cancellation).Type?.Name == "HttpContext" || NameOf(receiver) is "HttpContext" or "httpContext" or "context" or "Context");

    /// <summary>A method that is called as one that redacts may hand back an object: what is in it tells.</summary>
    private bool ReturnsOwnObject(InvocationExpressionSyntax call) =>
        _model.GetSymbolInfo(call, _cancellation).Symbol is IMethodSymbol method && IsReadable(method)
        && AwaitedType.Of(method.ReturnType) is { TypeKind: TypeKind.Class or TypeKind.Struct, SpecialType: SpecialType.None, DeclaringSyntaxReferences.Length: > 0 };

    /// <summary>The method hands back a whole reply: an object with the token and the errcode.</summary>
    private bool IsTokenReply(ISymbol? symbol)
    {
        if (symbol is not IMethodSymbol method)
            return false;
        bool hasToken = false, hasCode = false;
        var depth = 0;
        for (var at = AwaitedType.Of(method.ReturnType) as INamedTypeSymbol; at is { SpecialType: SpecialType.None } && depth < 8; at = at.BaseType, depth++)
        {
            foreach (var member in at.GetMembers().OfType<IPropertySymbol>())
            {
                var name = NameIn(member);
                hasToken |= Credential.OfName(name) == Sensitive.Token && Credential.MayHoldText(member.Type);
                hasCode |= name == "errcode";
            }
        }

        return hasToken && hasCode;
    }

    /// <summary>An object of the project's own type that has a member for the token: a reply, read into it.</summary>
    private bool HoldsToken(ExpressionSyntax value)
    {
        if (value is not (IdentifierNameSyntax or MemberAccessExpressionSyntax)
            || _model.GetTypeInfo(value, _cancellation).Type is not INamedTypeSymbol { TypeKind: TypeKind.Class, DeclaringSyntaxReferences.Length: > 0 } type
            || !type.GetMembers().OfType<IPropertySymbol>().Any(member => NameIn(member) == "expiresin"))
            return false;
        return type.GetMembers().OfType<IPropertySymbol>().Any(member => NameIn(member) is var name
            && (name == "ticket" || Credential.OfName(name) == Sensitive.Token));
    }

    /// <summary>An object, or a list of such, of the project's own type that has a member for a secret and is written out with all its members.</summary>
    public bool HoldsSecret(ExpressionSyntax value, bool isTakenApart = false)
    {
        if (value is not (IdentifierNameSyntax or MemberAccessExpressionSyntax))
            return false;
        var type = _model.GetTypeInfo(value, _cancellation).Type;
        // A library that was not restored reads it: Query<App>(…).
        if (type is null or IErrorTypeSymbol && value is IdentifierNameSyntax { Identifier.ValueText: var name } && MemberAround.Of(value) is { } member
            && Assigned.In(member).To(name).Select(Wrapped.Value).OfType<InvocationExpressionSyntax>().Select(call => call.Expression is MemberAccessExpressionSyntax access ? access.Name : call.Expression)
                .OfType<GenericNameSyntax>().FirstOrDefault() is { TypeArgumentList.Arguments: { Count: > 0 } arguments })
            type = _model.GetTypeInfo(arguments[arguments.Count - 1], _cancellation).Type;
        type = type switch
        {
            IArrayTypeSymbol array => array.ElementType,
            INamedTypeSymbol { TypeArguments: { Length: > 0 } inner } => inner[inner.Length - 1],
            _ => type,
        };
        return type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, DeclaringSyntaxReferences.Length: > 0 } named
            && (_isWeCom || (Has(named, "corpid") && Has(named, "corpsecret") && Has(named, "agentid") && !WeComWords.NamesAnotherPlatform(WeComWords.Normalize(named.ToDisplayString()))))
            && named.GetMembers().Any(member =>
            member is IPropertySymbol or IFieldSymbol { DeclaredAccessibility: Accessibility.Public } && !member.IsStatic
            && (Credential.OfName(WeComWords.Normalize(member.Name)) is var kind && kind == Sensitive.Secret || (kind == Sensitive.Token && isTakenApart && IsOfRequest(named, member)))
            && !member.GetAttributes().Any(attribute => WeComWords.ContainsAny(attribute.AttributeClass?.Name ?? "", isTakenApart ? HidesFromLogs : HidesFromJson)));
    }

    private static readonly string[] HidesFromJson = ["Ignore"];

    private static readonly string[] HidesFromLogs = ["NotLogged", "LogMasked", "LogReplaced", "Redact", "DataClassification"];

    /// <summary>The token goes with a request; replies are followed from where they come.</summary>
    private static bool IsOfRequest(INamedTypeSymbol type, ISymbol member) => WeComWords.Normalize(member.Name) == "accesstoken" && !Has(type, "errcode") && !Has(type, "expiresin");

    /// <summary>What a member is called where it comes from, normalized.</summary>
    private string NameIn(ISymbol member) => WeComWords.Normalize(WireName.Of(member, _cancellation) ?? member.Name);

    private static bool Has(INamedTypeSymbol type, string member) => type.GetMembers().Any(held => WeComWords.Normalize(held.Name) == member);

    private Carried ReadTextCall(InvocationExpressionSyntax call, string name, ExpressionSyntax? receiver, int depth)
    {
        var arguments = call.ArgumentList.Arguments;
        var carried = receiver is null ? Carried.Nothing : Read(receiver, depth);
        var template = -1;
        for (var i = 0; i < arguments.Count; i++)
        {
            var value = Read(arguments[i].Expression, depth);
            if (template >= 0 && ValueOrigin.PrintsItsTypeOnly(arguments[i].Expression, _model, _cancellation))
                continue;
            if (template < 0 && name is "Format" or "AppendFormat" && _model.GetConstantValue(arguments[i].Expression, _cancellation) is { HasValue: true, Value: string text })
            {
                template = i;
                if (Credential.GoesElsewhere(text))
                    return Carried.Nothing;
            }
            else if (template >= 0)
            {
                var format = (string)_model.GetConstantValue(arguments[template].Expression, _cancellation).Value!;
                var hole = format.IndexOf("{" + (i - template - 1).ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
                if (hole > 0)
                    value = Behind(format.Substring(0, hole), value);
            }

            carried |= value;
        }

        if (name == "Replace" && arguments.Count >= 2 && TextBefore(arguments[0].Expression, receiver) is { } before)
            carried |= Behind(before, Carried.Nothing);
        return carried;
    }

    /// <summary><c>template.Replace("ID", id).Replace("TOKEN", token)</c>: what stands before the word that a value takes the place of.</summary>
    private string? TextBefore(ExpressionSyntax word, ExpressionSyntax? template)
    {
        for (var links = 0; links < MaxDepth && template is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Replace" } inner }; links++)
            template = inner.Expression;
        return template is not null && _model.GetConstantValue(word, _cancellation).Value is string { Length: > 0 } sought
            && (_model.GetConstantValue(template, _cancellation).Value ?? Written(template)) is string text
            && text.IndexOf(sought, StringComparison.Ordinal) is > 0 and var at ? text.Substring(0, at) : null;
    }

    /// <summary>The one text that a variable or field holds.</summary>
    private string? Written(ExpressionSyntax variable) =>
        variable is IdentifierNameSyntax name && (MemberAround.Of(name) is { } member && Assigned.In(member).To(name.Identifier.ValueText) is { Count: > 0 } local ? local
            : name.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type ? Assigned.In(type).To(name.Identifier.ValueText) : []) is { Count: 1 } values
            && _model.GetConstantValue(values[0], _cancellation).Value is string text ? text : null;

    private Carried Substitute(Carried returned, InvocationExpressionSyntax call, IMethodSymbol method, ExpressionSyntax? receiver, int depth)
    {
        var result = returned.WithoutParameters();
        var isExtension = method.ReducedFrom is not null;
        var offset = isExtension ? 1 : 0;
        for (var i = 0; i < 16; i++)
        {
            var bit = 1 << i;
            if (((returned.Parameters | returned.Replies) & bit) == 0)
                continue;
            var value = isExtension && i == 0 ? receiver : CallSyntax.ArgumentOf(call, method, i - offset);
            if (value is null)
                continue;
            var carried = Read(value, depth);
            if ((returned.Parameters & bit) != 0)
                result |= carried;
            if ((returned.Replies & bit) != 0)
                result |= carried.Requested();
        }

        return result;
    }
}
