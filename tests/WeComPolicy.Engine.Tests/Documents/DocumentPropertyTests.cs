using System.Text;
using FsCheck;
using FsCheck.Fluent;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Testing;
using static WeComPolicy.Engine.Tests.Documents.DocumentText;

namespace WeComPolicy.Engine.Tests.Documents;

public sealed class DocumentPropertyTests
{
    [Property(MaxTest = 200)]
    public Property A_tree_written_as_YAML_reads_back_in_every_style() =>
        Prop.ForAll(Arb.From(Gen.Two(Gen.Choose(0, int.MaxValue))), seeds =>
        {
            var tree = new TreeWriter(seeds.Item1).Make(4);
            var text = new TreeWriter(seeds.Item2).Yaml(tree);
            foreach (var lineBreak in new[] { "\n", "\r\n", "\r" })
            {
                var document = GoodYaml(text.Replace("\n", lineBreak, StringComparison.Ordinal));
                Assert.Equal(tree.Show(), Read(document, 0).Show());
                SlicesReadBack(document);
            }
        });

    [Property(MaxTest = 200)]
    public Property A_tree_written_as_JSON_reads_back_as_JSON_and_as_YAML() =>
        Prop.ForAll(Arb.From(Gen.Two(Gen.Choose(0, int.MaxValue))), seeds =>
        {
            var tree = new TreeWriter(seeds.Item1).Make(4);
            var text = new TreeWriter(seeds.Item2).Json(tree);
            var json = GoodJson(text);
            var yaml = GoodYaml(text);
            Assert.Equal(tree.Show(), Read(json, 0).Show());
            Assert.Equal(tree.Show(), Read(yaml, 0).Show());
            Assert.Equal(json.Count, yaml.Count);
            for (var node = 0; node < json.Count; node++)
            {
                Assert.Equal(json.Span(node), yaml.Span(node));
                Assert.Equal(json.KeySpan(node), yaml.KeySpan(node));
            }

            SlicesReadBack(json);
        });

    [Property(MaxTest = 1000)]
    public Property Any_text_gives_an_answer() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue)), seed =>
        {
            var random = new Random(seed);
            var text = new StringBuilder();
            for (var i = random.Next(1, 30); i > 0; i--)
                text.Append(Pieces[random.Next(Pieces.Length)]);
            Check(Yaml(text.ToString()));
            Check(Json(text.ToString()));
        });

    [Property(MaxTest = 500)]
    public Property A_damaged_document_gives_an_answer() =>
        Prop.ForAll(Arb.From(Gen.Two(Gen.Choose(0, int.MaxValue))), seeds =>
        {
            var writer = new TreeWriter(seeds.Item1);
            var tree = writer.Make(4);
            var random = new Random(seeds.Item2);
            foreach (var isJson in new[] { false, true })
            {
                var text = isJson ? writer.Json(tree) : writer.Yaml(tree);
                for (var i = random.Next(1, 4); i > 0; i--)
                {
                    var at = random.Next(text.Length + 1);
                    var length = random.Next(Math.Min(5, text.Length - at + 1));
                    text = text[..at] + (random.Next(2) == 0 ? "" : Pieces[random.Next(Pieces.Length)]) + text[(at + length)..];
                }

                Check(isJson ? Json(text) : Yaml(text));
            }
        });

    private static readonly string[] Pieces =
    [
        "a", "k", "1", ":", ": ", "- ", "-", "?", "? ", "[", "]", "{", "}", ", ", ",", "\n", "\n  ", "\n    ", "'", "\"", "#", " # c", "&x ", "*x",
        "!", "!!str ", "|", "> ", "|\n", "%", "@", "\t", " ", "\\", "\\u", "<<: ", "---\n", "...\n", "中", "😀", "\uD83D", "~", "\r\n", "\r", "\n- ",
        "\na: ", "\n  b: ", "\0", "\u0085", "\u2028", "\uFEFF", "true", "null", "1e", "//", "\u001B",
    ];

    // Whatever comes out: places lie in the text, and the tree hangs together.
    private static void Check(DocumentReadResult result)
    {
        Assert.True(result.Document is not null || result.Diagnostics.Count > 0);
        foreach (var diagnostic in result.Diagnostics)
        {
            var range = diagnostic.Range!.Value;
            Assert.InRange(range.Span.Start, 0, range.File.Text.Length);
            Assert.InRange(range.Span.End, range.Span.Start, range.File.Text.Length);
            Assert.NotEqual("", diagnostic.Message.Zh);
            Assert.NotEqual("", diagnostic.Message.En);
        }

        if (result.Document is not { } document)
            return;
        for (var node = 0; node < document.Count; node++)
        {
            Assert.InRange(document.Span(node).Start, 0, document.File.Text.Length);
            Assert.InRange(document.Span(node).End, document.Span(node).Start, document.File.Text.Length);
            Assert.InRange(document.Parent(node), -1, node - 1);
            foreach (var child in document.Children(node))
            {
                Assert.Equal(node, document.Parent(child));
                if (document.AliasSpan(child) is not null)
                    continue;
                Assert.InRange(document.Span(child).Start, document.Span(node).Start, document.Span(node).End);
                Assert.InRange(document.Span(child).End, document.Span(node).Start, document.Span(node).End);
                if (document.Key(child) is not null)
                    Assert.InRange(document.KeySpan(child).Start, document.Span(node).Start, document.Span(child).Start);
            }
        }
    }

    private static void SlicesReadBack(LocatedDocument document)
    {
        Check(new DocumentReadResult(document, []));
        for (var node = 0; node < document.Count; node++)
        {
            // A block scalar needs its surroundings to know its indentation.
            if (document.Kind(node) != NodeKind.Scalar || document.Style(node) == ScalarStyle.Block || document.Span(node).Length == 0)
                continue;
            var slice = GoodYaml(Slice(document, node));
            Assert.Equal(document.Text(node), slice.Text(0));
            Assert.Equal(document.Style(node), slice.Style(0));
        }
    }

    private static Tree Read(LocatedDocument document, int node) => document.Kind(node) switch
    {
        NodeKind.Scalar => new Tree.Leaf(document.Text(node), document.Style(node) == ScalarStyle.Plain),
        NodeKind.Sequence => new Tree.List([.. Children(document, node).Select(c => Read(document, c))]),
        _ => new Tree.Map([.. Children(document, node).Select(c => (document.Key(c)!, Read(document, c)))]),
    };
}
