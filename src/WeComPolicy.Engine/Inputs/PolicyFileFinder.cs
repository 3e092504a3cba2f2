using System.Text.RegularExpressions;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Inputs;

/// <summary>
/// Finds and reads the files of policies and cases that a path names. What a folder holds and cannot be read is told, never left
/// out without a word.
/// </summary>
public static partial class PolicyFileFinder
{
    /// <summary>The files, by path; what cannot be found or read is reported.</summary>
    /// <param name="path">A file, or a folder that is searched with all its sub-folders.</param>
    /// <param name="workingDirectory">What a relative path starts from.</param>
    /// <param name="wanted">Which files of a folder are meant, by path; a file that was named itself is always meant.</param>
    /// <param name="diagnostics">Where mistakes go.</param>
    public static IReadOnlyList<SourceFile> Find(string path, string workingDirectory, Func<string, bool> wanted, ICollection<InputDiagnostic> diagnostics)
    {
        var files = FindIfAny(path, workingDirectory, wanted, diagnostics);
        if (files.Count == 0 && diagnostics.All(d => d.IsWarning))
        {
            diagnostics.Add(InputDiagnostic.About(
                DisplayPath.Named(path),
                "no-policy-files",
                new Bilingual($"“{Excerpt.Of(path)}”里没有策略或用例文件。", $"There is no file of policies or cases in '{Excerpt.Of(path)}'."),
                new Bilingual("策略文件的扩展名是 .yaml、.yml 或 .json。", "Such files end in .yaml, .yml or .json.")));
        }

        return files;
    }

    /// <summary>As <see cref="Find"/>, where a folder need not hold any.</summary>
    /// <inheritdoc cref="Find"/>
    public static IReadOnlyList<SourceFile> FindIfAny(string path, string workingDirectory, Func<string, bool> wanted, ICollection<InputDiagnostic> diagnostics)
    {
        var full = Path.GetFullPath(path, workingDirectory);
        var search = new Search(full, workingDirectory, wanted, diagnostics);
        if (Directory.Exists(full))
            search.Folder();
        else
            search.Read(full, isNamed: true);
        return search.Files;
    }

    [GeneratedRegex("""^schema: *["']?wecom-policy/(profile|waivers|config)/v\d+["']?[ \t]*(#.*)?\r?$""", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex OtherKind();

    private sealed class Search(string root, string workingDirectory, Func<string, bool> wanted, ICollection<InputDiagnostic> diagnostics)
    {
        public List<SourceFile> Files { get; } = [];

        public void Folder()
        {
            var found = new List<string>();
            var pending = new Stack<string>([root]);
            while (pending.TryPop(out var folder))
            {
                foreach (var entry in Entries(folder))
                {
                    if (entry is not DirectoryInfo)
                        found.Add(entry.FullName);
                    else if (entry.LinkTarget is null)
                        pending.Push(entry.FullName);
                    else
                        ReportLink(entry.FullName);
                }
            }

            foreach (var file in found.Where(f => IsPolicyName(f) && wanted(f)).Order(StringComparer.Ordinal))
                Read(file, isNamed: false);
        }

        public void Read(string file, bool isNamed)
        {
            var shown = DisplayPath.Of(file, workingDirectory);
            var (source, problem) = SourceFileReader.Read(file, shown, DocumentLimits.Default);
            if (source is null)
                Report(problem!);
            else if (!isNamed && IsOfAnotherKind(source.Text))
                return;
            else if (isNamed || !IsOther(file) || StatesFormat(source.Text))
                Files.Add(source);
            else if (!IsSchema(file))
                ReportOther(shown);
        }

        private FileSystemInfo[] Entries(string folder)
        {
            try
            {
                return new DirectoryInfo(folder).GetFileSystemInfos();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.SecurityException)
            {
                Report(InputDiagnostic.About(
                    DisplayPath.Of(folder, workingDirectory),
                    "no-permission",
                    new Bilingual("没有读取这个文件夹的权限，或读取失败，其中的策略未执行。", "This folder cannot be read, or not by this user: its policies were not run."),
                    new Bilingual("请检查权限。", "Check the permissions.")));
                return [];
            }
        }

        private static bool IsPolicyName(string file) => DataFile.Is(file);

        // JSON is in every repository, and what lies among schemas describes policies: they count where they say that they are some.
        private bool IsOther(string file) => file.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || IsSchema(file);

        private static bool StatesFormat(string text) =>
            !text.Contains("\"$schema\"", StringComparison.Ordinal)
            && (text.Contains("wecom-policy/pack/", StringComparison.Ordinal) || text.Contains("wecom-policy/cases/", StringComparison.Ordinal));

        // Profiles, waivers and project files may lie among the policies that they speak of.
        private static bool IsOfAnotherKind(string text) => OtherKind().IsMatch(text);

        private bool IsSchema(string file) => Path.GetRelativePath(root, file).Replace('\\', '/').StartsWith("schema/", StringComparison.Ordinal);

        private void ReportLink(string folder) => Report(InputDiagnostic.About(
            DisplayPath.Of(folder, workingDirectory),
            "linked-folder",
            new Bilingual("这是指向另一个文件夹的链接，其中的策略未读取。", "This is a link to another folder: the policies in it are not read."),
            new Bilingual("请删除链接，或用 --policy 单独指定那个文件夹。", "Remove the link, and name that folder with --policy of its own.")));

        private void ReportOther(string shown) => Report(InputDiagnostic.About(
            shown,
            "no-policy-file",
            new Bilingual("这个 JSON 文件没有写明是策略或用例，未读取。", "This JSON file does not say that it holds policies or cases: it is not read."),
            new Bilingual("策略文件的第一个键应为 schema: wecom-policy/pack/v1。", "A file of policies begins with schema: wecom-policy/pack/v1."))
        with { IsWarning = true });

        // A folder can be searched twice, for policies and for cases.
        private void Report(InputDiagnostic diagnostic)
        {
            if (!diagnostics.Contains(diagnostic))
                diagnostics.Add(diagnostic);
        }
    }
}
