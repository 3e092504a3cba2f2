using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Checking;

internal sealed partial class TypeChecker
{
    private const int MaxListed = 12;

    // Reads of optional fields that have been told already.
    private readonly HashSet<int> _unguarded = [];

    private CelType Refer(Expr node, Reference reference)
    {
        _references[node.Id] = reference;
        switch (reference)
        {
            case VariableReference variable:
                if (_freeSlots.Add(variable.Variable.Slot))
                    _free.Add(variable.Variable);
                return variable.Variable.Type;
            case TypeReference type:
                return CelType.TypeOf(type.Type);
            default:
                return CelType.Dyn;
        }
    }

    private CelType VisitIdent(IdentExpr ident, Context context)
    {
        if (BlockNames.IsIndex(ident.Name, out var slot))
            return VisitBlockIndex(ident, slot);
        if (!ident.Absolute && Local.Find(context.Locals, ident.Name) is { } local)
        {
            _references[ident.Id] = new LocalReference(local.Declaration);
            return local.Type;
        }

        if (_names.Find(ident.Name, ident.Absolute) is { } reference)
            return Refer(ident, reference);
        if (_diagnostics.IsFull)
            return CelType.Error;
        var name = BlockNames.Display(ident.Name);
        return Fail(
            ident.Span,
            new Bilingual($"没有名为 {name} 的变量。", $"There is no variable named `{name}`."),
            UnknownVariableHint(ident, context));
    }

    private CelType VisitBlockIndex(IdentExpr ident, int slot)
    {
        if (slot < _slots.Count)
        {
            _references[ident.Id] = new BlockSlotReference(slot);
            return _slots[slot];
        }

        return Fail(
            ident.Span,
            new Bilingual(
                $"{BlockNames.Display(ident.Name)} 没有对应的值：此处可用的值有 {_slots.Count} 个。",
                $"{BlockNames.Display(ident.Name)} has no value: {_slots.Count} values can be used here."));
    }

    private Bilingual? UnknownVariableHint(IdentExpr ident, Context context)
    {
        if (_comparedWith is EnumType enumeration && enumeration.Values.Contains(ident.Name, StringComparer.Ordinal))
            return DidYouMean(ExpressionPrinter.Quote(ident.Name));
        var word = ident.Name switch
        {
            "True" or "TRUE" => "true",
            "False" or "FALSE" => "false",
            "None" or "nil" or "NULL" or "undefined" => "null",
            _ => null,
        };
        word ??= Suggestion.Nearest(ident.Name, VisibleNames(context.Locals));
        if (word is not null)
            return DidYouMean(word);
        if (_names.FindFunction(ident.Name, ident.Absolute) is not null)
            return new Bilingual($"{ident.Name} 是函数，调用时要加括号。", $"`{ident.Name}` is a function; call it with parentheses.");
        if (_comparedWith?.Kind == CelTypeKind.String)
        {
            var quoted = ExpressionPrinter.Quote(ident.Name);
            return new Bilingual($"如果是文本，请加引号：{quoted}。", $"If it is text, quote it: {quoted}.");
        }

        var names = VisibleNames(context.Locals).Where(n => !_names.TypeNames.Contains(n) && n is not ("true" or "false" or "null")).Take(MaxListed + 1).ToList();
        if (names.Count is 0 or > MaxListed)
            return null;
        return new Bilingual($"可用的变量：{string.Join("、", names)}。", $"Variables: {string.Join(", ", names)}.");
    }

