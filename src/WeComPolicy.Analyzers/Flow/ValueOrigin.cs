using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>
/// What a value comes from: a token's reply, a secret, a URL that holds one. Asked for one expression; follows locals, fields, returns and
/// texts as far as its budget goes, and knows nothing beyond. What methods return is kept for the compilation.
/// </summary>
internal sealed class ValueOrigin
{
    private const int MaxNodes = 1_500;

    private const int MaxDepth = 40;

    private const int MaxCalls = 4;

    private const int MaxTokens = 5_000;

    /// <summary>In characters: some hundred lines.</summary>
    private const int LargeType = 30_000;

    private static readonly ConditionalWeakTable<Compilation, ValueOrigin> ByCompilation = new();

    private readonly SourceScope _scope;

    private readonly Dispatch _dispatch;

    private readonly ConcurrentDictionary<(SyntaxNode Body, int Calls, bool TrustsNames, int Part), Carried> _returns = new();

    private ValueOrigin(Compilation compilation)
    {
        _scope = SourceScope.Of(compilation);
        _dispatch = Dispatch.Of(_scope);
    }

    public static ValueOrigin Of(Compilation compilation) => ByCompilation.GetValue(compilation, key => new ValueOrigin(key));

    /// <summary>What an expression carries; parameters of its own method are left open (see <see cref="Carried.Parameters"/>).</summary>
    /// <param name="expression">The value.</param>
    /// <param name="cancellation">Ends the walk.</param>
    /// <param name="trustsNames">Whether a telling name is proof; otherwise it is a guess.</param>
    public Carried Of(ExpressionSyntax expression, CancellationToken cancellation, bool trustsNames = true) =>
        new Walk(this, expression, MaxCalls, trustsNames, cancellation).Read(expression, 0);

    /// <summary>Whether a value is an object of the project's own type that has a member for a secret, or a list of such.</summary>
    public bool HoldsSecret(ExpressionSyntax value, CancellationToken cancellation) => new Walk(this, value, 0, trustsNames: false, cancellation).HoldsSecret(value);

    /// <summary>Whether a value is an object of the program's settings.</summary>
    public bool IsSettings(ExpressionSyntax value, CancellationToken cancellation) => new Walk(this, value, 0, trustsNames: false, cancellation).IsSettings(value);

    /// <summary>What a method returns, or what implements or overrides it, as far as its source is followed.</summary>
    /// <param name="method">The method.</param>
    /// <param name="calls">How many more calls are followed.</param>
    /// <param name="trustsNames">Whether a telling name is proof.</param>
    /// <param name="cancellation">Ends the walk.</param>
    /// <param name="part">Which part of the tuples that it returns is asked for; all of it where negative.</param>
    private Carried Returned(IMethodSymbol method, int calls, bool trustsNames, CancellationToken cancellation, int part = -1)
    {
        if (calls <= 0)
            return Carried.Nothing;
        var result = Carried.Nothing;
        foreach (var body in Bodies(method, cancellation))
        {
            if (!_returns.TryGetValue((body, calls, trustsNames, part), out var carried))
            {
                carried = Carried.Nothing;
                var walk = new Walk(this, body, calls - 1, trustsNames, cancellation);
                foreach (var value in Results(body))
                {
                    if (part < 0)
                        carried |= walk.Read(value, 0);
                    else if (Wrapped.Value(value) is TupleExpressionSyntax tuple && part < tuple.Arguments.Count)
                        carried |= walk.Read(tuple.Arguments[part].Expression, 0);
                }

                _returns.TryAdd((body, calls, trustsNames, part), carried);
            }

            result |= carried;
        }

        return result;
    }

    /// <summary>The source of all that may run where a method is called, if it is few.</summary>
    private IEnumerable<SyntaxNode> Bodies(IMethodSymbol method, CancellationToken cancellation)
    {
        method = method.ReducedFrom ?? method;
        if (!_scope.Holds(method.ContainingAssembly))
            return [];
        return _dispatch.Targets(method).SelectMany(target => target.OriginalDefinition.DeclaringSyntaxReferences)
            .Where(reference => _scope.Holds(reference.SyntaxTree)).Select(reference => reference.GetSyntax(cancellation));
    }

