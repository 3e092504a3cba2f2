using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>Reads a body into its <see cref="BodyFacts"/>.</summary>
internal sealed class BodyReader
{
    private const int MaxNodes = 100_000;

    private const int MaxEdges = 1_000;

    private const int MaxCandidates = 4;

    private readonly SyntaxNode _body;

    private readonly SemanticModel _model;

    private readonly SourceScope _scope;

    private readonly Dispatch _dispatch;

    private readonly InterfaceHost _hosts;

    private readonly Annotations _annotations;

    private readonly CancellationToken _cancellation;

    private readonly ImmutableArray<CallEdge>.Builder _edges = ImmutableArray.CreateBuilder<CallEdge>();

    private readonly ImmutableArray<SyntaxNode>.Builder _waits = ImmutableArray.CreateBuilder<SyntaxNode>();

    private HashSet<string>? _localFunctions;

    private bool _isSender;

    private bool _sendsForObject;

    private bool _readsErrorCode;

    private bool _readsOutcome;

    private bool _readsStatus;

    private BodyReader(SyntaxNode body, SourceScope scope, Dispatch dispatch, InterfaceHost hosts, Annotations annotations, CancellationToken cancellation)
    {
        _body = body;
        _scope = scope;
        _model = scope.ModelOf(body.SyntaxTree);
        _dispatch = dispatch;
        _hosts = hosts;
        _annotations = annotations;
        _cancellation = cancellation;
    }

    public static BodyFacts Read(SyntaxNode body, SourceScope scope, Dispatch dispatch, InterfaceHost hosts, Annotations annotations, CancellationToken cancellation)
    {
        var reader = new BodyReader(body, scope, dispatch, hosts, annotations, cancellation);
        reader.ReadNodes();
        // Where a helper that knows nothing of WeCom asks for the HTTP status, that is the success which it speaks of.
        reader._readsErrorCode |= reader._readsOutcome && !(reader._readsStatus && !WeComPresence.In(body.SyntaxTree, cancellation));
        return new BodyFacts(body, reader._edges.ToImmutable(), reader._waits.ToImmutable(), reader._isSender, reader._sendsForObject, reader._readsErrorCode);
    }