    private IEnumerable<string> VisibleNames(Local? locals)
    {
        for (var local = locals; local is not null; local = local.Outer)
            yield return local.Name;
        foreach (var variable in _environment.Variables)
            yield return variable.Name;
        yield return "true";
        yield return "false";
        yield return "null";
        foreach (var type in _names.TypeNames)
            yield return type;
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static Bilingual DidYouMean(string meant) => new($"是否想写 {meant}？", $"Did you mean `{meant}`?");

    private CelType VisitSelect(SelectExpr select, Context context)
    {
        // A part of a qualified name that was found while an outer part was visited.
        if (_references[select.Id] is { } known)
            return Refer(select, known);
        if (!_notQualified[select.Id])
        {
            if (_names.FindQualified(select, context.Locals) is { } found)
            {
                _references[found.Node.Id] = found.Reference;
                if (ReferenceEquals(found.Node, select))
                    return Refer(select, found.Reference);
            }
            else
            {
                for (Expr node = select; node is SelectExpr part; node = part.Operand)
                    _notQualified[part.Id] = true;
            }
        }

        var operand = VisitOperand(select.Operand, context);
        var selection = SelectField(select, operand, context, isPresenceTest: false);
        return operand.Kind == CelTypeKind.Optional || select.Optional ? CelType.Optional(selection) : selection;
    }

    // What stands before a dot is not compared with anything.
    private CelType VisitOperand(Expr operand, Context context)
    {
        var compared = _comparedWith;
        _comparedWith = null;
        var type = Known(Visit(operand, context));
        _comparedWith = compared;
        return type;
    }

    private CelType VisitHas(HasExpr has, Context context)
    {
        var selection = has.Selection;
        var operand = VisitOperand(selection.Operand, context);
        _types[selection.Id] = SelectField(selection, operand, context, isPresenceTest: true);
        return CelType.Bool;
    }

    // The type of the field itself, whether it is reached through an optional or not.
    private CelType SelectField(SelectExpr select, CelType operand, Context context, bool isPresenceTest)
    {
        var target = operand.Kind == CelTypeKind.Optional ? Known(operand.Parameters[0]) : operand;
        switch (target.Kind)
        {
            case CelTypeKind.Error:
                return CelType.Error;
            case CelTypeKind.Dyn:
                return CelType.Dyn;
            case CelTypeKind.Parameter:
                // Nothing may later decide that it was a type without fields.
                _inference.IsAssignable(CelType.Dyn, target);
                return CelType.Dyn;
            case CelTypeKind.Map:
                if (!_inference.IsAssignable(CelType.String, target.Parameters[0]))
                {
                    return Fail(
                        select.FieldSpan,
                        new Bilingual($"{target} 的键不是文本，不能用 “.” 取值。", $"The keys of {target} are no text, so `.` cannot read it."),
                        new Bilingual("请写 map[键]。", "Write map[key]."));
                }

                return target.Parameters[1];
            case CelTypeKind.Record when target is RecordType record:
                return SelectRecordField(select, record, operand.Kind == CelTypeKind.Optional, context, isPresenceTest);
            default:
                return Fail(
                    select.FieldSpan,
                    new Bilingual($"{target} 没有字段，不能取 {select.Field}。", $"{Capital(Signatures.WithArticle(target))} has no fields, so `{select.Field}` cannot be read."),
                    NoFieldsHint(select, target));
        }
    }

    private Bilingual? NoFieldsHint(SelectExpr select, CelType target)
    {
        var operand = TextOf(select.Operand);
        if (_names.FindFunction(select.Field, absolute: false) is { } function && function.Overloads.Any(o => o.IsMember && o.Parameters.Count == 1))
            return new Bilingual($"{select.Field} 是函数，请写 {operand}.{select.Field}()。", $"`{select.Field}` is a function; write {operand}.{select.Field}().");
        if (target.Kind == CelTypeKind.List && select.Field is "length" or "count" or "Length" or "Count")
            return new Bilingual($"请写 {operand}.size()。", $"Write {operand}.size().");
        if (target.Kind == CelTypeKind.String && select.Field is "length" or "Length")
            return new Bilingual($"请写 {operand}.size()。", $"Write {operand}.size().");
        if (target.Kind == CelTypeKind.List && target.Parameters[0] is RecordType element && element.Find(select.Field) is not null)
        {
            return new Bilingual(
                $"{select.Field} 是列表元素的字段：请写 {operand}.map(x, x.{select.Field}) 或 {operand}.all(x, …)。",
                $"`{select.Field}` is a field of the elements: write {operand}.map(x, x.{select.Field}) or {operand}.all(x, …).");
        }

        return null;
    }

    private CelType SelectRecordField(SelectExpr select, RecordType record, bool throughOptional, Context context, bool isPresenceTest)
    {
        var field = record.Find(select.Field);
        if (field is null)
        {
            return _diagnostics.IsFull
                ? CelType.Error
                : Fail(
                    select.FieldSpan,
                    new Bilingual($"{record.Name} 没有字段 {select.Field}。", $"{record.Name} has no field `{select.Field}`."),
                    UnknownFieldHint(select, record));
        }

        _references[select.Id] = new FieldReference(field);
        CheckAbsence(select, field, throughOptional, context, isPresenceTest);
        return field.Type;
    }

    private Bilingual? UnknownFieldHint(SelectExpr select, RecordType record)
    {
        if (Suggestion.Nearest(select.Field, record.Fields.Select(f => f.Name)) is { } near)
            return DidYouMean(near);
        foreach (var field in record.Fields)
        {
            var inner = field.Type.Kind == CelTypeKind.Optional ? field.Type.Parameters[0] : field.Type;
            if (inner is RecordType nested && nested.Find(select.Field) is not null)
                return DidYouMean($"{field.Name}.{select.Field}");
        }

        if (record.Fields.Count is 0 or > MaxListed * 2)
            return null;
        var names = record.Fields.Select(f => f.Name).ToList();
        return new Bilingual($"它的字段：{string.Join("、", names)}。", $"Its fields: {string.Join(", ", names)}.");
    }

    // A fact is read plainly, so that its absence stays "not known"; what is optional by nature is asked for.
    private void CheckAbsence(SelectExpr select, RecordField field, bool throughOptional, Context context, bool isPresenceTest)
    {
        var operand = TextOf(select.Operand);
        var name = select.Field;
        if (field.Absence == Absence.NotKnown)
        {
            if (isPresenceTest)
            {
                Report(
                    select.Span,
                    new Bilingual(
                        $"不能对 {name} 用 has()：它是事实，缺失表示“未知”，而不是“没有”。",
                        $"has() cannot be asked of `{name}`: it states a fact, so its absence means not known rather than none."),
                    new Bilingual($"请直接读取 {operand}.{name}；缺失时结论为“无法判定”。", $"Read {operand}.{name} itself; where it is absent the verdict is unknown."));
            }
            else if (select.Optional)
            {
                Report(
                    TextSpan.Between(select.FieldSpan.Start - 1, select.FieldSpan.End),
                    new Bilingual(
                        $"不能用 .? 读取 {name}：它是事实，缺失表示“未知”，而不是“没有”。",
                        $"`{name}` cannot be read with .?: it states a fact, so its absence means not known rather than none."),
                    new Bilingual($"请写 {operand}.{name}。", $"Write {operand}.{name}."));
            }

            return;
        }

        if (isPresenceTest || select.Optional)
            return;
        if (!throughOptional && _presence.PathOf(select) is { } path && context.Guards.Contains(path))
            return;
        _unguarded.Add(select.Id);
        var instead = field.Type.Kind == CelTypeKind.Record ? $"{operand}.?{name}.…" : $"{operand}.?{name}.orValue(…)";
        Report(
            select.FieldSpan,
            new Bilingual($"{name} 可能不存在，不能直接读取。", $"`{name}` may not be there, so it cannot be read like this."),
            throughOptional
                ? new Bilingual($"请写 {operand}.?{name}。", $"Write {operand}.?{name}.")
                : new Bilingual(
                    $"请写 {instead}，或先判断 has({operand}.{name}) && …。",
                    $"Write {instead}, or ask first: has({operand}.{name}) && …"));
    }
}
