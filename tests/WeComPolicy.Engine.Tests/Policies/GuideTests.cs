using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Policies;

namespace WeComPolicy.Engine.Tests.Policies;

/// <summary>The guide is data that is read as strictly as the policies.</summary>
public sealed class GuideTests
{
    [Fact]
    public void The_shipped_guide_has_every_statement_once_in_order() =>
        Assert.Equal(Enumerable.Range(1, Guide.StatementCount), Guide.Shipped.Statements.Select(s => s.Number));

    [Theory]
    [InlineData("  - statement: 2\n    text: { zh: 一, en: a }\n", "bad-statement", 3, 16)]
    [InlineData("  - statement: 1\n    text: { zh: 一 }\n", "missing-key", 4, 11)]
    [InlineData("  - statement: 1\n    text: { zh: 一, en: a }\n    notcheckable: { zh: 一, en: a }\n", "unknown-key", 5, 5)]
    [InlineData("  - statement: 1\n    text: { zh: 一, en: a }\n    not_checkable: never\n", "wrong-type", 5, 20)]
    [InlineData("  - statement: 1\n    text: { zh: 一, en: a }\n", "missing-statement", 3, 3)]
    [InlineData("  - 1\n", "wrong-type", 3, 5)]
    public void A_mistake_has_its_place(string statements, string code, int line, int column)
    {
        var diagnostics = new List<InputDiagnostic>();
        Assert.Null(GuideReader.Read(Document("schema: wecom-policy/guide/v1\nstatements:\n" + statements), diagnostics));
        var first = diagnostics[0];
        Assert.Equal((code, line, column), (first.Code, first.Range!.Value.Start.Line, first.Range!.Value.Start.Column));
    }

    [Fact]
    public void A_misspelt_key_of_the_file_is_an_error()
    {
        var diagnostics = new List<InputDiagnostic>();
        Assert.Null(GuideReader.Read(Document("schema: wecom-policy/guide/v1\nstatments: []\n"), diagnostics));
        Assert.Contains(diagnostics, d => d.Code == "unknown-key" && d.Help!.Value.En.Contains("statements", StringComparison.Ordinal));
    }

    [Fact]
    public void A_guide_among_policies_is_read_as_a_guide()
    {
        var policies = PolicyLoader.Load([.. ShippedFiles.PolicyFiles("baseline").Take(1), ShippedFiles.Guide()]);
        Assert.Empty(policies.Diagnostics);
        Assert.Equal(Guide.Shipped.Statements.Count, policies.Guide!.Statements.Count);

        var broken = new SourceFile("guide.yaml", "schema: wecom-policy/guide/v2\nstatements: []\n");
        var diagnostic = PolicyLoader.Load([.. ShippedFiles.PolicyFiles("baseline").Take(1), broken]).Diagnostics[0];
        Assert.Equal(("unknown-schema", "guide.yaml"), (diagnostic.Code, diagnostic.Path));
    }

    [Fact]
    public void A_letter_left_out_of_any_key_is_an_error_at_that_key()
    {
        var text = ShippedFiles.Guide().Text;
        var document = Document(text);
        for (var node = 0; node < document.Count; node++)
        {
            if (document.Key(node) is null)
                continue;
            var key = document.KeySpan(node);
            for (var i = key.Start; i < key.End; i++)
            {
                var diagnostics = new List<InputDiagnostic>();
                var read = DocumentReader.Read(new SourceFile("guide.yaml", text.Remove(i, 1)));
                if (read.Document is { } changed)
                    Assert.Null(GuideReader.Read(changed, diagnostics));
                Assert.Contains(diagnostics.Concat(read.Diagnostics), d => !d.IsWarning && d.Range is { } range && range.Span.Start == key.Start);
                // Every kind of key is among the first statements and the ones with a reason; the rest are the same keys again.
                if (node > 60 && document.Key(node) is not "not_checkable")
                    break;
            }
        }
    }

    private static LocatedDocument Document(string text) => DocumentReader.Read(new SourceFile("guide.yaml", text)).Document!;
}
