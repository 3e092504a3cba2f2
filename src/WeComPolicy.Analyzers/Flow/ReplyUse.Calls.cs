using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

internal sealed partial class ReplyUse
{
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

    /// <summary><c>text.Split('"')[3]</c>, <c>root.GetProperty("userid")</c>: a piece of the reply under a name of its own.</summary>
    private static bool TakesPart(InvocationExpressionSyntax call) => WeComWords.Normalize(CallSyntax.NameOf(call.Expression)) switch
    {
        "split" or "substring" or "indexof" or "lastindexof" => true,
        var name when name is "value" or "selecttoken" or "selectsinglenode" || name.StartsWith("get", StringComparison.Ordinal) =>
            call.ArgumentList.Arguments is { Count: > 0 } keys && keys[0].Expression.IsKind(SyntaxKind.StringLiteralExpression),
        _ => false,
    };

    /// <summary><c>string token = Cutter.Cut(reply, pattern, "token");</c>: a helper that is not there to be seen takes the token out of the reply.</summary>
    private bool IsCutOutOfSight(string variable, SyntaxNode value) =>
        _isToken && NamesToken(variable) && value is ExpressionSyntax taken && Wrapped.Value(taken) is InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 1 } given } cut
        && given.Any(argument => argument.Expression is LiteralExpressionSyntax || argument.Expression is IdentifierNameSyntax { Identifier.ValueText: var name } && WeComWords.ContainsAny(WeComWords.Normalize(name), "regex", "pattern"))
        && _facts.EdgeAt(cut, _cancellation) is not { Targets.IsEmpty: false } && !HttpCall.SoundsLikeRequest(WeComWords.Normalize(CallSyntax.NameOf(cut.Expression)));

    private static bool NamesToken(string variable) => WeComWords.Normalize(variable) is "token" or "ticket" || IsPayloadName(variable);

    private void NoteReading(SyntaxNode? taker)
    {
        if (ReadAt is null && taker is InvocationExpressionSyntax call && MakesSense(call))
            ReadAt = call;
    }

    /// <summary><c>JsonConvert.DeserializeObject&lt;Reply&gt;(text)</c>, <c>document.LoadXml(text)</c>, <c>Regex.Match(text, pattern)</c>, <c>text.Split('"')</c></summary>
    public static bool MakesSense(InvocationExpressionSyntax call) => IsMatch(call) || TakesPart(call)
        || WeComWords.ContainsAny(WeComWords.Normalize(CallSyntax.NameOf(call.Expression)), "deserialize", "parse", "loadxml", "fromjson", "toobject", "readobject", "tomodel");

    private bool IsCutOut(CallEdge? edge, Func<IMethodSymbol, IParameterSymbol?> given)
    {
        if (!CutsOut(edge, given))
            return false;
        _isCutOut = true;
        return true;
    }

    /// <summary><c>return text.Contains("ok");</c>: yes or no is not the reply any more.</summary>
    private static bool AsksText(InvocationExpressionSyntax call) =>
        CallSyntax.NameOf(call.Expression) is "Contains" or "StartsWith" or "EndsWith" or "Equals" && call.Expression is MemberAccessExpressionSyntax;

    /// <summary><c>Regex.Match(reply, pattern)</c></summary>
    private static bool IsMatch(InvocationExpressionSyntax call) => CallSyntax.NameOf(call.Expression) is "Match" or "Matches";

    /// <summary><c>stream.CopyTo(memory)</c>, <c>stream.Read(buffer, 0, length)</c>: what is in them is the reply as well.</summary>
    private void FollowBuffers(InvocationExpressionSyntax call, bool isPart)
    {
        if (CallSyntax.NameOf(call.Expression) is not ("CopyTo" or "CopyToAsync" or "Read" or "ReadAsync" or "ReadExactly" or "ReadExactlyAsync" or "ReadBlock" or "ReadBlockAsync"))
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

    private bool IsCheckCall(InvocationExpressionSyntax call, bool isPart)
    {
        var name = WeComWords.Normalize(CallSyntax.NameOf(call.Expression));
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
            // Whether there is a token is asked by who takes the answer, or looks at what came out.
            _checked |= _isToken && call.Parent is not ExpressionStatementSyntax;
            _isCutOut |= _isToken;
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
                var name = WeComWords.Normalize(CallSyntax.NameOf(call.Expression));
                var on = WeComWords.Normalize(CallSyntax.NameOf(CallSyntax.Receiver(call)));
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
                if (edge is not { Targets.IsEmpty: false } && PutsInto(name) && CallSyntax.Receiver(call) is IdentifierNameSyntax whole && IsLocal(whole.Identifier.ValueText))
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
                else if (WeComWords.ContainsAny(on + name, LogWords) && !WeComWords.ContainsAny(name, "parse", "deserialize", "reader"))
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
                _escapes |= !isPart && (call.Parent is ExpressionStatementSyntax || call.Parent is ArrowExpressionClauseSyntax && ReturnsNothing(_member)) && edge is not { Targets.IsEmpty: false } && !WeComWords.ContainsAny(on + name, LogWords) && !OnlyShowsOrWaits(on, name) && !LogSink.IsByName(call);
                return call;
            case BaseObjectCreationExpressionSyntax creation:
                return creation;
            case ElementAccessExpressionSyntax:
                return null;
            default:
                return null;
        }
    }

    /// <summary>What a writer, a builder, a list, a dictionary or a document takes in.</summary>
    private static bool PutsInto(string name) => name is "write" or "writeasync" or "append" or "appendline" or "prepend" or "add" or "tryadd" or "addrange" or "addorupdate" or "getoradd" or "addfirst" or "addlast"
        or "insert" or "insertrange" or "enqueue" or "push" or "loadxml" or "loadhtml";

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
            if (CallSyntax.ArgumentOf(call, method, function) is not AnonymousFunctionExpressionSyntax handler || MemberAround.Of(call) is not { } around
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
}
