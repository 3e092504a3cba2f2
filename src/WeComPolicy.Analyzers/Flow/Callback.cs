using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>A function that a method is given and runs: <c>Fetch(reply => …)</c>, where <c>void Fetch(Action&lt;string&gt; done)</c> calls <c>done(reply)</c>.</summary>
internal static class Callback
{
    private const int MaxNodes = 5_000;

    /// <summary>What a call runs, if it may be a function: <c>send(user)</c>, <c>send.Invoke(user)</c>, <c>this.send?.Invoke(user)</c>.</summary>
    public static string? NameOf(InvocationExpressionSyntax call) => (CallSyntax.NameOf(call.Expression) == "Invoke" ? CallSyntax.Receiver(call) : call.Expression) is not { } run ? null : Wrapped.Value(run) switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } own => own.Name.Identifier.ValueText,
        _ => null,
    };

    /// <summary>The place among the parameters of a method of the function that a call in it runs; -1 where it runs none of them.</summary>
    public static int ParameterRun(InvocationExpressionSyntax call, SyntaxNode member) =>
        member is BaseMethodDeclarationSyntax method && NameOf(call) is { } name
            ? method.ParameterList.Parameters.IndexOf(parameter => parameter.Identifier.ValueText == name) : -1;

    /// <summary>What a method hands to a function that it is given.</summary>
    /// <param name="body">The method.</param>
    /// <param name="function">Which of its parameters the function is.</param>
    /// <param name="ordinal">Which of the function's parameters is asked for.</param>
    public static IEnumerable<ExpressionSyntax> HandedTo(SyntaxNode body, int function, int ordinal)
    {
        foreach (var node in body.DescendantNodes().Take(MaxNodes))
        {
            if (node is InvocationExpressionSyntax { ArgumentList.Arguments: var arguments } run && ordinal < arguments.Count && ParameterRun(run, body) == function)
                yield return arguments[ordinal].Expression;
        }
    }

    /// <summary>The name of a function's parameter; null where it has none.</summary>
    public static string? ParameterName(AnonymousFunctionExpressionSyntax function, int ordinal) => function switch
    {
        SimpleLambdaExpressionSyntax simple => ordinal == 0 ? simple.Parameter.Identifier.ValueText : null,
        ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: var parameters } => ordinal < parameters.Count ? parameters[ordinal].Identifier.ValueText : null,
        AnonymousMethodExpressionSyntax { ParameterList.Parameters: var parameters } => ordinal < parameters.Count ? parameters[ordinal].Identifier.ValueText : null,
        _ => null,
    };
}
