using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>One question, with its budget.</summary>
internal sealed partial class OriginWalk
{
    private const int MaxNodes = 1_500;

    private const int MaxDepth = 40;

    private const int MaxTokens = 5_000;

    /// <summary>In characters: some hundred lines.</summary>
    private const int LargeType = 30_000;

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

    public OriginWalk(ValueOrigin owner, SyntaxNode place, int calls, bool trustsNames, CancellationToken cancellation)
    {
        _owner = owner;
        _place = place;
        _model = owner.Scope.ModelOf(place.SyntaxTree);
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
                carried |= Behind(before, ValueOrigin.PrintsItsTypeOnly(hole, _model, _cancellation) ? Carried.Nothing : value);
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
        return MemberAround.Of(place) is { } member && member.DescendantTokens().Take(MaxTokens).Any(token =>
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

    private bool IsReadable(IMethodSymbol method) => !method.DeclaringSyntaxReferences.IsEmpty && _owner.Scope.Holds(method.ContainingAssembly);

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

    private static string NameOf(SyntaxNode node) => node switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        _ => "",
    };
}
