using Microsoft.Extensions.FileSystemGlobbing;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Inputs;

/// <summary>Finds the tenants that paths name. An argument that names nothing is a mistake, never an empty scan.</summary>
public static class InputFinder
{
    /// <summary>
    /// The tenants. A file is one tenant. A folder is one tenant made of its YAML and JSON files; a folder that has none but whose
    /// sub-folders have some is one tenant for each of these. A pattern with <c>*</c> or <c>**</c> stands for the files and folders
    /// that it matches; one that ends in <c>/</c> for the folders alone, each of which is one tenant.
    /// </summary>
    /// <param name="arguments">Files, folders and patterns.</param>
    /// <param name="workingDirectory">What relative paths start from and display paths are relative to; absolute.</param>
    /// <param name="tenants">
    /// Files, folders and patterns of which each match is exactly one tenant: a folder is never searched for tenants further down,
    /// and one without a file of a tenant is a tenant that cannot be judged.
    /// </param>
    public static InputSet Find(IReadOnlyList<string> arguments, string workingDirectory, IReadOnlyList<string>? tenants = null)
    {
        var search = new Search(workingDirectory);
        foreach (var argument in arguments)
            search.Add(argument, eachIsOne: EndsInSlash(argument) && argument.Contains('*', StringComparison.Ordinal));
        foreach (var tenant in tenants ?? [])
            search.Add(tenant, eachIsOne: true);
        return search.Result();
    }

    private static bool EndsInSlash(string argument) => argument.EndsWith('/') || (Path.DirectorySeparatorChar == '\\' && argument.EndsWith('\\'));

    private sealed class Search(string workingDirectory)
    {
        private readonly List<InputDiagnostic> _diagnostics = [];

        // Folders and files that are tenants, by path.
        private readonly Dictionary<string, IReadOnlyList<string>> _folders = new(StringComparer.Ordinal);
        private readonly HashSet<string> _files = new(StringComparer.Ordinal);

        // Folders that are one tenant by their own files, so that their sub-folders are not looked into.
        private readonly HashSet<string> _withSubFolders = new(StringComparer.Ordinal);

        private readonly Dictionary<string, SkippedFile> _skipped = new(StringComparer.Ordinal);

        private readonly HashSet<string> _meant = new(StringComparer.Ordinal);

        // What WhySkipped has found: it looks into files.
        private readonly Dictionary<string, Bilingual?> _why = new(StringComparer.Ordinal);

        public void Add(string argument, bool eachIsOne)
        {
            try
            {
                if (argument.Length == 0)
                {
                    ReportBadPath(argument);
                    return;
                }

                var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(argument, workingDirectory));
                if (Directory.Exists(path))
                {
                    if (eachIsOne)
                        AddTenant(path);
                    else if (!AddFolder(path, tellsOthers: true))
                        ReportNoFiles(argument);
                }
                else if (Exists(path))
                {
                    _files.Add(path);
                }
                else if (argument.Contains('*', StringComparison.Ordinal))
                {
                    AddMatches(argument, path, eachIsOne);
                }
                else
                {
                    ReportMissing(argument);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.SecurityException)
            {
                ReportNoPermission(argument);
            }
            catch (ArgumentException)
            {
                ReportBadPath(argument);
            }
        }

        public InputSet Result()
        {
            foreach (var folder in _withSubFolders.Order(StringComparer.Ordinal))
                ReportSubFolders(folder);
            // A file that belongs to the tenant of its folder is no second tenant.
            var inFolders = new HashSet<string>(StringComparer.Ordinal);
            var tenants = new List<TenantInput>();
            foreach (var (folder, files) in _folders)
            {
                inFolders.UnionWith(files);
                tenants.Add(new TenantInput(Shown(folder), [.. files.Select(Input)]));
            }

            foreach (var file in _files)
            {
                if (!inFolders.Contains(file))
                    tenants.Add(new TenantInput(Shown(file), [Input(file)]));
            }

            // Most scans are of one.
            if (tenants.Count > 1)
                tenants = [.. tenants.OrderBy(t => t.Id, StringComparer.Ordinal)];
            return new InputSet(tenants, _diagnostics)
            {
                Skipped = [.. _skipped.Keys.Where(path => !_files.Contains(path)).Order(StringComparer.Ordinal).Select(path => _skipped[path])],
            };
        }

        // A folder that somebody calls a tenant is one, also where nothing is in it: reading it tells.
        private void AddTenant(string folder)
        {
            Skip(Listed<FileInfo>(folder));
            var files = FilesOf(folder);
            _folders[folder] = files;
            if (files.Count > 0)
                _withSubFolders.Add(folder);
        }

        // False where neither the folder nor a sub-folder has a file that a tenant can be made of.
        private bool AddFolder(string folder, bool tellsOthers)
        {
            Skip(Listed<FileInfo>(folder));
            var files = FilesOf(folder);
            if (files.Count > 0)
            {
                _folders[folder] = files;
                _withSubFolders.Add(folder);
                return true;
            }

            var found = false;
            var without = new List<string>();
            foreach (var inner in SubFolders(folder))
            {
                var innerFiles = FilesOf(inner);
                if (innerFiles.Count == 0)
                {
                    without.Add(inner);
                    continue;
                }

                Skip(Listed<FileInfo>(inner));
                _folders[inner] = innerFiles;
                found = true;
            }

            // Among tenants one whose export came to nothing must not be missing without a word.
            foreach (var inner in found && tellsOthers ? without : [])
                ReportWithoutTenant(inner, folder);
            return found;
        }

