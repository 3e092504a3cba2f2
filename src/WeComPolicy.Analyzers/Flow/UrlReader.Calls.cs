using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

internal sealed partial class UrlReader
{
    private void VisitCall(InvocationExpressionSyntax call, SemanticModel model, int depth)
    {
        var name = CallSyntax.NameOf(call.Expression);
        var arguments = call.ArgumentList.Arguments;
        var receiver = CallSyntax.Receiver(call);
        switch (name)
        {
            case "Format" or "Concat" or "Join" or "Combine" or "CombineUrl" or "UrlCombine":
                foreach (var argument in arguments)
                {
                    if (name.IndexOf("Combine", StringComparison.Ordinal) >= 0 && argument != arguments[0])
                        _text.Append('/');
                    Visit(argument.Expression, model, depth + 1);
                }

                return;
            case "AddQueryString" or "Create" or "CreateHttp" or "CreateDefault" or "FormatWith" when receiver is not null && arguments.Count > 0 && name != "FormatWith":
                Visit(arguments[0].Expression, model, depth + 1);
                return;
            case "AppendPathSegment" or "AppendPathSegments" or "Append" or "AppendFormat":
                Visit(receiver, model, depth + 1);
                foreach (var argument in arguments)
                {
                    if (name[name.Length - 1] is 't' or 's' && name.Length > 12)
                        _text.Append('/');
                    Visit(argument.Expression, model, depth + 1);
                }

                return;
            case "SetQueryParam" or "SetQueryParams" or "AddQueryParameter" or "AddParameter" or "AppendQueryParam":
                Visit(receiver, model, depth + 1);
                if (arguments.Count > 0 && arguments[0].Expression is LiteralExpressionSyntax key)
                    Hole(key.Token.ValueText);
                return;
        }

        if (arguments.Count > 0 && arguments[0].Expression is not LiteralExpressionSyntax && WritesOtherwise(name))
        {
            Visit(arguments[0].Expression, model, depth + 1);
            return;
        }

        if (receiver is not null && PassesThrough(name) && !AddressCarrier.SetsAddress(name))
        {
            Visit(receiver, model, depth + 1);
            return;
        }

        if (name is "GetValue" or "GetAppSetting" or "GetAppSettings" or "Get" or "GetString" or "GetConfig" or "GetSetting" && arguments.Count > 0
            && arguments[0].Expression is LiteralExpressionSyntax { Token.ValueText: { Length: > 0 } asked } && VisitConfigured(SectionOf(receiver, model) + asked, model))
            return;

        if (name is "build" or "Build" or "ToUrl" or "ToUri" or "BuildUrl" or "GetUrl" && arguments.Count == 0 && receiver is InvocationExpressionSyntax && VisitBuilder(call, model, depth))
            return;
        if (receiver is not null && VisitLink(call, receiver, name, model, depth))
            return;
        if (!VisitOwnMethod(call, model, depth))
        {
            foreach (var argument in arguments)
            {
                if (argument.Expression is LiteralExpressionSyntax { Token.ValueText: { Length: > 0 and < 64 } text } && text.IndexOf('/') < 0)
                    name += text;
            }

            Hole(name);
        }
    }

    /// <summary>The same address in another spelling, or looked at and handed back: <c>HttpUtility.UrlDecode(url)</c>, <c>EnsureSafeUrlAsync(url)</c>.</summary>
    private static bool WritesOtherwise(string name) => name is "UrlDecode" or "HtmlDecode" or "EscapeUriString" or "UnescapeDataString" or "UrlPathEncode" or "UrlEncodeUnicode" or "Intern"
        || ((name.StartsWith("Ensure", StringComparison.Ordinal) || name.StartsWith("Validate", StringComparison.Ordinal) || name.StartsWith("Normalize", StringComparison.Ordinal))
            && WeComWords.ContainsAny(name, "Url", "Uri"));

    private static bool PassesThrough(string name) => name is "ToString" or "Replace" or "ToLower" or "ToUpper" or "ToLowerInvariant" or "Insert"
        or "Substring" or "FormatWith" or "ConfigureRequest" or "ConfigureAwait" or "Request" or "ToUri" or "Clone" or "AsUri"
        or "ToDictionary" or "ToList" or "ToArray" or "AsEnumerable" or "Distinct" or "Where"
        || name.StartsWith("Trim", StringComparison.Ordinal) || name.StartsWith("With", StringComparison.Ordinal)
        || name.StartsWith("Allow", StringComparison.Ordinal) || name.StartsWith("Ensure", StringComparison.Ordinal)
        || name.StartsWith("SetHttp", StringComparison.Ordinal) || name.StartsWith("SetBody", StringComparison.Ordinal)
        || name.StartsWith("SetHeader", StringComparison.Ordinal) || name.StartsWith("SetContent", StringComparison.Ordinal)
        || name.StartsWith("AddHeader", StringComparison.Ordinal) || name.StartsWith("AddJson", StringComparison.Ordinal)
        || name.StartsWith("AddBody", StringComparison.Ordinal) || name.StartsWith("AddFile", StringComparison.Ordinal);