    /// <summary>A method that makes the token it returns, for the program's own users.</summary>
    private bool MakesToken(IMethodSymbol method, CancellationToken cancellation) => Bodies(method, cancellation).Any(body => Results(body).Any(value =>
        IsOwnMake(value) || (value is IdentifierNameSyntax name && Assigned.In(body).To(name.Identifier.ValueText).Any(IsOwnMake))));

    /// <summary>What a method hands to a function that it is given.</summary>
    private Carried Handed(IMethodSymbol method, int function, int ordinal, int calls, bool trustsNames, CancellationToken cancellation)
    {
        var result = Carried.Nothing;
        foreach (var reference in (method.ReducedFrom ?? method).OriginalDefinition.DeclaringSyntaxReferences)
        {
            if (!_scope.Holds(reference.SyntaxTree))
                continue;
            var body = reference.GetSyntax(cancellation);
            Walk? walk = null;
            foreach (var value in Callback.HandedTo(body, function, ordinal))
                result |= (walk ??= new Walk(this, body, calls - 1, trustsNames, cancellation)).Read(value, 0);
        }

        return result;
    }

    private static IEnumerable<ExpressionSyntax> Results(SyntaxNode body)
    {
        foreach (var node in body.DescendantNodes(inside => inside == body || inside is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).Take(20_000))
        {
            switch (node)
            {
                case ReturnStatementSyntax { Expression: { } value }:
                    yield return value;
                    break;
                case ArrowExpressionClauseSyntax arrow when arrow.Parent == body || arrow.Parent is AccessorDeclarationSyntax || body is ArrowExpressionClauseSyntax:
                    yield return arrow.Expression;
                    break;
            }
        }

        if (body is ArrowExpressionClauseSyntax own)
            yield return own.Expression;
    }

    /// <summary>A token that the program makes itself, for its own users.</summary>
    private static bool IsOwnMake(ExpressionSyntax value) => value.ToString() is { Length: < 2_000 } text
        && WeComWords.ContainsAny(text.ToLowerInvariant(), "jwt", "generate", "createtoken", "buildtoken", "issuetoken", "writetoken", "createaccesstoken", "signin", "newguid");

    /// <summary>One question, with its budget.</summary>
    private sealed class Walk
    {
        private readonly ValueOrigin _owner;

        private readonly SemanticModel _model;

        private readonly int _calls;

        private readonly SyntaxNode _place;

        private readonly bool _isWeCom;

        private bool? _isNear;

        /// <summary>DingTalk asks for its tokens in the same words.</summary>
        private readonly bool _isElsewhere;

        private readonly bool _trustsNames;

        private readonly CancellationToken _cancellation;

        private readonly HashSet<SyntaxNode> _open = [];

        private int _nodes;

        public Walk(ValueOrigin owner, SyntaxNode place, int calls, bool trustsNames, CancellationToken cancellation)
        {
            _owner = owner;
            _place = place;
            _model = owner._scope.ModelOf(place.SyntaxTree);
            _calls = calls;
            _trustsNames = trustsNames;
            _cancellation = cancellation;
            var surroundings = SurroundingsReader.Of(place, null, cancellation);
            _isWeCom = surroundings == Surroundings.WeCom;
            _isElsewhere = surroundings == Surroundings.AnotherPlatform;
        }

        public Carried Read(ExpressionSyntax? expression, int depth)
        {
            if (expression is null || depth > MaxDepth || ++_nodes > MaxNodes || !_open.Add(expression))
                return Carried.Nothing;
            var carried = ReadOnce(Wrapped.Value(expression), depth + 1);
            _open.Remove(expression);
            return carried;
        }