        private void Skip(IEnumerable<string> paths)
        {
            foreach (var path in paths)
            {
                if (WhySkipped(path) is { } why)
                    _skipped[path] = new SkippedFile(Shown(path), why);
                else if (InputNames.LooksMeant(Path.GetFileName(path)) && _meant.Add(path))
                    ReportMeant(path);
            }
        }

        private void AddMatches(string argument, string path, bool eachIsOne)
        {
            var foldersOnly = EndsInSlash(argument);
            // The matcher starts from the folder before the first star.
            var star = path.IndexOf('*', StringComparison.Ordinal);
            var root = Path.GetDirectoryName(path[..star] + "x")!;
            var pattern = Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
            if (!Directory.Exists(root))
            {
                ReportNoMatch(argument);
                return;
            }

            // Ordinal: the same matches on every machine.
            var matcher = new Matcher(StringComparison.Ordinal);
            matcher.AddInclude(pattern);

            // A pattern that ends in ** means folders with all below them; their files are no tenants of their own.
            var wantsFiles = !foldersOnly && !pattern.EndsWith("**", StringComparison.Ordinal);
            if (pattern.EndsWith("/**", StringComparison.Ordinal))
                matcher.AddInclude(pattern[..^3]);
            var passedOver = new GlobFolder.PassedOver();
            var matches = matcher.Execute(new GlobFolder(new DirectoryInfo(root), passedOver)).Files
                .Select(f => Path.GetFullPath(f.Path, root)).Distinct(StringComparer.Ordinal).ToList();
            // What lies further down is found by ** itself.
            var tellsOthers = !pattern.Contains("**", StringComparison.Ordinal);
            var found = pattern == "**" && AddFolder(root, tellsOthers);
            foreach (var match in matches)
            {
                if (Directory.Exists(match) && eachIsOne && !pattern.EndsWith("**", StringComparison.Ordinal))
                {
                    AddTenant(match);
                    found = true;
                }
                else if (Directory.Exists(match))
                {
                    found |= AddFolder(match, tellsOthers);
                }
                else if (wantsFiles && InputNames.IsTenantFile(Path.GetFileName(match)) && WhySkipped(match) is null)
                {
                    _files.Add(match);
                    found = true;
                }
                else if (wantsFiles)
                {
                    Skip([match]);
                }
            }

            foreach (var link in passedOver.Links.Except(matches, StringComparer.Ordinal).Where(link => !LeadsTo(link, matches)))
                ReportLink(link);
            foreach (var folderPath in passedOver.Unreadable)
                ReportNoPermission(Shown(folderPath));
            if (!found)
                ReportNoMatch(argument);
        }

        // Whether what lies behind the link is found by another way, as in a loop.
        private static bool LeadsTo(string link, List<string> matches)
        {
            var target = Directory.ResolveLinkTarget(link, returnFinalTarget: true)?.FullName;
            return target is not null && matches.Exists(match => match.StartsWith(Path.TrimEndingDirectorySeparator(target) + Path.DirectorySeparatorChar, StringComparison.Ordinal));
        }

        private List<string> FilesOf(string folder) =>
            Listed<FileInfo>(folder).FindAll(path => InputNames.IsTenantFile(Path.GetFileName(path)) && WhySkipped(path) is null);

        // The entries of one kind, in ordinal order. All entries are asked for: each kind has an enumerator of its own, with types and
        // code of its own to be bound.
        private static List<string> Listed<T>(string folder)
            where T : FileSystemInfo
        {
            var paths = new List<string>();
            foreach (var entry in new DirectoryInfo(folder).GetFileSystemInfos())
            {
                if (entry is T)
                    paths.Add(entry.FullName);
            }

            paths.Sort(StringComparer.Ordinal);
            return paths;
        }

        // True for links that lead nowhere too: the reader says what is wrong with them.
        private static bool Exists(string path) => File.Exists(path) || new FileInfo(path).LinkTarget is not null;

        private InputFile Input(string path) => new(path, Shown(path));

        private string Shown(string path) => DisplayPath.Of(path, workingDirectory);

        private void ReportSubFolders(string folder)
        {
            foreach (var inner in SubFolders(folder))
            {
                if (_folders.ContainsKey(inner) || FilesOf(inner) is not { Count: > 0 } files || files.All(f => _files.Contains(f) || IsOfPolicies(f)))
                    continue;
                Report(Shown(inner), "sub-folder-not-read",
                    new("这个文件夹里的文件没有被读取：上一级文件夹自己就有租户文件，已作为一个租户。",
                        "The files in this folder are not read: the folder above has files of its own and is one tenant."),
                    new("同一租户的文件请移到上一级；另一租户请单独指定它的文件夹，或写成“文件夹/**”。",
                        "Move files of the same tenant up; name the folder of another tenant too, or write folder/**."));
            }
        }

