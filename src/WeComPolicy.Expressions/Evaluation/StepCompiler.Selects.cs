using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Evaluation;

// Fields and elements.
internal sealed partial class StepCompiler
{
    private Step CompileSelect(SelectExpr select)
    {
        var reference = _ast.ReferenceOf(select);
        if (CompileReference(reference, select.Span) is { } named)
            return named;
        var member = new MemberAccess(select.Field, (reference as FieldReference)?.Field, select.FieldSpan);
        if (select.Optional)
        {
            var optionalOperand = Compile(select.Operand);
            return frame => member.OptionalSelect(optionalOperand(frame));
        }

        if (member.Field is { } field)
        {
            if (IsLocal(select.Operand, out var local))
            {
                return frame =>
                {
                    ref var record = ref frame.Local(local);
                    return record.Kind == ValueKind.Record
                        ? member.Found(record.RecordSource.Field(record.Handle, field))
                        : member.Select(record);
                };
            }

            var recordOperand = Compile(select.Operand);
            return frame =>
            {
                var record = recordOperand(frame);
                return record.Kind == ValueKind.Record
                    ? member.Found(record.RecordSource.Field(record.Handle, field))
                    : member.Select(record);
            };
        }

        var operand = Compile(select.Operand);
        return frame => member.Select(operand(frame));
    }

    private Step CompileHas(HasExpr has)
    {
        var selection = has.Selection;
        var reference = _ast.ReferenceOf(has) ?? _ast.ReferenceOf(selection);
        var member = new MemberAccess(selection.Field, (reference as FieldReference)?.Field, selection.FieldSpan);
        var operand = Compile(selection.Operand);
        return frame => member.Has(operand(frame));
    }

    private Step CompileIndex(IndexExpr index)
    {
        var operand = Compile(index.Operand);
        var key = Compile(index.Index);
        var access = new ElementAccess(index.Span, index.Optional);
        return frame =>
        {
            var container = operand(frame);
            if (container.Kind == ValueKind.Error && container.AsError.IsLimit)
                return container;
            return access.Get(container, key(frame));
        };
    }
}