    /// <summary><c>.Url(address)</c>, <c>.Header("a", b)</c>: a link of a chain by which a request is put together, before what sends it.</summary>
    private bool VisitLink(InvocationExpressionSyntax call, ExpressionSyntax receiver, string name, SemanticModel model, int depth)
    {
        var info = model.GetSymbolInfo(call, _cancellation);
        var setsAddress = AddressCarrier.SetsAddress(name);
        if ((info.Symbol ?? (info.CandidateSymbols.Length == 1 ? info.CandidateSymbols[0] : null)) is IMethodSymbol method)
        {
            if (!AddressCarrier.IsLink(method) || !(setsAddress || AddressCarrier.IsObject(method.ContainingType) || AddressCarrier.IsObject(method.ReturnType)))
                return false;
        }
        else if (setsAddress ? model.GetSymbolInfo(receiver, _cancellation).Symbol is null && IsTypeByName(receiver) : HttpCall.SoundsLikeRequest(WeComWords.Normalize(name)) || !SetsAddressBefore(receiver))
        {
            return false;
        }

        Visit(receiver, model, depth + 1);
        Line();
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression is AnonymousFunctionExpressionSyntax)
                continue;
            if (setsAddress)
                Visit(argument.Expression, model, depth + 1);
            else
                VisitItem(argument.Expression, model, depth);
        }

        return true;
    }

    /// <summary><c>RequestUtil.ForUrl(address)</c>: a class out of sight, and no request that is being put together.</summary>
    private static bool IsTypeByName(ExpressionSyntax receiver) => receiver is IdentifierNameSyntax { Identifier.ValueText: { Length: > 0 } name } && char.IsUpper(name[0]);

    /// <summary>A link before sets the address.</summary>
    private static bool SetsAddressBefore(ExpressionSyntax receiver)
    {
        for (var links = 0; links < MaxDepth && receiver is InvocationExpressionSyntax before; links++)
        {
            if (AddressCarrier.SetsAddress(CallSyntax.NameOf(before.Expression)))
                return true;
            if (CallSyntax.Receiver(before) is not { } further)
                return false;
            receiver = further;
        }

        return false;
    }

    /// <summary>A method of the project that only puts an address together.</summary>
    private bool VisitOwnMethod(InvocationExpressionSyntax call, SemanticModel model, int depth)
    {
        var name = WeComWords.Normalize(CallSyntax.NameOf(call.Expression));
        if (depth > MaxDepth / 2)
            return false;
        var info = model.GetSymbolInfo(call, _cancellation);
        var symbol = info.Symbol ?? (info.CandidateSymbols.Length == 1 ? info.CandidateSymbols[0] : null);
        if (symbol is IMethodSymbol asked && VisitAll(AddressSource.Returned(asked, _member, model.Compilation, _cancellation), model, depth))
            return true;
        // A token is no address, but its URL is one.
        if (WeComWords.ContainsAny(name, "token", "ticket") && !name.EndsWith("url", StringComparison.Ordinal) && !name.EndsWith("uri", StringComparison.Ordinal))
            return false;
        if (symbol is not IMethodSymbol method || method.DeclaringSyntaxReferences.Length != 1 || !(AddressCarrier.IsAddress(method.ReturnType) || AddressCarrier.IsObject(method.ReturnType)) || !_open.Add(method))
            return false;
        var wasStored = _isStored;
        _isStored = false;
        if (method.Parameters.IsEmpty && !InQuery() && IsSettledByObject(method, call.Expression, model, isWritten: true))
            UsesParameter(ofObject: true);
        var found = false;
        foreach (var body in MemberAround.BodiesOf(method, _cancellation))
        {
            if (!model.Compilation.ContainsSyntaxTree(body.SyntaxTree))
                continue;
            var there = body.SyntaxTree == model.SyntaxTree ? model : Models.Of(model.Compilation, body.SyntaxTree);
            var before = _text.Length;
            if (body is MethodDeclarationSyntax { ExpressionBody.Expression: { } arrow })
            {
                Visit(arrow, there, depth + 2);
                found = true;
            }
            else
            {
                foreach (var value in Returned(body))
                {
                    Visit(value, there, depth + 2);
                    Line();
                    found = true;
                }
            }

            found &= _text.Length > before;
        }

        _isStored = wasStored;
        _open.Remove(method);
        // What is handed over may be the address, or a part of it.
        foreach (var argument in call.ArgumentList.Arguments)
            Visit(argument.Expression, model, depth + 2);
        return found;
    }

    private bool VisitAll(IEnumerable<(ExpressionSyntax Value, SyntaxTree Tree)> values, SemanticModel model, int depth)
    {
        var found = false;
        foreach (var (value, tree) in values)
        {
            if (found)
                Line();
            Visit(value, Models.Of(model.Compilation, tree), depth + 2);
            found = true;
        }

        return found;
    }

    /// <summary><c>UrlBuilder.From(address).Query("a", a).Build()</c>: a chain of calls that began with the address.</summary>
    private bool VisitBuilder(InvocationExpressionSyntax call, SemanticModel model, int depth)
    {
        var keys = new List<string>();
        for (var links = 0; links < MaxDepth && CallSyntax.Receiver(call) is InvocationExpressionSyntax before; links++)
        {
            if (links > 0 && call.ArgumentList.Arguments is { Count: > 0 } given && given[0].Expression is LiteralExpressionSyntax key)
                keys.Add(key.Token.ValueText);
            call = before;
        }

        if (call.ArgumentList.Arguments is not { Count: > 0 } start || !WeComWords.ContainsAny(call.Expression.ToString().ToLowerInvariant(), "url", "uri"))
            return false;
        Visit(start[0].Expression, model, depth + 1);
        if (keys.Count > 0)
            _text.Append('?');
        for (var i = keys.Count - 1; i >= 0; i--)
        {
            _text.Append(keys[i]).Append('=');
            Hole(keys[i]);
            _text.Append('&');
        }

        return true;
    }

    private void VisitCreation(BaseObjectCreationExpressionSyntax creation, SemanticModel model, int depth)
    {
        var type = creation is ObjectCreationExpressionSyntax named ? CallSyntax.NameOf(named.Type as ExpressionSyntax) : "";
        if (creation is ObjectCreationExpressionSyntax { Type: QualifiedNameSyntax qualified })
            type = qualified.Right.Identifier.ValueText;
        var carries = type.Length == 0 || CarriesAddress(type);
        var isOwn = !carries && AddressCarrier.IsObject(model.GetTypeInfo(creation, _cancellation).Type);
        foreach (var argument in creation.ArgumentList?.Arguments ?? default)
        {
            if (!(carries || isOwn) || argument.Expression is AnonymousFunctionExpressionSyntax)
                continue;
            if (isOwn)
            {
                VisitItem(argument.Expression, model, depth);
                continue;
            }

            Visit(argument.Expression, model, depth + 1);
            if (type != "Uri")
                Line();
        }

        var start = _text.Length;
        var leftHost = false;
        foreach (var set in (creation.Initializer?.Expressions ?? default).Take(MaxWrites * 4))
        {
            if (set is AssignmentExpressionSyntax { Left: IdentifierNameSyntax member } assignment && AddressCarrier.NamesAddress(member.Identifier.ValueText))
            {
                var before = _text.Length;
                Visit(assignment.Right, model, depth + 1);
                // The link in a message is not where the request goes.
                if (!(carries && AddressCarrier.IsMember(member.Identifier.ValueText)) && (!ApiAddress.MentionsApi(_text.ToString(before, _text.Length - before)) || HasHost(0, before) && HasHost(before, _text.Length)))
                {
                    leftHost |= HasHost(before, _text.Length);
                    _text.Length = before;
                }
                else
                    Line();
            }
            else if (set is AssignmentExpressionSyntax { Left: ImplicitElementAccessSyntax } item)
            {
                VisitItem(item.Right, model, depth);
            }
            else if (set is InitializerExpressionSyntax { Expressions: { Count: > 0 } pair })
            {
                VisitItem(pair[pair.Count - 1], model, depth);
            }
            else if (set is not AssignmentExpressionSyntax)
            {
                VisitItem(set, model, depth);
            }
        }

        // { Host = "https://api.example.com", Path = "/cgi-bin/user/get" }: the path is another host's.
        if (leftHost && !HasHost(start, _text.Length))
            _text.Length = start;
    }

    private bool HasHost(int start, int end) => _text.ToString(start, end - start).IndexOf("://", StringComparison.Ordinal) >= 0;

    private void VisitItems(IEnumerable<ExpressionSyntax> items, SemanticModel model, int depth)
    {
        foreach (var item in items.Take(MaxWrites))
            VisitItem(item, model, depth);
    }

    /// <summary>An item of a list or dictionary counts where it is an address of the API; all else may be the body.</summary>
    private void VisitItem(ExpressionSyntax item, SemanticModel model, int depth)
    {
        var before = _text.Length;
        Visit(item, model, depth + 1);
        if (!ApiAddress.MentionsApi(_text.ToString(before, _text.Length - before)) || _text.ToString(0, before).IndexOf("://", StringComparison.Ordinal) >= 0)
            _text.Length = before;
        else
            Line();
    }

    private static bool CarriesAddress(string type) => type is "Uri" or "UriBuilder" or "Url" or "StringBuilder" or "String" or "string"
        || type.IndexOf("Request", StringComparison.Ordinal) >= 0 || type.IndexOf("Http", StringComparison.Ordinal) >= 0 || type.EndsWith("Client", StringComparison.Ordinal);
}
