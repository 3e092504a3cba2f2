using System.Runtime.CompilerServices;
using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Evaluation;

/// <summary>Bounds the work of an expression without running it.</summary>
internal sealed class CostAnalysis
{
    private readonly CheckedAst _ast;
    private readonly DefinitionCosts _definitions;
    private readonly Dictionary<int, Polynomial> _localSizes = [];
    private readonly Stack<List<Polynomial>> _blocks = [];

    private CostAnalysis(CheckedAst ast, DefinitionCosts definitions)
    {
        _ast = ast;
        _definitions = definitions;
    }

    /// <summary>The bound of an expression, with that of the definitions it reads: each is evaluated once.</summary>
    public static CostBound Of(CheckedAst ast)
    {
        var definitions = new DefinitionCosts();
        var total = new CostAnalysis(ast, definitions).Of(ast.Root).Plus(definitions.Steps, definitions.Reader ?? ast.Root.Span);
        return new CostBound(total.Steps.Degree, total.Steps.Coefficients, total.Steps.Degree > 0 ? total.Deepest : null);
    }

    // What the definitions read so far cost, and the sizes of what they give.
    private sealed class DefinitionCosts
    {
        public Dictionary<VariableDeclaration, (Polynomial Size, Polynomial Inner)> Sizes { get; } = new(ReferenceEqualityComparer.Instance);

        public Polynomial Steps { get; set; } = Polynomial.Zero;

        public TextSpan? Reader { get; set; }
    }

    // Work, where its deepest loop stands, the size of the list or map that comes out, and that of all lists directly within it taken
    // together: different lists of the input hold n elements in all, however many they are.
    private readonly record struct Estimate(Polynomial Steps, TextSpan? Deepest, Polynomial Size)
    {
        public Polynomial Inner { get; init; } = Size * Polynomial.N;

        public static Estimate operator +(Estimate a, Estimate b) =>
            new(a.Steps + b.Steps, b.Steps.Degree > a.Steps.Degree ? b.Deepest : a.Deepest, Polynomial.One);

        public Estimate Plus(Polynomial steps, TextSpan span) =>
            this with { Steps = Steps + steps, Deepest = steps.Degree > Steps.Degree ? span : Deepest };

        public Estimate OfSize(Polynomial size) => this with { Size = size, Inner = size * Polynomial.N };

        // A list of the input.
        public Estimate OfInput() => this with { Size = Polynomial.N, Inner = Polynomial.N };
    }

    private static Estimate Free => new(Polynomial.Zero, null, Polynomial.One);

    private Estimate Of(Expr node)
    {
        // So deep an expression does not run either.
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return Free;
        switch (node)
        {
            case LiteralExpr:
                return Free;
            case IdentExpr or SelectExpr when _ast.ReferenceOf(node) is { } reference and not FieldReference:
                return Named(reference, node);
            case ListExpr list:
                return Sum(list).OfSize(Polynomial.Constant(list.Elements.Count)).Plus(Polynomial.Constant(1 + list.Elements.Count), node.Span);
            case MapExpr map:
                return Sum(map).OfSize(Polynomial.Constant(map.Entries.Count)).Plus(Polynomial.Constant(1 + map.Entries.Count), node.Span);
            case ConditionalExpr conditional:
                var (then, otherwise) = (Of(conditional.Then), Of(conditional.Otherwise));
                return (Of(conditional.Condition) + then + otherwise).OfSize(Polynomial.Max(then.Size, otherwise.Size));
            case BinaryExpr binary:
                return Operation(binary);
            case CallExpr call:
                return Call(call);
            case ComprehensionExpr macro:
                return Loop(macro);
            case BindExpr bind:
                var value = Of(bind.Value);
                _localSizes[bind.Variable.Id] = value.Size;
                var bound = Of(bind.Body);
                return (value + bound).OfSize(bound.Size);
            case BlockExpr block:
                return Block(block);
            case OptionalMapExpr map:
                var target = Of(map.Target);
                _localSizes[map.Variable.Id] = Polynomial.N;
                return (target + Of(map.Body)).OfSize(Polynomial.N);
            case SelectExpr or IndexExpr:
                return Sum(node).OfInput();
            default:
                return Sum(node);
        }
    }

    private Estimate Named(Reference reference, Expr node)
    {
        switch (reference)
        {
            case LocalReference local:
                return Free.OfSize(_localSizes.GetValueOrDefault(local.Declaration, Polynomial.N));
            case BlockSlotReference slot when _blocks.TryPeek(out var block) && (uint)slot.Index < (uint)block.Count:
                return Free.OfSize(block[slot.Index]);
            case VariableReference { Variable: { Definition: { } definition } variable }:
                var defined = Definition(variable, definition, node);
                return Free with { Size = defined.Size, Inner = defined.Inner };
            default:
                return Free.OfInput();
        }
    }

    private (Polynomial Size, Polynomial Inner) Definition(VariableDeclaration variable, CheckedAst definition, Expr reader)
    {
        if (_definitions.Sizes.TryGetValue(variable, out var size))
            return size;
        var degree = _definitions.Steps.Degree;
        var cost = new CostAnalysis(definition, _definitions).Of(definition.Root);
        _definitions.Steps += cost.Steps;

        // The reader in the outermost expression reports last.
        if (_definitions.Steps.Degree > degree)
            _definitions.Reader = reader.Span;
        return _definitions.Sizes[variable] = (cost.Size, cost.Inner);
    }

