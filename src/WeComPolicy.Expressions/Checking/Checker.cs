using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Checking;

/// <summary>Gives every node of an expression its type and its meaning, or says what is wrong.</summary>
public static class Checker
{
    /// <summary>Checks types, names, the absence of fields and the values of enumerations.</summary>
    /// <param name="parsed">The expression; its own mistakes are part of the result.</param>
    /// <param name="env">The names it may use.</param>
    /// <param name="expected">The type it must have, such as bool; null for any.</param>
    /// <param name="assumed">
    /// Conditions, checked against an environment that <paramref name="env"/> was made from, that hold wherever the expression is
    /// evaluated: what they guard with <c>has()</c> is guarded here too.
    /// </param>
    public static CheckResult Check(
        ParseResult parsed,
        CelEnvironment env,
        CelType? expected = null,
        IReadOnlyList<CheckedAst>? assumed = null)
    {
        if (parsed.Root is null)
            return new CheckResult(null, parsed.Diagnostics);
        var guards = Guards.None;
        foreach (var condition in assumed ?? [])
            guards = guards.With(Presence.WhenTrue(condition));
        var checker = new TypeChecker(parsed, env);
        var ast = checker.Check(parsed.Root, expected, guards);
        IReadOnlyList<ExpressionDiagnostic> diagnostics = [.. parsed.Diagnostics.Concat(checker.Diagnostics).OrderBy(d => d.Span.Start)];
        return new CheckResult(diagnostics.Count == 0 ? ast : null, diagnostics);
    }

    /// <summary>
    /// Resolves names only: every type is dyn and no type is wrong. A name that stands for nothing has no reference and fails
    /// when it is evaluated.
    /// </summary>
    /// <param name="parsed">The expression; with mistakes of its own it gives no result.</param>
    /// <param name="env">The names it may use.</param>
    public static CheckResult Resolve(ParseResult parsed, CelEnvironment env)
    {
        if (parsed.Root is null || parsed.Diagnostics.Count > 0)
            return new CheckResult(null, parsed.Diagnostics);
        return new CheckResult(new NameResolver(parsed, env).Resolve(parsed.Root), []);
    }
}
