using WeComPolicy.Engine.Documents;
using static WeComPolicy.Engine.Tests.Documents.DocumentText;

namespace WeComPolicy.Engine.Tests.Documents;

public sealed class YamlTreeTests
{
    [Theory]
    [InlineData("a: 1\nb: [x, 'y', \"z\"]\n", "{a=1, b=[x, “y”, “z”]}")]
    [InlineData("- - a\n  - b\n- c", "[[a, b], c]")]
    [InlineData("a:\n- x\n- y\nb: z", "{a=[x, y], b=z}")]
    [InlineData("a:\nb: ~\n", "{a=, b=~}")]
    [InlineData("-\n- x", "[, x]")]
    [InlineData("{a, b: , c: 1}", "{a=, b=, c=1}")]
    [InlineData("[a: 1, b]", "[{a=1}, b]")]
    [InlineData("? a\n: b\n? c\n", "{a=b, c=}")]
    [InlineData("a: |\n  x\n   y\n\nb: >-\n  x\n  y\n", "{a=“x⏎ y⏎”, b=“x y”}")]
    [InlineData("a: |+\n  x\n\n", "{a=“x⏎⏎”}")]
    [InlineData("a: x\n  y\n", "{a=x y}")]
    [InlineData("a: \"\\u4e2d\\x41\\n\\U0001F600\"", "{a=“中A⏎😀”}")]
    [InlineData("a: 'it''s'", "{a=“it's”}")]
    [InlineData("a: x#y", "{a=x#y}")]
    [InlineData("a: http://x/y?z=1", "{a=http://x/y?z=1}")]
    [InlineData("---\na: 1\n...\n", "{a=1}")]
    [InlineData("%YAML 1.2\n---\na: 1", "{a=1}")]
    [InlineData("plain", "plain")]
    [InlineData("\"a\": 1", "{a=1}")]
    [InlineData("{\"a\":1,\"b\":[true]}", "{a=1, b=[true]}")]
    public void Reads_every_form_of_YAML(string text, string expected) => Assert.Equal(expected, OneLine(GoodYaml(text)));

    [Theory]
    [InlineData("a: &x {k: 1}\nb: *x", "{a={k=1}, b=*{k=*1}}")]
    [InlineData("a: &x 1\nb: &x 2\nc: *x", "{a=1, b=2, c=*2}")]
    [InlineData("&k key: 1\nb: *k", "{key=1, b=*key}")]
    [InlineData("a: &k name\nb: {*k : 1}", "{a=name, b={name=1}}")]
    [InlineData("a: &x [1]\nb: [*x, *x]", "{a=[1], b=[*[*1], *[*1]]}")]
    [InlineData("a: &x [1]\nb: &y [*x]\nc: *y", "{a=[1], b=[*[*1]], c=*[*[*1]]}")]
    [InlineData("a: &x\nb: *x", "{a=, b=*}")]
    [InlineData("a: &x !!str\nb: *x", "{a=“”, b=*“”}")]
    public void Carries_out_aliases(string text, string expected) => Assert.Equal(expected, OneLine(GoodYaml(text)));

    [Theory]
    [InlineData("a: &x {p: 1, q: 2}\nb:\n  <<: *x\n  q: 3", "{a={p=1, q=2}, b={q=3, p=*1}}")]
    [InlineData("a: &x {p: 1, q: 2}\nb:\n  q: 3\n  <<: *x", "{a={p=1, q=2}, b={q=3, p=*1}}")]
    [InlineData("a: &x {p: 1}\nb: &y {p: 2, q: 2}\nc: {<<: [*x, *y], r: 3}", "{a={p=1}, b={p=2, q=2}, c={r=3, p=*1, q=*2}}")]
    [InlineData("a: {<<: {p: [1]}, q: 2}", "{a={q=2, p=*[*1]}}")]
    [InlineData("a: &x {p: 1}\nb: &y {<<: *x, q: 2}\nc: {<<: *y}", "{a={p=1}, b={q=2, p=*1}, c={q=*2, p=*1}}")]
    [InlineData("a: &x {p: 1}\nb: &y [*x, {q: 2}]\nc: {<<: *y}", "{a={p=1}, b=[*{p=*1}, {q=2}], c={p=*1, q=*2}}")]
    [InlineData("\"<<\": 1", "{<<=1}")]
    public void Carries_out_merge_keys(string text, string expected) => Assert.Equal(expected, OneLine(GoodYaml(text)));

