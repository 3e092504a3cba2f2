using System.Text;
using FsCheck;
using FsCheck.Fluent;
using WeComPolicy.Testing;

namespace WeComPolicy.Engine.Tests.Documents;

/// <summary>The reader of plain JSON takes what is right and nothing else, and nobody could tell who has read a document.</summary>
public sealed class PlainJsonTests
{
    private static readonly string[] s_pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\"a\":", "\"b\": 1", "1", "0", "01", "-", "-1", "1.", ".5", "1.5", "1e3", "1E+2", "1e", "+1", "true", "false", "null",
        "tru", "nulls", " ", "\n", "\r\n", "\t", "\\", "\\n", "\\\"", "\\/", "\\u0041", "\\u4E2d", "\\ud83d", "\\ude00", "\\u00", "\\x", "中", "😀", "\u0001",
        "\u007F", "\u0085", "\u00A0", "\uFEFF", "//", "/* */", "#", "'", "NaN", "[[", "]]", "{}", "[]", "\0",
    ];

    [Theory]
    [InlineData("{\"a\": [1, -2.5e+3, true, false, null, \"x\", {}, [], [[]]], \"名\": \"中\\u6587\\ud83d\\ude00\\n\\\"\"}")]
    [InlineData(" [ ] ")]
    [InlineData("1")]
    [InlineData("\"\"")]
    public void Takes_what_is_right(string text) => Assert.True(TwoReaders.AgreeOnJson(text));

    [Theory]
    [InlineData("")]
    [InlineData("[1,]")]
    [InlineData("{\"a\": 1, \"a\": 2}")]
    [InlineData("01")]
    [InlineData("\"\\ud83d\"")]
    [InlineData("1 2")]
    [InlineData("[1")]
    public void Leaves_mistakes_to_the_other(string text) => Assert.False(TwoReaders.AgreeOnJson(text));

    [Property(MaxTest = 2000)]
    public Property Any_text_reads_the_same() => Seeded(random =>
    {
        var text = new StringBuilder(random.Next(2) == 0 ? "" : "[");
        for (var i = random.Next(1, 12); i > 0; i--)
            text.Append(s_pieces[random.Next(s_pieces.Length)]);
        TwoReaders.AgreeOnJson(text.ToString());
    });

    [Property(MaxTest = 1000)]
    public Property A_damaged_tree_reads_the_same() => Seeded(random =>
    {
        var writer = new TreeWriter(random.Next());
        var text = writer.Json(writer.Make(4));
        Assert.True(TwoReaders.AgreeOnJson(text));
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(text.Length + 1);
            var length = random.Next(Math.Min(3, text.Length - at + 1));
            text = text[..at] + (random.Next(3) == 0 ? "" : s_pieces[random.Next(s_pieces.Length)]) + text[(at + length)..];
        }

        // As it would come from a file: without halves of surrogate pairs.
        text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        TwoReaders.AgreeOnJson(text);
    });

    private static Property Seeded(Action<Random> check) => Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue)), seed => check(new Random(seed)));
}
