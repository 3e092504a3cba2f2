namespace WeComPolicy.Expressions.Checking;

/// <summary>What came of parsing and checking an expression.</summary>
/// <param name="Ast">The checked expression; null where a diagnostic is an error that forbids to run it.</param>
/// <param name="Diagnostics">Everything that is wrong, in the order of the text.</param>
public sealed record CheckResult(CheckedAst? Ast, IReadOnlyList<ExpressionDiagnostic> Diagnostics);
