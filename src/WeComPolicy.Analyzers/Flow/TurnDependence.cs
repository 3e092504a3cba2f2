using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>Which variables of a loop's body differ from turn to turn, and whether only by the recipient.</summary>
internal sealed class TurnDependence
{
    private const int MaxRounds = 4;

    private const int MaxAssignments = 500;

    private const int MaxMade = 4;

    private static readonly string[] RecipientWords =
        ["touser", "user", "userid", "receiver", "recipient", "openid", "empcode", "member", "account", "staff", "employee", "mobile", "person", "tolist", "sendto"];

    private static readonly string[] ContentWords =
        ["content", "message", "msg", "text", "title", "body", "desc", "markdown", "info", "data", "card", "article", "param", "template", "name", "remark"];

    private readonly Dictionary<string, bool> _byRecipientOnly = new(StringComparer.Ordinal);

    private readonly HashSet<string> _seeds;

    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    private readonly SyntaxNode _region;

    private TurnDependence(LoopAround loop)
    {
        _region = loop.Region;
        foreach (var variable in loop.Variables)
            _byRecipientOnly[variable] = false;
        _seeds = new HashSet<string>(loop.Variables, StringComparer.Ordinal);
        var assignments = loop.Region.DescendantNodes().Where(node => node is AssignmentExpressionSyntax or VariableDeclaratorSyntax).Take(MaxAssignments).ToList();
        foreach (var node in assignments)
        {
            _written.Add(node switch
            {
                VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
                AssignmentExpressionSyntax assignment => CallSyntax.NameOf(assignment.Left),
                _ => "",
            });
        }

        for (var round = 0; round < MaxRounds; round++)
        {
            var before = _byRecipientOnly.Count;
            foreach (var node in assignments)
                Read(node);
            if (_byRecipientOnly.Count == before)
                break;
        }

        foreach (var variable in loop.Variables)
            _byRecipientOnly[variable] = SaysRecipient(WeComWords.Normalize(variable));
    }

    public static TurnDependence In(LoopAround loop) => new(loop);

    public bool Has(SyntaxNode expression) => Dependent(expression).Any();

    /// <summary>The recipient differs and nothing else does.</summary>
    public bool DiffersByRecipientOnly(InvocationExpressionSyntax call, IMethodSymbol? method)
    {
        var any = false;
        for (var i = 0; i < call.ArgumentList.Arguments.Count; i++)
        {
            var argument = call.ArgumentList.Arguments[i];
            if (!Has(argument.Expression))
            {
                // Filled anew on each turn, in a way that cannot be followed.
                if (_written.Count > 0 && argument.Expression.DescendantNodesAndSelf().Any(node => node is IdentifierNameSyntax name && _written.Contains(name.Identifier.ValueText)
                    && !IsMadeAlike(name.Identifier.ValueText, call, MaxMade)))
                    return false;
                continue;
            }

            any = true;
            var parameter = argument.NameColon?.Name.Identifier.ValueText
                ?? (method is { Parameters.Length: > 0 } ? method.Parameters[Math.Min(i, method.Parameters.Length - 1)].Name : LibraryParameter(call, i));
            if (!IsRecipient(argument.Expression, WeComWords.Normalize(parameter)))
                return false;
        }

        return any;
    }

