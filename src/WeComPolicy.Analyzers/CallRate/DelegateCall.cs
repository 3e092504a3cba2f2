using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CallRate;

/// <summary>A function that is kept in a variable, field or event and called in a loop: <c>Action&lt;string&gt; send = user => …; foreach (…) send(user);</c></summary>
internal static class DelegateCall
{
    private const int MaxFunctions = 4;

    /// <summary>What the function reaches on each turn, with nothing that slows it down.</summary>
    public static WeComCall? Runs(InvocationExpressionSyntax call, CallFacts facts, CancellationToken cancellation)
    {
        if (Callback.NameOf(call) is not { } name || LoopAround.Of(call) is not { } loop || MemberAround.Of(call) is not { } member || facts.EdgeAt(call, cancellation) is not null)
            return null;
        foreach (var function in FunctionsOf(name, member, facts, cancellation).Take(MaxFunctions))
        {
            // In its own body it calls itself.
            if (function.Span.Contains(call.Span) && function.SyntaxTree == call.SyntaxTree)
                continue;
            if (Reached(function, facts, cancellation) is { } reached)
                return loop.EndsWith(call) || loop.Retries(call) || LoopedCall.IsPaced(call, loop, facts, cancellation) ? null : reached;
        }

        return null;
    }

    /// <summary>What the variable, the field or the event of the name holds: of an event, also what other types hang on it.</summary>
    private static IEnumerable<ExpressionSyntax> FunctionsOf(string name, SyntaxNode member, CallFacts facts, CancellationToken cancellation)
    {
        if (Writes.In(member).IsLocal(name))
            return Writes.In(member).To(name).Select(write => write.Value);
        if (member.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
            return [];
        return type.Members.Any(own => own is EventFieldDeclarationSyntax or EventDeclarationSyntax)
            ? TreeIndex.Hung(facts.Compilation, name, cancellation).Concat(Writes.In(type).To(name).Select(write => write.Value)).Distinct()
            : Writes.In(type).To(name).Select(write => write.Value);
    }

    private static WeComCall? Reached(ExpressionSyntax function, CallFacts facts, CancellationToken cancellation)
    {
        if (function is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments })
            function = arguments[0].Expression;
        if (function is IdentifierNameSyntax or MemberAccessExpressionSyntax)
        {
            var info = facts.Scope.ModelOf(function.SyntaxTree).GetSymbolInfo(function, cancellation);
            return (info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is IMethodSymbol method
                ? facts.Bodies(method.OriginalDefinition, cancellation).SelectMany(body => facts.From(body, Reach.Unpaced, cancellation)).FirstOrDefault() : null;
        }

        if (function is not AnonymousFunctionExpressionSyntax || facts.Around(function, cancellation) is not { } around || around.Waits.Any(wait => function.Span.Contains(wait.Span)))
            return null;
        return around.Edges.Where(edge => function.Span.Contains(edge.Node.Span)).SelectMany(edge => facts.CallsOf(edge, Reach.Unpaced, cancellation)).FirstOrDefault();
    }
}