        private Carried ReadOnce(ExpressionSyntax expression, int depth) => expression switch
        {
            AssignmentExpressionSyntax assignment => Read(assignment.Right, depth),
            ConditionalExpressionSyntax choice => Read(choice.WhenTrue, depth) | Read(choice.WhenFalse, depth),
            SwitchExpressionSyntax choice => All(choice.Arms.Select(arm => arm.Expression), depth),
            LiteralExpressionSyntax literal => OfText(literal.Token.ValueText),
            InterpolatedStringExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } => ReadText(expression, depth),
            BinaryExpressionSyntax coalesce when coalesce.IsKind(SyntaxKind.CoalesceExpression) => Read(coalesce.Left, depth) | Read(coalesce.Right, depth),
            ImplicitArrayCreationExpressionSyntax array => All(array.Initializer.Expressions, depth),
            ArrayCreationExpressionSyntax { Initializer: { } values } => All(values.Expressions, depth),
            InitializerExpressionSyntax values => All(values.Expressions, depth),
            CollectionExpressionSyntax list => All(list.Elements.OfType<ExpressionElementSyntax>().Select(element => element.Expression), depth),
            TupleExpressionSyntax tuple => All(tuple.Arguments.Select(argument => argument.Expression), depth),
            AnonymousObjectCreationExpressionSyntax made => All(made.Initializers.Select(member => member.Expression), depth),
            BaseObjectCreationExpressionSyntax made => ReadCreation(made, depth),
            InvocationExpressionSyntax call => ReadCall(call, depth),
            ConditionalAccessExpressionSyntax access => ReadConditional(access, depth),
            MemberAccessExpressionSyntax access => ReadMember(access, access.Name.Identifier.ValueText, access.Expression, depth),
            ElementAccessExpressionSyntax element => ReadElement(element.Expression, element.ArgumentList, depth),
            IdentifierNameSyntax name => ReadName(name, depth),
            _ => Carried.Nothing,
        };

        private Carried All(IEnumerable<ExpressionSyntax> expressions, int depth)
        {
            var carried = Carried.Nothing;
            foreach (var expression in expressions)
                carried |= Read(expression, depth);
            return carried;
        }

        private Carried OfText(string text) => text.Length is > 0 and < 4_000 && Credential.IsTokenPath(text) && (!_isElsewhere || WeComUrl.MentionsHost(text)) ? Carried.TokenAddress : Carried.Nothing;

        private Carried ReadText(ExpressionSyntax whole, int depth)
        {
            var before = "";
            var carried = Carried.Nothing;
            foreach (var part in Parts(whole, 0))
            {
                if (part is string text)
                {
                    before += text;
                }
                else if (part is ExpressionSyntax hole)
                {
                    var constant = _model.GetConstantValue(hole, _cancellation);
                    if (constant.HasValue)
                    {
                        before += constant.Value as string;
                        continue;
                    }

                    var value = Read(hole, depth);
                    carried |= Behind(before, PrintsItsTypeOnly(hole, _model, _cancellation) ? Carried.Nothing : value);
                    before += StringText.Hole;
                }

                if (before.Length > 8_000)
                    break;
            }

            // {address of the settings}?corpid={…}&corpsecret={…}
            if (_isWeCom && Credential.IsTokenQuery(before))
                carried |= Carried.TokenAddress;
            return Elsewhere(before, carried | OfText(before));
        }

        /// <summary>A value behind <c>access_token=</c> makes the text an address with a credential.</summary>
        private Carried Behind(string before, Carried value)
        {
            var kind = Credential.OfQuery(before);
            if (kind == Sensitive.None || Credential.GoesElsewhere(before))
                return value;
            var isOurs = IsNear(before) || WeComUrl.MentionsHost(before) || before.IndexOf("cgi-bin/", StringComparison.Ordinal) >= 0 || value.Sure != Sensitive.None;
            return value | (isOurs ? Carried.Surely(kind) : Carried.Perhaps(kind));
        }