    private void ReadNodes()
    {
        var seen = 0;
        // Types have members of their own; a file's are not its top-level statements.
        foreach (var node in _body.DescendantNodes(inside => inside is not MemberDeclarationSyntax || inside == _body || inside is GlobalStatementSyntax))
        {
            if (++seen > MaxNodes || _edges.Count >= MaxEdges)
                break;
            _cancellation.ThrowIfCancellationRequested();
            switch (node)
            {
                case InvocationExpressionSyntax call:
                    ReadCall(call);
                    break;
                case ObjectCreationExpressionSyntax creation:
                    ReadCreation(creation);
                    break;
                case ArgumentSyntax { Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax } argument:
                    ReadMethodGroup(argument.Expression);
                    break;
                case AssignmentExpressionSyntax { Right: IdentifierNameSyntax or MemberAccessExpressionSyntax } hung when hung.IsKind(SyntaxKind.AddAssignmentExpression):
                    ReadMethodGroup(hung.Right);
                    break;
                case IdentifierNameSyntax name:
                    ReadOutcome(name);
                    ReadProperty(name);
                    break;
                case LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) && literal.Token.ValueText.Length < 32 && !EmptyChoice.Asks(literal):
                    Note(WeComWords.Normalize(literal.Token.ValueText));
                    _readsErrorCode |= AsksTextForErrorCode(literal);
                    break;
            }
        }
    }

    /// <summary><c>text.Contains("\"errcode\":0")</c>, <c>Regex.IsMatch(text, "errcode\"?:0")</c></summary>
    private static bool AsksTextForErrorCode(LiteralExpressionSyntax literal) =>
        literal.Token.ValueText.IndexOf("errcode", StringComparison.OrdinalIgnoreCase) >= 0 && literal.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax asked }
        && CallSyntax.NameOf(asked.Expression) is "Contains" or "IndexOf" or "StartsWith" or "IsMatch" or "Match";

    private void ReadOutcome(IdentifierNameSyntax name)
    {
        var plain = WeComWords.Normalize(name.Identifier.ValueText);
        _readsStatus |= ErrorCodeWords.NamesStatus(name.Identifier.ValueText);
        if (_readsErrorCode || !ErrorCodeWords.Names(plain) || EmptyChoice.Asks(name) || IsOfMatch(name) || (plain is "issuccessful" or "errormessage" && HttpCall.UsesRestSharp(name.SyntaxTree, _cancellation)))
            return;
        Note(plain);
    }

    private void Note(string plain)
    {
        if (!ErrorCodeWords.Names(plain))
            return;
        if (ErrorCodeWords.MayMeanStatus(plain))
            _readsOutcome = true;
        else
            _readsErrorCode = true;
    }

    /// <summary><c>Regex.Match(text, pattern).Success</c>: the text has the form, and may say of a failure.</summary>
    private bool IsOfMatch(IdentifierNameSyntax name) =>
        name.Identifier.ValueText == "Success" && name.Parent is MemberAccessExpressionSyntax access && access.Name == name
        && _model.GetTypeInfo(access.Expression, _cancellation).Type is { } type && type.ContainingNamespace?.ToDisplayString() == "System.Text.RegularExpressions";

    private void ReadCall(InvocationExpressionSyntax call)
    {
        var name = CallSyntax.NameOf(call.Expression);
        // The stream takes the body; the answer comes with another call.
        if (name is "GetRequestStream" or "GetRequestStreamAsync" or "BeginGetRequestStream" or "EndGetRequestStream")
            return;
        if (name is "" or "nameof" or "ToString" or "Equals" or "GetHashCode" or "IsNullOrEmpty" or "IsNullOrWhiteSpace" or "GetType")
            return;
        if (!_scope.MayLead(name) && !_annotations.MayName(name) && !LibraryCall.Knows(call) && !LocalFunctions.Contains(name) && !IsAskedForErrorCode(call))
        {
            if (Pacing.IsWait(call))
                _waits.Add(call);
            return;
        }

        var info = _model.GetSymbolInfo(call, _cancellation);
        var symbol = info.Symbol ?? (info.CandidateSymbols.Length > 0 ? info.CandidateSymbols[0] : null);
        var receiver = CallSyntax.NameOf(CallSyntax.Receiver(call));
        var roles = _annotations.RolesOf(symbol, receiver, name);
        if (Pacing.IsWait(call) || (roles & DeclaredRole.Throttle) != 0)
            _waits.Add(call);
        var targets = TargetsOf(info);
        var known = (roles & DeclaredRole.ApiCall) != 0
            ? new WeComCall(call, WeComEndpoint.Unknown, CallStyle.Declared, Confidence.Proof)
            : LibraryCall.Find(call, name, symbol, _model.Compilation.Assembly) ?? DeclaredInterface(call, symbol) ?? UnboundClient(call, name, symbol);
        var onObject = known is null ? AddressOnObject(call, targets) : null;
        var address = onObject ?? (known is null && MayHoldAddress(call, name, targets, symbol) ? UrlReader.OfCall(call, _model, _body, _cancellation) : UrlText.Nothing);
        if (known is null && !targets.IsEmpty && !ApiAddress.MentionsApi(address.Text))
            address = RequestObject.AddressOf(call, symbol, _model, _scope, _cancellation) ?? address;
        if (targets.IsEmpty && known is null && address == UrlText.Nothing && roles == DeclaredRole.None)
            return;
        _isSender |= targets.IsEmpty && address.UsesParameter && ApiAddress.IsOpen(address) && IsRequest(call, name, symbol, address);
        // Where the path is written, the sender itself is known.
        _sendsForObject |= targets.IsEmpty && address.UsesObject && WeComEndpoint.InText(address.Text) is null && ApiAddress.IsOpen(address) && IsRequest(call, name, symbol, address);
        _edges.Add(new CallEdge(call, name, targets, symbol, address, known, roles, onObject is not null, symbol is IMethodSymbol method ? _dispatch.Many(method) : default));
    }

    /// <summary>An address of WeCom's that the object carries on which a method of the project is called.</summary>
    private UrlText? AddressOnObject(InvocationExpressionSyntax call, ImmutableArray<IMethodSymbol> targets)
    {
        if (CallSyntax.Receiver(call) is not { } receiver || receiver is ThisExpressionSyntax or BaseExpressionSyntax || !targets.Any(target => !target.IsStatic && AddressCarrier.IsObject(target.ContainingType)))
            return null;
        return UrlReader.Of(receiver, _model, _body, _cancellation) is var address && ApiAddress.MentionsApi(address.Text) ? address : null;
    }

    /// <summary>A constructor may call as any method may.</summary>
    private void ReadCreation(ObjectCreationExpressionSyntax creation)
    {
        var name = TreeIndex.TypeName(creation);
        if (!_scope.CallsWhenMade(name))
            return;
        var targets = TargetsOf(_model.GetSymbolInfo(creation, _cancellation));
        if (!targets.IsEmpty)
            _edges.Add(new CallEdge(creation, name, targets, targets[0], UrlText.Nothing, null, DeclaredRole.None));
    }

    /// <summary>A request to an address that is a parameter: the name of the method, or what it is called on, says so.</summary>
    private static bool IsRequest(InvocationExpressionSyntax call, string name, ISymbol? symbol, UrlText address) =>
        HttpCall.IsSure(name) || MakesRequest(call, name)
        || (HttpCall.IsPossible(name) && (HttpCall.IsClient(WeComWords.Normalize(CallSyntax.NameOf(CallSyntax.Receiver(call)))) || IsNetwork(symbol)))
        || (symbol is null && HttpCall.SoundsLikeRequest(WeComWords.Normalize(name)) && WeComWords.ContainsAny(address.Names + address.Parameters, "url", "uri", "address", "endpoint"));

    /// <summary><c>WebRequest.Create(url)</c>: kept in a field, the request is sent by another method.</summary>
    private static bool MakesRequest(InvocationExpressionSyntax call, string name) =>
        name is "Create" or "CreateHttp" or "CreateDefault" && CallSyntax.NameOf(CallSyntax.Receiver(call)) is "WebRequest" or "HttpWebRequest";

    public static bool IsNetwork(ISymbol? symbol) =>
        symbol?.ContainingNamespace?.ToDisplayString() is { } name && (name.StartsWith("System.Net", StringComparison.Ordinal) || WeComWords.ContainsAny(name, "Http", "Rest"));

    private static bool MayHoldAddress(InvocationExpressionSyntax call, string name, ImmutableArray<IMethodSymbol> targets, ISymbol? symbol)
    {
        if (!targets.IsEmpty)
        {
            foreach (var target in targets)
            {
                if (target.Parameters.Any(parameter => AddressCarrier.Holds(parameter.Type)))
                    return call.ArgumentList.Arguments.Count > 0 || target.IsExtensionMethod;
            }

            // address.SetBody(body).PostAsync(): the way there began with the address.
            return HttpCall.IsSure(name) && CallSyntax.Receiver(call) is InvocationExpressionSyntax;
        }

        if (HttpCall.IsSure(name) || HttpCall.IsPossible(name) || MakesRequest(call, name))
            return symbol is null || !IsPlain(symbol);
        return (symbol is null || !IsPlain(symbol)) && HttpCall.SoundsLikeRequest(WeComWords.Normalize(name));
    }

    /// <summary>The framework's own methods, but for its network.</summary>
    private static bool IsPlain(ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences.Length == 0 && symbol.ContainingNamespace?.ToDisplayString() is { } name
        && (name == "System" || name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal))
        && !name.StartsWith("System.Net", StringComparison.Ordinal);

    private ImmutableArray<IMethodSymbol> TargetsOf(SymbolInfo info)
    {
        if (info.Symbol is IMethodSymbol bound)
            return _dispatch.Targets(bound);
        if (info.CandidateSymbols.IsEmpty)
            return ImmutableArray<IMethodSymbol>.Empty;
        // An argument's type is missing: each overload may be meant.
        var targets = ImmutableArray.CreateBuilder<IMethodSymbol>();
        for (var i = 0; i < Math.Min(info.CandidateSymbols.Length, MaxCandidates); i++)
        {
            if (info.CandidateSymbols[i] is IMethodSymbol candidate)
                targets.AddRange(_dispatch.Targets(candidate));
        }

        return targets.ToImmutable();
    }

    // A local function may call those beside it.
    private HashSet<string> LocalFunctions => _localFunctions ??= new HashSet<string>(
        (MemberAround.Of(_body) ?? _body).DescendantNodes().OfType<LocalFunctionStatementSyntax>().Select(function => function.Identifier.ValueText), StringComparer.Ordinal);

    private void ReadMethodGroup(ExpressionSyntax expression)
    {
        var named = CallSyntax.NameOf(expression);
        if (!_scope.Declares(named) && !(expression is IdentifierNameSyntax && LocalFunctions.Contains(named)))
            return;
        var info = _model.GetSymbolInfo(expression, _cancellation);
        var symbol = info.Symbol ?? (info.CandidateSymbols.Length == 1 ? info.CandidateSymbols[0] : null);
        if (symbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } method)
            return;
        var targets = _dispatch.Targets(method);
        if (!targets.IsEmpty)
            _edges.Add(new CallEdge(expression, method.Name, targets, method, UrlText.Nothing, null, _annotations.RolesOf(method, "", method.Name)));
    }

    /// <summary>A name that speaks of a token, and not of one that cancels.</summary>
    public static bool MayFetch(IdentifierNameSyntax name) =>
        name.Identifier.ValueText is not ("cancellationToken" or "CancellationToken") and var text && SpeaksOfToken(text);

    /// <summary>Every name of the sources comes by here: one look for both words.</summary>
    private static bool SpeaksOfToken(string name)
    {
        for (var i = 0; i + "token".Length <= name.Length; i++)
        {
            if (name[i] is 't' or 'T' && (string.Compare(name, i, "token", 0, "token".Length, StringComparison.OrdinalIgnoreCase) == 0
                || string.Compare(name, i, "ticket", 0, "ticket".Length, StringComparison.OrdinalIgnoreCase) == 0))
                return true;
        }

        return false;
    }

    /// <summary>A property that is named after a token may fetch it.</summary>
    private void ReadProperty(IdentifierNameSyntax name)
    {
        if (!MayFetch(name) || name.Parent is InvocationExpressionSyntax)
            return;
        if (_model.GetSymbolInfo(name, _cancellation).Symbol is not IPropertySymbol { GetMethod: { } getter })
            return;
        var targets = _dispatch.Targets(getter);
        if (!targets.IsEmpty)
            _edges.Add(new CallEdge(name, getter.Name, targets, getter, UrlText.Nothing, null, DeclaredRole.None));
    }

    /// <summary>
    /// A client of an assembly that is missing, whose type or variable is named after WeCom: it sends, or its answer is asked for the errcode.
    /// </summary>
    private WeComCall? UnboundClient(InvocationExpressionSyntax call, string name, ISymbol? symbol)
    {
        if (symbol is not null || !(name.StartsWith("Send", StringComparison.Ordinal) || name.StartsWith("Push", StringComparison.Ordinal) || IsAskedForErrorCode(call)))
            return null;
        if (CallSyntax.Receiver(call) is not { } receiver)
            return null;
        var type = WeComWords.Normalize(_model.GetTypeInfo(receiver, _cancellation).Type is { TypeKind: TypeKind.Error } missing ? missing.Name : "");
        var names = WeComWords.Normalize(CallSyntax.NameOf(receiver)) + type;
        return WeComWords.NamesWeCom(names) && !WeComWords.NamesAnotherPlatform(names)
            ? new WeComCall(call, WeComWords.ContainsAny(names, "robot", "hook") ? WeComEndpoint.Webhook : WeComEndpoint.Unknown, CallStyle.ThrowingLibrary, Confidence.Heuristic) : null;
    }

    /// <summary><c>var reply = qyApi.GetUser(code); … reply.errcode</c></summary>
    private bool IsAskedForErrorCode(InvocationExpressionSyntax call)
    {
        SyntaxNode value = call;
        while (value.Parent is { } around && Wrapped.IsAround(around, value))
            value = around;
        var kept = value.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } => variable.Identifier.ValueText,
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax variable } => variable.Identifier.ValueText,
            _ => "",
        };
        if (kept.Length == 0 || CallSyntax.Receiver(call) is not { } receiver || !WeComWords.NamesWeCom(WeComWords.Normalize(CallSyntax.NameOf(receiver))))
            return false;
        return _body.DescendantNodes().Take(MaxNodes).Any(node =>
            node is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax owner } read && owner.Identifier.ValueText == kept
            && WeComWords.Normalize(read.Name.Identifier.ValueText) == "errcode");
    }

    private WeComCall? DeclaredInterface(InvocationExpressionSyntax call, ISymbol? symbol)
    {
        if (symbol is not IMethodSymbol { ContainingType: { TypeKind: TypeKind.Interface } type } method || method.DeclaringSyntaxReferences.IsEmpty)
            return null;
        var route = Route(method);
        if (route is null)
            return null;
        var host = Route(type) ?? "";
        if (host.IndexOf("://", StringComparison.Ordinal) < 0 && route.IndexOf("://", StringComparison.Ordinal) < 0)
            host = _hosts.Of(type, _cancellation) + host;
        var address = new UrlText(host + "\n" + route, "", "", usesParameter: false);
        var declaration = method.DeclaringSyntaxReferences[0].GetSyntax(_cancellation);
        return ApiAddress.Find(address, declaration, _cancellation) is var (endpoint, confidence)
            ? new WeComCall(call, endpoint, CallStyle.DeclaredInterface, confidence) : null;
    }

    /// <summary>The address in an attribute such as <c>[Get("/cgi-bin/user/get")]</c> or <c>[HttpHost("https://…")]</c>.</summary>
    private string? Route(ISymbol symbol)
    {
        // As written: the package may be missing, and the project be built for another framework.
        foreach (var written in symbol.DeclaringSyntaxReferences.Where(reference => _scope.Holds(reference.SyntaxTree))
            .SelectMany(reference => reference.GetSyntax(_cancellation) is MemberDeclarationSyntax member ? member.AttributeLists : default).SelectMany(list => list.Attributes))
        {
            if (written.ArgumentList is not { Arguments: { Count: > 0 } arguments })
                continue;
            var name = written.Name.ToString();
            if (!WeComWords.ContainsAny(name, "Get", "Post", "Put", "Delete", "Patch", "HttpHost", "BaseAddress", "BasePath", "Headers", "Host", "Url"))
                continue;
            foreach (var argument in arguments)
            {
                var text = UrlReader.Of(argument.Expression, _scope.ModelOf(written.SyntaxTree), null, _cancellation).Text;
                // "gettoken?corpid={corpid}": relative to the address of the interface.
                if (text.IndexOf('/') >= 0 || text.IndexOf("weixin", StringComparison.Ordinal) >= 0 || (symbol is IMethodSymbol && text.StartsWith("get", StringComparison.Ordinal)))
                    return text;
            }
        }

        return null;
    }
}
