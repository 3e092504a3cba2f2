using WeComPolicy.Expressions.Compiled;

namespace WeComPolicy.Engine.Schema.Compiled;

/// <summary>Writes a tenant schema as <see cref="CompiledSchemaReader"/> reads it.</summary>
internal sealed class CompiledSchemaWriter(CompiledWriter to, TenantSchema schema)
{
    public void Write()
    {
        to.WriteText(schema.TenantFormat);
        to.WriteCount(schema.Enums.Count);
        foreach (var words in schema.Enums)
        {
            to.WriteText(words.Name);
            to.WriteCount(words.Values.Count);
            foreach (var value in words.Values)
            {
                to.WriteText(value.Name);
                to.WriteTexts(value.Label);
            }
        }

        // Fields name value types, and these name records: the names of all records come first, their fields last.
        to.WriteCount(schema.Types.Count);
        foreach (var type in schema.Types)
        {
            to.WriteText(type.Name);
            to.WriteTexts(type.Label);
        }

        to.WriteCount(schema.ValueTypes.Count);
        foreach (var type in schema.ValueTypes)
            ValueType(type);
        to.WriteText(schema.Root.Name);
        to.WriteTexts(schema.Root.Label);
        Fields(schema.Root);
        foreach (var type in schema.Types)
            Fields(type);
    }

    private void ValueType(SchemaValueType type)
    {
        to.WriteByte((byte)type.Kind);
        to.WriteText(type.Name);
        if (type.Enum is { } words)
            to.WriteCount(PlaceOf(words, schema.Enums));
        if (type.Record is { } record)
            to.WriteCount(PlaceOf(record, schema.Types));
        if (type.Element is { } element)
            to.WriteCount(element.Index);
    }

    private void Fields(SchemaType type)
    {
        to.WriteCount(type.Fields.Count);
        foreach (var field in type.Fields)
            Field(field);
        Maybe(type.Key?.Name);
    }

    private void Field(SchemaField field)
    {
        to.WriteText(field.Name);
        to.WriteCount(field.Type.Index);
        to.WriteTexts(field.Description);
        to.WriteByte((byte)field.Absence);
        to.WriteFlag(field.Why is not null);
        if (field.Why is { } why)
            to.WriteTexts(why);
        Maybe(field.Console);
        Maybe(field.Api);
        Maybe(field.Min);
        Maybe(field.Max);
        to.WriteByte((byte)field.Format);
        Maybe(field.Example);
        to.WriteFlag(field.IsPartial);
        to.WriteFlag(field.IsPast);
        to.WriteFlag(field.IsRecord);
    }

    private void Maybe(string? text)
    {
        to.WriteFlag(text is not null);
        if (text is not null)
            to.WriteText(text);
    }

    private void Maybe(double? number)
    {
        to.WriteFlag(number is not null);
        if (number is { } value)
            to.WriteNumber(value);
    }

    private static int PlaceOf<T>(T one, IReadOnlyList<T> all)
        where T : class
    {
        for (var i = 0; i < all.Count; i++)
        {
            if (ReferenceEquals(all[i], one))
                return i;
        }

        throw new ArgumentException($"The schema does not list '{one}'.", nameof(one));
    }
}
