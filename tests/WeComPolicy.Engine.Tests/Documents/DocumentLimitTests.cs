using WeComPolicy.Engine.Documents;
using static WeComPolicy.Engine.Tests.Documents.DocumentText;

namespace WeComPolicy.Engine.Tests.Documents;

public sealed class DocumentLimitTests
{
    [Fact]
    public void Depth_is_limited_before_the_rest_is_read()
    {
        Assert.Equal(["too-deep 1:65-1:66"], Problems(Yaml(new string('[', 10_000_000))));
        Assert.Equal(["too-deep 1:65-1:66"], Problems(Json(new string('[', 10_000_000))));
        Assert.Equal(["too-deep 65:65-65:66"], Problems(Yaml(string.Concat(Enumerable.Range(0, 10_000).Select(i => new string(' ', i) + "a:\n")))));
        Assert.Equal(["too-deep 1:129-1:130"], Problems(Yaml(string.Concat(Enumerable.Repeat("- ", 100_000)))));
    }

    [Fact]
    public void The_depth_limit_itself_is_allowed()
    {
        Assert.Empty(Yaml(new string('[', 64) + new string(']', 64)).Diagnostics);
        Assert.Empty(Json(new string('[', 64) + new string(']', 64)).Diagnostics);
        Assert.Equal(["too-deep 1:3-1:4"], Problems(Json("[[[]]]", new DocumentLimits { MaxDepth = 2 })));
    }

    [Fact]
    public void Aliases_cannot_nest_deeper_than_text()
    {
        var limits = new DocumentLimits { MaxDepth = 5 };
        Assert.Empty(Yaml("a: &x [[1]]\nb: [[*x]]", limits).Diagnostics);
        Assert.Equal(["too-deep 2:7-2:9"], Problems(Yaml("a: &x [[1]]\nb: [[[*x]]]", limits)));
    }

    [Fact]
    public void A_billion_laughs_stop_early()
    {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
            + string.Concat(Enumerable.Range(1, 9).Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));
        var result = Yaml(text);
        Assert.Null(result.Document);
        Assert.StartsWith("too-many-alias-nodes", Assert.Single(Problems(result)), StringComparison.Ordinal);
    }

    [Fact]
    public void Many_aliases_of_a_small_block_are_fine()
    {
        var text = "base: &b {p: 1, q: 2}\nlist:\n" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"- {{<<: *b, id: {i}}}\n"));
        Assert.Empty(Yaml(text, new DocumentLimits { MaxAliasNodes = 10 }).Diagnostics);
    }

    [Fact]
    public void Long_values_are_refused_without_reading_them_whole()
    {
        var limits = new DocumentLimits { MaxScalarLength = 1000 };
        Assert.Empty(Yaml("a: " + new string('x', 1000), limits).Diagnostics);
        Assert.Equal(["too-long 1:4-1:5"], Problems(Yaml("a: " + new string('x', 1001), limits)));
        Assert.Equal(["too-long 1:4-1:5"], Problems(Yaml("a: \"" + new string('x', 1_000_000), limits)));
        Assert.Equal(["too-long 1:1-1:2"], Problems(Json("\"" + new string('x', 1001) + "\"", limits)));
        Assert.Empty(Yaml("#" + new string('x', 1_000_000) + "\n" + new string('\n', 1_000_000) + "a: 1", limits).Diagnostics);
    }

    [Fact]
    public void Nodes_comments_and_diagnostics_are_counted()
    {
        Assert.Equal(["too-many-nodes 1:5-1:6"], Problems(Yaml("[1, 2, 3]", new DocumentLimits { MaxNodes = 2 })));
        Assert.Equal(["too-many-comments 2:1-2:2"], Problems(Yaml("#\n#\na: 1", new DocumentLimits { MaxComments = 1 })));
        var problems = Problems(Yaml(string.Concat(Enumerable.Repeat("a: 1\n", 100)), new DocumentLimits { MaxDiagnostics = 3 }));
        Assert.Equal(["duplicate-key 2:1-2:2", "duplicate-key 3:1-3:2", "duplicate-key 4:1-4:2", "too-many-problems 5:1-5:2"], problems);
    }
}
