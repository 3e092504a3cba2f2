using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Checking;

internal sealed partial class TypeChecker
{
    private CelType VisitComprehension(ComprehensionExpr macro, Context context)
    {
        var range = Known(Visit(macro.Range, context));
        var (index, element, isMap) = RangeOf(macro, range);
        var inner = macro.SecondVariable is null
            ? context.Declare(macro.FirstVariable, isMap ? index : element)
            : context.Declare(macro.FirstVariable, index).Declare(macro.SecondVariable, element);
        _types[macro.FirstVariable.Id] = inner.Locals!.Type;
        if (macro.SecondVariable is not null)
        {
            _types[macro.FirstVariable.Id] = index;
            _types[macro.SecondVariable.Id] = element;
        }

        if (macro.Filter is not null)
        {
            RequireBool(macro.Filter, Visit(macro.Filter, inner), macro.MacroName);
            inner = inner with { Guards = inner.Guards.With(_presence.When(macro.Filter, true)) };
        }

        var body = Visit(macro.Body, inner);
        switch (macro.Kind)
        {
            case ComprehensionKind.All or ComprehensionKind.Exists or ComprehensionKind.ExistsOne:
                RequireBool(macro.Body, body, macro.MacroName);
                return CelType.Bool;
            case ComprehensionKind.Filter:
                RequireBool(macro.Body, body, macro.MacroName);
                return CelType.List(isMap ? index : element);
            case ComprehensionKind.Map or ComprehensionKind.TransformList:
                return CelType.List(body);
            case ComprehensionKind.TransformMap:
                return CelType.Map(index, body);
            case ComprehensionKind.TransformMapEntry:
                return MapOf(body);
            default:
                RequireComparable(macro, Known(body));
                return CelType.List(element);
        }
    }

    private static CelType MapOf(CelType body) =>
        body.Kind == CelTypeKind.Map ? body : CelType.Map(CelType.Dyn, CelType.Dyn);

    // Types of the first and the second variable, as the macros with two variables see them.
    private (CelType Index, CelType Element, bool IsMap) RangeOf(ComprehensionExpr macro, CelType range)
    {
        switch (range.Kind)
        {
            case CelTypeKind.List:
                return (CelType.Int, range.Parameters[0], false);
            case CelTypeKind.Map when macro.Kind != ComprehensionKind.SortBy:
                return (range.Parameters[0], range.Parameters[1], true);
            case CelTypeKind.Error:
                return (CelType.Error, CelType.Error, false);
            case CelTypeKind.Dyn:
                return (CelType.Dyn, CelType.Dyn, false);
            case CelTypeKind.Parameter:
                _inference.IsAssignable(CelType.Dyn, range);
                return (CelType.Dyn, CelType.Dyn, false);
        }

        var isSort = macro.Kind == ComprehensionKind.SortBy;
        Report(
            macro.Range.Span,
            isSort
                ? new Bilingual($"{macro.MacroName} 只能用于列表，但这里的类型是 {range}。", $"{macro.MacroName} needs a list, but this is of type {range}.")
                : new Bilingual($"{macro.MacroName} 只能用于列表或映射，但这里的类型是 {range}。", $"{macro.MacroName} needs a list or a map, but this is of type {range}."),
            range.Kind == CelTypeKind.Optional && Known(range.Parameters[0]).Kind is CelTypeKind.List or CelTypeKind.Map
                ? new Bilingual($"请写 {TextOf(macro.Range)}.orValue([]).{macro.MacroName}(…)。", $"Write {TextOf(macro.Range)}.orValue([]).{macro.MacroName}(…).")
                : null);
        return (CelType.Error, CelType.Error, false);
    }

    private void RequireComparable(ComprehensionExpr macro, CelType key)
    {
        if (key.Kind is CelTypeKind.Bool or CelTypeKind.Int or CelTypeKind.UInt or CelTypeKind.Double or CelTypeKind.String
            or CelTypeKind.Bytes or CelTypeKind.Timestamp or CelTypeKind.Duration || IsDynamic(key))
        {
            return;
        }

        Report(
            macro.Body.Span,
            new Bilingual($"不能按 {key} 排序：它没有大小之分。", $"{Capital(Signatures.WithArticle(key))} cannot be sorted by: it has no order."),
            new Bilingual("请按数字、文本、时间等排序。", "Sort by a number, a text, a time or the like."));
    }

    private CelType VisitBind(BindExpr bind, Context context)
    {
        var value = Visit(bind.Value, context);
        _types[bind.Variable.Id] = value;
        _presence.Bind(bind.Variable.Id, bind.Value);
        return Visit(bind.Body, context.Declare(bind.Variable, value));
    }

    private CelType VisitBlock(BlockExpr block, Context context)
    {
        var outer = _slots;
        _slots = [];
        foreach (var slot in block.Slots)
            _slots.Add(Visit(slot, context));
        var type = Visit(block.Body, context);
        _slots = outer;
        return type;
    }

    private CelType VisitOptionalMap(OptionalMapExpr map, Context context)
    {
        var name = map.Flat ? "optFlatMap" : "optMap";
        var target = Known(Visit(map.Target, context));
        CelType content;
        if (target.Kind == CelTypeKind.Optional)
        {
            content = target.Parameters[0];
        }
        else if (IsDynamic(target))
        {
            content = target.Kind == CelTypeKind.Error ? CelType.Error : CelType.Dyn;
        }
        else
        {
            content = Fail(
                map.Target.Span,
                new Bilingual($"{name} 只能用于可选值，但这里的类型是 {target}。", $"{name} needs an optional value, but this is of type {target}."),
                target.Kind == CelTypeKind.List
                    ? new Bilingual("列表请用 map。", "For a list use map.")
                    : new Bilingual("可选字段请写 a.?b。", "Write an optional field as a.?b."));
        }

        _types[map.Variable.Id] = content;
        var body = Visit(map.Body, context.Declare(map.Variable, content));
        if (!map.Flat)
            return CelType.Optional(body);
        var result = CelType.Optional(_inference.NewVariable());
        if (_inference.IsAssignable(body, result))
            return result;
        return Fail(
            map.Body.Span,
            new Bilingual($"optFlatMap 的表达式必须是可选值，但这里的类型是 {Known(body)}。", $"The expression of optFlatMap must be an optional value, but this is of type {Known(body)}."),
            new Bilingual("请改用 optMap。", "Use optMap."));
    }
}
