using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CorrectUse;

/// <summary>WCA3002: the text of errmsg decides; it may change at any time, errcode does not.</summary>
public sealed class WCA3002ErrorMessageCompared : WeComAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(RuleIdentifiers.ErrorMessageCompared, RuleCategory.CorrectUse, DiagnosticSeverity.Warning);

    /// <summary>Creates the rule.</summary>
    public WCA3002ErrorMessageCompared()
        : base(Rule)
    {
    }

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext context)
    {
        context.RegisterSyntaxNodeAction(AnalyzeComparison, SyntaxKind.EqualsExpression, SyntaxKind.NotEqualsExpression);
        context.RegisterSyntaxNodeAction(AnalyzePattern, SyntaxKind.IsPatternExpression);
        context.RegisterSyntaxNodeAction(AnalyzeCall, SyntaxKind.InvocationExpression);
    }

    private static void AnalyzeComparison(SyntaxNodeAnalysisContext context)
    {
        var comparison = (BinaryExpressionSyntax)context.Node;
        if ((IsText(comparison.Left) && ReadsErrorMessage(comparison.Right)) || (IsText(comparison.Right) && ReadsErrorMessage(comparison.Left)))
            Report(context);
    }

    private static void AnalyzePattern(SyntaxNodeAnalysisContext context)
    {
        var test = (IsPatternExpressionSyntax)context.Node;
        if (test.Pattern is ConstantPatternSyntax constant && IsText(constant.Expression) && ReadsErrorMessage(test.Expression))
            Report(context);
    }

    private static void AnalyzeCall(SyntaxNodeAnalysisContext context)
    {
        var call = (InvocationExpressionSyntax)context.Node;
        if (call.Expression is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method } access || call.ArgumentList.Arguments is not { Count: > 0 } arguments)
            return;
        if (method is not ("Equals" or "Contains" or "StartsWith" or "EndsWith" or "IndexOf"))
            return;
        var isStatic = method == "Equals" && arguments.Count >= 2 && access.Expression.ToString() is "string" or "String";
        var (left, right) = isStatic ? (arguments[0].Expression, arguments[1].Expression) : (access.Expression, arguments[0].Expression);
        if ((IsText(right) && ReadsErrorMessage(left)) || (IsText(left) && ReadsErrorMessage(right)))
            Report(context);
    }

    private static void Report(SyntaxNodeAnalysisContext context)
    {
        var surroundings = SurroundingsReader.Of(context.Node, null, context.CancellationToken);
        if (surroundings != Surroundings.AnotherPlatform && !OfficialAccount.IsAskedAround(context.Node))
            context.ReportDiagnostic(Rule.Report(
                context.Node.GetLocation(), surroundings == Surroundings.WeCom ? Confidence.Proof : Confidence.Heuristic));
    }

    private static bool IsText(ExpressionSyntax expression) =>
        expression is LiteralExpressionSyntax { Token.ValueText.Length: > 0 } && expression.IsKind(SyntaxKind.StringLiteralExpression);

    /// <summary>reply.errmsg, reply["errmsg"].ToString(), GetProperty("errmsg").GetString() …</summary>
    private static bool ReadsErrorMessage(ExpressionSyntax expression)
    {
        for (var depth = 0; depth < 8; depth++)
        {
            expression = Wrapped.Value(expression);
            switch (expression)
            {
                case IdentifierNameSyntax name:
                    return IsErrorMessage(name.Identifier.ValueText);
                case MemberAccessExpressionSyntax access when IsErrorMessage(access.Name.Identifier.ValueText):
                    return true;
                case MemberBindingExpressionSyntax binding:
                    return IsErrorMessage(binding.Name.Identifier.ValueText);
                case ConditionalAccessExpressionSyntax conditional:
                    if (ReadsErrorMessage(conditional.WhenNotNull))
                        return true;
                    expression = conditional.Expression;
                    break;
                case ElementBindingExpressionSyntax binding:
                    return IsKey(binding.ArgumentList);
                case ElementAccessExpressionSyntax element:
                    return IsKey(element.ArgumentList);
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax method } call:
                    if (IsKey(call.ArgumentList))
                        return true;
                    expression = method.Expression;
                    break;
                case MemberAccessExpressionSyntax access:
                    expression = access.Expression;
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    private static bool IsKey(BaseArgumentListSyntax arguments) =>
        arguments.Arguments.Count == 1 && arguments.Arguments[0].Expression is LiteralExpressionSyntax { Token.ValueText: var key } && IsErrorMessage(key);

    private static bool IsErrorMessage(string name) => WeComWords.Normalize(name) == "errmsg";
}
