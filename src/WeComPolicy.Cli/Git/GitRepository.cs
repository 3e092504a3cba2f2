using System.Diagnostics;
using System.Text;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Cli.Git;

/// <summary>
/// Reads revisions of a repository through git's own commands for looking things up, and never anything that a repository's
/// configuration could turn into a program that runs: no hooks, filters, textconv, pagers, fetches or file system monitors.
/// Nothing is written into the repository or its work tree.
/// </summary>
internal sealed class GitRepository
{
    private const int MaxShown = 300;

    private readonly string _folder;

    private GitRepository(string folder, string root, string prefix)
    {
        _folder = folder;
        Root = root;
        Prefix = prefix;
    }

    /// <summary>The folder of the work tree; empty for a bare repository.</summary>
    public string Root { get; }

    /// <summary>Where the working directory lies below <see cref="Root"/>, with a slash at the end; empty at the root.</summary>
    public string Prefix { get; }

    /// <summary>The repository around a folder.</summary>
    /// <exception cref="OutputException">There is none, or git cannot be run.</exception>
    public static GitRepository Around(string folder)
    {
        var asked = Run(folder, ["rev-parse", "--show-cdup", "--show-prefix", "--is-inside-work-tree"]);
        if (asked.ExitCode != 0)
            throw Failed(new("这里不是可以读取的 git 仓库", "there is no git repository here that can be read"), asked.Error);
        var lines = asked.Output.Split('\n');
        var isInside = lines.Contains("true", StringComparer.Ordinal);
        var root = isInside ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(lines[0].Length == 0 ? "." : lines[0], folder)) : "";
        return new GitRepository(folder, root, isInside ? lines[1] : "");
    }

    /// <summary>The commit that a revision names, as a hexadecimal id; null where it names none.</summary>
    public string? Commit(string revision)
    {
        // What begins with a hyphen would be an option, whatever stands before it.
        if (revision.Length is 0 or > 1000 || revision[0] == '-' || revision.AsSpan().ContainsAny('\0', '\n', '\r'))
            return null;
        var asked = Run(_folder, ["rev-parse", "--verify", "--quiet", revision + "^{commit}"]);
        var id = asked.Output.TrimEnd('\n');
        return asked.ExitCode == 0 && IsId(id) ? id : null;
    }

    /// <summary>All files of a commit, in git's order.</summary>
    /// <param name="commit">As <see cref="Commit"/> gives it.</param>
    public IReadOnlyList<GitEntry> Files(string commit)
    {
        var asked = Run(_folder, ["ls-tree", "-r", "-z", "-l", "--full-tree", commit]);
        if (asked.ExitCode != 0)
            throw Failed(new("git 读不出这个版本的文件清单", "git cannot list the files of this revision"), asked.Error);
        var entries = new List<GitEntry>();
        foreach (var line in asked.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            // <mode> SP <type> SP <id> SP <size, padded> TAB <path>
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            var parts = tab < 0 ? [] : line[..tab].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length == 4 && IsId(parts[2]))
                entries.Add(new GitEntry(parts[0], parts[2], long.TryParse(parts[3], out var size) ? size : 0, line[(tab + 1)..]));
        }

        return entries;
    }

    /// <summary>Reads the contents of objects one by one, in the order of their ids.</summary>
    /// <param name="ids">Hexadecimal ids of blobs.</param>
    /// <param name="use">Gets the place in <paramref name="ids"/> and the content.</param>
    /// <exception cref="OutputException">An object is not there.</exception>
    public void Read(IReadOnlyList<string> ids, Action<int, byte[]> use)
    {
        if (ids.Count == 0)
            return;
        using var process = Start(_folder, ["cat-file", "--batch"], redirectInput: true);
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            var output = new BufferedStream(process.StandardOutput.BaseStream, 1 << 16);
            var input = process.StandardInput.BaseStream;
            for (var i = 0; i < ids.Count; i++)
            {
                input.Write(Encoding.ASCII.GetBytes(ids[i] + "\n"));
                input.Flush();
                var header = ReadLine(output).Split(' ');
                if (header.Length != 3 || header[1] != "blob" || !int.TryParse(header[2], out var size))
                    throw new IOException(string.Join(' ', header));
                var content = new byte[size];
                output.ReadExactly(content);
                output.ReadByte();
                use(i, content);
            }

            input.Close();
            process.WaitForExit();
        }
        catch (Exception e) when (e is IOException or EndOfStreamException)
        {
            Kill(process);
            throw Failed(
                new("git 读不出这个版本的全部内容：浅克隆或部分克隆请先取回对象（git fetch）", "git cannot read all of this revision: in a shallow or partial clone, fetch its objects first (git fetch)"),
                errors.IsCompleted ? errors.Result : e.Message);
        }
        catch
        {
            Kill(process);
            throw;
        }
    }

    private static string ReadLine(Stream stream)
    {
        var line = new List<byte>();
        for (var next = stream.ReadByte(); next != '\n'; next = stream.ReadByte())
        {
            if (next < 0 || line.Count > 4096)
                throw new EndOfStreamException();
            line.Add((byte)next);
        }

        return Encoding.UTF8.GetString([.. line]);
    }

    private static (int ExitCode, string Output, string Error) Run(string folder, IReadOnlyList<string> arguments)
    {
        using var process = Start(folder, arguments, redirectInput: false);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }

    private static Process Start(string folder, IReadOnlyList<string> arguments, bool redirectInput)
    {
        var start = new ProcessStartInfo(GitProgram.Find(Environment.GetEnvironmentVariable("PATH")) ?? throw NotRunnable())
        {
            WorkingDirectory = folder,
            RedirectStandardInput = redirectInput,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(false),
            StandardErrorEncoding = new UTF8Encoding(false),
            UseShellExecute = false,
        };
        foreach (var argument in (ReadOnlySpan<string>)
        [
            "--no-pager", "--no-replace-objects", "--no-optional-locks", "--literal-pathspecs",
            "-c", "core.fsmonitor=false", "-c", "core.hooksPath=", "-c", "core.sshCommand=", "-c", "core.gitProxy=",
            "-c", "core.quotePath=false", "-c", "core.attributesFile=", "-c", "credential.helper=", "-c", "protocol.allow=never",
        ])
            start.ArgumentList.Add(argument);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        // What a caller's environment says about configuration, tracing and programs to run is not for us.
        foreach (var name in start.Environment.Keys.Where(IsNotForUs).ToList())
            start.Environment.Remove(name);
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_NO_LAZY_FETCH"] = "1";
        start.Environment["GIT_ALLOW_PROTOCOL"] = "none";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["LC_ALL"] = "C";
        try
        {
            return Process.Start(start) ?? throw NotRunnable();
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            throw NotRunnable();
        }
    }

    private static bool IsNotForUs(string name) =>
        name.StartsWith("GIT_CONFIG", StringComparison.Ordinal) || name.StartsWith("GIT_TRACE", StringComparison.Ordinal)
        || name is "GIT_EXTERNAL_DIFF" or "GIT_SSH" or "GIT_SSH_COMMAND" or "GIT_ASKPASS" or "GIT_PAGER" or "GIT_EXEC_PATH" or "GIT_PROXY_COMMAND" or "GIT_ALTERNATE_OBJECT_DIRECTORIES";

    private static void Kill(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    private static bool IsId(string text) => text.Length is 40 or 64 && text.All(char.IsAsciiHexDigitLower);

    private static OutputException Failed(Bilingual what, string error)
    {
        var said = error.Trim().Split('\n')[0];
        var quoted = said.Length == 0 ? "" : $": {Excerpt.Whole(said.Length > MaxShown ? said[..MaxShown] : said)}";
        return new OutputException(new Bilingual(what.Zh + quoted.Replace(": ", "：", StringComparison.Ordinal), what.En + quoted));
    }

    private static OutputException NotRunnable() => new(new Bilingual(
        "比较 git 版本需要 git，而它无法运行：请安装 git，或比较两个文件、两个文件夹",
        "comparing revisions needs git, which cannot be run: install it, or compare two files or folders"));
}
