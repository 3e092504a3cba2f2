using WeComPolicy.Testing;

namespace WeComPolicy.Engine.Tests.Snapshots;

public sealed class VerifierTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wecom-policy-").FullName;

    private string Base => Path.Combine(_folder, "Class.Method");

    private string Verified => Base + ".verified.txt";

    private string Received => Base + ".received.txt";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Without_a_snapshot_it_fails_and_leaves_what_it_received()
    {
        var error = Assert.Throws<VerifyException>(() => Verifier.Compare("new", Base, "txt", accept: false));
        Assert.Equal("new", File.ReadAllText(Received));
        Assert.False(File.Exists(Verified));
        Assert.Contains(Received, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_match_deletes_what_was_received_before()
    {
        File.WriteAllText(Verified, "\uFEFFa\r\nb");
        File.WriteAllText(Received, "old");
        Verifier.Compare("a\nb", Base, "txt", accept: false);
        Assert.False(File.Exists(Received));
    }

    [Fact]
    public void A_difference_is_shown_with_its_surroundings()
    {
        File.WriteAllText(Verified, string.Concat(Enumerable.Range(0, 20).Select(i => $"line {i}\n")));
        var text = File.ReadAllText(Verified).Replace("line 10", "line ten", StringComparison.Ordinal);
        var error = Assert.Throws<VerifyException>(() => Verifier.Compare(text, Base, "txt", accept: false));
        Assert.Contains("  …\n  line 7\n  line 8\n  line 9\n- line 10\n+ line ten\n  line 11\n", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("line 2\n", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Accepting_writes_the_snapshot()
    {
        File.WriteAllText(Received, "old");
        Verifier.Compare("new\r\n", Base, "txt", accept: true);
        Assert.Equal("new\n"u8.ToArray(), File.ReadAllBytes(Verified));
        Assert.False(File.Exists(Received));
    }

    [Fact]
    public void Only_the_last_line_feed_differs() =>
        Assert.Contains("line feed", SnapshotDiff.Of("a\n", "a"), StringComparison.Ordinal);

    [Fact]
    public Task Finds_its_snapshot_beside_the_test() => Verifier.Verify("the text\n", parameters: "case=1");

    [Fact]
    public void The_repository_has_a_root() => Assert.True(Directory.Exists(RepositoryRoot.PathOf("src", "WeComPolicy.Engine")));
}
