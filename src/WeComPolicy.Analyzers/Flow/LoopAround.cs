using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>The innermost loop that runs a node again and again within its member: a loop statement, <c>ForEach</c>, or a jump back.</summary>
internal sealed class LoopAround
{
    private const int MaxClimb = 512;

    private const int MaxTokens = 2_000;

    private static readonly ConditionalWeakTable<SyntaxNode, List<LabeledStatementSyntax>> Labels = new();

    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<bool>> Jumps = new();

    private LoopAround(SyntaxNode loop, SyntaxNode region, params string[] variables)
    {
        Loop = loop;
        Region = region;
        Variables = variables;
    }

    public SyntaxNode Loop { get; }

    /// <summary>What runs on each turn.</summary>
    public SyntaxNode Region { get; }

    /// <summary>What differs from turn to turn by the loop's own doing.</summary>
    public string[] Variables { get; }

    public static LoopAround? Of(SyntaxNode node)
    {
        var child = node;
        var at = node.Parent;
        for (var climbed = 0; climbed < MaxClimb && at is not null; climbed++, child = at, at = at.Parent)
        {
            switch (at)
            {
                case ForEachStatementSyntax each when each.Statement == child:
                    return new LoopAround(each, each.Statement, each.Identifier.ValueText);
                case ForEachVariableStatementSyntax each when each.Statement == child:
                    return new LoopAround(each, each.Statement, Names(each.Variable));
                case ForStatementSyntax count when count.Statement == child || count.Condition == child || count.Incrementors.Contains((child as ExpressionSyntax)!):
                    return new LoopAround(count, count, count.Declaration is { } declared ? declared.Variables.Select(v => v.Identifier.ValueText).ToArray() : Assigned(count));
                case WhileStatementSyntax loop:
                    return new LoopAround(loop, loop);
                case DoStatementSyntax loop:
                    return new LoopAround(loop, loop);
                case AnonymousFunctionExpressionSyntax function:
                    if (OfFunction(function) is { } own)
                        return own;
                    if (OfJump(node, function) is { } jump)
                        return jump;
                    if (!RunsInPlace(function))
                        return null;
                    break;
                case LocalFunctionStatementSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax:
                    return OfJump(node, at);
                case CompilationUnitSyntax:
                    return OfJump(node, at);
            }
        }

        return null;
    }

    /// <summary>A method that calls itself for the next item.</summary>
    public static LoopAround OfRecursion(MethodDeclarationSyntax method) => new(method, method);

    /// <summary>
    /// The loop only tries the same call again: it is left once the call succeeds, and what it counts is not what it calls with.
    /// Other rules judge that.
    /// </summary>
    public bool Retries(SyntaxNode call)
    {
        switch (Loop)
        {
            case ForStatementSyntax count:
                return IsSmallOrNamed(count.Condition) && LeavesOnSuccess(call);
            case WhileStatementSyntax { Condition: var condition }:
                return !Pages && (SpeaksOfRetry(condition) || (condition.IsKind(SyntaxKind.TrueLiteralExpression) && LeavesOnSuccess(call)) || AsksForSuccess(condition, call)
                    || (IsSmallOrNamed(condition) && condition is BinaryExpressionSyntax && LeavesOnSuccess(call) && IsSameOnEachTurn(call)));
            case DoStatementSyntax { Condition: var condition }:
                return !Pages && (SpeaksOfRetry(condition) || LeavesOnSuccess(call) || AsksForSuccess(condition, call));
            case LabeledStatementSyntax label:
                return WeComWords.ContainsAny(WeComWords.Normalize(label.Identifier.ValueText), "retry", "again", "tryagain", "redo") || JumpsOnFailure(label, call);
            default:
                return false;
        }
    }

