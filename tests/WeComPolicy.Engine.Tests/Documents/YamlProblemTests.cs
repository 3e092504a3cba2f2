using WeComPolicy.Engine.Documents;
using static WeComPolicy.Engine.Tests.Documents.DocumentText;

namespace WeComPolicy.Engine.Tests.Documents;

public sealed class YamlProblemTests
{
    [Theory]
    [InlineData("a: 1\n  b: 2\n", "unexpected-colon 2:4-2:5")]
    [InlineData("a: b: c\n", "unexpected-colon 1:5-1:6")]
    [InlineData("a:\n    b: 1\n  c: 2\n", "bad-indentation 3:3-3:4")]
    [InlineData("- a\nb: 1\n", "bad-indentation 2:1-2:2")]
    [InlineData("a: 1\n- b\n", "bad-indentation 2:1-2:2")]
    [InlineData("a: [1, 2\nb: 3\n", "bad-indentation 2:1-2:2")]
    [InlineData("a:\n\tb: 1\n", "tab-indentation 2:1-2:2")]
    [InlineData("a:\n  \tb: 1\n", "tab-indentation 2:3-2:4")]
    [InlineData("a:\n  b: 1\n \tc: 2\n", "tab-indentation 3:2-3:3")]
    [InlineData("a: 1\nfoo bar \nb: 2\n", "missing-colon 2:1-2:8")]
    [InlineData("a: \"x\nb: 1\n", "unclosed-quote 1:4-1:5")]
    [InlineData("a: 'x\nb: 1\n", "unclosed-quote 1:4-1:5")]
    [InlineData("a: \"c:\\path\"\n", "bad-escape 1:7-1:9")]
    [InlineData("a: \"\\uZZ\"\n", "bad-escape 1:7-1:8")]
    [InlineData("a: - b\n", "misplaced-item 1:4-1:5")]
    [InlineData("a: [1, 2", "unclosed-bracket 1:4-1:5")]
    [InlineData("a: {x: 1 \"y\": 2}\n", "expected-comma 1:13-1:14")]
    [InlineData("a: ]\n", "unexpected-bracket 1:4-1:5")]
    [InlineData("a: [,]\n", "unexpected-text 1:5-1:6")]
    [InlineData("a: \"b\" c\n", "unexpected-text 1:8-1:9")]
    [InlineData("a: @x\n", "unexpected-character 1:4-1:5")]
    [InlineData("a: |x\n  y\n", "bad-block-scalar 1:5-1:6")]
    [InlineData("a: 'x'#c\n", "bad-comment 1:7-1:8")]
    [InlineData("a: &[ b\n", "bad-anchor 1:4-1:5")]
    [InlineData("%YAML\n---\na: 1", "bad-directive 1:1-1:2")]
    [InlineData("a: 1\u0007\n", "control-character 1:5-1:6")]
    [InlineData("a: \0", "control-character 1:4-1:5")]
    [InlineData("", "empty-document 1:1-1:1")]
    [InlineData("# only\n", "empty-document 2:1-2:1")]
    [InlineData("---\n...\n", "empty-document 2:1-2:1")]
    [InlineData("a: 1\n---\nb: 2\n", "several-documents 2:1-2:4")]
    [InlineData("a: 1\n...\nb: 2\n", "several-documents 3:1-3:2")]
    [InlineData("a:\n  n: x\n  count：300\n  b: 1\n", "full-width-colon 3:8-3:9")]
    [InlineData("a:\n  count：300\n  b: 1\n", "full-width-colon 2:8-2:9")]
    [InlineData("a:\r\n  count：300\r\n  b: 1\r\n", "full-width-colon 2:8-2:9")]
    [InlineData("a:\n  m：1\n  n：2\n  b: 1\n", "full-width-colon 2:4-2:5")]
    [InlineData("- m：1\n  n: 2\n", "full-width-colon 1:4-1:5")]
    [InlineData("corp：\n  name: x\n", "full-width-colon 1:5-1:6")]
    [InlineData("a: 1\n公司：甲\n", "full-width-colon 2:3-2:4")]
    [InlineData("a: |\n  m：1\nb: c: d\n", "unexpected-colon 3:5-3:6")]
    [InlineData("a:\n  n: x\n  industry:it\n  b: 1\n", "no-space-behind-colon 3:11-3:12")]
    [InlineData("a:\n  industry:it\n  b: 1\n", "no-space-behind-colon 2:11-2:12")]
    [InlineData("a: 1\nhttp://x\nb: 2\n", "missing-colon 2:1-2:9")]
    [InlineData("a: [\"b\"，\"c\"]\n", "full-width-punctuation 1:8-1:9")]
    [InlineData("a: {\"b\"：1}\n", "full-width-punctuation 1:8-1:9")]
    [InlineData("a: \"b\"，\n", "full-width-punctuation 1:7-1:8")]
    public void A_syntax_error_ends_the_reading_with_one_diagnostic(string text, string expected)
    {
        var result = Yaml(text);
        Assert.Null(result.Document);
        Assert.Equal([expected], Problems(result));
    }