    /// <summary>
    /// Made anew on each turn out of what is the same on each: <c>var list = new List&lt;Article&gt;(); list.Add(article);</c>. Whatever else is done with it may
    /// make it another.
    /// </summary>
    private bool IsMadeAlike(string variable, SyntaxNode call, int depth)
    {
        if (depth == 0)
            return false;
        var isMade = false;
        foreach (var node in _region.DescendantNodes())
        {
            if (node is VariableDeclaratorSyntax declared && declared.Identifier.ValueText == variable)
            {
                if (isMade || declared.Initializer is not { Value: { } value } || !IsAlike(value, call, depth))
                    return false;
                isMade = true;
            }

            if (node is not IdentifierNameSyntax name || name.Identifier.ValueText != variable || (name.Parent is MemberAccessExpressionSyntax outer && outer.Name == name) || name.Parent is NameEqualsSyntax or NameColonSyntax)
                continue;
            var isAlike = name.Parent switch
            {
                ArgumentSyntax { Parent.Parent: { } taker } => taker == call || (taker is InvocationExpressionSyntax filling && Filled(filling) is not null),
                MemberAccessExpressionSyntax { Parent: AssignmentExpressionSyntax set } member when set.Left == member => IsAlike(set.Right, call, depth),
                MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax filling } => Filled(filling) is { } arguments && arguments.All(argument => IsAlike(argument.Expression, call, depth)),
                _ => false,
            };
            if (!isAlike)
                return false;
        }

        return isMade;

        static IEnumerable<ArgumentSyntax>? Filled(InvocationExpressionSyntax filling) =>
            filling is { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add" or "Append" or "AppendLine" }, Parent: ExpressionStatementSyntax } ? filling.ArgumentList.Arguments : null;
    }