    /// <summary><c>while (Send(text) != 0)</c>, <c>while (!sent)</c>: the same call until it succeeds.</summary>
    private bool AsksForSuccess(ExpressionSyntax condition, SyntaxNode call)
    {
        if (!IsSameOnEachTurn(call))
            return false;
        if (condition.Span.Contains(call.Span) || AsksForErrorCode(condition, call))
            return true;
        var (flag, success) = condition switch
        {
            IdentifierNameSyntax name => (name.Identifier.ValueText, SyntaxKind.FalseLiteralExpression),
            PrefixUnaryExpressionSyntax { Operand: IdentifierNameSyntax name } => (name.Identifier.ValueText, SyntaxKind.TrueLiteralExpression),
            BinaryExpressionSyntax { Left: IdentifierNameSyntax name, Right: LiteralExpressionSyntax { Token.Value: bool value } } same =>
                (name.Identifier.ValueText, value ^ same.IsKind(SyntaxKind.NotEqualsExpression) ? SyntaxKind.FalseLiteralExpression : SyntaxKind.TrueLiteralExpression),
            _ => ("", SyntaxKind.None),
        };
        if (flag.Length == 0)
            return false;
        // Set to what the call returned, or behind it where it came through.
        return ResultsOf(call).Contains(flag) || Loop.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(set => set.Left is IdentifierNameSyntax left && left.Identifier.ValueText == flag
            && set.Right.IsKind(success) && set.SpanStart > call.SpanStart && set.FirstAncestorOrSelf<BlockSyntax>() is { } block && block.Span.Contains(call.Span)
            && call.Ancestors().TakeWhile(node => node != Loop).Any(node => node is TryStatementSyntax { Catches.Count: > 0 }));
    }

