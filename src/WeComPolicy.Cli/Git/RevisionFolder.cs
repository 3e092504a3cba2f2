using WeComPolicy.CodeScan.Inputs;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Inputs;
using WeComPolicy.Expressions;

namespace WeComPolicy.Cli.Git;

/// <summary>
/// The files of a revision that a scan could read, in a folder of their own that only this user can look into and that goes away
/// again. Links and other repositories inside are left out, and told.
/// </summary>
internal sealed class RevisionFolder : IDisposable
{
    // More is no repository of tenants, but something made to fill a disk.
    private const int MaxFiles = 500_000;
    private const long MaxBytes = 4L << 30;

    private readonly DirectoryInfo _folder;

    private RevisionFolder(DirectoryInfo folder) => _folder = folder;

    /// <summary>The folder; it stands for the root of the repository.</summary>
    public string Path => _folder.FullName;

    /// <summary>What was left out though a scan would read it.</summary>
    public IReadOnlyList<InputDiagnostic> Diagnostics { get; private init; } = [];

    /// <summary>Paths of links and other repositories that were left out, and of which <see cref="Diagnostics"/> tell.</summary>
    public IReadOnlySet<string> LeftOut { get; private init; } = new HashSet<string>();

    /// <summary>Takes the files out of the repository.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="commit">The commit.</param>
    /// <param name="label">The revision as messages call it.</param>
    /// <param name="wantsCode">Whether code at a path is asked for; everything else that a scan reads comes in any case.</param>
    /// <param name="isAskedFor">Whether a path lies at, in or around what is asked for by name.</param>
    /// <param name="isNews">Whether it is a mistake that a link or another repository at a path that is asked for is not read.</param>
    /// <exception cref="OutputException">The revision holds what cannot be taken out, or too much.</exception>
    public static RevisionFolder Of(GitRepository repository, string commit, string label, Func<string, bool> wantsCode, Func<string, bool> isAskedFor, Func<string, bool> isNews)
    {
        var files = new List<GitEntry>();
        var diagnostics = new List<InputDiagnostic>();
        var leftOut = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in repository.Files(commit))
        {
            // Behind it may lie a folder: what is in it would be gone without a word.
            if (!entry.IsFile && isAskedFor(entry.Path) && (System.IO.Path.GetExtension(entry.Path).Length == 0 || DataFile.Is(entry.Path)))
            {
                leftOut.Add(entry.Path);
                diagnostics.Add(NotFollowed(entry) with { IsWarning = !isNews(entry.Path) });
                continue;
            }

            if (!IsWanted(entry.Path, entry.Size, wantsCode))
                continue;
            if (!IsSafe(entry.Path))
                throw new OutputException(new Bilingual(
                    $"版本“{label}”里的路径“{Excerpt.Of(entry.Path)}”不能在这台机器上表示",
                    $"the revision '{label}' has a path that this machine cannot hold: '{Excerpt.Of(entry.Path)}'"));
            if (entry.IsFile)
                files.Add(entry);
            else if (entry.IsLink)
                diagnostics.Add(NotFollowed(entry));
        }

        if (files.Count > MaxFiles || files.Sum(f => f.Size) > MaxBytes)
            throw new OutputException(new Bilingual(
                $"版本“{label}”太大：{files.Count} 个文件；请用“-- 路径”只比较一部分，或比较两个文件夹",
                $"the revision '{label}' is too large: {files.Count} files; compare a part of it with '-- PATH', or compare two folders"));
        var folder = new RevisionFolder(Directory.CreateTempSubdirectory("wecom-policy-")) { Diagnostics = diagnostics, LeftOut = leftOut };
        try
        {
            // A scan of code takes what holds this for the root of the repository.
            Directory.CreateDirectory(System.IO.Path.Combine(folder.Path, ".git"));
            repository.Read([.. files.Select(f => f.Id)], (i, content) =>
            {
                var path = System.IO.Path.Combine(folder.Path, files[i].Path.Replace('/', System.IO.Path.DirectorySeparatorChar));
                Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
                File.WriteAllBytes(path, content);
            });
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            folder.Dispose();
            throw new OutputException(new Bilingual(
                $"无法把版本“{label}”的文件放进临时文件夹：请检查磁盘空间和权限",
                $"the files of the revision '{label}' cannot be put into a temporary folder: check its space and permissions"));
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What is left lies in the folder for temporary files, and no verdict depends on it.
        }
    }

    private static bool IsWanted(string path, long size, Func<string, bool> wantsCode)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return DataFile.Is(name)
            || (CodeTarget.IsReadByName(name, size) && wantsCode(path));
    }

    // Git itself refuses most of these when it writes a work tree; a repository can be made by hand.
    private static bool IsSafe(string path) =>
        path.Length is > 0 and < 4096
        && path.Split('/').All(part => part.Length > 0 && part is not ("." or "..") && !part.Equals(".git", StringComparison.OrdinalIgnoreCase))
        && (!OperatingSystem.IsWindows() || path.AsSpan().IndexOfAny("\\:*?\"<>|") < 0);

    private static InputDiagnostic NotFollowed(GitEntry entry) => InputDiagnostic.About(
        DisplayPath.Named(entry.Path),
        "link-not-followed",
        entry.IsLink
            ? new Bilingual("这是符号链接，比较 git 版本时不读取它所指的文件或文件夹。", "This is a symbolic link: comparing revisions does not read the file or folder that it points to.")
            : new Bilingual("这是另一个仓库（子模块），比较 git 版本时不读取其中的文件。", "This is another repository (a submodule): comparing revisions does not read the files in it."),
        new Bilingual("请把文件本身提交到仓库，或比较两个文件夹。", "Commit the files themselves, or compare two folders.")) with { IsWarning = true };
}
