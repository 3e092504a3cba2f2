using System.Globalization;
using WeComPolicy.CodeScan.Inputs;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Inputs;

namespace WeComPolicy.CodeScan.Projects;

/// <summary>Tells what lies in a folder that is scanned and is not read, though it has to do with WeCom.</summary>
internal sealed class UnreadNotes(string workingDirectory)
{
    private const int MaxNames = 5;

    private const long MaxSubmodules = 1024 * 1024;

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>Files in other languages, and configuration that is too large; at most one note.</summary>
    /// <param name="root">The folder, absolute.</param>
    /// <param name="files">The files in it that are neither source nor configuration.</param>
    public IEnumerable<InputDiagnostic> Files(string root, IEnumerable<WalkedFile> files)
    {
        var places = files.Where(file => !_told.Contains(file.Path)).AsParallel().AsOrdered().Select(file => (file.Path, Line: UnreadFile.FirstLine(file))).Where(place => place.Line is not null).ToList();
        if (places.Count == 0)
            yield break;
        _told.UnionWith(places.Select(place => place.Path));
        var shown = places.Take(MaxNames).Select(place => $"{Shown(place.Path)}:{place.Line!.Value.ToString(CultureInfo.InvariantCulture)}").ToList();
        var rest = places.Count - shown.Count;
        yield return InputDiagnostic.About(Shown(root), "files-not-read",
            new(
                $"{places.Count} 个文件涉及企业微信接口或密钥，但不是 C# 或可读取的配置，没有检查：{string.Join("、", shown)}{(rest > 0 ? $" 等（另有 {rest} 个）" : "")}。",
                $"{places.Count} files have to do with WeCom's API or a secret and are neither C# nor configuration that is read; they were not judged: {string.Join(", ", shown)}{(rest > 0 ? $" and {rest} more" : "")}."),
            new("请用相应语言的工具检查这些文件，或自行确认其中没有密钥。", "Check them with a tool for their language, or make sure yourself that they hold no secret.")) with { IsWarning = true };
    }

    /// <summary>Submodules of git whose code was not fetched.</summary>
    /// <param name="root">The folder, absolute.</param>
    /// <param name="files">The files in it.</param>
    public IEnumerable<InputDiagnostic> Submodules(string root, IReadOnlyList<WalkedFile> files)
    {
        foreach (var list in files.Where(file => file is { Name: ".gitmodules", InOutput: false, Length: > 0 and <= MaxSubmodules }))
        {
            var folder = Path.GetDirectoryName(list.Path)!;
            foreach (var name in Paths(list.Path))
            {
                var path = Path.GetFullPath(name, folder);
                if (!ProjectFinder.IsWithin(path, root) || (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any()) || !_told.Add(path))
                    continue;
                yield return InputDiagnostic.About(Shown(path), "submodule-not-fetched",
                    new("这个 git 子模块是空的，其中的代码没有检查。", "This submodule of git is empty; its code was not judged."),
                    new("请先运行 git submodule update --init 再扫描。", "Run git submodule update --init, then scan again.")) with { IsWarning = true };
            }
        }
    }

    private static List<string> Paths(string file)
    {
        try
        {
            return [.. (CodeText.Read(file) ?? "").Split('\n').Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries)).Where(pair => pair is ["path", { Length: > 0 }]).Select(pair => pair[1]).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private string Shown(string path) => DisplayPath.Of(path, workingDirectory);
}