    [Theory]
    [InlineData("a: 1\na: 2\nb: {c: 1, 'c': 2}\n", "duplicate-key 2:1-2:2|duplicate-key 3:11-3:14", "{a=1, b={c=1}}")]
    [InlineData("<<: {a: 1}\n<<: {b: 1}\n", "duplicate-key 2:1-2:3", "{a=*1}")]
    [InlineData("a: *nope\nb: 1", "undefined-alias 1:4-1:9", "{a=, b=1}")]
    [InlineData("a: &x [*x, 1]", "recursive-alias 1:8-1:10", "{a=[, 1]}")]
    [InlineData("a: &x {<<: *x, b: 1}", "recursive-alias 1:12-1:14", "{a={b=1}}")]
    [InlineData("a: {<<: 1, b: 2}", "bad-merge 1:9-1:10", "{a={b=2}}")]
    [InlineData("a: &x 1\nb: {<<: [*x, {c: 1}]}", "bad-merge 2:10-2:12", "{a=1, b={c=*1}}")]
    [InlineData("? [a]\n: {x: 1, x: 2}\nb: 1", "complex-key 1:3-1:4|duplicate-key 2:10-2:11", "{b=1}")]
    [InlineData("a: {{ x }}", "complex-key 1:5-1:6", "{a={}}")]
    [InlineData("a: &x [1]\n*x : 1", "complex-key 2:1-2:3", "{a=[1]}")]
    [InlineData(": x\nb: 1", "empty-key 1:1-1:1", "{b=1}")]
    [InlineData("a: !foo x", "unsupported-tag 1:4-1:8", "{a=x}")]
    [InlineData("a: ! x", "unsupported-tag 1:4-1:5", "{a=x}")]
    [InlineData("a: !x\nb: 1", "unsupported-tag 1:4-1:6", "{a=“!x”, b=1}")]
    [InlineData("a: !!binary {}", "unsupported-tag 1:4-1:12", "{a={}}")]
    [InlineData("a: !!int x", "tag-mismatch 1:10-1:11", "{a=x}")]
    [InlineData("a: !!str {}", "tag-mismatch 1:4-1:9", "{a={}}")]
    [InlineData("%YAML 1.1\n---\na: 1", "yaml-version 1:1-1:10", "{a=1}")]
    [InlineData("%FOO #x\n---\na: 1", "unsupported-directive 1:1-1:8", "{a=1}")]
    [InlineData("%TAG !e! tag:x,2000:\n---\na: 1", "unsupported-directive 1:1-1:21", "{a=1}")]
    public void Other_mistakes_are_all_reported(string text, string expected, string tree)
    {
        var result = Yaml(text);
        Assert.Equal(expected, string.Join('|', Problems(result)));
        Assert.False(result.Success);
        Assert.Equal(tree, OneLine(result.Document!));
    }

    [Fact]
    public void A_duplicate_key_names_both_places()
    {
        var diagnostic = Assert.Single(Yaml("a: 1\nb: 2\n  \na: 3\n").Diagnostics);
        Assert.Equal("t.yaml", diagnostic.Path);
        Assert.Equal(4, diagnostic.Range!.Value.Start.Line);
        Assert.Contains("line 1, column 1", diagnostic.Message.En, StringComparison.Ordinal);
        Assert.Contains("第 1 行第 1 列", diagnostic.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void A_duplicate_key_is_found_in_a_large_mapping()
    {
        var text = string.Concat(Enumerable.Range(0, 1000).Select(i => $"k{i}: {i}\n")) + "k500: x\n";
        Assert.Equal(["duplicate-key 1001:1-1001:5"], Problems(Yaml(text)));
    }

    [Fact]
    public void An_unknown_alias_gets_a_suggestion() =>
        Assert.Contains("*default", Yaml("a: &default 1\nb: *defualt").Diagnostics[0].Help!.Value.En, StringComparison.Ordinal);

    [Fact]
    public void Messages_cannot_steer_a_terminal()
    {
        var diagnostic = Assert.Single(Yaml("\"\\e[31mred\": 1\n\"\\e[31mred\": 2\n").Diagnostics);
        Assert.DoesNotContain('\u001B', diagnostic.Message.En);
        Assert.Contains("\\u001B", diagnostic.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_message_exists_in_both_languages()
    {
        string[] texts = ["a: 1\n  b: 2", "a: 'x", "a: 1\na: 2", "a: *x", "a: !x y", "- a\nb: 1", "a: [", "a: \"\\q\"", "", "a\n---\nb"];
        foreach (var diagnostic in texts.SelectMany(t => Yaml(t).Diagnostics))
        {
            Assert.Contains(diagnostic.Message.Zh, c => c >= '\u4E00');
            Assert.DoesNotContain(diagnostic.Message.En, c => c >= '\u4E00');
            Assert.NotNull(diagnostic.Help);
        }
    }
}
