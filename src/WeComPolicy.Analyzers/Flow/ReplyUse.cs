using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>What becomes of a reply in the member that gets it.</summary>
internal enum ReplyFate
{
    /// <summary>Nobody asks whether the call succeeded.</summary>
    Unchecked,

    /// <summary>The whole reply is returned; nothing was read from it.</summary>
    Returned,

    /// <summary>It is kept or handed to code that cannot be seen.</summary>
    Escapes,

    /// <summary>errcode, or something that stands for it, is looked at.</summary>
    Checked,
}

/// <summary>
/// Follows a reply forward through awaits, readers, parsers and variables of one member. The walk is over syntax, so that it works where
/// types are missing; it errs towards "checked".
/// </summary>
internal sealed partial class ReplyUse
{
    private const int MaxUses = 400;

    private const int MaxClimb = 200;

    private const int MaxHelpers = 2;

    private static readonly string[] CheckWords =
        ["check", "ensure", "validate", "verify", "throwif", "assert", "handle", "isok", "issuccess", "process", "judge"];

    private static readonly string[] LogWords = ["log", "write", "debug", "trace", "info", "warn", "error", "print", "console", "audit", "record", "dump"];

    private static readonly string[] PayloadWords = ["accesstoken", "ticket", "expiresin"];

    private readonly SyntaxNode _member;

    private readonly CallFacts _facts;

    private readonly CancellationToken _cancellation;

    private readonly HashSet<(string Name, bool IsPart)> _variables = [];

    private readonly Queue<(string Name, int From, int Until, bool IsPart)> _open = new();

    /// <summary>Variables with a member into which the reply was put.</summary>
    private readonly HashSet<string> _rows = new(StringComparer.Ordinal);

    private readonly bool _isToken;

    private readonly int _depth;

    private int _uses;

    private bool _isCutOut;

    private bool _checked;

    private bool _escapes;

    /// <summary>A row with the reply in it goes to a store: there it is kept for people, unless that is all that becomes of it.</summary>
    private bool _isStored;

    private bool _returned;

    private ReplyUse(SyntaxNode member, bool isToken, CallFacts facts, int depth, CancellationToken cancellation)
    {
        _member = member;
        _depth = depth;
        _isToken = isToken;
        _facts = facts;
        _cancellation = cancellation;
    }

    /// <summary>Something other than the outcome was read from the reply.</summary>
    public bool ReadsPayload { get; private set; }

    /// <summary>The whole reply of a token was put where others read it: in a field or a static.</summary>
    public bool IsKept { get; private set; }

    /// <summary>The errcode, or the errmsg, is all that is read, and it is returned: <c>return reply.errcode;</c></summary>
    public bool ReturnsOutcome { get; private set; }

    /// <summary>The use of the reply by which its fate is settled; null where it has none.</summary>
    public SyntaxNode? Place { get; private set; }

    /// <summary>Where the reply is first made sense of: parsed, matched, or asked for what it is wanted for. Null where nobody does.</summary>
    public SyntaxNode? ReadAt { get; private set; }

    public ReplyFate Fate => _checked ? ReplyFate.Checked : _escapes || (_isStored && !ReadsPayload) ? ReplyFate.Escapes : _returned || ReturnsOutcome ? ReplyFate.Returned : ReplyFate.Unchecked;

    public static ReplyUse Of(ExpressionSyntax call, SyntaxNode member, bool isToken, CallFacts facts, CancellationToken cancellation)
    {
        var use = new ReplyUse(member, isToken, facts, 0, cancellation);
        use.Follow(call, isPart: false);
        // Post(url, body, out var reply)
        foreach (var argument in call is InvocationExpressionSyntax asked ? asked.ArgumentList.Arguments : default)
            use.AddOut(argument, isPart: false);
        use.FollowVariables();
        return use;
    }

    private void FollowVariables()
    {
        while (_open.Count > 0 && !_checked && _uses < MaxUses)
        {
            var (name, from, until, isPart) = _open.Dequeue();
            foreach (var node in _member.DescendantNodes())
            {
                if (node is IdentifierNameSyntax identifier && identifier.Identifier.ValueText == name && identifier.SpanStart >= from && identifier.SpanStart < until && IsRead(identifier))
                {
                    if (++_uses > MaxUses)
                        break;
                    Follow(identifier, isPart);
                }
            }
        }

        // What was not followed to its end may have been checked.
        _escapes |= _uses >= MaxUses;
    }

