using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CallRate;

/// <summary>What a method runs for its callers: <c>Retry(() => Send(text))</c>, where <c>T Retry&lt;T&gt;(Func&lt;T&gt; work)</c> calls <c>work()</c>.</summary>
internal static class HandedFunction
{
    /// <summary>The API's call that some caller's function makes, where a call runs a function among the parameters of its method.</summary>
    public static WeComCall? Reaches(InvocationExpressionSyntax run, CallFacts facts, CancellationToken cancellation)
    {
        if (MemberAround.Of(run) is not MethodDeclarationSyntax member || Callback.ParameterRun(run, member) is not (>= 0 and var function)
            || !facts.Compilation.ContainsSyntaxTree(member.SyntaxTree) || Models.Of(facts.Compilation, member.SyntaxTree).GetDeclaredSymbol(member, cancellation) is not IMethodSymbol method)
            return null;
        foreach (var call in TreeIndex.Calls(facts.Compilation, method.Name, cancellation))
        {
            if (facts.Around(call, cancellation) is not { } body || !RequestHelper.MayMean(call, method, facts.Compilation, cancellation)
                || (CallSyntax.ArgumentOf(call, method, function) ?? (method.IsExtensionMethod ? CallSyntax.ArgumentOf(call, method, function - 1) : null)) is not { } work)
                continue;
            // The argument's own edges: what is written in the lambda, or the method that is named.
            foreach (var edge in body.Edges)
            {
                if (work.Span.Contains(edge.Node.Span) && facts.CallsOf(edge, Reach.Any, cancellation).FirstOrDefault() is { } reached)
                    return reached;
            }
        }

        return null;
    }
}
