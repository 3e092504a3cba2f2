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
internal sealed class ReplyUse
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

    /// <summary>A helper of the project that is given the text of the reply hands a piece of it back, and not the whole.</summary>
    private bool CutsOut(CallEdge? edge, Func<IMethodSymbol, IParameterSymbol?> given)
    {
        if (_depth >= MaxHelpers || edge is not { Targets: { Length: 1 } targets } || targets[0].ReturnType.SpecialType != SpecialType.System_String || given(targets[0]) is not { } parameter)
            return false;
        var any = false;
        foreach (var body in _facts.Bodies(edge, _cancellation))
        {
            var use = new ReplyUse(body, _isToken, _facts, _depth + 1, _cancellation);
            use.Add(parameter.Name, body.SpanStart, isPart: false);
            use.FollowVariables();
            if (use.Fate != ReplyFate.Unchecked)
                return false;
            any = true;
        }

        return any;
    }

    private static IParameterSymbol? ParameterOf(IMethodSymbol method, ArgumentSyntax argument, InvocationExpressionSyntax call)
    {
        if (argument.NameColon is { Name.Identifier.ValueText: var name })
            return method.Parameters.FirstOrDefault(parameter => parameter.Name == name);
        var index = call.ArgumentList.Arguments.IndexOf(argument) + (method.IsExtensionMethod && call.ArgumentList.Arguments.Count < method.Parameters.Length && call.Expression is MemberAccessExpressionSyntax ? 1 : 0);
        return index < method.Parameters.Length ? method.Parameters[index] : null;
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
                    FollowBuffers(call, isPart);
                    at = call;
                    continue;
                case ConditionalAccessExpressionSyntax conditional:
                    if (conditional.Expression == at && conditional.WhenNotNull.DescendantNodesAndSelf().Any(SaysOutcome))
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
                    if (FollowArgument(argument, isPart) is not { } next)
                        return;
                    isPart |= !isPart && next is InvocationExpressionSyntax taker && (IsMatch(taker) || IsCutOut(_facts.EdgeAt(taker, _cancellation), method => ParameterOf(method, argument, taker)));
                    at = next;
                    continue;
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable }:
                    if (variable.Parent?.Parent is FieldDeclarationSyntax)
                        _escapes |= !isPart;
                    else
                        Add(variable.Identifier.ValueText, variable.Span.End, isPart);
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

    /// <summary>Members through which the reply is still all there, and its errcode with it.</summary>
    private static bool IsWhole(string member) => WeComWords.Normalize(member) is var name
        && (name is "value" or "data" or "text" or "rootelement" or "current" or "message" or "entity" or "item1" or "item2" or "item3" or "obj" or "object" or "model" or "dto"
            || WeComWords.ContainsAny(name, "result", "content", "body", "html", "response", "json", "raw", "payload", "stream", "resp", "reply"));

    /// <summary><c>text.Split('"')[3]</c>, <c>root.GetProperty("userid")</c>: a piece of the reply under a name of its own.</summary>
    private static bool TakesPart(InvocationExpressionSyntax call) => WeComWords.Normalize(UrlReader.NameOf(call.Expression)) switch
    {
        "split" or "substring" or "indexof" or "lastindexof" => true,
        var name when name is "value" or "selecttoken" || name.StartsWith("get", StringComparison.Ordinal) =>
            call.ArgumentList.Arguments is { Count: > 0 } keys && keys[0].Expression.IsKind(SyntaxKind.StringLiteralExpression),
        _ => false,
    };

    private bool IsCutOut(CallEdge? edge, Func<IMethodSymbol, IParameterSymbol?> given)
    {
        if (!CutsOut(edge, given))
            return false;
        _isCutOut = true;
        return true;
    }

    /// <summary><c>return text.Contains("ok");</c>: yes or no is not the reply any more.</summary>
    private static bool AsksText(InvocationExpressionSyntax call) =>
        UrlReader.NameOf(call.Expression) is "Contains" or "StartsWith" or "EndsWith" or "Equals" && call.Expression is MemberAccessExpressionSyntax;

    /// <summary><c>Regex.Match(reply, pattern)</c></summary>
    private static bool IsMatch(InvocationExpressionSyntax call) => UrlReader.NameOf(call.Expression) is "Match" or "Matches";

    /// <summary><c>stream.CopyTo(memory)</c>, <c>stream.Read(buffer, 0, length)</c>: what is in them is the reply as well.</summary>
    private void FollowBuffers(InvocationExpressionSyntax call, bool isPart)
    {
        if (UrlReader.NameOf(call.Expression) is not ("CopyTo" or "CopyToAsync" or "Read" or "ReadAsync" or "ReadExactly" or "ReadExactlyAsync" or "ReadBlock" or "ReadBlockAsync"))
            return;
        if (call.ArgumentList.Arguments is { Count: > 0 } arguments && Buffer(arguments[0].Expression) is { } filled && IsLocal(filled))
            Add(filled, call.Span.End, isPart);

        static string? Buffer(ExpressionSyntax value) => value switch
        {
            IdentifierNameSyntax name => name.Identifier.ValueText,
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax name, Name.Identifier.ValueText: "AsSpan" or "AsMemory" } } => name.Identifier.ValueText,
            _ => null,
        };
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

        ReadsPayload |= WeComWords.ContainsAny(name, PayloadWords) && access.Parent is not InvocationExpressionSyntax;
        return false;
    }

    private bool IsCheckCall(InvocationExpressionSyntax call, bool isPart)
    {
        var name = WeComWords.Normalize(UrlReader.NameOf(call.Expression));
        if (name != "ensuresuccessstatuscode" && !isPart && (ErrorCodeWords.Names(name) || WeComWords.ContainsAny(name, CheckWords)))
        {
            _checked = true;
            return true;
        }

        if (call.ArgumentList.Arguments.Any(argument => SaysOutcome(argument.Expression)))
        {
            Ask(call);
            return true;
        }

        // replies.All(reply => reply.errcode == 0)
        if (call.ArgumentList.Arguments.Any(argument => argument.Expression is AnonymousFunctionExpressionSyntax each && each.DescendantNodes().Any(SaysOutcome)))
        {
            _checked = true;
            return true;
        }

        if (name is "trygetproperty" or "containskey" or "trygetvalue")
        {
            _checked |= _isToken;
            ReadsPayload = true;
            var names = name != "containskey" && call.ArgumentList.Arguments is { Count: > 0 } keys && keys[0].Expression.IsKind(SyntaxKind.StringLiteralExpression);
            foreach (var argument in call.ArgumentList.Arguments)
                AddOut(argument, isPart || names);
        }

        ReadsPayload |= name is "getproperty" or "value";
        // An extension method of the project may look at the reply it is called on.
        if (!isPart && _facts.EdgeAt(call, _cancellation) is { Targets.IsEmpty: false } edge && call.Expression is MemberAccessExpressionSyntax && _facts.ReadsErrorCode(edge, _cancellation))
            _checked = true;
        return _checked;
    }

    /// <summary>The result of the call that takes the reply, or null where the way ends.</summary>
    private SyntaxNode? FollowArgument(ArgumentSyntax argument, bool isPart)
    {
        switch (argument.Parent?.Parent)
        {
            case InvocationExpressionSyntax call:
                var name = WeComWords.Normalize(UrlReader.NameOf(call.Expression));
                var on = WeComWords.Normalize(UrlReader.NameOf(UrlReader.Receiver(call)));
                // The framework's sign-in takes the token out of it and asks for no errcode.
                if (on == "oauthtokenresponse")
                    return null;
                if (name is "isnullorempty" or "isnullorwhitespace")
                {
                    _checked |= _isToken && (IsPayload(argument.Expression) || (isPart && _isCutOut));
                    return null;
                }

                if (Callback.ParameterRun(call, _member) is var run and >= 0)
                {
                    // Who called is given the reply, and may look at it.
                    _escapes |= !isPart && !IsIgnoredByCallers(run, call.ArgumentList.Arguments.IndexOf(argument));
                    return null;
                }

                var edge = _facts.EdgeAt(call, _cancellation);
                // Put piece by piece into something that is read as a whole, or into a list.
                if (edge is not { Targets.IsEmpty: false } && PutsInto(name) && UrlReader.Receiver(call) is IdentifierNameSyntax whole && IsLocal(whole.Identifier.ValueText))
                {
                    Add(whole.Identifier.ValueText, call.Span.End, isPart);
                    return null;
                }

                if (edge is { Targets.IsEmpty: false })
                {
                    if (!isPart && _facts.ReadsErrorCode(edge, _cancellation))
                    {
                        _checked = true;
                        return null;
                    }
                }
                else if (WeComWords.ContainsAny(on + name, LogWords) && !WeComWords.ContainsAny(name, "parse", "deserialize"))
                {
                    return null;
                }
                else if (!isPart && WeComWords.ContainsAny(name, CheckWords))
                {
                    _checked = true;
                    return null;
                }

                foreach (var other in call.ArgumentList.Arguments)
                {
                    if (other != argument)
                        AddOut(other, isPart);
                    _checked |= SaysOutcome(other.Expression);
                }

                if (argument.Expression is IdentifierNameSyntax row && _rows.Contains(row.Identifier.ValueText) && Stores(name))
                {
                    _isStored |= !isPart;
                    return null;
                }

                // What is done with it there is not to be seen.
                _escapes |= !isPart && call.Parent is ExpressionStatementSyntax && edge is not { Targets.IsEmpty: false } && !WeComWords.ContainsAny(on + name, LogWords) && !OnlyShowsOrWaits(on, name) && !LogSink.IsByName(call);
                return call;
            case BaseObjectCreationExpressionSyntax creation:
                return creation;
            case ElementAccessExpressionSyntax:
                return null;
            default:
                return null;
        }
    }

    /// <summary>What a writer, a builder, a list or a dictionary takes in.</summary>
    private static bool PutsInto(string name) => name is "write" or "writeasync" or "append" or "appendline" or "prepend" or "add" or "tryadd" or "addrange" or "addorupdate" or "getoradd" or "addfirst" or "addlast"
        or "insert" or "insertrange" or "enqueue" or "push";

    /// <summary><c>db.Replies.Add(row)</c>, <c>repository.UpdateAsync(row)</c></summary>
    private static bool Stores(string name) => name is "add" or "addasync" or "update" or "updateasync" or "insert" or "insertasync" or "save" or "saveasync" or "addorupdate" or "attach" or "insertonsubmit";

    /// <summary><c>MessageBox.Show(reply)</c>, <c>File.AppendAllText(path, reply)</c>, <c>Task.WaitAll(sending)</c></summary>
    private static bool OnlyShowsOrWaits(string on, string name) => WeComWords.ContainsAny(on + name, "messagebox", "msgbox", "toast", "growl", "snackbar", "alert")
        || (on == "file" && name.StartsWith("append", StringComparison.Ordinal)) || (on == "task" && name is "waitall" or "waitany");

    /// <summary>All callers hand over a function for the reply that is there to be seen, and none of these looks at it.</summary>
    private bool IsIgnoredByCallers(int function, int ordinal)
    {
        var compilation = _facts.Compilation;
        if (_depth >= MaxHelpers || _member is not MethodDeclarationSyntax declaration || !compilation.ContainsSyntaxTree(declaration.SyntaxTree)
            || Models.Of(compilation, declaration.SyntaxTree).GetDeclaredSymbol(declaration, _cancellation) is not { } method)
            return false;
        var any = false;
        foreach (var call in TreeIndex.Calls(compilation, method.Name, _cancellation))
        {
            if (!RequestHelper.MayMean(call, method, compilation, _cancellation))
                continue;
            if (ValueOrigin.ArgumentOf(call, method, function) is not AnonymousFunctionExpressionSyntax handler || MemberAround.Of(call) is not { } around
                || handler.ExpressionBody is not (null or InvocationExpressionSyntax) || (handler.ExpressionBody is InvocationExpressionSyntax only && !LogSink.IsByName(only)))
                return false;
            any = true;
            if (Callback.ParameterName(handler, ordinal) is not { } name)
                continue;
            var use = new ReplyUse(around, _isToken, _facts, _depth + 1, _cancellation);
            use.Add(name, handler.SpanStart, isPart: false, handler.Span.End);
            use.FollowVariables();
            if (use.Fate != ReplyFate.Unchecked || use.IsKept)
                return false;
        }

        return any;
    }

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
                Add(name.Identifier.ValueText, assignment.Span.End, isPart);
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
        use.Add(UrlReader.NameOf(assignment.Left), assignment.Span.End, isPart: false);
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

    /// <summary>The value is the token or the ticket of a reply: <c>reply.access_token</c>, <c>fields["ticket"].ToString()</c>. Arguments on the way do not count.</summary>
    private static bool IsPayload(SyntaxNode value)
    {
        var at = value as ExpressionSyntax;
        for (var depth = 0; depth < MaxClimb && at is not null; depth++)
        {
            at = Wrapped.Value(at);
            switch (at)
            {
                case MemberAccessExpressionSyntax access:
                    if (IsPayloadName(access.Name.Identifier.ValueText))
                        return true;
                    at = access.Expression;
                    break;
                case ConditionalAccessExpressionSyntax conditional:
                    if (conditional.WhenNotNull.DescendantNodesAndSelf().Any(node => node is MemberBindingExpressionSyntax binding && IsPayloadName(binding.Name.Identifier.ValueText)))
                        return true;
                    at = conditional.Expression;
                    break;
                case ElementAccessExpressionSyntax element:
                    if (element.ArgumentList.Arguments.Any(IsPayloadKey))
                        return true;
                    at = element.Expression;
                    break;
                case InvocationExpressionSyntax call:
                    if (call.ArgumentList.Arguments.Any(IsPayloadKey))
                        return true;
                    at = call.Expression;
                    break;
                case BinaryExpressionSyntax coalesce when coalesce.IsKind(SyntaxKind.CoalesceExpression):
                    at = coalesce.Left;
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    private static bool IsEmptyText(ExpressionSyntax value) =>
        value is LiteralExpressionSyntax { Token.ValueText: "" } literal ? literal.IsKind(SyntaxKind.StringLiteralExpression)
            : value is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Empty" };

    private static bool IsPayloadKey(ArgumentSyntax argument) => argument.Expression is LiteralExpressionSyntax { Token.ValueText: var key } && IsPayloadName(key);

    private static bool IsPayloadName(string name) => name.Length < 32 && WeComWords.ContainsAny(WeComWords.Normalize(name), PayloadWords);

    private static bool SaysOutcome(SyntaxNode node) => node switch
    {
        IdentifierNameSyntax name => ErrorCodeWords.Names(WeComWords.Normalize(name.Identifier.ValueText)),
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) =>
            WeComWords.ContainsAny(literal.Token.ValueText.ToLowerInvariant(), "errcode", "errmsg", "errorcode"),
        _ => false,
    };

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
