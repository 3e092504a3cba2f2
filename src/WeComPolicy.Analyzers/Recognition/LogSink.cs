using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>Calls that write where people and other programs read: logs, consoles, traces, metrics.</summary>
internal static class LogSink
{
    private const int MaxWrapperNodes = 400;

    private const int MaxLinesNodes = 20_000;

    private static readonly string[] NotLogs = ["login", "logout", "logon", "logoff", "dialog", "catalog", "blog", "logic", "analog", "logo", "logist", "ology", "logarithm"];

    private static readonly string[] Telling =
        ["url", "uri", "token", "secret", "key", "resp", "reply", "result", "json", "address", "ticket", "content", "ret", "body", "text", "msg", "message", "str", "data"];

    /// <summary>Whether a call writes its arguments to a log, by name or because the method of the project that it calls does.</summary>
    public static bool Is(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellation) =>
        IsByName(call) || IsWrapper(call, model, cancellation) || IsDefinedMessage(call, model, cancellation);

    /// <summary><c>static readonly Action&lt;ILogger, string, Exception?&gt; s_told = LoggerMessage.Define&lt;string&gt;(…)</c></summary>
    private static bool IsDefinedMessage(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellation) =>
        call.Expression is IdentifierNameSyntax && call.ArgumentList.Arguments is { Count: >= 3 } arguments && IsLogger(ReceiverOf(arguments[0].Expression))
        && model.GetTypeInfo(call.Expression, cancellation).Type is INamedTypeSymbol { Name: "Action", TypeArguments: { Length: >= 3 } given }
        && given[0].Name == "ILogger";

