using WeComPolicy.Testing;
using static WeComPolicy.Engine.Tests.Documents.DocumentText;

namespace WeComPolicy.Engine.Tests.Documents;

public sealed class YamlPositionTests
{
    private const string Everything = """
        # 租户
        corp: 示例公司   # 行尾
        "quoted key": &anchor 'it''s'
        flow: {k: [1, "二\n", 😀: v], empty: }
        alias: *anchor
        list:
        - - 1
          - 2
        - &base
          name: x

        - |  # header
          line1
           line2

        # between
        folded: >-
          a
          b

        merged:
          <<: [*base, {p: 1}]
          own: !!str 5
        multi: plain
          text here   # after
        nothing:
        ? explicit
        : value
        last: [
          a,

          b
          ]
        """;

    [Fact]
    public Task Every_node_has_its_exact_place() => Verifier.Verify(Table(GoodYaml(Everything)));

    [Fact]
    public Task Json_has_the_same_places() =>
        Verifier.Verify(Table(GoodJson("{\"a\": [1, -2.5e3, true, null , \"二\\n😀\"],\n \"键😀\" : {\"b\":{}},\r\n\t\"c\":[ ] }\n")));

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Line_breaks_of_every_kind_give_the_same_places(string lineBreak)
    {
        var text = Everything.ReplaceLineEndings("\n");
        var expected = GoodYaml(text);
        var actual = GoodYaml(text.Replace("\n", lineBreak, StringComparison.Ordinal));
        Assert.Equal(OneLine(expected), OneLine(actual));
        for (var node = 0; node < expected.Count; node++)
        {
            Assert.Equal(Place(expected.Range(node)), Place(actual.Range(node)));
            Assert.Equal(Place(expected.KeyRange(node)), Place(actual.KeyRange(node)));
        }

        Assert.Equal(expected.Comments.Select(c => c.Text), actual.Comments.Select(c => c.Text));
    }

    [Theory]
    [InlineData("a: [1, '#', \"#\"] # c\n", "c")]
    [InlineData("#a\n#  b \n\n  # c\nx", "a|b|c")]
    [InlineData("a: | # head\n  # text\n # foot\nb: 1", "head|foot")]
    [InlineData("[1, # one\n2 # two\n]", "one|two")]
    [InlineData("a: x#y # z#w", "z#w")]
    [InlineData("%YAML 1.2 # v\n--- # d\na: 1\n... # e\n# f\n", "d|e|f")]
    [InlineData("&a#b c: 1 # d", "d")]
    public void Comments_are_kept(string text, string expected) =>
        Assert.Equal(expected, string.Join("|", GoodYaml(text).Comments.Select(c => c.Text)));

    [Theory]
    [InlineData("a:\n  b: 1\n\n\n# end\n", "1:1-2:7")]
    [InlineData("- 1\n- \n", "1:1-2:2")]
    [InlineData("  a:   \n", "1:3-1:5")]
    [InlineData(" [1 , 2 ] ", "1:2-1:10")]
    [InlineData("a: &x\n  !!map\n  b: 1 ", "1:1-3:7")]
    [InlineData("---   x   ", "1:7-1:8")]
    public void Collections_end_behind_their_last_character(string text, string expected) =>
        Assert.Equal(expected, Place(GoodYaml(text).Range(0)));
}
