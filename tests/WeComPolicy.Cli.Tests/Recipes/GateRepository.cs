using System.Diagnostics;
using WeComPolicy.Testing;

namespace WeComPolicy.Cli.Tests.Recipes;

/// <summary>
/// A repository with a tenant that has one known problem (WCP4008: an administrator whose WeChat account is not verified by real
/// name), and on top of that commit one of several changes. What a recipe expects lies in <c>ci/</c>.
/// </summary>
internal sealed class GateRepository : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public GateRepository(Change change)
    {
        Directory.CreateDirectory(Path);
        Git("init", "--quiet", "--initial-branch=main");
        foreach (var file in Directory.EnumerateFiles(RepositoryRoot.PathOf("examples", "tenants", "compliant")))
            Write($"tenants/acme/{System.IO.Path.GetFileName(file)}", File.ReadAllText(file));
        foreach (var script in (string[])["gate.sh", "comment.sh"])
            Write($"ci/{script}", File.ReadAllText(RepositoryRoot.PathOf("examples", "ci", script)));
        Edit("02-admins.yaml", "wechat_realname: true", "wechat_realname: false");
        Write(".gitignore", "/wecom-policy-reports/\n/.wecom-policy/\n");
        Base = change == Change.FirstTenant ? CommitWithoutTenants() : Commit("base");
        switch (change)
        {
            case Change.Harmless:
                Write("tenants/acme/README.md", "Nothing to see.\n");
                break;
            case Change.Mends:
                Edit("02-admins.yaml", "wechat_realname: false", "wechat_realname: true");
                break;
            case Change.Breaks:
                Edit("02-admins.yaml", "wechat_realname: true", "wechat_realname: false", last: true);
                break;
            case Change.Misspells:
                Edit("02-admins.yaml", "wechat_realname: false", "wechat_raelname: false");
                break;
        }

        Head = Commit("head");
    }

    /// <summary>What the head commit does to the base.</summary>
    public enum Change
    {
        Harmless,
        Mends,
        Breaks,
        Misspells,
        FirstTenant,
    }

    /// <summary>The work tree, at the head commit.</summary>
    public string Path => System.IO.Path.Combine(_folder.Path, "repository");

    /// <summary>A folder beside the work tree.</summary>
    public string Beside(string name) => Directory.CreateDirectory(System.IO.Path.Combine(_folder.Path, name)).FullName;

    public string Base { get; }

    public string Head { get; }

    public Shell Shell(bool hasTool = false) => new(_folder.Path) { HasTool = hasTool };

    /// <summary>A report that the gate has written.</summary>
    public string Report(string name) => File.ReadAllText(System.IO.Path.Combine(Path, "wecom-policy-reports", name));

    public void Dispose() => _folder.Dispose();

    /// <summary>Changes a text in a file of the tenant, at its first or last place.</summary>
    public void Edit(string file, string from, string to, bool last = false)
    {
        var path = System.IO.Path.Combine(Path, "tenants", "acme", file);
        var text = File.ReadAllText(path);
        var at = last ? text.LastIndexOf(from, StringComparison.Ordinal) : text.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{file} does not hold {from}");
        File.WriteAllText(path, string.Concat(text.AsSpan(0, at), to, text.AsSpan(at + from.Length)));
    }

    public string Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = Path, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false", .. arguments])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"git {string.Join(' ', arguments)}: {error.Result}");
        return output.Trim();
    }

    private void Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private string CommitWithoutTenants()
    {
        Git("add", "ci", ".gitignore");
        Git("commit", "--quiet", "-m", "base");
        return Git("rev-parse", "HEAD");
    }

    private string Commit(string message)
    {
        Git("add", "--all");
        Git("commit", "--quiet", "--allow-empty", "-m", message);
        return Git("rev-parse", "HEAD");
    }
}
