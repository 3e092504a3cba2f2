using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>What is called, on what, and with which argument, by syntax alone.</summary>
internal static class CallSyntax
{
    private const int MaxClimb = 24;

    /// <summary>What a method is called on, also behind <c>?.</c>.</summary>
    public static ExpressionSyntax? Receiver(InvocationExpressionSyntax call)
    {
        switch (call.Expression)
        {
            case MemberAccessExpressionSyntax access:
                return access.Expression;
            case MemberBindingExpressionSyntax:
                SyntaxNode? at = call.Parent;
                for (var climbed = 0; climbed < MaxClimb && at is not null; climbed++, at = at.Parent)
                {
                    if (at is ConditionalAccessExpressionSyntax conditional)
                        return conditional.Expression;
                }

                return null;
            default:
                return null;
        }
    }

    /// <summary>The last name of what is called or read; empty where it has none.</summary>
    public static string NameOf(ExpressionSyntax? expression) => expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        InvocationExpressionSyntax call => NameOf(call.Expression),
        _ => "",
    };

    /// <summary>The argument for a parameter, by name or place.</summary>
    public static ExpressionSyntax? ArgumentOf(InvocationExpressionSyntax call, IMethodSymbol method, int ordinal)
    {
        var arguments = call.ArgumentList.Arguments;
        foreach (var argument in arguments)
        {
            if (argument.NameColon is { } named && ordinal >= 0 && ordinal < method.Parameters.Length && named.Name.Identifier.ValueText == method.Parameters[ordinal].Name)
                return argument.Expression;
        }

        return ordinal >= 0 && ordinal < arguments.Count && arguments[ordinal].NameColon is null ? arguments[ordinal].Expression : null;
    }
}
