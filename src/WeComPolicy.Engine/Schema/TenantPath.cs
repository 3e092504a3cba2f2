using System.Globalization;
using System.Text;
using WeComPolicy.Engine.Documents;

namespace WeComPolicy.Engine.Schema;

/// <summary>
/// Paths by identity, never by index: <c>members[userid=li.na].login_ip_ranges[=203.0.113.0/24]</c>. They survive inserted lines,
/// reordered lists and renamed files. Equal values of one list are told apart by their number, <c>[=203.0.113.0/24#2]</c>; what may be a
/// secret is masked.
/// </summary>
public static class TenantPath
{
    private static readonly AsciiSet s_plain = new("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-:/@*+~");

    /// <summary>The path of a node; empty for the root.</summary>
    public static string Of(TypedDocument typed, int node)
    {
        var document = typed.Document;
        var chain = new List<int>();
        for (var at = node; at > document.Root; at = document.Parent(at))
            chain.Add(at);
        var path = new StringBuilder();
        var record = typed.Schema.Root;
        SchemaValueType? type = null;
        for (var i = chain.Count - 1; i >= 0; i--)
        {
            var step = chain[i];
            if (document.Key(step) is { } key)
            {
                AppendKey(path, key);
                type = record is not null ? record.Find(key)?.Type : type?.Kind == SchemaValueKind.Map ? type.Element : null;
            }
            else
            {
                type = type?.Element;
                AppendElement(path, typed, step, type?.Record);
            }

            record = type?.Record;
        }

        return path.ToString();
    }

    /// <summary>The path of a field of the record at a node, whether the field is there or not.</summary>
    public static string Of(TypedDocument typed, int record, string field)
    {
        var path = new StringBuilder(Of(typed, record));
        AppendKey(path, field);
        return path.ToString();
    }

    /// <summary>The value that identifies an element of a list of records; −1 where the node is none, or has no identity.</summary>
    public static int IdentityNode(TypedDocument typed, int element)
    {
        var document = typed.Document;
        return document.Kind(element) == NodeKind.Mapping && TypeOf(typed, element)?.Record?.Key is { } key ? document.Child(element, key.Name) : -1;
    }

    private static SchemaValueType? TypeOf(TypedDocument typed, int node)
    {
        var document = typed.Document;
        if (document.Key(node) is not { } key)
            return node <= document.Root ? null : TypeOf(typed, document.Parent(node))?.Element;
        var parent = document.Parent(node);
        if (parent == document.Root)
            return typed.Schema.Root.Find(key)?.Type;
        var type = TypeOf(typed, parent);
        return type?.Kind == SchemaValueKind.Map ? type.Element : type?.Record?.Find(key)?.Type;
    }

    private static void AppendElement(StringBuilder path, TypedDocument typed, int element, SchemaType? record)
    {
        var document = typed.Document;
        var value = element;
        path.Append('[');
        if (record?.Key is { } key)
        {
            value = document.Kind(element) == NodeKind.Mapping ? document.Child(element, key.Name) : -1;
            path.Append(key.Name);
        }

        if (value < 0 || document.Kind(value) != NodeKind.Scalar || typed.IsInvalid(value))
            path.Append("=?");
        else
            AppendValue(path.Append('='), document.Text(value));
        if (value == element && document.Kind(element) == NodeKind.Scalar && typed.OccurrenceOf(element) is > 1 and var occurrence)
            path.Append('#').Append(occurrence.ToString(CultureInfo.InvariantCulture));
        path.Append(']');
    }

    private static void AppendKey(StringBuilder path, string key)
    {
        key = SecretText.MaskIdentity(key);
        if (key.Length > 0 && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'))
        {
            if (path.Length > 0)
                path.Append('.');
            path.Append(key);
        }
        else
        {
            AppendValue(path.Append('['), key);
            path.Append(']');
        }
    }

    private static void AppendValue(StringBuilder path, string value)
    {
        value = SecretText.MaskIdentity(value);
        if (value.Length > 0 && s_plain.IndexOfOther(value) < 0)
        {
            path.Append(value);
            return;
        }

        path.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => path.Append("\\\""),
                '\\' => path.Append("\\\\"),
                '\n' => path.Append("\\n"),
                '\r' => path.Append("\\r"),
                '\t' => path.Append("\\t"),
                < ' ' or '\u007F' or '\u2028' or '\u2029' => path.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => path.Append(c),
            };
        }

        path.Append('"');
    }
}
