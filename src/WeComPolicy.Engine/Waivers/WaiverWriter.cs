using System.Globalization;
using System.Text;
using WeComPolicy.Engine.Documents;

namespace WeComPolicy.Engine.Waivers;

/// <summary>Adds a waiver to the text of a file of waivers; everything else in the file stays as it is, comments included.</summary>
public static class WaiverWriter
{
    /// <summary>The text of a file with further waivers behind its own.</summary>
    /// <param name="file">The file; null for a new one.</param>
    /// <param name="added">What to add.</param>
    /// <returns>The new text; null where the file is not one that entries can be added to, such as one with mistakes.</returns>
    public static string? Add(SourceFile? file, IReadOnlyList<Waiver> added)
    {
        if (file is null)
            return $"schema: {WaiverFile.SchemaName}\nwaivers:\n{Entries(added, 2)}";
        if (DocumentReader.Read(file) is not { Document: { } document, Diagnostics.Count: 0 } || document.Kind(document.Root) != NodeKind.Mapping)
            return null;
        var list = document.Child(document.Root, "waivers");
        if (list < 0 || document.Kind(list) != NodeKind.Sequence)
            return null;
        var text = Inserted(document, list, added, file.Text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n");
        // What was made must be what was meant, whatever style the file is in.
        var before = new List<InputDiagnostic>();
        var after = new List<InputDiagnostic>();
        var had = WaiverFile.Read(document, before).Count;
        return before.Count == 0 && DocumentReader.Read(new SourceFile(file.Path, text)) is { Document: { } made, Diagnostics.Count: 0 }
            && WaiverFile.Read(made, after).Count == had + added.Count && after.Count == 0
            ? text
            : null;
    }

    private static string Inserted(LocatedDocument document, int list, IReadOnlyList<Waiver> added, string newLine)
    {
        var file = document.File;
        var text = file.Text;
        var elements = document.Children(list);
        if (elements.IsEmpty)
        {
            var span = document.Span(list);
            return $"{text[..span.Start].TrimEnd()}{newLine}{Of(2)}{text[span.End..].TrimStart(' ', '\t', '\r', '\n')}";
        }

        var dash = text.LastIndexOf('-', document.Span(elements[0]).Start - 1);
        var indent = Math.Max(0, dash - file.LineStart(file.PositionAt(Math.Max(0, dash)).Line));
        var end = document.Span(elements[^1]).End;
        var lineEnd = text.IndexOf('\n', end);
        return lineEnd < 0
            ? $"{text.TrimEnd()}{newLine}{Of(indent)}"
            : $"{text[..(lineEnd + 1)]}{Of(indent)}{text[(lineEnd + 1)..]}";

        string Of(int margin) => Entries(added, margin).Replace("\n", newLine, StringComparison.Ordinal);
    }

    private static string Entries(IReadOnlyList<Waiver> waivers, int indent) => string.Concat(waivers.Select(w => Entry(w, indent)));

    private static string Entry(Waiver waiver, int indent)
    {
        var text = new StringBuilder();
        var margin = new string(' ', indent);
        var first = true;
        Write("rule", waiver.Rule);
        if (waiver.Tenant is { } tenant)
            Write("tenant", tenant);
        Write("subject", waiver.Subject!);
        Write("value", waiver.Value);
        Write("reason", waiver.Reason);
        Write("owner", waiver.Owner);
        Write("approver", waiver.Approver);
        if (waiver.Ticket.Length > 0)
            Write("ticket", waiver.Ticket);
        Write("created", Day(waiver.Created!.Value));
        Write("expires", Day(waiver.Expires));
        return text.ToString();

        void Write(string key, string value)
        {
            text.Append(margin).Append(first ? "- " : "  ").Append(key).Append(": ").Append(IsPlain(value) ? value : Quoted(value)).Append('\n');
            first = false;
        }
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // What no reader of YAML takes for anything but this text.
    private static bool IsPlain(string value) => value.Length > 0 && (char.IsAsciiLetter(value[0]) || DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or '@')
        && value is not ("true" or "false" or "null" or "yes" or "no" or "on" or "off") && !value.All(char.IsAsciiHexDigit);

    private static string Quoted(string value)
    {
        var text = new StringBuilder("\"");
        foreach (var c in value)
        {
            switch (c)
            {
                case '"' or '\\':
                    text.Append('\\').Append(c);
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                case < ' ' or '\u007f' or '\u0085' or '\u2028' or '\u2029' or '\ufeff':
                    text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                    break;
                default:
                    text.Append(c);
                    break;
            }
        }

        return text.Append('"').ToString();
    }
}
