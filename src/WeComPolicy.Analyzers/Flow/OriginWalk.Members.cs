using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

internal sealed partial class OriginWalk
{
    private Carried ReadConditional(ConditionalAccessExpressionSyntax access, int depth) => access.WhenNotNull switch
    {
        MemberBindingExpressionSyntax member => ReadMember(access, member.Name.Identifier.ValueText, access.Expression, depth),
        ElementBindingExpressionSyntax element => ReadElement(access.Expression, element.ArgumentList, depth),
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax method } call => ReadCall(call, method.Name.Identifier.ValueText, access.Expression, depth),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: MemberBindingExpressionSyntax member } method } call
            when CallNames.IsPlainText(method.Name.Identifier.ValueText) && !Redactor.Is(call, method.Name.Identifier.ValueText) =>
            ReadMember(access, member.Name.Identifier.ValueText, access.Expression, depth),
        MemberAccessExpressionSyntax { Expression: MemberBindingExpressionSyntax } chain => ReadMember(access, chain.Name.Identifier.ValueText, access.Expression, depth),
        ConditionalAccessExpressionSyntax { Expression: MemberBindingExpressionSyntax member, WhenNotNull: InvocationExpressionSyntax } =>
            ReadMember(access, member.Name.Identifier.ValueText, access.Expression, depth),
        _ => Carried.Nothing,
    };

    private Carried ReadMember(ExpressionSyntax whole, string name, ExpressionSyntax receiver, int depth)
    {
        if (_model.GetConstantValue(whole, _cancellation) is { HasValue: true } constant)
            return constant.Value is string text ? OfText(text) : Carried.Nothing;
        if (name is "RequestUri" or "ResponseUri")
            return AddressBehind(receiver, depth);
        var called = WeComWords.Normalize(name);
        var kind = Credential.OfName(called);
        // [JsonProperty("access_token")] public string Value
        if (kind == Sensitive.None && WireName.Of(_model.GetSymbolInfo(whole, _cancellation).Symbol, _cancellation) is { } wire)
            kind = Credential.OfName(called = WeComWords.Normalize(wire));
        if (IsTicketOf(called, receiver, depth))
            return Carried.Surely(Sensitive.Token);
        if (kind != Sensitive.None)
            return !Credential.MayHoldText(_model.GetTypeInfo(whole, _cancellation).Type) ? Carried.Nothing : IsSettings(receiver) ? OfSettings(kind, called) : OfReply(kind, called, receiver, depth);
        if (CallNames.IsTransparent(name))
            return Read(receiver, depth);
        if (IsTokenAddressUnder(name))
            return Carried.TokenAddress;
        // An object that says what to ask for: input.Url
        if (AddressCarrier.NamesAddress(name) && receiver is IdentifierNameSyntax
            && _model.GetSymbolInfo(receiver, _cancellation).Symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.AnonymousFunction } } given)
            return Carried.Parameter(given.Ordinal);
        if (receiver is ThisExpressionSyntax or BaseExpressionSyntax || whole is MemberAccessExpressionSyntax)
            return OfSymbol(_model.GetSymbolInfo(whole, _cancellation).Symbol, whole, name, depth, isOwn: receiver is ThisExpressionSyntax);
        return Carried.Nothing;
    }

    private Carried ReadElement(ExpressionSyntax receiver, BracketedArgumentListSyntax list, int depth)
    {
        if (KeyOf(list.Arguments) is not { } key)
            return Carried.Nothing;
        if (IsTokenAddressUnder(list.Arguments))
            return Carried.TokenAddress;
        if (Credential.OfName(key) is var kind and not Sensitive.None)
            return ReadsSettings(receiver) ? OfSettings(kind, key) : OfReply(kind, key, receiver, depth);
        // A reply's access_token or ticket, and nothing else of it.
        return IsTicketOf(key, receiver, depth) ? Carried.Surely(Sensitive.Token) : Carried.Nothing;
    }

    /// <summary>What a program's own settings hold is what their names say.</summary>
    private Carried OfSettings(Sensitive kind, string name) => _isWeCom && (kind & (Sensitive.Secret | Sensitive.Token)) != 0 ? Carried.Surely(kind) : Named(kind, name);

    private static bool ReadsSettings(ExpressionSyntax receiver) =>
        WeComWords.Normalize(NameOf(receiver)) is var name && WeComWords.ContainsAny(name, "config", "setting", "environment");

    /// <summary>An object of settings; what a request brings along may be called so as well.</summary>
    public bool IsSettings(ExpressionSyntax value)
    {
        value = Wrapped.Value(value);
        if (value is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Value" or "CurrentValue", Expression: var options })
            value = options;
        var info = _model.GetSymbolInfo(value, _cancellation).Symbol;
        if (info is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.Constructor } })
            return false;
        var type = _model.GetTypeInfo(value, _cancellation).Type;
        if (type is INamedTypeSymbol { Name: "IOptions" or "IOptionsSnapshot" or "IOptionsMonitor" })
            return true;
        return type is not null && WeComWords.Normalize(type.Name) is var name && (name.EndsWith("options", StringComparison.Ordinal) || name.EndsWith("settings", StringComparison.Ordinal)
            || name.EndsWith("setting", StringComparison.Ordinal));
    }

    /// <summary>A name is a guess where names are not trusted; in the reply to a request for a token it is none.</summary>
    private Carried OfReply(Sensitive kind, string name, ExpressionSyntax receiver, int depth) =>
        !_trustsNames && kind == Sensitive.Token && (Read(receiver, depth).Sure & Sensitive.TokenReply) != 0 ? Carried.Surely(kind) : Named(kind, name);

    /// <summary>The word alone may be any ticket; in the reply to a request for one, it is that.</summary>
    private bool IsTicketOf(string name, ExpressionSyntax? receiver, int depth) =>
        name is "ticket" or "token" && receiver is not null
        && (Read(receiver, depth).Sure & (_model.GetTypeInfo(receiver, _cancellation).Type is { IsTupleType: true } ? Sensitive.TokenReply | Sensitive.Token : Sensitive.TokenReply)) != 0;
}
