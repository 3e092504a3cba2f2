using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Evaluation;

// The comprehension macros, each as a loop of its own.
internal sealed partial class StepCompiler
{
    private static readonly Step AlwaysTrue = Always(Value.True);

    private Step CompileComprehension(ComprehensionExpr macro)
    {
        var range = Compile(macro.Range);
        var variables = new LoopVariables(
            DeclareLocal(macro.FirstVariable),
            macro.SecondVariable is null ? -1 : DeclareLocal(macro.SecondVariable));
        var filter = macro.Filter is null ? null : Compile(macro.Filter);
        var body = Compile(macro.Body);
        var loop = new Loop(range, macro.Range.Span, variables, filter ?? AlwaysTrue, body, macro.Body.Span, macro.Span, KeyTestOf(macro), macro.Kind == ComprehensionKind.Filter && SureExpression.Is(_ast, macro.Body));
        Step step = macro.Kind switch
        {
            ComprehensionKind.All => loop.All,
            ComprehensionKind.Exists => loop.Exists,
            ComprehensionKind.ExistsOne => loop.ExistsOne,
            ComprehensionKind.Filter => loop.Filter,
            ComprehensionKind.Map or ComprehensionKind.TransformList => filter is null ? loop.MapAll : loop.MapSome,
            ComprehensionKind.TransformMap => loop.TransformMap,
            ComprehensionKind.TransformMapEntry => loop.TransformMapEntry,
            ComprehensionKind.SortBy => loop.SortBy,
            _ => Always(Failure.Of(macro.Span, $"无法识别的宏 {macro.MacroName}", $"unknown macro {macro.MacroName}")),
        };
        if (!_traced)
            return step;
        return frame =>
        {
            var outer = frame.Recorder?.Iteration ?? -1;
            var value = step(frame);
            if (frame.Recorder is { } recorder)
                recorder.Iteration = outer;
            return value;
        };
    }

    // The test of a predicate that is false for all but few elements: `x.field == wanted` or `x.?field == wanted`, on its own or among others joined by &&,
    // where `wanted` is the same in every turn but not a constant, which would be looked up once only. A false operand makes && false
    // whatever the others are.
    private KeyTest? KeyTestOf(ComprehensionExpr macro)
    {
        if (_traced || macro.SecondVariable is not null || macro.Kind is not (ComprehensionKind.Exists or ComprehensionKind.ExistsOne or ComprehensionKind.Filter))
            return null;
        var variable = macro.FirstVariable.Id;
        var pending = new Stack<Expr>([macro.Body]);
        while (pending.TryPop(out var part))
        {
            switch (part)
            {
                case LogicalExpr { IsAnd: true } and:
                    pending.Push(and.Right);
                    pending.Push(and.Left);
                    break;
                case BinaryExpr { Operator: Operator.Equal } equality:
                    if (KeyField(equality.Left) is { } left && IsSameInEveryTurn(equality.Right))
                        return new KeyTest(left.Field, left.IsOptional, Compile(equality.Right));
                    if (KeyField(equality.Right) is { } right && IsSameInEveryTurn(equality.Left))
                        return new KeyTest(right.Field, right.IsOptional, Compile(equality.Left));
                    break;
            }
        }

        return null;

        (RecordField Field, bool IsOptional)? KeyField(Expr side) =>
            side is SelectExpr { Operand: IdentExpr operand } select && Declaration(operand) == variable && _ast.ReferenceOf(select) is FieldReference { Field: { } field }
                ? (field, select.Optional)
                : null;

        bool IsSameInEveryTurn(Expr side) => !_constants.TryGet(side, out _) && ExprWalker.All(side).All(e => e is not IdentExpr ident || Declaration(ident) != variable);

        int? Declaration(IdentExpr ident) => (_ast.ReferenceOf(ident) as LocalReference)?.Declaration;
    }
}