    /// <summary><c>do … while ((int)reply["errcode"] != 0)</c>, <c>while (code != 0)</c> with a code that was read from the reply.</summary>
    private bool AsksForErrorCode(ExpressionSyntax condition, SyntaxNode call)
    {
        if (condition is not BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression } comparison)
            return false;
        var results = ResultsOf(call);
        // while (code != 0) code = Send(text);
        bool IsResult(ExpressionSyntax value) => value is IdentifierNameSyntax { Identifier.ValueText: var held }
            && Loop.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(set => set.Left is IdentifierNameSyntax left && left.Identifier.ValueText == held && Wrapped.Value(set.Right) == call);
        var read = comparison.Left.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(name => name.Identifier.ValueText).Where(results.Contains).ToList();
        return read.Count > 0 && (SaysErrorCode(comparison.Left) || (MeansSuccess(comparison.Right) && IsResult(comparison.Left)) || Loop.DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Any(set => set.Left is IdentifierNameSyntax left && read.Contains(left.Identifier.ValueText) && SaysErrorCode(set.Right)));
    }

    private static bool MeansSuccess(ExpressionSyntax value) => value is LiteralExpressionSyntax { Token.ValueText: "0" or "ok" or "OK" or "success" };

    private static bool SaysErrorCode(ExpressionSyntax value) => value.DescendantTokens().Take(200).Any(token => WeComWords.ContainsAny(token.Text.ToLowerInvariant(), "errcode", "errorcode"));

    /// <summary>Nothing that the call is given is written in the loop, or is read from something that moves on.</summary>
    private bool IsSameOnEachTurn(SyntaxNode call)
    {
        if (call is not InvocationExpressionSyntax { ArgumentList.Arguments: var arguments })
            return false;
        var written = new HashSet<string>(Variables, StringComparer.Ordinal);
        foreach (var node in Loop.DescendantNodes())
        {
            switch (node)
            {
                case AssignmentExpressionSyntax assignment:
                    written.Add(CallSyntax.NameOf(assignment.Left));
                    break;
                case VariableDeclaratorSyntax variable:
                    written.Add(variable.Identifier.ValueText);
                    break;
                case PostfixUnaryExpressionSyntax { Operand: IdentifierNameSyntax counted }:
                    written.Add(counted.Identifier.ValueText);
                    break;
                case PrefixUnaryExpressionSyntax { Operand: IdentifierNameSyntax counted }:
                    written.Add(counted.Identifier.ValueText);
                    break;
                case SingleVariableDesignationSyntax made:
                    written.Add(made.Identifier.ValueText);
                    break;
                case ArgumentSyntax { RefKindKeyword.RawKind: not 0, Expression: IdentifierNameSyntax filled }:
                    written.Add(filled.Identifier.ValueText);
                    break;
            }
        }

        return !arguments.SelectMany(argument => argument.DescendantNodes()).Any(node => node is InvocationExpressionSyntax
            || (node is IdentifierNameSyntax name && written.Contains(name.Identifier.ValueText)));
    }

    /// <summary>The loop fetches page after page.</summary>
    public bool Pages => Loop is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax
        && Loop.DescendantTokens().Take(MaxTokens).Any(token => token.IsKind(SyntaxKind.IdentifierToken) && SaysPage(WeComWords.Normalize(token.ValueText)) && !IsPointer(token));

    /// <summary>The mouse's: <c>Cursor.Current = Cursors.Default</c>, <c>this.Cursor = Cursors.WaitCursor</c>.</summary>
    private static bool IsPointer(SyntaxToken token) => token.ValueText switch
    {
        "Cursors" or "WaitCursor" => true,
        "Cursor" => token.Parent is IdentifierNameSyntax name
            && ((name.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Current" } access && access.Expression == name)
                || name.Ancestors().OfType<AssignmentExpressionSyntax>().FirstOrDefault()?.Right.ToString().StartsWith("Cursors.", StringComparison.Ordinal) == true),
        _ => false,
    };

    // api.Send is no IsEnd: each name is read by itself.
    private static bool SaysPage(string name) => name.StartsWith("isend", StringComparison.Ordinal)
        || WeComWords.ContainsAny(name, "cursor", "hasmore", "nextpage", "pageindex", "pageno", "pagenum", "offset", "nextseq", "nextkey", "endflag", "maxseq");

    /// <summary>Nothing is called a second time: the turn in which the call is made is the last.</summary>
    public bool EndsWith(SyntaxNode call)
    {
        // return Rest(index + 1); goes on, and a function that returns is called for the next item.
        if (Loop is MethodDeclarationSyntax || Region is AnonymousFunctionExpressionSyntax)
            return false;
        SyntaxNode child = call;
        for (var at = call.Parent; at is not null && child != Region; child = at, at = at.Parent)
        {
            if (at is ReturnStatementSyntax or ThrowStatementSyntax)
                return true;
            var statements = at switch
            {
                BlockSyntax block => block.Statements,
                SwitchSectionSyntax => default,
                _ => default,
            };
            foreach (var statement in statements)
            {
                if (statement.SpanStart > child.SpanStart && (statement is ReturnStatementSyntax || (statement is BreakStatementSyntax && !InSwitch(statement))))
                    return true;
            }

            if (at == Region)
                break;
        }

        return false;
    }

    /// <summary>Each jump back is made where the call's result says that it failed.</summary>
    private bool JumpsOnFailure(LabeledStatementSyntax label, SyntaxNode call)
    {
        var results = ResultsOf(call);
        var jumps = Region.DescendantNodes().OfType<GotoStatementSyntax>()
            .Where(jump => jump.Expression is IdentifierNameSyntax target && target.Identifier.ValueText == label.Identifier.ValueText).ToList();
        return jumps.Count > 0 && jumps.All(jump => jump.Ancestors().TakeWhile(ancestor => ancestor != Region).Any(ancestor =>
            ancestor is CatchClauseSyntax { Parent: TryStatementSyntax tried } && tried.Block.Span.Contains(call.Span)
            || ancestor is IfStatementSyntax choice && choice.Condition.DescendantNodesAndSelf().Any(name => name is IdentifierNameSyntax read
                && (results.Contains(read.Identifier.ValueText) || WeComWords.ContainsAny(WeComWords.Normalize(read.Identifier.ValueText), "errcode", "errorcode", "expired", "retry", "fail")))));
    }

    private bool InSwitch(SyntaxNode node)
    {
        for (var at = node.Parent; at is not null && at != Loop; at = at.Parent)
        {
            if (at is SwitchStatementSyntax)
                return true;
        }

        return false;
    }

    /// <summary>Left where the call came through (in a try), or where its result says so.</summary>
    private bool LeavesOnSuccess(SyntaxNode call)
    {
        var results = ResultsOf(call);
        var isTried = call.Ancestors().TakeWhile(node => node != Loop).Any(node => node is TryStatementSyntax { Catches.Count: > 0 });
        foreach (var node in Loop.DescendantNodes(inside => inside is not AnonymousFunctionExpressionSyntax and not LocalFunctionStatementSyntax))
        {
            // Around again on failure, and out at the end.
            var goesOn = node is ContinueStatementSyntax && EndsWith(call);
            if ((node is not (ReturnStatementSyntax or BreakStatementSyntax) && !goesOn) || InSwitch(node))
                continue;
            if (node.Span.Contains(call.Span))
                return true;
            if (node.SpanStart < call.SpanStart)
                continue;
            if (isTried && node.Parent is BlockSyntax block && block.Span.Contains(call.Span))
                return true;
            foreach (var choice in node.Ancestors().TakeWhile(ancestor => ancestor != Loop).OfType<IfStatementSyntax>())
            {
                if (choice.Condition.Span.Contains(call.Span) || choice.Condition.DescendantNodesAndSelf().Any(name => name is IdentifierNameSyntax read && results.Contains(read.Identifier.ValueText)))
                    return true;
            }
        }

        return false;
    }

    /// <summary>The variables that hold what the call returned, or what was read from it.</summary>
    private HashSet<string> ResultsOf(SyntaxNode call)
    {
        var results = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in Loop.DescendantNodes())
        {
            var (name, value) = node switch
            {
                VariableDeclaratorSyntax { Initializer.Value: { } initial } variable => (variable.Identifier.ValueText, initial),
                AssignmentExpressionSyntax { Left: IdentifierNameSyntax left } assignment => (left.Identifier.ValueText, assignment.Right),
                _ => ("", null),
            };
            if (value is not null && (value.Span.Contains(call.Span)
                || value.DescendantNodesAndSelf().Any(inner => inner is IdentifierNameSyntax read && results.Contains(read.Identifier.ValueText))))
                results.Add(name);
            // if (reply.errcode == 0) sent = true;
            else if (value is LiteralExpressionSyntax { Token.Value: bool } && node.Ancestors().TakeWhile(ancestor => ancestor != Loop).OfType<IfStatementSyntax>()
                .Any(choice => choice.Condition.DescendantNodesAndSelf().Any(inner => inner is IdentifierNameSyntax read && results.Contains(read.Identifier.ValueText))))
                results.Add(name);
        }

        return results;
    }

    private static bool IsSmallOrNamed(ExpressionSyntax? condition)
    {
        if (condition is not BinaryExpressionSyntax { Right: var bound } comparison)
            return condition is null || SpeaksOfRetry(condition);
        return SpeaksOfRetry(comparison) || bound is LiteralExpressionSyntax { Token.Value: int and <= 10 };
    }

    private static bool SpeaksOfRetry(ExpressionSyntax condition) =>
        WeComWords.ContainsAny(WeComWords.Normalize(Text(condition)), "retry", "retries", "attempt", "trycount", "tries", "trytimes", "errcount", "failcount", "trynum");

    private static string Text(SyntaxNode node)
    {
        var text = node.ToString();
        return text.Length > 4_000 ? text.Substring(0, 4_000) : text;
    }

    private static LoopAround? OfFunction(AnonymousFunctionExpressionSyntax function)
    {
        if (function.Parent is not ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } })
            return null;
        var method = CallSyntax.NameOf(call.Expression);
        if (CallSyntax.NameOf(CallSyntax.Receiver(call)) is "Parallel")
            return null;
        // Each item is waited for before the next one is asked for.
        if (method is not ("ForEach" or "ForEachAsync" or "Each") && !(method is "Select" or "Where" or "Any" or "All" or "Count" or "ConvertAll" or "SelectMany" && Blocks(function)))
            return null;
        return new LoopAround(call, function, ParametersOf(function));
    }

    /// <summary>
    /// A query that calls the function around a node once for each item: <c>users.Select(user => Send(user))</c>, <c>from user in users select Send(user)</c>.
    /// Only a call that is over when it returns is one call after the other there; a task is only begun.
    /// </summary>
    public static LoopAround? OfQuery(SyntaxNode node)
    {
        var child = node;
        var at = node.Parent;
        for (var climbed = 0; climbed < MaxClimb && at is not null; climbed++, child = at, at = at.Parent)
        {
            switch (at)
            {
                case SelectClauseSyntax or WhereClauseSyntax or LetClauseSyntax when at.FirstAncestorOrSelf<QueryExpressionSyntax>() is { } query && !IsParallel(query.FromClause.Expression):
                    return new LoopAround(query, at, query.FromClause.Identifier.ValueText);
                case AnonymousFunctionExpressionSyntax function:
                    return function.AsyncKeyword.IsKind(SyntaxKind.None) && function.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } }
                        && AsksEach(call) ? new LoopAround(call, function, ParametersOf(function)) : null;
                case LocalFunctionStatementSyntax or MemberDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }

    /// <summary>Runs a function for each item, one after the other; what stops at the first item that fits is not among them.</summary>
    public static bool AsksEach(InvocationExpressionSyntax call) => CallSyntax.NameOf(call.Expression) is "Select" or "SelectMany" or "Where" or "All" or "TrueForAll" or "Count" or "Sum" or "ConvertAll"
        or "Aggregate" or "ToDictionary" or "ToLookup" or "FindAll" or "RemoveAll" && CallSyntax.Receiver(call) is { } items && !IsParallel(items);

    /// <summary><c>users.AsParallel().Where(…)</c></summary>
    public static bool IsParallel(ExpressionSyntax items)
    {
        for (var links = 0; links < MaxClimb && items is InvocationExpressionSyntax call; links++)
        {
            if (CallSyntax.NameOf(call.Expression) == "AsParallel")
                return true;
            if (CallSyntax.Receiver(call) is not { } before)
                return false;
            items = before;
        }

        return false;
    }

    private static bool Blocks(AnonymousFunctionExpressionSyntax function) =>
        function.AsyncKeyword.IsKind(SyntaxKind.None) && function.Body.DescendantNodesAndSelf().Any(node =>
            node is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" or "GetResult" or "Wait", Expression: InvocationExpressionSyntax });

    public static string[] ParametersOf(AnonymousFunctionExpressionSyntax function) => function switch
    {
        SimpleLambdaExpressionSyntax simple => [simple.Parameter.Identifier.ValueText],
        ParenthesizedLambdaExpressionSyntax lambda => lambda.ParameterList.Parameters.Select(p => p.Identifier.ValueText).ToArray(),
        AnonymousMethodExpressionSyntax { ParameterList: { } list } => list.Parameters.Select(p => p.Identifier.ValueText).ToArray(),
        _ => [],
    };

    /// <summary>A function that is handed to a method which calls it there and then, not one that is kept, hung on an event or given to a thread.</summary>
    private static bool RunsInPlace(AnonymousFunctionExpressionSyntax function)
    {
        if (function.Parent is not ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } })
            return false;
        return (!FanOut.StartsWork(call) || (CallSyntax.NameOf(call.Expression) is "Run" or "StartNew" && FanOut.IsWaitedFor(call))) && CallSyntax.NameOf(call.Expression) is not ("Select" or "SelectMany" or "Where" or "Add" or "Enqueue" or "Register" or "Schedule"
            or "ContinueWith" or "AddOrUpdate" or "Subscribe");
    }

    private static LoopAround? OfJump(SyntaxNode node, SyntaxNode member)
    {
        if (!Jumps.GetValue(member.SyntaxTree, tree => new StrongBox<bool>(TextSearch.Holds(tree.GetText(), StringComparison.Ordinal, "goto"))).Value)
            return null;
        var labels = Labels.GetValue(member, key => key.DescendantNodes().OfType<LabeledStatementSyntax>().Take(64).ToList());
        if (labels.Count == 0)
            return null;
        foreach (var label in labels)
        {
            if (label.SpanStart > node.SpanStart || label.Parent is not { } block || !block.Span.Contains(node.Span))
                continue;
            foreach (var jump in block.DescendantNodes().OfType<GotoStatementSyntax>())
            {
                if (jump.SpanStart > node.SpanStart && jump.Expression is IdentifierNameSyntax target && target.Identifier.ValueText == label.Identifier.ValueText)
                    return new LoopAround(label, block);
            }
        }

        return null;
    }

    private static string[] Names(ExpressionSyntax variable) => variable.DescendantNodesAndSelf().OfType<SingleVariableDesignationSyntax>().Select(d => d.Identifier.ValueText).ToArray();

    private static string[] Assigned(ForStatementSyntax loop) => loop.Initializers.OfType<AssignmentExpressionSyntax>().Select(a => CallSyntax.NameOf(a.Left)).ToArray();
}