    private bool IsAlike(ExpressionSyntax value, SyntaxNode call, int depth) => !Has(value) && value.DescendantNodesAndSelf().All(node => node switch
    {
        InvocationExpressionSyntax or ElementAccessExpressionSyntax or AnonymousFunctionExpressionSyntax or PostfixUnaryExpressionSyntax => false,
        // The time and what counts are other on each turn.
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Now" or "UtcNow" or "Today" } => false,
        IdentifierNameSyntax name when !(name.Parent is MemberAccessExpressionSyntax access && access.Name == name) && name.Parent is not NameEqualsSyntax =>
            !_written.Contains(name.Identifier.ValueText) || (name.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } set && set.Left == name)
            || IsMadeAlike(name.Identifier.ValueText, call, depth - 1),
        _ => true,
    });

    /// <summary>Senparc's order, when the package is missing: token, agent, content, then the recipients; before, the recipients came first.</summary>
    private static string LibraryParameter(InvocationExpressionSyntax call, int index) =>
        CallSyntax.NameOf(CallSyntax.Receiver(call)) == "MassApi" && index is 1 or 3 ? "toUser" : "";

    private bool IsRecipient(ExpressionSyntax value, string parameter)
    {
        if (value is IdentifierNameSyntax name && _byRecipientOnly.TryGetValue(name.Identifier.ValueText, out var only) && only)
            return true;
        if (Dependent(value).All(source => !_seeds.Contains(source) && _byRecipientOnly[source]) || IsMessageTo(value, MaxMade))
            return true;
        if (value is MemberAccessExpressionSyntax access)
            return SaysRecipient(WeComWords.Normalize(access.Name.Identifier.ValueText)) || (SaysRecipient(parameter) && !SaysContent(parameter));
        return SaysRecipient(parameter) && !SaysContent(parameter) && value is IdentifierNameSyntax or ElementAccessExpressionSyntax;
    }

    /// <summary>
    /// A message in which what differs stands where the recipient does: <c>new { touser = user, text }</c>, <c>Serialize(new Message { ToUser = user })</c>,
    /// <c>"{\"touser\":\"" + user + "\"}"</c>
    /// </summary>
    private bool IsMessageTo(ExpressionSyntax value, int depth)
    {
        value = Wrapped.Value(value);
        if (depth == 0)
            return false;
        return value switch
        {
            AnonymousObjectCreationExpressionSyntax made => made.Initializers.All(field => IsField(field.NameEquals?.Name.Identifier.ValueText ?? CallSyntax.NameOf(field.Expression), field.Expression)),
            BaseObjectCreationExpressionSyntax made => (made.ArgumentList?.Arguments.All(argument => IsOne(argument.Expression)) ?? true)
                && (made.Initializer?.Expressions.All(field => field is AssignmentExpressionSyntax set ? IsField(CallSyntax.NameOf(set.Left), set.Right) : IsOne(field)) ?? true),
            InvocationExpressionSyntax call => WeComWords.ContainsAny(CallSyntax.NameOf(call.Expression), "Serialize", "Json", "Create") && call.ArgumentList.Arguments.All(argument => IsOne(argument.Expression))
                && (CallSyntax.Receiver(call) is not { } on || IsOne(on)),
            BinaryExpressionSyntax or InterpolatedStringExpressionSyntax => IsTextTo(value),
            _ => false,
        };

        bool IsField(string name, ExpressionSyntax of) => !Has(of) || IsMessageTo(of, depth - 1)
            || (WeComWords.Normalize(name) is var field && SaysRecipient(field) && !SaysContent(field) && Wrapped.Value(of) is IdentifierNameSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax);

        bool IsOne(ExpressionSyntax of) => !Has(of) || IsMessageTo(of, depth - 1);
    }

    private bool IsTextTo(ExpressionSyntax text)
    {
        var before = "";
        foreach (var part in Parts(text))
        {
            if (part is InterpolatedStringTextSyntax { TextToken.ValueText: var written })
                before += written;
            else if (part is LiteralExpressionSyntax { Token.ValueText: var literal })
                before += literal;
            else if (Has(part) && !IsTo(before))
                return false;
            else
                before += " ";
        }

        return true;

        static bool IsTo(string before) => WeComWords.Normalize(before.Substring(before.LastIndexOfAny([',', '{', '&', '?']) + 1)) is var field && SaysRecipient(field) && !SaysContent(field);
    }

    private static IEnumerable<SyntaxNode> Parts(ExpressionSyntax text) => text switch
    {
        BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression) => Parts(sum.Left).Concat(Parts(sum.Right)),
        InterpolatedStringExpressionSyntax interpolated => interpolated.Contents,
        _ => [text],
    };

    private void Read(SyntaxNode node)
    {
        var (left, right) = node switch
        {
            AssignmentExpressionSyntax assignment => ((SyntaxNode)assignment.Left, (SyntaxNode?)assignment.Right),
            VariableDeclaratorSyntax variable => (variable, variable.Initializer?.Value),
            _ => (node, null),
        };
        if (right is null)
            return;
        var from = Dependent(right).ToList();
        if (from.Count == 0)
            return;
        var (name, member) = left switch
        {
            VariableDeclaratorSyntax variable => (variable.Identifier.ValueText, variable.Identifier.ValueText),
            IdentifierNameSyntax identifier => (identifier.Identifier.ValueText, identifier.Identifier.ValueText),
            MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax owner } access => (owner.Identifier.ValueText, access.Name.Identifier.ValueText),
            _ => ("", ""),
        };
        if (name.Length == 0 || _seeds.Contains(name) || left.Parent is InitializerExpressionSyntax)
            return;
        var only = SaysRecipient(WeComWords.Normalize(member)) || from.TrueForAll(source => _byRecipientOnly[source]) || (right is ExpressionSyntax made && IsMessageTo(made, MaxMade));
        _byRecipientOnly[name] = _byRecipientOnly.TryGetValue(name, out var known) ? known && only : only;
    }

    private IEnumerable<string> Dependent(SyntaxNode expression)
    {
        foreach (var node in expression.DescendantNodesAndSelf())
        {
            if (node is IdentifierNameSyntax name && node.Parent is not NameColonSyntax && !(node.Parent is MemberAccessExpressionSyntax access && access.Name == node)
                && _byRecipientOnly.ContainsKey(name.Identifier.ValueText))
                yield return name.Identifier.ValueText;
        }
    }

    private static bool SaysRecipient(string name) => WeComWords.ContainsAny(name, RecipientWords);

    private static bool SaysContent(string name) => WeComWords.ContainsAny(name, ContentWords);
}
