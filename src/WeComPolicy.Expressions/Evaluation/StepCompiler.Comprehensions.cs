using WeComPolicy.Expressions.Syntax;
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
        var loop = new Loop(range, macro.Range.Span, variables, filter ?? AlwaysTrue, body, macro.Body.Span, macro.Span);
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
}