        private void ReportWithoutTenant(string inner, string folder) => _diagnostics.Add(InputDiagnostic.About(
            Shown(inner),
            "sub-folder-without-tenant",
            new("这个子文件夹里没有租户文件，没有作为租户判定。", "This sub-folder holds no tenant file and is not judged as a tenant."),
            new(
                $"如果它应当是一个租户，请补上它的文件，或写成“{Shown(folder)}/*/”，缺文件就成为错误；租户在更下级的，请写成“{Shown(folder)}/**”。",
                $"If it is to be a tenant, add its files, or write '{Shown(folder)}/*/', which makes this an error; write '{Shown(folder)}/**' where tenants lie further down."))
        with { IsWarning = true });

        private void ReportMeant(string path) => _diagnostics.Add(InputDiagnostic.About(
            Shown(path),
            "file-not-read",
            new("这个文件没有读取：租户文件的扩展名是 .yaml、.yml 或 .json。", "This file is not read: tenant files end in .yaml, .yml or .json."),
            new("如果它是租户的一部分，请转换格式或改名；否则请移到别处。", "If it is part of the tenant, convert or rename it; otherwise move it elsewhere."))
        with { IsWarning = true });

        // A repository may keep its policies beside its tenant.
        private static bool IsOfPolicies(string path) => OwnFormat.Of(path) is "pack" or "cases";

        private Bilingual? WhySkipped(string path)
        {
            if (!_why.TryGetValue(path, out var why))
                _why.Add(path, why = InputNames.WhySkipped(Path.GetFileName(path)) ?? (OwnFormat.Of(path) is "waivers" or "baseline" ? InputNames.Own : null));
            return why;
        }

        private static List<string> SubFolders(string folder) =>
            Listed<DirectoryInfo>(folder).FindAll(static path => InputNames.IsSearched(Path.GetFileName(path)));

        private void ReportMissing(string argument)
        {
            var near = Neighbour(argument);
            Report(argument, "path-not-found",
                new("没有这个文件或文件夹。", "There is no such file or folder."),
                argument.StartsWith("--", StringComparison.Ordinal)
                    ? new("“--”之后的都是路径：选项请写在“--”之前。", "All that stands behind -- is a path: put options before it.")
                    : near is not null
                    ? new($"是否想写“{near}”？", $"Did you mean '{near}'?")
                    : new("请检查路径；通配符只有 * 和 **。", "Check the path; the only wildcards are * and **."));
        }

        private void ReportLink(string folder) => _diagnostics.Add(InputDiagnostic.About(
            Shown(folder),
            "linked-folder",
            new("这是指向另一个文件夹的链接，模式不跟随链接，其中的文件未读取。", "This is a link to another folder; patterns do not follow links: the files in it are not read."),
            new("其中若有租户，请另外指定这个文件夹。", "If there is a tenant in it, name this folder too."))
        with { IsWarning = true });

        private void ReportNoPermission(string path) =>
            Report(path, "no-permission",
                new("没有读取这个路径的权限，或读取失败。", "This path cannot be read, or not by this user."),
                new("请检查权限。", "Check the permissions."));

        private void ReportBadPath(string argument) =>
            Report(argument, "bad-path",
                new("这不是有效的路径。", "This is no valid path."),
                new("请写文件、文件夹，或含 *、** 的模式。", "Write a file, a folder, or a pattern with * or **."));

        private void ReportNoMatch(string argument) =>
            Report(argument, "no-match",
                new("没有与这个模式匹配的租户文件。", "No tenant file matches this pattern."),
                new("租户文件的扩展名是 .yaml、.yml 或 .json；* 不跨越文件夹，** 可以。", "Tenant files end in .yaml, .yml or .json; * stays within a folder, ** does not."));

        private void ReportNoFiles(string argument) =>
            Report(argument, "no-tenant-files",
                new("这个文件夹和它的下一级文件夹里都没有租户文件。", "Neither this folder nor its sub-folders hold a tenant file."),
                new($"租户文件的扩展名是 .yaml、.yml 或 .json；请指定它们所在的文件夹，或用“{DisplayPath.Named(argument.TrimEnd('/'))}/**”查找所有下级文件夹。",
                    $"Tenant files end in .yaml, .yml or .json; name the folder that holds them, or write '{DisplayPath.Named(argument.TrimEnd('/'))}/**' for all below."));

        private void Report(string argument, string code, Bilingual message, Bilingual help) =>
            _diagnostics.Add(InputDiagnostic.About(DisplayPath.Named(argument), code, message, help));

        // The nearest name in the folder where the path should have been.
        private string? Neighbour(string argument)
        {
            var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(argument, workingDirectory));
            if (Path.GetDirectoryName(path) is not { } folder || !Directory.Exists(folder))
                return null;
            var names = new DirectoryInfo(folder).GetFileSystemInfos().Select(f => f.Name).Order(StringComparer.Ordinal);
            return Suggestion.Nearest(Path.GetFileName(path), names) is { } name ? Shown(Path.Combine(folder, name)) : null;
        }
    }
}
