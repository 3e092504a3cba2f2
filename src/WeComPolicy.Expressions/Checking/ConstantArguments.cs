using WeComPolicy.Expressions.Libraries;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Checking;

/// <summary>
/// Finds calls that can only fail since what they are given is written out: a pattern that is none, a day that does not
/// exist, a range that is none. CEL itself leaves these to run time; who writes a policy wants to know at once.
/// </summary>
public static class ConstantArguments
{
    private static readonly HashSet<string> _parsers = new(StringComparer.Ordinal)
    {
        "timestamp", "duration", "ip", "cidr", "url", "wecom.isPrivateRange", "wecom.isPublicRange", "wecom.rangeBits", "wecom.rangeContains",
    };

    private static readonly HashSet<string> _patterns = new(StringComparer.Ordinal)
    {
        "matches", "find", "findAll", "regex.extract", "regex.extractAll", "regex.replace",
    };

    /// <summary>The mistakes, in the order of the text.</summary>
    public static IReadOnlyList<ExpressionDiagnostic> Check(CheckedAst ast)
    {
        var diagnostics = new List<ExpressionDiagnostic>();
        foreach (var call in ExprWalker.All(ast.Root).OfType<CallExpr>())
        {
            if (ast.ReferenceOf(call) is not CallReference { Candidates: [var overload] } reference)
                continue;
            List<Expr> arguments = call.Target is not null && !reference.TargetIsNamespace ? [call.Target, .. call.Arguments] : [.. call.Arguments];
            if (_patterns.Contains(reference.Function.Name) && arguments.Count > 1 && arguments[1] is LiteralExpr { Value: string pattern } literal)
                Add(RegexLibrary.Problem(pattern), literal.Span);
            else if (_parsers.Contains(reference.Function.Name) && arguments.Count > 0 && arguments.All(a => a is LiteralExpr { Value: string }))
                Add(Call(overload, [.. arguments.Select(a => Value.String((string)((LiteralExpr)a).Value!))]), arguments[0].Span);
        }

        return [.. diagnostics.OrderBy(d => d.Span.Start)];

        void Add(Value result, TextSpan span)
        {
            if (result.Kind == ValueKind.Error)
                diagnostics.Add(new ExpressionDiagnostic(span, result.AsError.Message));
        }
    }

    private static Value Call(Overload overload, Value[] arguments) => arguments switch
    {
        [var a] when overload.Body1 is { } body => body(a),
        [var a, var b] when overload.Body2 is { } body => body(a, b),
        _ => Value.Null,
    };
}
