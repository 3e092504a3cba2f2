using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>Whether an object is made for one use, or kept.</summary>
internal static class Lifetime
{
    private const int MaxClimb = 64;

    public static bool IsPerUse(ExpressionSyntax creation)
    {
        SyntaxNode child = creation;
        var at = creation.Parent;
        for (var climbed = 0; climbed < MaxClimb && at is not null; climbed++, child = at, at = at.Parent)
        {
            switch (at)
            {
                case AssignmentExpressionSyntax assignment when assignment.Right == child:
                    return IsLocal(assignment.Left, creation);
                case ReturnStatementSyntax or ThrowStatementSyntax:
                    return false;
                case ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax }:
                    // Made anew each time the property is read.
                    return true;
                case ArrowExpressionClauseSyntax:
                    // The whole result: a factory. A part of the expression: used up here.
                    return child != creation;
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax or UsingStatementSyntax } variable }:
                    return !IsHandedOn(variable.Identifier.ValueText, creation) && InOrdinaryMember(creation);
                case EqualsValueClauseSyntax:
                    return false;
                case AnonymousFunctionExpressionSyntax function when function.Body == child || function.Parent is ArgumentSyntax:
                    if (IsRegistration(function))
                        return false;
                    break;
                case ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } } when IsKept(call):
                    return false;
                case ArgumentSyntax { Parent: ArgumentListSyntax { Parent: ObjectCreationExpressionSyntax } }:
                    return false;
                case StatementSyntax:
                    return InOrdinaryMember(creation);
                case BaseFieldDeclarationSyntax or ConstructorInitializerSyntax:
                    return false;
            }
        }

        return false;
    }

    private static bool IsLocal(ExpressionSyntax left, ExpressionSyntax creation)
    {
        if (left is not IdentifierNameSyntax name || MemberAround.Of(creation) is not { } member)
            return false;
        return Writes.In(member).IsLocal(name.Identifier.ValueText) && !IsHandedOn(name.Identifier.ValueText, creation) && InOrdinaryMember(creation);
    }

    /// <summary>The variable is returned or kept by someone who lives longer.</summary>
    private static bool IsHandedOn(string name, ExpressionSyntax creation)
    {
        if (MemberAround.Of(creation) is not { } member)
            return false;
        foreach (var node in member.DescendantNodes())
        {
            if (node is not IdentifierNameSyntax use || use.Identifier.ValueText != name || use.SpanStart < creation.SpanStart)
                continue;
            switch (use.Parent)
            {
                case ReturnStatementSyntax or YieldStatementSyntax or InitializerExpressionSyntax:
                case MemberAccessExpressionSyntax { Parent: ArgumentSyntax }:
                case MemberAccessExpressionSyntax { Parent: AssignmentExpressionSyntax taken } part when taken.Right == part:
                case AssignmentExpressionSyntax assignment when assignment.Right == use && (assignment.Left is MemberAccessExpressionSyntax or ElementAccessExpressionSyntax || assignment.Left.ToString().StartsWith("_", StringComparison.Ordinal)):
                case ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } } when IsKept(call):
                    return true;
            }
        }

        return false;
    }

    private static bool InOrdinaryMember(SyntaxNode node) => MemberAround.Of(node) switch
    {
        MethodDeclarationSyntax { Identifier.ValueText: "Main" or "ConfigureServices" or "Configure" or "RegisterTypes" or "PreInitialize" or "Initialize" } => false,
        MethodDeclarationSyntax method => !method.ParameterList.Parameters.Any(parameter => parameter.Type?.ToString() is "IServiceCollection" or "ContainerBuilder"),
        BasePropertyDeclarationSyntax property => property.ToString().IndexOf("??=", StringComparison.Ordinal) < 0 && !property.Modifiers.Any(SyntaxKind.StaticKeyword),
        _ => false,
    };

    private static bool IsKept(InvocationExpressionSyntax call) => WeComWords.ContainsAny(
        WeComWords.Normalize(CallSyntax.NameOf(call.Expression)), "addsingleton", "addscoped", "addtransient", "tryadd", "register", "getoradd", "add", "set", "enqueue");

    private static bool IsRegistration(AnonymousFunctionExpressionSyntax function) =>
        function.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: { } owner } }
        && (owner is ObjectCreationExpressionSyntax creation ? TreeIndex.TypeName(creation) == "Lazy" : owner is InvocationExpressionSyntax call && IsKept(call));
}
