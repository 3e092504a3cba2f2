using WeComPolicy.Engine.Documents;

namespace WeComPolicy.Engine.Tests.Documents;

/// <summary>Holds the readers of plain documents against those that know every form and every mistake.</summary>
internal static class TwoReaders
{
    /// <summary>Whether the plain reader takes a text. Where it does, the other must give the same tree, places and comments without a word.</summary>
    public static bool Agree(string text) => Agree(new SourceFile("t.yaml", text), PlainYamlReader.TryRead, YamlReader.Read);

    /// <summary>The same of JSON, where the plain reader must take whatever is right.</summary>
    public static bool AgreeOnJson(string text)
    {
        var file = new SourceFile("t.json", text);
        if (Agree(file, PlainJsonReader.TryRead, JsonTextReader.Read))
            return true;
        Assert.True(JsonTextReader.Read(file, DocumentLimits.Default).Diagnostics.Count > 0, text);
        return false;
    }

    private static bool Agree(
        SourceFile file,
        Func<SourceFile, DocumentLimits, DocumentReadResult?> tryRead,
        Func<SourceFile, DocumentLimits, DocumentReadResult> read)
    {
        var text = file.Text;
        if (tryRead(file, DocumentLimits.Default) is not { } plain)
            return false;
        var full = read(file, DocumentLimits.Default);
        if (Difference(plain, full) is { } difference)
            Assert.Fail($"{difference}\n--- the text:\n{text}");
        return true;
    }

    private static string? Difference(DocumentReadResult plain, DocumentReadResult full)
    {
        if (full.Diagnostics.Count > 0)
            return $"The full reader says {string.Join(", ", DocumentText.Problems(full))}.";
        if (plain.Diagnostics.Count > 0)
            return "The plain reader says something.";
        var (a, b) = (plain.Document!, full.Document!);
        if (a.Count != b.Count)
            return $"{a.Count} nodes, not {b.Count}.\n{DocumentText.Table(a)}\n{DocumentText.Table(b)}";
        for (var node = 0; node < a.Count; node++)
        {
            if (a.Kind(node) != b.Kind(node) || a.Style(node) != b.Style(node) || a.Span(node) != b.Span(node) || a.Parent(node) != b.Parent(node)
                || a.Key(node) != b.Key(node) || a.KeySpan(node) != b.KeySpan(node) || a.AliasSpan(node) != b.AliasSpan(node)
                || !a.Children(node).SequenceEqual(b.Children(node)) || !a.Chars(node).SequenceEqual(b.Chars(node)) || a.Text(node) != b.Text(node))
            {
                return $"Node {node} differs.\n{DocumentText.Table(a)}\n{DocumentText.Table(b)}";
            }
        }

        return a.Comments.SequenceEqual(b.Comments) ? null : "The comments differ.";
    }
}
