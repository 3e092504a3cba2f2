using System.Text;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Engine.Schema;

/// <summary>YAML or JSON that shows how a field is written.</summary>
internal static class FieldSample
{
    /// <summary>With the schema's example values: <c>department: [2]</c>.</summary>
    public static string Example(SchemaField field) => $"{field.Name}: {Value(field, field.Type, placeholders: false, json: false, depth: 0)}";

    /// <summary>With placeholders where only the tenant knows: <c>employment: &lt;employee|outsourced|…&gt;</c>.</summary>
    public static string Insert(SchemaField field, bool json = false) =>
        $"{Key(field.Name, json)}: {Value(field, field.Type, placeholders: true, json, depth: 0)}";

    /// <summary>A key as the format writes it.</summary>
    public static string Key(string name, bool json) => json ? $"\"{name}\"" : name;

    /// <summary>An element of a list, or the value itself, with the schema's example.</summary>
    public static string ExampleValue(SchemaField field, SchemaValueType type) => Value(field, type, placeholders: false, json: false, depth: 1);

    private static string Value(SchemaField field, SchemaValueType type, bool placeholders, bool json, int depth) => type.Kind switch
    {
        SchemaValueKind.List => depth > 1 ? "[]" : $"[{Value(field, type.Element!, placeholders, json, depth + 1)}]",
        SchemaValueKind.Map => "{}",
        SchemaValueKind.Record => Record(type.Record!, placeholders, json, depth),
        SchemaValueKind.Bool or SchemaValueKind.Int or SchemaValueKind.Double => placeholders ? Placeholder(field, type) : Quoted(field.Example ?? "", type),
        _ when json => $"\"{(placeholders ? Placeholder(field, type) : field.Example)}\"",
        _ => placeholders ? Placeholder(field, type) : Quoted(field.Example ?? "", type),
    };

    private static string Record(SchemaType type, bool placeholders, bool json, int depth)
    {
        var first = type.Key ?? type.Fields.FirstOrDefault(f => f.Absence == Absence.NotKnown && f.Type.IsScalar);
        return first is null || depth > 1 ? "{ … }" : $"{{ {Key(first.Name, json)}: {Value(first, first.Type, placeholders, json, depth + 1)}, … }}";
    }

    private static string Placeholder(SchemaField field, SchemaValueType type) => type.Kind switch
    {
        SchemaValueKind.Bool => "<true|false>",
        SchemaValueKind.Date => "<YYYY-MM-DD>",
        SchemaValueKind.Timestamp => "<YYYY-MM-DDThh:mm:ss+08:00>",
        SchemaValueKind.Enum => Words(type.Enum!),
        _ => $"<{field.Example ?? field.Name}>",
    };

    private static string Words(SchemaEnum words)
    {
        const int MaxWords = 6;
        var result = new StringBuilder("<");
        for (var i = 0; i < words.Names.Count; i++)
        {
            if (i > 0)
                result.Append('|');
            if (i == MaxWords)
            {
                result.Append('…');
                break;
            }

            result.Append(words.Names[i]);
        }

        return result.Append('>').ToString();
    }

    // In a flow collection and after ": " these characters would begin or end something.
    private static string Quoted(string text, SchemaValueType type)
    {
        if (type.Kind != SchemaValueKind.String)
            return text;
        var plain = text.Length > 0 && char.IsLetter(text[0]) && !text.AsSpan().ContainsAny(",[]{}#&*!|>'\"%@`")
            && !text.Contains(": ", StringComparison.Ordinal) && !text.EndsWith(':');
        return plain ? text : $"\"{text}\"";
    }
}