    private Estimate Operation(BinaryExpr binary)
    {
        var (left, right) = (Of(binary.Left), Of(binary.Right));
        var both = (left + right).Plus(Polynomial.One, binary.Span);
        switch (binary.Operator)
        {
            case Operator.Add when MayHoldElements(binary):
                var size = left.Size + right.Size;
                return both.Plus(size, binary.Span).OfSize(size);
            case Operator.In when IsLookedUp(binary):
                // A list is read once for all that is looked up in it.
                return both;
            case Operator.In when _ast.TypeOf(binary.Right).Kind != CelTypeKind.Map:
                return both.Plus(right.Size, binary.Span);
            case Operator.Equal or Operator.NotEqual when MayHoldElements(binary.Left) && MayHoldElements(binary.Right):
                // As many as the shorter of the two holds.
                return both.Plus(left.Size.Degree <= right.Size.Degree ? left.Size : right.Size, binary.Span);
            default:
                return both;
        }
    }

    private Estimate Call(CallExpr call)
    {
        var reference = _ast.ReferenceOf(call) as CallReference;
        var total = Free;
        var size = Polynomial.Zero;
        var inner = Polynomial.Zero;
        var walked = Polynomial.One;
        var isNamespace = reference is { TargetIsNamespace: true };
        var isLinear = reference is not null && reference.Function.Name != "size" && reference.Candidates.Any(o => o.Linear);
        foreach (var argument in ExprWalker.Children(call))
        {
            if (isNamespace && ReferenceEquals(argument, call.Target))
                continue;
            var part = Of(argument);
            total += part;
            size += part.Size;
            inner += part.Inner;
            if (isLinear && MayHoldElements(argument))
                walked += part.Size;
        }

        switch (reference?.Function.Name)
        {
            case "flatten" when call.Arguments.Count == 0:
                size = inner;
                walked += size + size;
                break;
            case "flatten":
                size *= Polynomial.N;
                walked += size;
                break;
            case "lists.range":
                size = call.Arguments is [LiteralExpr { Value: long and >= 0 and var count }] ? Polynomial.Constant(count) : Polynomial.N;
                walked += size;
                break;
            case not null when !isLinear || !call.Arguments.Concat(call.Target is null ? [] : [call.Target]).Any(MayHoldElements):
                // What comes out of a scalar, such as the parts of a text, is as long as the scalar says.
                size = Polynomial.N;
                break;
        }

        return total.Plus(walked, call.Span).OfSize(size);
    }

    private Estimate Loop(ComprehensionExpr macro)
    {
        var range = Of(macro.Range);
        _localSizes[macro.FirstVariable.Id] = Polynomial.N;
        if (macro.SecondVariable is { } second)
            _localSizes[second.Id] = Polynomial.N;
        var body = Of(macro.Body);
        var turn = body.Plus(Polynomial.One, macro.Span);
        if (macro.Filter is not null)
            turn += Of(macro.Filter);

        // Sorting n elements takes n log n comparisons, and no list is longer than 2^32.
        if (macro.Kind == ComprehensionKind.SortBy)
            turn = turn.Plus(Polynomial.Constant(32), macro.Span);
        var turns = range.Size * turn.Steps;
        var deepest = turn.Steps.Degree > 0 ? turn.Deepest : macro.Span;
        var result = range.Plus(turns, deepest ?? macro.Span).OfSize(range.Size);
        return result with
        {
            Inner = macro.Kind switch
            {
                ComprehensionKind.Map or ComprehensionKind.TransformList => IsPartOf(macro.Body, macro) ? range.Inner : range.Size * body.Size,
                _ => range.Inner,
            },
        };
    }

    // A field of the element, or a field of that: each element has a list of its own.
    private bool IsPartOf(Expr body, ComprehensionExpr macro)
    {
        while (body is SelectExpr { Optional: false } select && _ast.ReferenceOf(select) is FieldReference)
            body = select.Operand;
        return body is IdentExpr && _ast.ReferenceOf(body) is LocalReference local
            && local.Declaration == (macro.SecondVariable ?? macro.FirstVariable).Id;
    }

    // As Candidates.Of looks it up.
    private bool IsLookedUp(BinaryExpr membership) =>
        _ast.TypeOf(membership.Right).Kind == CelTypeKind.List
        && (_ast.TypeOf(membership.Left) is EnumType || _ast.TypeOf(membership.Left).Kind is CelTypeKind.String or CelTypeKind.Int);

    private Estimate Block(BlockExpr block)
    {
        var sizes = new List<Polynomial>();
        var total = Free;
        _blocks.Push(sizes);
        foreach (var slot in block.Slots)
        {
            var part = Of(slot);
            total += part;
            sizes.Add(part.Size);
        }

        var body = Of(block.Body);
        _blocks.Pop();
        return (total + body).OfSize(body.Size);
    }

    private Estimate Sum(Expr node)
    {
        var total = Free;
        foreach (var child in ExprWalker.Children(node))
            total += Of(child);
        return total;
    }

    private bool MayHoldElements(Expr node) =>
        _ast.TypeOf(node).Kind is CelTypeKind.List or CelTypeKind.Map or CelTypeKind.Dyn or CelTypeKind.Error;
}
