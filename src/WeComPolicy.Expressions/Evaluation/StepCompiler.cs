using System.Runtime.CompilerServices;
using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Evaluation;

/// <summary>Turns a checked expression into a tree of steps. One instance compiles one expression once.</summary>
internal sealed partial class StepCompiler
{
    // How many levels of nesting run between two looks at the stack; they need a fraction of what a look makes sure of.
    private const int LevelsBetweenStackChecks = 32;

    private readonly CheckedAst _ast;
    private readonly bool _traced;
    private readonly ConstantFolder _constants;

    // The slot of each local variable, by the id of the identifier that declares it.
    private readonly Dictionary<int, int> _locals = [];
    private readonly Stack<BlockScope> _blocks = [];

    private StepCompiler(CheckedAst ast, bool traced)
    {
        _ast = ast;
        _traced = traced;
        _constants = new ConstantFolder(ast, literalsOnly: traced);
    }

    private int LocalCount { get; set; }

    private int Depth { get; set; }

    /// <summary>Compiles an expression.</summary>
    /// <param name="ast">The expression.</param>
    /// <param name="traced">Each step reports to the frame's recorder; nothing is folded or fused.</param>
    /// <param name="localCount">Number of local variables that the frame must have room for.</param>
    public static Step Compile(CheckedAst ast, bool traced, out int localCount)
    {
        var compiler = new StepCompiler(ast, traced);
        var step = compiler.Compile(ast.Root);
        localCount = compiler.LocalCount;
        return step;
    }

    private Step Compile(Expr node)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return Always(Failure.StackUsedUp(node.Span));
        Depth++;
        var step = _constants.TryGet(node, out var constant) ? Always(constant) : CompileNode(node);
        Depth--;
        if (Depth > 0 && Depth % LevelsBetweenStackChecks == 0)
            step = StackChecked(step, node.Span);
        return _traced ? Traced(node, step) : step;
    }

    private static Step StackChecked(Step step, TextSpan span) => frame =>
        RuntimeHelpers.TryEnsureSufficientExecutionStack() ? step(frame) : Failure.StackUsedUp(span);

    private Step CompileNode(Expr node) => node switch
    {
        LiteralExpr literal => Always(ConstantFolder.Literal(literal)),
        IdentExpr ident => CompileIdent(ident),
        SelectExpr select => CompileSelect(select),
        HasExpr has => CompileHas(has),
        IndexExpr index => CompileIndex(index),
        CallExpr call => CompileCall(call),
        UnaryExpr unary => CompileUnary(unary),
        BinaryExpr binary => CompileBinary(binary),
        LogicalExpr logical => CompileLogical(logical),
        ConditionalExpr conditional => CompileConditional(conditional),
        ListExpr list => CompileList(list),
        MapExpr map => CompileMap(map),
        ComprehensionExpr comprehension => CompileComprehension(comprehension),
        BindExpr bind => CompileBind(bind),
        BlockExpr block => CompileBlock(block),
        OptionalMapExpr optionalMap => CompileOptionalMap(optionalMap),
        RecordExpr record => Always(Failure.Of(
            record.Span,
            $"表达式不能构造记录 {record.TypeName}",
            $"an expression cannot build a record {record.TypeName}")),
        _ => Always(Failure.Of(node.Span, "这里缺少表达式", "an expression is missing here")),
    };

    private Step CompileIdent(IdentExpr ident) => CompileReference(_ast.ReferenceOf(ident), ident.Span)
        ?? Always(Failure.Of(ident.Span, $"未声明的名称“{ident.Name}”", $"undeclared name '{ident.Name}'"));

    // The step of what a name was resolved to; null where it was not resolved to a value.
    private Step? CompileReference(Reference? reference, TextSpan span)
    {
        switch (reference)
        {
            case VariableReference { Variable: { Definition: null, Slot: var slot } }:
                return frame => Failure.At(frame.Variable(slot), span);
            case VariableReference { Variable: var definition }:
                return frame => Failure.At(frame.Definition(definition), span);
            case TypeReference { Type: var type }:
                return Always(Value.Type(type));
            case LocalReference { Declaration: var declaration } when _locals.TryGetValue(declaration, out var local):
                return frame => frame.Local(local);
            case BlockSlotReference { Index: var index } when _blocks.TryPeek(out var block):
                return block.Find(index);
            default:
                return null;
        }
    }

    private int DeclareLocal(IdentExpr ident)
    {
        var slot = LocalCount++;
        _locals[ident.Id] = slot;
        return slot;
    }

    // The slot of a local variable, where the node is nothing but that variable and no trace wants to see it read.
    private bool IsLocal(Expr node, out int slot)
    {
        slot = -1;
        return !_traced
            && node is IdentExpr ident
            && _ast.ReferenceOf(ident) is LocalReference local
            && _locals.TryGetValue(local.Declaration, out slot);
    }

    private static Step Always(Value value) => _ => value;

    private static Step Traced(Expr node, Step step) => frame =>
    {
        if (frame.Recorder is not { } recorder)
            return step(frame);
        var entry = recorder.Begin(node);
        var value = step(frame);
        recorder.End(entry, value);
        return value;
    };

    // The slots of a cel.block that are compiled so far: each sees only those before it.
    private sealed class BlockScope(int capacity)
    {
        private readonly List<Step> _slots = new(capacity);

        public void Define(Step slot) => _slots.Add(slot);

        public Step? Find(int index) => (uint)index < (uint)_slots.Count ? _slots[index] : null;
    }
}