    public static bool IsByName(InvocationExpressionSyntax call)
    {
        var (receiver, method) = Wrapped.Value(call.Expression) switch
        {
            MemberAccessExpressionSyntax access => (ReceiverOf(access.Expression), access.Name.Identifier.ValueText),
            MemberBindingExpressionSyntax binding when call.Parent is ConditionalAccessExpressionSyntax conditional => (ReceiverOf(conditional.Expression), binding.Name.Identifier.ValueText),
            SimpleNameSyntax name => ("", name.Identifier.ValueText),
            _ => ("", ""),
        };
        if (KeepsLogRecord(call))
            return true;
        // A delegate or event that is named after a log: OnLogger?.Invoke(…), logAction(…).
        if (method is "Invoke" or "BeginInvoke" or "InvokeAsync" && receiver.Length > 0)
            return IsLogger(receiver) || WeComWords.ContainsAny(receiver, "onprint", "printline", "writeline", "onwrite", "onoutput", "ondebug", "ontrace");
        if (method is "SetTag" or "AddTag" or "SetBaggage" or "AddBaggage" or "NewSpan" or "SetAttribute" or "TrackTrace" or "TrackEvent" or "TrackDependency" or "PushProperty" or "AddEvent" or "BeginScope")
            return method != "SetAttribute" || WeComWords.ContainsAny(receiver, "span", "activity", "trace");
        if (method is "ForContext" or "WithProperty" or "SetProperty" or "PushScopeProperty")
            return IsLogger(receiver);
        if (method is "CaptureMessage" or "AddBreadcrumb")
            return WeComWords.ContainsAny(receiver, "sentry", "hub", "scope");
        if (call.Expression is MemberAccessExpressionSyntax { Expression: var target } && target.ToString().StartsWith("Console.", StringComparison.Ordinal))
            receiver = "console";
        // A list of a window: lstOutput.Items.Add(…)
        if (method is "Add" or "Insert" && receiver == "items" && call.Expression is MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: { } box } })
            return StartsWithAny(WeComWords.Normalize(Flow.CallSyntax.NameOf(box)), "lst", "listbox", "listview", "lb", "lv", "lbx");
        return receiver switch
        {
            "console" or "debug" or "trace" or "xtrace" or "ansiconsole" => StartsWithAny(method, "Write", "Print", "Trace", "Fail", "TraceError", "Markup"),
            // The console of a Hangfire job.
            "performcontext" or "jobcontext" or "context" or "ctx" => method is "WriteLine",
            "messagebox" or "xtramessagebox" or "messageboxex" or "uimessagebox" => StartsWithAny(method, "Show"),
            "file" => method is "AppendAllText" or "AppendAllTextAsync" or "AppendAllLines" or "WriteAllText" or "WriteAllTextAsync" && NamesLogFile(call.ArgumentList.Arguments[0].Expression),
            _ when method is "AppendText" && call.Expression is MemberAccessExpressionSyntax => true,
            "" => IsLogMethod(method) || WeComWords.Normalize(method) is "output" or "writeline" or "onoutput" or "onprint" or "onwrite" or "oninfo" or "ondebug" or "ontrace",
            // Console2, ConsoleEx, ConsoleHelper
            _ => IsLogger(receiver) || receiver.StartsWith("console", StringComparison.Ordinal) ? WritesLog(method) && !IsLineOfList(call, method) : IsLogMethod(method) || WritesLogFile(call, method),
        };
    }

    /// <summary><c>db.Insert(new RequestLog { … })</c>, also with the record in a variable: a table of logs is read as a file of them is.</summary>
    public static bool KeepsLogRecord(InvocationExpressionSyntax call)
    {
        var method = Flow.CallSyntax.NameOf(call.Expression);
        if (!StartsWithAny(method, "Insert", "Add", "Save", "Create", "Write", "Publish") || call.ArgumentList.Arguments is not { Count: > 0 and < 4 } arguments)
            return false;
        return arguments.Any(argument => argument.Expression switch
        {
            ObjectCreationExpressionSyntax made => IsLogRecord(made.Type),
            IdentifierNameSyntax record when Flow.MemberAround.Of(call) is { } member and not CompilationUnitSyntax =>
                Flow.Assigned.In(member).To(record.Identifier.ValueText).Any(value => value is ObjectCreationExpressionSyntax made && IsLogRecord(made.Type)),
            _ => false,
        });
    }

    private static bool IsLogRecord(TypeSyntax type) => type.ToString() is var name && EndsWithAny(name, "Log", "LogEntity", "LogInfo", "LogModel", "LogDto", "LogInput", "LogRecord", "LogEntry")
        && !WeComWords.ContainsAny(name.ToLowerInvariant(), NotLogs);

    /// <summary>
    /// What a window shows in a running output: <c>output.Text += reply</c>, <c>lblMessage.Text = token</c>. A box that is named after the token is
    /// for the user to copy it from.
    /// </summary>
    /// <returns>The value, and whether the control is one for messages by its name or by the way it is filled; null where nothing is shown.</returns>
    public static (ExpressionSyntax Value, bool IsSure)? Shown(AssignmentExpressionSyntax assignment)
    {
        if (assignment.Left is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Text" or "Content", Expression: { } control }
            || assignment.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type || WebPage.Is(type))
            return null;
        var name = control switch
        {
            IdentifierNameSyntax simple => simple.Identifier.ValueText,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } own => own.Name.Identifier.ValueText,
            _ => "",
        };
        var plain = WeComWords.Normalize(name);
        if (!StartsWithAny(plain, "txt", "text", "tb", "lbl", "label", "lab", "rtb", "rich", "memo", "lst", "list", "status", "tssl", "toolstrip", "output", "log", "msg", "message", "result", "info")
            && !EndsWithAny(plain, "textbox", "label", "textblock", "box"))
            return null;
        if (WeComWords.ContainsAny(plain, "token", "secret", "ticket", "key", "url", "hook", "address"))
            return null;
        return (assignment.Right, assignment.IsKind(SyntaxKind.AddAssignmentExpression) || WeComWords.ContainsAny(plain, "log", "msg", "message", "result", "output", "info", "show", "tip", "status", "resp", "debug"));
    }

    /// <summary>A text with "log" in it: <c>"logs/wecom.txt"</c>, <c>Path.Combine(dir, logFile)</c>.</summary>
    private static bool NamesLogFile(ExpressionSyntax path)
    {
        foreach (var token in path.DescendantTokens().Take(60))
        {
            if (token.Text.Length < 200 && token.Text.ToLowerInvariant() is var word && word.IndexOf("log", StringComparison.Ordinal) >= 0 && !WeComWords.ContainsAny(word, NotLogs))
                return true;
        }

        return false;
    }

    /// <summary><c>writer.WriteLine(…)</c>, where the writer of the same member writes to a log file.</summary>
    private static bool WritesLogFile(InvocationExpressionSyntax call, string method)
    {
        if (method is not ("Write" or "WriteLine" or "WriteAsync" or "WriteLineAsync") || call.Expression is not MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax writer }
            || Flow.MemberAround.Of(call) is not { } member || member is CompilationUnitSyntax)
            return false;
        foreach (var value in Flow.Assigned.In(member).To(writer.Identifier.ValueText))
        {
            if ((value is BaseObjectCreationExpressionSyntax || value is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AppendText" or "CreateText" } })
                && (NamesLogFile(value) || Appends(value)))
                return true;
        }

        return false;
    }

    /// <summary>A file that is written on and on: <c>new StreamWriter(path, true)</c>, <c>File.AppendText(path)</c>.</summary>
    private static bool Appends(ExpressionSyntax writer) => writer switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AppendText" } } => true,
        ObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: >= 2 } arguments } made =>
            made.Type.ToString().EndsWith("StreamWriter", StringComparison.Ordinal) && arguments[1].Expression.IsKind(SyntaxKind.TrueLiteralExpression),
        _ => false,
    };

    /// <summary><c>logs.Add(line)</c>, where the list is written out in the same type: it is told there, where nothing is said twice.</summary>
    private static bool IsLineOfList(InvocationExpressionSyntax call, string method) =>
        method is "Add" or "AddRange" or "Append" or "AppendLine" or "AppendFormat" or "Enqueue" && call.Expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax list }
        && call.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
        && type.DescendantNodes().Take(MaxLinesNodes).OfType<InvocationExpressionSyntax>().Any(write => WritesOut(write) && write.ArgumentList.Arguments.Any(given => Mentions(given, list.Identifier.ValueText)));

    private static bool WritesOut(InvocationExpressionSyntax write) => write.Expression is MemberAccessExpressionSyntax { Expression: { } receiver, Name.Identifier.ValueText: var method }
        && (ReceiverOf(receiver) switch
        {
            "file" => StartsWithAny(method, "AppendAll", "WriteAll"),
            "console" or "debug" or "trace" => StartsWithAny(method, "Write"),
            _ => false,
        });

    private static bool IsLogger(string name)
    {
        var at = name.IndexOf("log", StringComparison.Ordinal);
        return (at >= 0 && !WeComWords.ContainsAny(name, NotLogs)) || WeComWords.ContainsAny(name, "serilog", "testoutput", "日志") || name is "output" or "textboxlog" or "txtlog";
    }

    private static bool WritesLog(string method) =>
        StartsWithAny(method, "Log", "Write", "Info", "Debug", "Warn", "Error", "Err", "Fatal", "Trace", "Verbose", "Critical", "Print", "Add", "Append", "Notice", "Exception", "Record", "Save", "Insert", "Enqueue", "Dbg", "Message", "Property")
        || method.Length <= 1;

    private static bool IsLogMethod(string method)
    {
        var name = WeComWords.Normalize(method);
        return StartsWithAny(method, "LogInformation", "LogDebug", "LogWarning", "LogError", "LogTrace", "LogCritical", "LogInfo", "LogMessage", "LogException", "LogToFile", "Log_", "log_")
            || (WeComWords.ContainsAny(name, "writelog", "addlog", "savelog", "recordlog", "printlog", "appendlog", "outputlog", "showlog", "insertlog", "tracelog") && !WeComWords.ContainsAny(name, NotLogs))
            || WritesNamedLog(method)
            || name is "log" or "onlog" or "onlogger" or "logger" or "logaction" or "loghandler" or "logcallback" or "logfunc" or "onlogmessage" or "raiselog";
    }

    /// <summary><c>WriteTextLog</c>, <c>AddErrorLogAsync</c>, <c>SaveApiLogs</c>: the word stands by itself at the end.</summary>
    private static bool WritesNamedLog(string method)
    {
        var end = method.EndsWith("Async", StringComparison.Ordinal) ? method.Length - "Async".Length : method.Length;
        foreach (var word in (string[])["Log", "Logs", "LOG", "LogInfo", "LogFile", "LogText", "LogMsg"])
        {
            if (end > word.Length && string.CompareOrdinal(method, end - word.Length, word, 0, word.Length) == 0)
                return StartsWithAny(method, "Write", "Add", "Save", "Record", "Print", "Append", "Output", "Insert", "Trace", "Put", "Create", "Send", "Push", "Do", "To", "Set") && !char.IsUpper(method[end - word.Length - 1]);
        }

        return false;
    }

    /// <summary>A method of the project that does little else than write its parameter to a log.</summary>
    private static bool IsWrapper(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellation)
    {
        // Binding is dear, and nearly every call is something else.
        var says = SaysOutput(Flow.CallSyntax.NameOf(call.Expression));
        if (call.ArgumentList.Arguments.Count is 0 or > 5 || call.Parent is not (ExpressionStatementSyntax or ArrowExpressionClauseSyntax or ConditionalAccessExpressionSyntax or AwaitExpressionSyntax)
            || !(says || NamesSomethingTelling(call.ArgumentList)))
            return false;
        var info = model.GetSymbolInfo(call, cancellation);
        // The type of an argument may be missing.
        if ((info.Symbol ?? (info.CandidateSymbols.Length == 1 ? info.CandidateSymbols[0] : null)) is not IMethodSymbol method || !(method.ReturnsVoid || method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask", IsGenericType: false })
            || !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, model.Compilation.Assembly))
            return false;
        // What is written there must be what tells here.
        var told = method.Parameters.Where((parameter, index) =>
            ArgumentFor(call, parameter, index) is { } argument && (says ? argument.Expression is not LiteralExpressionSyntax : NamesSomethingTelling(argument))).ToList();
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            var body = reference.GetSyntax(cancellation);
            var nodes = 0;
            var writes = IsGenerated(body);
            foreach (var node in body.DescendantNodes())
            {
                if (++nodes > MaxWrapperNodes)
                    return false;
                if (node is IdentifierNameSyntax name && WeComWords.ContainsAny(name.Identifier.ValueText, "Http", "WebRequest", "WebClient", "RestClient"))
                    return false;
                // It keeps what it gets: no mere log, and what it writes is judged in it.
                if (node is AssignmentExpressionSyntax { Left: IdentifierNameSyntax or MemberAccessExpressionSyntax } kept && kept.Parent is ExpressionStatementSyntax
                    && method.Parameters.Any(parameter => Mentions(kept.Right, parameter.Name)) && KeepsInMember(kept, body))
                    return false;
                writes |= node is InvocationExpressionSyntax inner && IsByName(inner)
                    && inner.ArgumentList.Arguments.Any(argument => told.Any(parameter => Mentions(argument, parameter.Name)));
            }

            if (writes)
                return true;
        }

        return false;
    }

    /// <summary><c>[LoggerMessage(…)] static partial void Told(ILogger logger, string token);</c></summary>
    private static bool IsGenerated(SyntaxNode method) =>
        method is MethodDeclarationSyntax declared && declared.AttributeLists.Any(list => list.Attributes.Any(attribute => WrittenType.OfAttribute(attribute) == "LoggerMessage"));

    /// <summary>A method that is named after putting something out.</summary>
    private static bool SaysOutput(string method) =>
        StartsWithAny(method, "Print", "Write", "Show", "Output", "Trace", "Dump", "Record", "Append", "Echo", "Info", "Debug", "Error", "Warn", "Tip", "Msg", "Alert", "Add", "Note");

    private static ArgumentSyntax? ArgumentFor(InvocationExpressionSyntax call, IParameterSymbol parameter, int index)
    {
        var arguments = call.ArgumentList.Arguments;
        foreach (var argument in arguments)
        {
            if (argument.NameColon?.Name.Identifier.ValueText == parameter.Name)
                return argument;
        }

        if (index < arguments.Count && arguments[index].NameColon is null)
            return arguments[index];
        return parameter.IsParams && arguments.Count > index ? arguments[arguments.Count - 1] : null;
    }

    private static bool KeepsInMember(AssignmentExpressionSyntax kept, SyntaxNode body) =>
        kept.Left is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax }
        || (kept.Left is IdentifierNameSyntax name && !Flow.Writes.In(body).IsLocal(name.Identifier.ValueText));

    private static bool NamesSomethingTelling(SyntaxNode arguments)
    {
        foreach (var token in arguments.DescendantTokens().Take(100))
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && WeComWords.ContainsAny(token.ValueText.ToLowerInvariant(), Telling))
                return true;
        }

        return false;
    }

    private static bool Mentions(SyntaxNode node, string name)
    {
        foreach (var token in node.DescendantTokens().Take(200))
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name)
                return true;
        }

        return false;
    }

    private static string ReceiverOf(ExpressionSyntax receiver) => WeComWords.Normalize(Wrapped.Value(receiver) switch
    {
        // Logger.Default, Log.Instance, and the lazy one
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Default" or "Instance" or "Current" or "Main" or "Value", Expression: var owner } one => ReceiverOf(owner) + one.Name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        InvocationExpressionSyntax call when call.Expression is MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText + ReceiverOf(access.Expression),
        InvocationExpressionSyntax { Expression: SimpleNameSyntax name } => name.Identifier.ValueText,
        ConditionalAccessExpressionSyntax conditional => conditional.Expression.ToString(),
        _ => "",
    });

    private static bool EndsWithAny(string name, params string[] ends) => ends.Any(end => name.EndsWith(end, StringComparison.Ordinal));

    private static bool StartsWithAny(string name, params string[] starts)
    {
        foreach (var start in starts)
        {
            if (name.StartsWith(start, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