        /// <summary>A large type does many things: what one of its methods says is not said of another.</summary>
        private bool IsNear(string before) => _isWeCom && (before.IndexOf('/') >= 0 || (_isNear ??= SpeaksOfWeCom(_place)));

        private static bool SpeaksOfWeCom(SyntaxNode place)
        {
            if (SurroundingsReader.ByName(place) == Surroundings.WeCom || place.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type || type.Span.Length < LargeType)
                return true;
            return MemberOf(place) is { } member && member.DescendantTokens().Take(MaxTokens).Any(token =>
                (token.IsKind(SyntaxKind.IdentifierToken) && WeComWords.NamesWeCom(WeComWords.Normalize(token.ValueText)))
                || (token.ValueText.Length < 400 && WeComWords.ContainsAny(token.ValueText, "qyapi", "cgi-bin", "corpid", "corpsecret", "CorpId", "CorpSecret", "企业微信")));
        }

        private static Carried Elsewhere(string text, Carried carried) => Credential.GoesElsewhere(text) && !Credential.IsTokenPath(text)
            ? Carried.Nothing : carried;

        private static IEnumerable<object> Parts(ExpressionSyntax expression, int depth)
        {
            switch (expression)
            {
                case InterpolatedStringExpressionSyntax interpolated:
                    foreach (var content in interpolated.Contents)
                    {
                        if (content is InterpolatedStringTextSyntax text)
                            yield return text.TextToken.ValueText;
                        else if (content is InterpolationSyntax hole)
                            yield return hole.Expression;
                    }

                    break;
                case LiteralExpressionSyntax literal:
                    yield return literal.Token.ValueText;
                    break;
                case ParenthesizedExpressionSyntax inner when depth < MaxDepth:
                    foreach (var part in Parts(inner.Expression, depth + 1))
                        yield return part;
                    break;
                case BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression):
                    foreach (var operand in Operands(sum))
                    {
                        if (operand is InterpolatedStringExpressionSyntax or LiteralExpressionSyntax)
                        {
                            foreach (var part in Parts(operand, depth + 1))
                                yield return part;
                        }
                        else
                        {
                            yield return operand;
                        }
                    }

                    break;
                default:
                    yield return expression;
                    break;
            }
        }

        private static List<ExpressionSyntax> Operands(BinaryExpressionSyntax sum)
        {
            var operands = new List<ExpressionSyntax>();
            ExpressionSyntax at = sum;
            while (at is BinaryExpressionSyntax link && link.IsKind(SyntaxKind.AddExpression) && operands.Count < 256)
            {
                operands.Add(link.Right);
                at = link.Left;
            }

            operands.Add(at);
            operands.Reverse();
            return operands;
        }

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
        public bool HoldsSecret(ExpressionSyntax value)
        {
            if (value is not (IdentifierNameSyntax or MemberAccessExpressionSyntax))
                return false;
            var type = _model.GetTypeInfo(value, _cancellation).Type;
            // A library that was not restored reads it: Query<App>(…).
            if (type is null or IErrorTypeSymbol && value is IdentifierNameSyntax { Identifier.ValueText: var name } && MemberOf(value) is { } member
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
                && Credential.OfName(WeComWords.Normalize(member.Name)) == Sensitive.Secret
                && !member.GetAttributes().Any(attribute => WeComWords.ContainsAny(attribute.AttributeClass?.Name ?? "", "Ignore")));
        }

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
                if (template >= 0 && PrintsItsTypeOnly(arguments[i].Expression, _model, _cancellation))
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
            variable is IdentifierNameSyntax name && (MemberOf(name) is { } member && Assigned.In(member).To(name.Identifier.ValueText) is { Count: > 0 } local ? local
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
                var value = isExtension && i == 0 ? receiver : ArgumentOf(call, method, i - offset);
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

        private Carried ReadName(IdentifierNameSyntax identifier, int depth)
        {
            var name = identifier.Identifier.ValueText;
            var symbol = _model.GetSymbolInfo(identifier, _cancellation).Symbol;
            if (symbol is ITypeSymbol or INamespaceSymbol or IMethodSymbol)
                return Carried.Nothing;
            // The name of a key, such as AccessToken = "access_token".
            if (_model.GetConstantValue(identifier, _cancellation) is { HasValue: true } constant)
                return constant.Value is string text ? OfText(text) : Carried.Nothing;
            var called = WeComWords.Normalize(name);
            var kind = Credential.OfName(called);
            if (kind != Sensitive.None && Credential.MayHoldText(_model.GetTypeInfo(identifier, _cancellation).Type))
            {
                if (symbol is ILocalSymbol && MemberOf(identifier) is { } member)
                {
                    if (Written(member, name, depth) is { IsNothing: false } written && written.Sure != Sensitive.None)
                        return written;
                    if (Assigned.In(member).To(name).Any(IsOwnMake))
                        return Carried.Nothing;
                }

                return Named(kind, called);
            }

            var carried = OfSymbol(symbol, identifier, name, depth, isOwn: true);
            if (kind != Sensitive.None || symbol is not (ILocalSymbol or IParameterSymbol) || MemberOf(identifier) is not { } around)
                return carried;
            if (CredentialUse.Of(around, name) is var sent and not Sensitive.None)
                carried |= Carried.Surely(sent);
            return CredentialUse.KeptAs(around, name) is var kept and not Sensitive.None ? carried | Named(kept) : carried;
        }

        private Carried OfSymbol(ISymbol? symbol, ExpressionSyntax use, string name, int depth, bool isOwn)
        {
            switch (symbol)
            {
                case IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.AnonymousFunction } } parameter:
                    return Carried.Parameter(parameter.Ordinal) | Written(MemberOf(use), name, depth);
                case IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } } parameter:
                    return HandedTo(parameter, depth);
                case IFieldSymbol or IPropertySymbol when SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, _model.Compilation.Assembly):
                    return Written(TypeOf(symbol, use), name, depth).WithoutParameters();
                case ILocalSymbol:
                    return Reaching(use, name, depth) | PutInto(use, name, depth) | PartOfTuple(use, name, depth);
                case null when isOwn:
                    return Written(MemberOf(use), name, depth) | Written(use.FirstAncestorOrSelf<TypeDeclarationSyntax>(), name, depth).WithoutParameters();
                default:
                    return Carried.Nothing;
            }
        }

        /// <summary>One part of what a method returns as a tuple.</summary>
        private Carried PartOfTuple(ExpressionSyntax use, string name, int depth)
        {
            if (MemberOf(use) is not { } member || Assigned.In(member).PartOf(name) is not var (tuple, place))
                return Carried.Nothing;
            tuple = Wrapped.Value(tuple);
            if (tuple is TupleExpressionSyntax written)
                return place < written.Arguments.Count ? Read(written.Arguments[place].Expression, depth) : Carried.Nothing;
            return tuple is InvocationExpressionSyntax call && _model.GetSymbolInfo(call, _cancellation).Symbol is IMethodSymbol method && IsReadable(method)
                ? _owner.Returned(method, _calls, _trustsNames, _cancellation, place).WithoutParameters() : Carried.Nothing;
        }

        /// <summary>A function is given what the method that it is handed to runs it with.</summary>
        private Carried HandedTo(IParameterSymbol parameter, int depth)
        {
            if (_calls <= 0 || parameter.DeclaringSyntaxReferences is not { Length: 1 } declared || declared[0].SyntaxTree != _model.SyntaxTree
                || declared[0].GetSyntax(_cancellation).FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is not { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } } function)
                return Carried.Nothing;
            var info = _model.GetSymbolInfo(call, _cancellation);
            // What the function does may not bind.
            if ((info.Symbol ?? (info.CandidateSymbols.Length == 1 ? info.CandidateSymbols[0] : null)) is not IMethodSymbol { IsAbstract: false } method || !IsReadable(method))
                return Carried.Nothing;
            var of = method.Parameters.FirstOrDefault(given => ArgumentOf(call, method, given.Ordinal) == function)?.Ordinal ?? -1;
            if (of < 0)
                return Carried.Nothing;
            var handed = _owner.Handed(method, method.ReducedFrom is null ? of : of + 1, parameter.Ordinal, _calls, _trustsNames, _cancellation);
            return handed.IsNothing ? handed : Substitute(handed, call, method, (call.Expression as MemberAccessExpressionSyntax)?.Expression, depth);
        }

        /// <summary>What is put into the members of an object goes where the object goes.</summary>
        private Carried PutInto(ExpressionSyntax use, string name, int depth) =>
            MemberOf(use) is { } member ? All(Assigned.In(member).IntoMembersOf(name), depth) : Carried.Nothing;

        /// <summary>The address that a request was made with, or the one that a reply answers to: read back, it holds what was put into it.</summary>
        private Carried AddressBehind(ExpressionSyntax request, int depth)
        {
            request = Wrapped.Value(request);
            if (request is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "RequestMessage" or "Request" or "Result" } step)
                request = Wrapped.Value(step.Expression);
            var carried = request switch
            {
                IdentifierNameSyntax name when _calls > 0 && _model.GetSymbolInfo(name, _cancellation).Symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary } method } parameter =>
                    AddressFromCallers(method, parameter.Ordinal),
                IdentifierNameSyntax name when MemberOf(name) is { } member =>
                    Assigned.In(member).To(name.Identifier.ValueText).Concat(Assigned.In(member).IntoMembersOf(name.Identifier.ValueText))
                        .Aggregate(Carried.Nothing, (sum, value) => sum | Inputs(Wrapped.Value(value), depth)),
                _ => Inputs(request, depth),
            };
            return (carried.Sure & (Sensitive.Address | Sensitive.Token | Sensitive.Secret)) != 0 ? Carried.Surely(Sensitive.Address)
                : Carried.Surely(Sensitive.AnyAddress) | carried.Only(Sensitive.None);
        }

        /// <summary>A helper is given the reply: its callers know what they asked for.</summary>
        private Carried AddressFromCallers(IMethodSymbol method, int ordinal)
        {
            var compilation = _owner._scope.Root;
            return Callers.In(compilation).FromWeCom(method.Name, _cancellation).Where(call => RequestHelper.MayMean(call, method, compilation, _cancellation))
                .Select(call => ArgumentOf(call, method, ordinal)).OfType<ExpressionSyntax>()
                .Aggregate(Carried.Nothing, (sum, argument) => sum | new Walk(_owner, argument, _calls - 1, _trustsNames, _cancellation).AddressBehind(argument, 0));
        }

        private Carried Inputs(ExpressionSyntax value, int depth) => value switch
        {
            InvocationExpressionSyntax call => All(call.ArgumentList.Arguments.Select(argument => argument.Expression), depth),
            BaseObjectCreationExpressionSyntax made => All((made.ArgumentList?.Arguments ?? default).Select(argument => argument.Expression), depth) | Read(made, depth),
            _ => Read(value, depth),
        };

        /// <summary>Only what is written in the same file is followed: another file's text has a model of its own.</summary>
        private Carried Written(SyntaxNode? scope, string name, int depth)
        {
            if (scope is null || scope.SyntaxTree != _model.SyntaxTree)
                return Carried.Nothing;
            return All(Assigned.In(scope).To(name), depth);
        }

        private Carried Reaching(ExpressionSyntax use, string name, int depth) =>
            MemberOf(use) is { } member && member.SyntaxTree == _model.SyntaxTree ? All(Assigned.In(member).Reaching(name, use), depth) : Carried.Nothing;

        private SyntaxNode? TypeOf(ISymbol symbol, ExpressionSyntax use)
        {
            foreach (var reference in symbol.ContainingType.DeclaringSyntaxReferences)
            {
                if (reference.SyntaxTree == use.SyntaxTree)
                    return reference.GetSyntax(_cancellation);
            }

            return null;
        }

        private bool IsReadable(IMethodSymbol method) => !method.DeclaringSyntaxReferences.IsEmpty && _owner._scope.Holds(method.ContainingAssembly);

        /// <param name="kind">What the name says.</param>
        /// <param name="name">The name, normalized: one that speaks of WeCom says so anywhere.</param>
        private Carried Named(Sensitive kind, string name = "") => !_isWeCom && !WeComWords.NamesWeCom(name) ? Carried.Nothing : _trustsNames ? Carried.Surely(kind) : Carried.Perhaps(kind);

        private bool IsTokenAddressUnder(SeparatedSyntaxList<ArgumentSyntax> arguments) =>
            arguments.Count is 1 or 2 && _model.GetConstantValue(arguments[0].Expression, _cancellation) is { HasValue: true, Value: string { Length: < 120 } key } && IsTokenAddressUnder(key);

        /// <summary>The address stands in the configuration: its value, or the name of its key, says that it answers with a token.</summary>
        private bool IsTokenAddressUnder(string key)
        {
            if (ConfiguredAddresses.Of(_model.Compilation).Under(key).Any(Credential.IsTokenPath))
                return true;
            return _isWeCom && WeComWords.Normalize(key) is var name && (name.EndsWith("tokenurl", StringComparison.Ordinal) || name.EndsWith("tokenuri", StringComparison.Ordinal)
                || name.EndsWith("tokenapi", StringComparison.Ordinal) || name.EndsWith("ticketurl", StringComparison.Ordinal) || name.EndsWith("urlgettoken", StringComparison.Ordinal)
                || name.EndsWith("tokenaddress", StringComparison.Ordinal));
        }

        private string? KeyOf(SeparatedSyntaxList<ArgumentSyntax> arguments) =>
            arguments.Count is 1 or 2 && _model.GetConstantValue(arguments[0].Expression, _cancellation) is { HasValue: true, Value: string { Length: < 120 } key }
                ? WeComWords.Normalize(key.Substring(key.LastIndexOf(':') + 1)) : null;
    }

    /// <summary>As text the value is no more than the name of its type.</summary>
    public static bool PrintsItsTypeOnly(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellation)
    {
        if (expression is not (IdentifierNameSyntax or MemberAccessExpressionSyntax)
            || model.GetTypeInfo(expression, cancellation).Type is not { TypeKind: TypeKind.Class, IsRecord: false, SpecialType: SpecialType.None } type)
            return false;
        if (type is IErrorTypeSymbol)
            return false;
        return type.Name is "HttpResponseMessage" or "HttpWebResponse" or "Stream"
            || (SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, model.Compilation.Assembly) && type.GetMembers("ToString").IsEmpty);
    }

    /// <summary>The argument for a parameter, by name or place.</summary>
    public static ExpressionSyntax? ArgumentOf(InvocationExpressionSyntax call, IMethodSymbol method, int ordinal)
    {
        var arguments = call.ArgumentList.Arguments;
        foreach (var argument in arguments)
        {
            if (argument.NameColon is { } named && ordinal >= 0 && ordinal < method.Parameters.Length && named.Name.Identifier.ValueText == method.Parameters[ordinal].Name)
                return argument.Expression;
        }

        return ordinal >= 0 && ordinal < arguments.Count && arguments[ordinal].NameColon is null ? arguments[ordinal].Expression : null;
    }

    /// <summary>The method, accessor or file in which a node stands; lambdas and local functions see its variables.</summary>
    public static SyntaxNode? MemberOf(SyntaxNode node) => node.Ancestors().FirstOrDefault(
        ancestor => ancestor is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or BaseFieldDeclarationSyntax or CompilationUnitSyntax);

    private static string NameOf(SyntaxNode node) => node switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        _ => "",
    };
}