    private static bool IsRead(IdentifierNameSyntax name) => name.Parent switch
    {
        AssignmentExpressionSyntax assignment when assignment.Left == name => false,
        MemberAccessExpressionSyntax access when access.Name == name => access.Expression is ThisExpressionSyntax,
        // result.Success = true;
        MemberAccessExpressionSyntax { Parent: AssignmentExpressionSyntax set } access when set.Left == access && set.IsKind(SyntaxKind.SimpleAssignmentExpression) => false,
        NameColonSyntax or NameEqualsSyntax => false,
        _ => true,
    };

    private void Follow(ExpressionSyntax start, bool isPart)
    {
        var before = Fate;
        FollowFrom(start, isPart);
        if (Fate != before)
            Place = start;
    }

    /// <summary>Follows the reply, or a part of it in which there is no errcode any more.</summary>
    private void FollowFrom(ExpressionSyntax start, bool isPart)
    {
        if (EmptyChoice.Asks(start))
            return;
        SyntaxNode at = start;
        for (var climbed = 0; climbed < MaxClimb && at.Parent is { } parent; climbed++)
        {
            switch (parent)
            {
                case ExpressionSyntax when Wrapped.IsAround(parent, at):
                    at = parent;
                    continue;
                case MemberAccessExpressionSyntax access when access.Expression == at:
                    if (Reads(access.Name.Identifier.ValueText, access, isPart))
                        return;
                    isPart |= access.Parent is not InvocationExpressionSyntax && !IsWhole(access.Name.Identifier.ValueText);
                    at = access;
                    continue;
                case InvocationExpressionSyntax call when call.Expression == at:
                    if (IsCheckCall(call, isPart) || AsksText(call))
                        return;
                    isPart |= TakesPart(call) || (!isPart && IsCutOut(_facts.EdgeAt(call, _cancellation), method => method.IsExtensionMethod ? method.Parameters[0] : null));
                    NoteReading(call);
                    FollowBuffers(call, isPart);
                    at = call;
                    continue;
                case ConditionalAccessExpressionSyntax conditional:
                    if (conditional.Expression == at && (conditional.WhenNotNull.DescendantNodesAndSelf().Any(SaysOutcome)
                        || (!isPart && conditional.WhenNotNull is MemberBindingExpressionSyntax bound && IsDeclaredOfOutcome(bound))))
                    {
                        _checked = true;
                        return;
                    }

                    if (conditional.Expression == at)
                    {
                        ReadsPayload |= conditional.WhenNotNull is not MemberBindingExpressionSyntax { Name.Identifier.ValueText: "Content" or "Result" };
                        isPart |= conditional.WhenNotNull is MemberBindingExpressionSyntax { Name.Identifier.ValueText: var read } && !IsWhole(read);
                    }

                    at = conditional;
                    continue;
                case ElementAccessExpressionSyntax element when element.Expression == at:
                    if (element.ArgumentList.Arguments.Any(argument => SaysOutcome(argument.Expression)))
                    {
                        Ask(element);
                        return;
                    }

                    ReadsPayload = true;
                    isPart |= element.ArgumentList.Arguments is { Count: 1 } keys && keys[0].Expression.IsKind(SyntaxKind.StringLiteralExpression);
                    at = element;
                    continue;
                case BinaryExpressionSyntax { Right: ThrowExpressionSyntax } refused when refused.IsKind(SyntaxKind.CoalesceExpression) && (IsPayload(at) || (isPart && _isCutOut)):
                    // reply["access_token"] ?? throw …
                    _checked |= _isToken;
                    at = parent;
                    continue;
                case BinaryExpressionSyntax coalesce when coalesce.IsKind(SyntaxKind.CoalesceExpression):
                case ConditionalExpressionSyntax choice when choice.Condition != at:
                    at = parent;
                    continue;
                case BinaryExpressionSyntax comparison when isPart && _isCutOut && (comparison.IsKind(SyntaxKind.EqualsExpression) || comparison.IsKind(SyntaxKind.NotEqualsExpression)):
                    // A helper may hand back "" or null where there is nothing.
                    _checked |= _isToken;
                    return;
                case BinaryExpressionSyntax comparison when IsPayload(at) && IsEmptyText(comparison.Left == at ? comparison.Right : comparison.Left):
                    // What is not in a reply reads as null, not as "".
                    return;
                case BinaryExpressionSyntax comparison when IsPayload(at) && (comparison.IsKind(SyntaxKind.EqualsExpression) || comparison.IsKind(SyntaxKind.NotEqualsExpression)):
                    _checked |= _isToken;
                    return;
                case IsPatternExpressionSyntax pattern:
                    _checked |= pattern.Pattern.DescendantNodesAndSelf().Any(SaysOutcome) || (_isToken && IsPayload(at));
                    foreach (var designation in pattern.Pattern.DescendantNodesAndSelf().OfType<SingleVariableDesignationSyntax>())
                        Add(designation.Identifier.ValueText, designation.SpanStart, isPart);
                    return;
                case SwitchExpressionSyntax or SwitchStatementSyntax:
                    _checked |= parent.DescendantNodes().Any(SaysOutcome);
                    return;
                case ArgumentSyntax argument:
                    NoteReading(argument.Parent?.Parent);
                    if (FollowArgument(argument, isPart) is not { } next)
                        return;
                    isPart |= !isPart && next is InvocationExpressionSyntax taker && (IsMatch(taker) || IsCutOut(_facts.EdgeAt(taker, _cancellation), method => ParameterOf(method, argument, taker)));
                    at = next;
                    continue;
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable }:
                    if (variable.Parent?.Parent is FieldDeclarationSyntax)
                        _escapes |= !isPart;
                    else
                        Add(variable.Identifier.ValueText, variable.Span.End, isPart || IsCutOutOfSight(variable.Identifier.ValueText, at));
                    return;
                case AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax { Parent: BaseObjectCreationExpressionSyntax made } } set when set.Right == at && !_isToken:
                    at = made;
                    continue;
                case AssignmentExpressionSyntax assignment when assignment.Right == at:
                    FollowAssignment(assignment, isPart);
                    return;
                case ForEachStatementSyntax each when each.Expression == at:
                    ReadsPayload = true;
                    Add(each.Identifier.ValueText, each.SpanStart, isPart);
                    return;
                case YieldStatementSyntax:
                    _returned |= !isPart && !IsPayload(at);
                    return;
                case ReturnStatementSyntax or ArrowExpressionClauseSyntax:
                    if (FunctionAround(parent) is { } function)
                    {
                        if (ResultOf(function) is not { } result)
                            return;
                        at = result;
                        continue;
                    }

                    // Of a method that returns nothing, the value goes nowhere.
                    _returned |= !isPart && !IsPayload(at) && !ReturnsNothing(_member);
                    ReadsPayload |= IsPayload(at);
                    return;
                case AnonymousFunctionExpressionSyntax lambda when lambda.Body == at:
                    if (ResultOf(lambda) is not { } handed)
                        return;
                    at = handed;
                    continue;
                default:
                    return;
            }
        }
    }

    /// <summary>The errcode is read here: whoever is given it may ask, or it is asked at once.</summary>
    private void Ask(ExpressionSyntax outcome)
    {
        if (_depth == 0 && ReturnedOutcome.Is(outcome, _member))
            ReturnsOutcome = true;
        else
            _checked |= !ReturnedOutcome.IsForgotten(outcome, _member);
    }

    /// <summary>Whoever calls the member gets nothing of the reply.</summary>
    public static bool ReturnsNothing(SyntaxNode member) => member switch
    {
        ConstructorDeclarationSyntax => true,
        // Post(url, body, out reply)
        MethodDeclarationSyntax { ParameterList.Parameters: var parameters } when parameters.Any(parameter => parameter.Modifiers.Any(SyntaxKind.OutKeyword) || parameter.Modifiers.Any(SyntaxKind.RefKeyword)) => false,
        MethodDeclarationSyntax method => method.ReturnType switch
        {
            PredefinedTypeSyntax type => type.Keyword.IsKind(SyntaxKind.VoidKeyword),
            IdentifierNameSyntax { Identifier.ValueText: "Task" or "ValueTask" } => true,
            QualifiedNameSyntax { Right: IdentifierNameSyntax { Identifier.ValueText: "Task" or "ValueTask" } } => true,
            _ => false,
        },
        _ => false,
    };

    private bool Reads(string member, MemberAccessExpressionSyntax access, bool isPart)
    {
        var name = WeComWords.Normalize(member);
        // RestSharp's answer was received; what it says is another matter.
        if (name is "issuccessful" or "errormessage" && HttpCall.UsesRestSharp(access.SyntaxTree, _cancellation))
            return false;
        // The Success of a result of one's own, to which a part of the reply was added, says nothing of the reply.
        if (ErrorCodeWords.Names(name) && (!isPart || WeComWords.ContainsAny(name, "errcode", "errorcode", "errmsg") || (_depth == 0 && access.Name.Identifier.ValueText == "Success")))
        {
            // Printing errcode is not looking at it, but whoever prints it knows of it; stay silent.
            Ask(access);
            return true;
        }

        if (!isPart && IsDeclaredOfOutcome(access))
        {
            Ask(access);
            return true;
        }

        ReadsPayload |= WeComWords.ContainsAny(name, PayloadWords) && access.Parent is not InvocationExpressionSyntax;
        return false;
    }

    /// <summary><c>bool Fine => errcode == 0;</c>, <c>[JsonProperty("errcode")] int Status</c>: whatever the name, it is the errcode that is read.</summary>
    private bool IsDeclaredOfOutcome(ExpressionSyntax read)
    {
        if (read.Parent is InvocationExpressionSyntax || !_facts.Scope.Holds(read.SyntaxTree))
            return false;
        var symbol = _facts.Scope.ModelOf(read.SyntaxTree).GetSymbolInfo(read, _cancellation).Symbol;
        // Where the reader of the body is missing, so is the type of the reply, and the name is all there is.
        if (symbol is null)
            return _facts.IsDeclaredOfOutcome(CallSyntax.NameOf(read), _cancellation);
        return symbol is IPropertySymbol property && property.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(_cancellation) is PropertyDeclarationSyntax declared && IsOfOutcome(declared));
    }

    /// <summary>An attribute or the body of the property names the errcode.</summary>
    public static bool IsOfOutcome(PropertyDeclarationSyntax declared) =>
        declared.ChildNodes().Where(part => part is AttributeListSyntax or ArrowExpressionClauseSyntax or AccessorListSyntax).Any(part => part.DescendantNodes().Any(SaysOutcome));

    private void FollowAssignment(AssignmentExpressionSyntax assignment, bool isPart)
    {
        switch (assignment.Left)
        {
            case IdentifierNameSyntax { Identifier.ValueText: "_" }:
                return;
            // var (token, state) = …: what the method put beside the reply may say how it went.
            case TupleExpressionSyntax or DeclarationExpressionSyntax { Designation: ParenthesizedVariableDesignationSyntax }:
                _escapes = true;
                return;
            case IdentifierNameSyntax name when IsLocal(name.Identifier.ValueText):
                // In a loop, and in a catch before, the variable is read above as well.
                Add(name.Identifier.ValueText, assignment.Span.End, isPart || IsCutOutOfSight(name.Identifier.ValueText, assignment.Right));
                return;
            // replies[user] = …
            case ElementAccessExpressionSyntax { Expression: IdentifierNameSyntax list } when IsLocal(list.Identifier.ValueText):
                Add(list.Identifier.ValueText, assignment.Span.End, isPart);
                return;
            case MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax owner } when IsLocal(owner.Identifier.ValueText):
                _rows.Add(owner.Identifier.ValueText);
                Add(owner.Identifier.ValueText, assignment.Span.End, isPart);
                return;
            default:
                if (!IsPayload(assignment.Right) && !isPart)
                {
                    // A page shows what is in the reply; it does not ask whether there was one.
                    _escapes |= !_isToken && !ClientSink.IsShownByView(assignment.Left) && !ShownText.Is(assignment);
                    IsKept |= _isToken;
                    _checked |= IsAskedWhereKept(assignment);
                }
                else
                    ReadsPayload = true;
                return;
        }
    }

    /// <summary><c>_reply = Parse(text); if (_reply.errcode != 0) …</c></summary>
    private bool IsAskedWhereKept(AssignmentExpressionSyntax assignment)
    {
        if (_depth >= MaxHelpers || assignment.Left is not (IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax }))
            return false;
        var use = new ReplyUse(_member, _isToken, _facts, _depth + 1, _cancellation);
        use.Add(CallSyntax.NameOf(assignment.Left), assignment.Span.End, isPart: false);
        use.FollowVariables();
        return use.Fate == ReplyFate.Checked;
    }

    private bool IsLocal(string name) => Writes.In(_member).IsLocal(name);

    private void AddOut(ArgumentSyntax argument, bool isPart)
    {
        if (argument.RefKindKeyword.IsKind(SyntaxKind.None))
            return;
        if (argument.Expression is DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax designation })
            Add(designation.Identifier.ValueText, designation.SpanStart, isPart);
        else if (argument.Expression is IdentifierNameSyntax name)
            Add(name.Identifier.ValueText, argument.Span.End, isPart);
    }

    private void Add(string name, int from, bool isPart, int until = int.MaxValue)
    {
        // errcode itself may be the variable.
        if (ErrorCodeWords.Names(WeComWords.Normalize(name)))
            _checked = true;
        else if (_variables.Add((name, isPart)))
            _open.Enqueue((name, from, until, isPart));
    }

    private AnonymousFunctionExpressionSyntax? FunctionAround(SyntaxNode node)
    {
        for (var at = node.Parent; at is not null && at != _member; at = at.Parent)
        {
            if (at is AnonymousFunctionExpressionSyntax function)
                return function;
        }

        return null;
    }

    /// <summary>Where the value of a function comes out: of the method that it is handed to.</summary>
    private static SyntaxNode? ResultOf(AnonymousFunctionExpressionSyntax function) =>
        function.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } } ? call : null;
}
