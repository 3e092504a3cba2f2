using WeComPolicy.Testing;

namespace WeComPolicy.Cli.Tests.Recipes;

/// <summary>The comment under a pull or merge request: one, replaced in place, and never somebody else's.</summary>
public sealed class CommentTests : IDisposable
{
    private const string Marker = "<!-- wecom-policy: gate -->\n";

    private readonly TemporaryFolder _folder = new();
    private readonly CommentServer _server = new();

    public CommentTests() => _folder.Write("report.md", "## ❌ \"quoted\" \\ $(touch owned) `touch owned`\n中文\n");

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("github", "PATCH")]
    [InlineData("gitlab", "PUT")]
    public void One_comment_is_written_and_then_replaced(string server, string update)
    {
        if (!Shell.IsThere)
            return;
        for (var i = 0; i < 130; i++)
            _server.Comments.Add(new CommentServer.Comment(i, i == 50 ? Marker + "a quotation by somebody" : $"comment {i}", IsBot: false));
        Run(server).Is(0);
        Assert.Equal(("POST", 131), (_server.Last, _server.Comments.Count));
        Assert.Equal(Marker + File.ReadAllText(Path.Combine(_folder.Path, "report.md")), _server.Comments[^1].Body);
        _folder.Write("report.md", "## ✅\n");
        Run(server).Is(0);
        Assert.Equal((update, 131, Marker + "## ✅\n"), (_server.Last, _server.Comments.Count, _server.Comments[^1].Body));
        Assert.Equal(Marker + "a quotation by somebody", _server.Comments[50].Body);
        Run(server, "nightly").Is(0);
        Assert.Equal(132, _server.Comments.Count);
        Assert.EndsWith("a-made-up-token", _server.Authorization, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder.Path, "owned")));
    }

    [Theory]
    [InlineData("github")]
    [InlineData("gitlab")]
    public void A_comment_that_is_refused_fails_nothing_and_is_told(string server)
    {
        if (!Shell.IsThere)
            return;
        _server.IsReadOnly = true;
        var outcome = Run(server);
        outcome.Is(0);
        Assert.Contains("the comment could not be written", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("a-made-up-token", outcome.Output, StringComparison.Ordinal);
    }

    private Shell.Outcome Run(string server, string name = "") => new Shell(_folder.Path).Run(
        "bash",
        $"bash '{RepositoryRoot.PathOf("examples", "ci", "comment.sh")}' report.md {name}",
        _folder.Path,
        server == "github"
            ? new Dictionary<string, string> { ["GITHUB_API_URL"] = _server.Address, ["GITHUB_REPOSITORY"] = "acme/tenants", ["GITHUB_TOKEN"] = "a-made-up-token", ["WECOM_POLICY_PULL_REQUEST"] = "7" }
            : new Dictionary<string, string> { ["GITLAB_CI"] = "true", ["CI_API_V4_URL"] = _server.Address, ["CI_PROJECT_ID"] = "12", ["CI_MERGE_REQUEST_IID"] = "7", ["GITLAB_TOKEN"] = "a-made-up-token" });
}
