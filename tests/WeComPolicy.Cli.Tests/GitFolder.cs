using System.Diagnostics;

namespace WeComPolicy.Cli.Tests;

/// <summary>A git repository that goes away with the test.</summary>
internal sealed class GitFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public GitFolder()
    {
        Git("init", "--quiet", "--initial-branch=main");
    }

    public string Path => _folder.Path;

    public string Write(string name, string text) => _folder.Write(name, text);

    /// <summary>Commits everything and gives the commit a branch.</summary>
    public string Commit(string branch)
    {
        Git("add", "--all");
        Git("-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false", "commit", "--quiet", "--allow-empty", "-m", branch);
        Git("branch", "--force", branch);
        return Git("rev-parse", "HEAD").Trim();
    }

    public string Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = Path, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["GIT_AUTHOR_DATE"] = start.Environment["GIT_COMMITTER_DATE"] = "2026-01-01T00:00:00Z";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.Result);
        return output;
    }

    public void Dispose() => _folder.Dispose();
}
