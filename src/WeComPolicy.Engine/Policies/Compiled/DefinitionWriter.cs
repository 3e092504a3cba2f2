using WeComPolicy.Expressions.Compiled;

namespace WeComPolicy.Engine.Policies.Compiled;

/// <summary>Writes what a policy file states of a rule, with the place of everything.</summary>
internal sealed class DefinitionWriter(CompiledWriter to)
{
    public void Write(RuleDefinition rule)
    {
        var descriptor = rule.Descriptor;
        to.WriteText(descriptor.Id);
        to.WriteText(descriptor.Name);
        to.WriteByte((byte)descriptor.Severity);
        to.WriteByte((byte)descriptor.Confidence);
        to.WriteFlag(descriptor.IsWaivable);
        to.WriteTexts(descriptor.Title);
        to.WriteTexts(descriptor.Rationale);
        to.WriteTexts(descriptor.Remediation);
        to.WriteCount(descriptor.References.Count);
        foreach (var reference in descriptor.References)
            to.WriteText(reference);
        to.WriteSpan(rule.IdRange.Span);
        to.WriteCount(rule.Parameters.Count);
        foreach (var (name, value, range) in rule.Parameters)
        {
            to.WriteText(name);
            Value(value);
            to.WriteSpan(range.Span);
            Note(rule, name);
            Limit(rule, name);
        }

        Body(rule.Body);
    }

    private void Note(RuleDefinition rule, string parameter)
    {
        var has = rule.ParameterNotes.TryGetValue(parameter, out var note);
        to.WriteFlag(has);
        if (has)
            to.WriteTexts(note);
    }

    private void Limit(RuleDefinition rule, string parameter)
    {
        var limit = rule.ParameterLimits.GetValueOrDefault(parameter);
        to.WriteFlag(limit is not null);
        if (limit is null)
            return;
        Number(limit.Min);
        Number(limit.Max);
        to.WriteFlag(limit.NotAbove is not null);
        if (limit.NotAbove is { } other)
            to.WriteText(other);
        to.WriteByte((byte)limit.Stricter);
    }

    private void Number(double? number)
    {
        to.WriteFlag(number is not null);
        if (number is { } value)
            to.WriteNumber(value);
    }

    private void Value(object value)
    {
        switch (value)
        {
            case bool flag:
                to.WriteByte((byte)ValueTag.Bool);
                to.WriteFlag(flag);
                break;
            case long integer:
                to.WriteByte((byte)ValueTag.Int);
                to.WriteInteger(integer);
                break;
            case double number:
                to.WriteByte((byte)ValueTag.Double);
                to.WriteNumber(number);
                break;
            case string text:
                to.WriteByte((byte)ValueTag.Text);
                to.WriteText(text);
                break;
            case IReadOnlyList<object> list:
                to.WriteByte((byte)ValueTag.List);
                to.WriteCount(list.Count);
                foreach (var element in list)
                    Value(element);
                break;
            default:
                throw new ArgumentException($"No parameter can be a {value.GetType()}.", nameof(value));
        }
    }

    private void Body(RuleBody body)
    {
        switch (body)
        {
            case ExpressionBody expressions:
                to.WriteByte((byte)BodyTag.Expressions);
                Named(expressions.Each);
                Named(expressions.Variables);
                Maybe(expressions.When);
                Source(expressions.Require);
                Maybe(expressions.At);
                Source(expressions.Message.Zh);
                Source(expressions.Message.En);
                break;
            case BuiltinBody builtin:
                to.WriteByte((byte)BodyTag.Builtin);
                to.WriteText(builtin.Name);
                to.WriteSpan(builtin.Range.Span);
                break;
            case WaiverBody waiver:
                to.WriteByte((byte)BodyTag.Waiver);
                to.WriteByte((byte)waiver.Problem);
                Examples(waiver.Examples);
                break;
            case AnalyzerBody analyzer:
                to.WriteByte((byte)BodyTag.Analyzer);
                to.WriteByte((byte)analyzer.Language);
                Examples(analyzer.Examples);
                break;
            default:
                throw new ArgumentException($"There is no way to write a {body.GetType().Name}.", nameof(body));
        }
    }

    private void Named(IReadOnlyList<NamedExpression> named)
    {
        to.WriteCount(named.Count);
        foreach (var one in named)
        {
            to.WriteText(one.Name);
            to.WriteSpan(one.NameRange.Span);
            Source(one.Expression);
        }
    }

    private void Maybe(ExpressionSource? source)
    {
        to.WriteFlag(source is not null);
        if (source is not null)
            Source(source);
    }

    private void Source(ExpressionSource source)
    {
        to.WriteCount(source.Node);
        to.WriteText(source.Text);
    }

    private void Examples(FileExamples? examples)
    {
        to.WriteFlag(examples is not null);
        if (examples is null)
            return;
        to.WriteText(examples.File);
        to.WriteText(examples.Bad);
        to.WriteText(examples.Good);
    }
}
