using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Checking;

/// <summary>
/// Finds calls that can only fail since what they are given is written out: a pattern that is none, a day that does not
/// exist, a range that is none. CEL itself leaves these to run time; who writes a policy wants to know at once.
/// </summary>
public static class ConstantArguments
{
    /// <summary>The mistakes, in the order of the text.</summary>
    public static IReadOnlyList<ExpressionDiagnostic> Check(CheckedAst ast)
    {
        var diagnostics = new List<ExpressionDiagnostic>();
        foreach (var call in ExprWalker.All(ast.Root).OfType<CallExpr>())
        {
            if (ast.ReferenceOf(call) is not CallReference { Candidates: [{ Constant: { } check }] } reference)
                continue;
            IReadOnlyList<Expr> arguments = call.Target is not null && !reference.TargetIsNamespace ? [call.Target, .. call.Arguments] : call.Arguments;
            for (var place = 0; place < arguments.Count; place++)
            {
                if (arguments[place] is LiteralExpr { Value: string text } literal && check(place, Value.String(text)) is { Kind: ValueKind.Error } problem)
                    diagnostics.Add(new ExpressionDiagnostic(literal.Span, problem.AsError.Message));
            }
        }

        return [.. diagnostics.OrderBy(d => d.Span.Start)];
    }
}
