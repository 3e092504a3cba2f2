using System.Text;
using WeComPolicy.Engine.Documents;

namespace WeComPolicy.Engine.Tests.Documents;

/// <summary>Reads documents in tests and shows them as text.</summary>
internal static class DocumentText
{
    public static DocumentReadResult Yaml(string text, DocumentLimits? limits = null) => DocumentReader.ReadYaml(new SourceFile("t.yaml", text), limits);

    public static DocumentReadResult Json(string text, DocumentLimits? limits = null) => DocumentReader.ReadJson(new SourceFile("t.json", text), limits);

    public static LocatedDocument GoodYaml(string text) => Good(Yaml(text));

    public static LocatedDocument GoodJson(string text) => Good(Json(text));

    private static LocatedDocument Good(DocumentReadResult result)
    {
        Assert.Empty(Problems(result));
        return result.Document!;
    }

    /// <summary>Each diagnostic as <c>code line:column-line:column</c>.</summary>
    public static string[] Problems(DocumentReadResult result) => [.. result.Diagnostics.Select(d => $"{d.Code} {Place(d.Range!.Value)}")];

    public static string Place(SourceRange range) =>
        $"{range.Start.Line}:{range.Start.Column}-{range.End.Line}:{range.End.Column}";

    /// <summary>The tree in one line: <c>{key=plain, other=[“quoted”, *alias]}</c>.</summary>
    public static string OneLine(LocatedDocument document, int node = 0)
    {
        var text = document.Kind(node) switch
        {
            NodeKind.Scalar when document.Style(node) == ScalarStyle.Plain => Shown(document.Text(node)),
            NodeKind.Scalar => "“" + Shown(document.Text(node)) + "”",
            NodeKind.Sequence => "[" + string.Join(", ", Children(document, node).Select(c => OneLine(document, c))) + "]",
            _ => "{" + string.Join(", ", Children(document, node).Select(c => Shown(document.Key(c)!) + "=" + OneLine(document, c))) + "}",
        };
        return document.AliasSpan(node) is null ? text : "*" + text;
    }

    /// <summary>Every node on a line of its own, with its path and places.</summary>
    public static string Table(LocatedDocument document)
    {
        var result = new StringBuilder();
        for (var node = 0; node < document.Count; node++)
        {
            result.Append(Path(document, node)).Append(" | ").Append(Place(document.Range(node)));
            result.Append(" | ").Append(document.Key(node) is null ? "" : Place(document.KeyRange(node)));
            result.Append(" | ").Append(document.AliasSpan(node) is { } use ? Place(new SourceRange(document.File, use)) : "");
            result.Append(" | ").Append(document.Kind(node) == NodeKind.Scalar ? document.Style(node) + " " + Shown(document.Text(node)) : document.Kind(node));
            result.Append(" | ").Append(Shown(Slice(document, node))).Append('\n');
        }

        foreach (var comment in document.Comments)
            result.Append("# ").Append(Place(new SourceRange(document.File, comment.Span))).Append(" | ").Append(comment.Text).Append('\n');
        return result.ToString();
    }

    public static string Slice(LocatedDocument document, int node) =>
        document.File.Text.Substring(document.Span(node).Start, document.Span(node).Length);

    public static IEnumerable<int> Children(LocatedDocument document, int node) => document.Children(node).ToArray();

    private static string Path(LocatedDocument document, int node)
    {
        var parent = document.Parent(node);
        if (parent < 0)
            return "$";
        return document.Key(node) is { } key
            ? $"{Path(document, parent)}.{key}"
            : $"{Path(document, parent)}[{Children(document, parent).ToList().IndexOf(node)}]";
    }

    private static string Shown(string text) =>
        text.Replace("\r", "␍", StringComparison.Ordinal).Replace("\n", "⏎", StringComparison.Ordinal).Replace("\t", "⇥", StringComparison.Ordinal);
}
