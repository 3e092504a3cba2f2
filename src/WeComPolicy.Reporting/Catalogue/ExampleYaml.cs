using System.Text;
using WeComPolicy.Engine.Documents;

namespace WeComPolicy.Reporting.Catalogue;

/// <summary>
/// Writes a part of a document as YAML of its own, with aliases and merge keys carried out: what it holds reads the same, the
/// layout is ours.
/// </summary>
internal static class ExampleYaml
{
    // A value that fits is written on one line.
    private const int Width = 100;

    /// <summary>The node as a document; lines end with LF.</summary>
    public static string Of(LocatedDocument document, int node)
    {
        var text = new StringBuilder();
        if (document.Kind(node) == NodeKind.Mapping && !document.Children(node).IsEmpty)
            WriteKeys(text, document, node, 0, "");
        else
            text.Append(Flow(document, node)).Append('\n');
        return text.ToString();
    }

    private static void WriteKeys(StringBuilder text, LocatedDocument document, int mapping, int indent, string first)
    {
        foreach (var child in document.Children(mapping))
        {
            text.Append(first.Length > 0 ? first : new string(' ', indent)).Append(Key(document.Key(child)!)).Append(':');
            first = "";
            WriteValue(text, document, child, indent);
        }
    }

    // Behind a key: on its line where it fits, else below.
    private static void WriteValue(StringBuilder text, LocatedDocument document, int node, int indent)
    {
        var flow = Flow(document, node);
        var isRecords = document.Kind(node) == NodeKind.Sequence && Contains(document, node, NodeKind.Mapping);
        if (document.Kind(node) == NodeKind.Scalar || document.Children(node).IsEmpty || (!isRecords && Fits(document, node, flow, indent)))
        {
            text.Append(' ').Append(flow).Append('\n');
            return;
        }

        if (document.Kind(node) == NodeKind.Sequence && !isRecords && !Contains(document, node, NodeKind.Sequence))
        {
            WriteWrapped(text, document, node, indent + 2);
            return;
        }

        text.Append('\n');
        if (document.Kind(node) == NodeKind.Mapping)
        {
            WriteKeys(text, document, node, indent + 2, "");
            return;
        }

        foreach (var element in document.Children(node))
        {
            var item = Flow(document, element);
            var dash = new string(' ', indent + 2) + "- ";
            if (document.Kind(element) == NodeKind.Mapping && !document.Children(element).IsEmpty && !Fits(document, element, item, indent + 2))
                WriteKeys(text, document, element, indent + 4, dash);
            else
                text.Append(dash).Append(item).Append('\n');
        }
    }

    // A long list of plain values fills its lines.
    private static void WriteWrapped(StringBuilder text, LocatedDocument document, int list, int indent)
    {
        text.Append(" [");
        var column = Width;
        var elements = document.Children(list);
        for (var i = 0; i < elements.Length; i++)
        {
            var element = Flow(document, elements[i]) + (i < elements.Length - 1 ? ',' : ']');
            if (column + 1 + element.Length > Width)
            {
                text.Append('\n').Append(' ', indent).Append(element);
                column = indent + element.Length;
            }
            else
            {
                text.Append(' ').Append(element);
                column += 1 + element.Length;
            }
        }

        text.Append('\n');
    }

    private static bool Fits(LocatedDocument document, int node, string flow, int indent) =>
        flow.Length + indent + (document.Key(node)?.Length ?? 0) + 2 <= Width && Depth(document, node) <= 2;

    private static int Depth(LocatedDocument document, int node)
    {
        var depth = 0;
        foreach (var child in document.Children(node))
            depth = Math.Max(depth, Depth(document, child));
        return document.Kind(node) == NodeKind.Scalar ? 0 : depth + 1;
    }

    private static bool Contains(LocatedDocument document, int node, NodeKind kind)
    {
        foreach (var child in document.Children(node))
        {
            if (document.Kind(child) == kind)
                return true;
        }

        return false;
    }

    private static string Flow(LocatedDocument document, int node)
    {
        if (document.Kind(node) == NodeKind.Scalar)
            return Scalar(document.Text(node), document.Style(node));
        var parts = new List<string>();
        foreach (var child in document.Children(node))
            parts.Add(document.Key(child) is { } key && document.Kind(node) == NodeKind.Mapping ? $"{Key(key)}: {Flow(document, child)}" : Flow(document, child));
        if (document.Kind(node) == NodeKind.Mapping)
            return parts.Count == 0 ? "{}" : $"{{ {string.Join(", ", parts)} }}";
        var inner = string.Join(", ", parts);
        return Contains(document, node, NodeKind.Mapping) ? $"[ {inner} ]" : $"[{inner}]";
    }

    private static string Key(string key) =>
        key.Length > 0 && key.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.') && key[0] != '-' ? key : Quoted(key);

    // A plain scalar stays one, since quotes would make a text of a number.
    private static string Scalar(string text, ScalarStyle style)
    {
        if (style != ScalarStyle.Plain)
            return Quoted(text);
        if (text.Length == 0)
            return "null";
        var isPlain = !text.AsSpan().ContainsAny(",[]{}\n\r\t\"") && !"#&*!|>'%@`".Contains(text[0], StringComparison.Ordinal)
            && !text.Contains(": ", StringComparison.Ordinal) && !text.Contains(" #", StringComparison.Ordinal) && !text.EndsWith(':');
        return isPlain ? text : Quoted(text);
    }

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\')
                quoted.Append('\\').Append(c);
            else if (c == '\n')
                quoted.Append("\\n");
            else if (c == '\t')
                quoted.Append("\\t");
            else if (c == '\r')
                quoted.Append("\\r");
            else if (char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF')
                quoted.Append("\\u").Append(((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture));
            else
                quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }
}