    [Fact]
    public void Knows_where_an_alias_and_a_merge_stand()
    {
        var document = GoodYaml("a: &x {p: 1}\nb: *x\nc: {<<: *x}\nd: {<<: {q: 2}}\n");
        string Use(params string[] path)
        {
            var node = path.Aggregate(0, document.Child);
            return Slice(document, node) + " at " + Place(document.Range(node)) + " from " + Place(new SourceRange(document.File, document.AliasSpan(node)!.Value));
        }

        Assert.Equal("{p: 1} at 1:7-1:13 from 2:4-2:6", Use("b"));
        Assert.Equal("1 at 1:11-1:12 from 2:4-2:6", Use("b", "p"));
        Assert.Equal("1 at 1:11-1:12 from 3:9-3:11", Use("c", "p"));
        Assert.Equal("2 at 4:13-4:14 from 4:5-4:7", Use("d", "q"));
        Assert.Equal("2:1-2:2", Place(document.KeyRange(document.Child(0, "b"))));
        Assert.Equal("1:8-1:9", Place(document.KeyRange(document.Child(document.Child(0, "c"), "p"))));
    }

    [Theory]
    [InlineData("a: !!str 1", "{a=“1”}")]
    [InlineData("a: !!int \"5\"", "{a=5}")]
    [InlineData("a: !!map {b: !!seq [!!bool true, !!null '', !!float 1]}", "{a={b=[true, , 1]}}")]
    [InlineData("a: !<tag:yaml.org,2002:str> 1", "{a=“1”}")]
    [InlineData("a: !!str &x 1\nb: &y !!str 2", "{a=“1”, b=“2”}")]
    public void Understands_the_tags_of_the_core_schema(string text, string expected) => Assert.Equal(expected, OneLine(GoodYaml(text)));

    [Fact]
    public void Line_separators_of_YAML_1_1_are_ordinary_characters()
    {
        var document = GoodYaml("a: x\u0085y\u2028z\u2029\nb: \"\u2028\"\n");
        Assert.Equal("x\u0085y\u2028z\u2029", document.Text(document.Child(0, "a")));
        Assert.Equal("\u2028", document.Text(document.Child(0, "b")));
    }

    [Fact]
    public void Nodes_are_numbered_in_document_order_after_merges_and_duplicates()
    {
        var result = Yaml("a: {<<: {p: 1, q: {r: 2}}, s: 3}\na: 4\nb: [5]\n");
        var document = result.Document!;
        for (var node = 1; node < document.Count; node++)
        {
            Assert.True(document.Parent(node) < node);
            Assert.Contains(node, Children(document, document.Parent(node)));
        }

        Assert.Equal("{a={s=3, p=*1, q=*{r=*2}}, b=[5]}", OneLine(document));
    }

    [Fact]
    public void Repeated_values_share_one_string()
    {
        var document = GoodYaml("- status: active\n- status: active\n- status: active\n");
        var values = Children(document, 0).Select(c => document.Text(document.Child(c, "status"))).ToArray();
        Assert.Same(values[1], values[2]);
        Assert.Same(document.Key(document.Children(1)[0]), document.Key(document.Children(document.Children(0)[1])[0]));
    }

    [Fact]
    public void Chars_and_Text_agree()
    {
        var document = GoodYaml("[plain, 'quoted', \"esc\\n\", '', ]");
        foreach (var node in Children(document, 0))
        {
            var chars = document.Chars(node).ToString();
            Assert.Equal(document.Text(node), chars);
            Assert.Equal(chars, document.Chars(node).ToString());
        }
    }
}
