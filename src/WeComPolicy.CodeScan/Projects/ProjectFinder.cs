using WeComPolicy.CodeScan.Inputs;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Inputs;

namespace WeComPolicy.CodeScan.Projects;

/// <summary>Sorts the files below the targets of a scan into projects: a file belongs to the nearest project file above it.</summary>
internal sealed class ProjectFinder
{
    private const int MaxNotes = 20;

    private const int MaxNames = 5;

    private readonly string _workingDirectory;
    private readonly List<InputDiagnostic> _diagnostics = [];
    private readonly Dictionary<string, CodeProject> _projects = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly HashSet<string> _alone = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ProjectSettings> _buildProps = new(StringComparer.Ordinal);

    private readonly UnreadNotes _unread;

    private ProjectFinder(string workingDirectory)
    {
        _workingDirectory = workingDirectory;
        _unread = new UnreadNotes(workingDirectory);
    }

    /// <summary>The projects by folder, and what could not be read.</summary>
    public static (IReadOnlyList<CodeProject> Projects, IReadOnlyList<InputDiagnostic> Diagnostics) Find(IReadOnlyList<CodeTarget> targets, string workingDirectory)
    {
        var finder = new ProjectFinder(workingDirectory);
        foreach (var target in targets.OrderBy(t => t.Kind).ThenBy(t => t.Path, StringComparer.Ordinal))
            finder.Add(target);
        return ([.. finder._projects.Values.OrderBy(p => p.Folder, StringComparer.Ordinal)], finder._diagnostics);
    }

    private void Add(CodeTarget target)
    {
        switch (target.Kind)
        {
            case CodeTargetKind.Folder:
                AddAll(target.Path, _ => true, null);
                break;
            case CodeTargetKind.Project:
                AddProjects(target.Path, [target.Path]);
                break;
            case CodeTargetKind.Solution:
                AddSolution(target.Path);
                break;
            default:
                AddFile(target.Path);
                break;
        }
    }

    private void AddSolution(string path)
    {
        if (SolutionReader.Read(path) is not { } projects)
        {
            _diagnostics.Add(InputDiagnostic.About(Shown(path), "unreadable-solution",
                new("这个解决方案文件无法读取。", "This solution file cannot be read."),
                new("请检查文件，或改为指定它所在的文件夹。", "Check the file, or name its folder instead.")));
            return;
        }

        foreach (var missing in projects.Where(p => !File.Exists(p)))
        {
            _diagnostics.Add(InputDiagnostic.About(Shown(path), "project-not-found",
                new($"解决方案引用的项目不存在：{Shown(missing)}。", $"A project that the solution names does not exist: {Shown(missing)}."),
                new("请从解决方案中移除它，或取回这个项目。", "Remove it from the solution, or fetch the project.")) with { IsWarning = true });
        }

        foreach (var other in SolutionReader.InOtherLanguages(path).Select(p => Path.GetDirectoryName(p)!).Distinct(StringComparer.Ordinal).Where(f => IsWithin(f, RootOf(Path.GetDirectoryName(path)!)) && Directory.Exists(f)))
            _diagnostics.AddRange(_unread.Files(other, new FolderWalk().Files(other).Where(f => !f.InOutput)));

        if (projects.Count == 0)
        {
            _diagnostics.Add(InputDiagnostic.About(Shown(path), "no-projects",
                new("这个解决方案里没有 C# 项目。", "This solution has no C# project."),
                new("请指定含有代码的文件夹。", "Name the folder that holds the code.")));
        }

        AddProjects(path, [.. projects.Where(File.Exists)]);
    }

    private void AddFile(string path)
    {
        var root = RootOf(Path.GetDirectoryName(path)!);
        var folder = Path.GetDirectoryName(path)!;
        while (folder.Length > root.Length && !HasProject(folder))
            folder = Path.GetDirectoryName(folder)!;
        if (!HasProject(folder))
        {
            folder = Path.GetDirectoryName(path)!;
            // Not asked of the disk what lies there: whoever names a file of a larger whole is to know what was read.
            if (folder.Length > root.Length && _alone.Add(folder))
            {
                _diagnostics.Add(InputDiagnostic.About(Shown(path), "read-alone",
                    new("这个文件不属于任何项目，只与同一文件夹中的文件一起理解；其他文件夹中的代码没有跟踪。", "This file belongs to no project and was understood with the files of its folder alone; code in other folders was not followed."),
                    new("请扫描含有全部代码的文件夹。", "Scan the folder that holds all of the code.")) with { IsWarning = true });
            }
        }

        AddAll(folder, f => f == folder, new HashSet<string>(StringComparer.Ordinal) { path });
    }

    // The folders of the projects, and of those that they refer to, which are read only.
    private void AddProjects(string target, IReadOnlyList<string> projectFiles)
    {
        var root = RootOf(Path.GetDirectoryName(target)!);
        var judged = projectFiles.Select(p => Path.GetDirectoryName(p)!).ToHashSet(StringComparer.Ordinal);
        foreach (var folder in judged.Order(StringComparer.Ordinal))
            AddAll(folder, f => f == folder, null);
        var open = new Queue<CodeProject>(_projects.Values.Where(p => judged.Contains(p.Folder)));
        while (open.TryDequeue(out var project))
        {
            foreach (var reference in project.Settings.ProjectReferences)
            {
                var folder = Path.GetDirectoryName(reference)!;
                if (_projects.ContainsKey(folder) || !IsWithin(folder, root) || !File.Exists(reference))
                    continue;
                AddAll(folder, f => f == folder, null, judged: false);
                if (_projects.TryGetValue(folder, out var added))
                    open.Enqueue(added);
            }
        }
    }

    private void AddAll(string root, Func<string, bool> wanted, IReadOnlySet<string>? only, bool judged = true)
    {
        var walk = new FolderWalk();
        var files = walk.Files(root).ToList();
        Report(walk, root);
        var projectFiles = files.Where(f => !f.InOutput && f.Extension == ".CSPROJ")
            .GroupBy(f => Path.GetDirectoryName(f.Path)!, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Select(f => f.Path).ToList(), StringComparer.Ordinal);
        var knowledge = files.Where(f => !f.InOutput && ConfigurationFile.IsKnowledge(f.Path)).Select(f => f.Path).ToList();
        var sources = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var configuration = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var isSource = !file.InOutput && (CSharpFile.Is(file.Path) || CSharpFile.IsPage(file.Path));
            if (!isSource && !ConfigurationFile.Is(file))
                continue;
            var folder = OwnerOf(file.Path, root, projectFiles);
            // One file without a project is read with those beside it; what a folder named before has taken is in no second heap.
            if (!wanted(folder) || (!projectFiles.ContainsKey(folder) && (_taken.Contains(file.Path) || (only is not null && Path.GetDirectoryName(file.Path) != root))))
                continue;
            if (only is null && judged)
                _taken.Add(file.Path);
            var lists = isSource ? sources : configuration;
            if (!lists.TryGetValue(folder, out var list))
                lists.Add(folder, list = []);
            list.Add(file.Path);
        }

        if (only is null && judged)
        {
            _diagnostics.AddRange(_unread.Files(root, files.Where(f => (f.InOutput || !(CSharpFile.Is(f.Path) || CSharpFile.IsPage(f.Path))) && !ConfigurationFile.Is(f) && wanted(OwnerOf(f.Path, root, projectFiles)))));
            _diagnostics.AddRange(_unread.Submodules(root, files));
        }

        foreach (var folder in sources.Keys.Union(configuration.Keys).Union(projectFiles.Keys.Where(wanted)).Order(StringComparer.Ordinal))
        {
            var project = Project(
                root, folder, projectFiles.GetValueOrDefault(folder) ?? [],
                sources.GetValueOrDefault(folder) ?? [],
                [.. (configuration.GetValueOrDefault(folder) ?? []).Union(knowledge.Where(k => IsWithin(folder, Path.GetDirectoryName(k)!)), StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
            Merge(project with { Judged = only, IsJudged = judged });
        }
    }

    private void Merge(CodeProject project)
    {
        if (!_projects.TryGetValue(project.Folder, out var known))
        {
            _projects.Add(project.Folder, project);
            return;
        }

        // Named twice: once as a whole is enough, single files add up.
        var whole = (project.IsJudged && project.Judged is null) || (known.IsJudged && known.Judged is null);
        _projects[project.Folder] = known with
        {
            IsJudged = known.IsJudged || project.IsJudged,
            Judged = whole ? null : (known.Judged ?? new HashSet<string>()).Union(project.Judged ?? new HashSet<string>()).ToHashSet(StringComparer.Ordinal),
        };
    }

    private CodeProject Project(string root, string folder, List<string> projectFiles, List<string> sources, List<string> configuration)
    {
        var name = Shown(folder);
        if (projectFiles.Count == 0)
            return new CodeProject { Name = name, Folder = folder, Root = RootOf(root), Sources = sources, Configuration = configuration };
        var read = projectFiles.Order(StringComparer.Ordinal).Select(path => (Path: path, Settings: ProjectFileReader.Read(path, RootOf(root)))).ToList();
        foreach (var (path, _) in read.Where(r => r.Settings is null))
        {
            _diagnostics.Add(InputDiagnostic.About(Shown(path), "unreadable-project",
                new("这个项目文件不是可读的 XML；它的设置按默认处理。", "This project file is no readable XML; its settings are taken as the defaults."),
                new("请修正项目文件。", "Mend the project file.")) with { IsWarning = true });
        }

        // Of several in one folder, as for two frameworks, the one of the new form says most.
        var chosen = read.Where(r => r.Settings is not null).OrderBy(r => r.Settings!.Sdk.Length == 0).FirstOrDefault();
        var settings = (chosen.Settings ?? ProjectSettings.None).Or(BuildProps(folder, root));
        var linked = settings.LinkedFiles.Where(f => IsWithin(f, RootOf(root)) && !IsLink(f)).ToList();
        TellOutside(chosen.Path ?? projectFiles[0], settings, root);
        return new CodeProject
        {
            Name = name,
            Folder = folder,
            Root = RootOf(root),
            ProjectFile = chosen.Path ?? projectFiles[0],
            Settings = settings with { ProjectReferences = [.. settings.ProjectReferences.Where(r => IsWithin(r, RootOf(root)))] },
            Sources = [.. sources.Union(linked, StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Configuration = configuration,
        };
    }

    /// <summary>What the project compiles and the scan does not reach.</summary>
    private void TellOutside(string project, ProjectSettings settings, string root)
    {
        var outside = settings.LinkedFiles.Where(f => !IsWithin(f, RootOf(root)) || IsLink(f)).Select(Shown).Concat(settings.UnresolvedFiles).Distinct(StringComparer.Ordinal).ToList();
        if (outside.Count == 0)
            return;
        var shown = outside.Take(MaxNames).ToList();
        var rest = outside.Count - shown.Count;
        _diagnostics.Add(InputDiagnostic.About(Shown(project), "linked-files-not-read",
            new(
                $"项目还编译 {outside.Count} 处扫描范围之外或无法确定的文件，没有检查：{string.Join("、", shown)}{(rest > 0 ? $" 等（另有 {rest} 处）" : "")}。",
                $"The project also compiles files outside of what is scanned, or whose place is not known; they were not judged: {string.Join(", ", shown)}{(rest > 0 ? $" and {rest} more" : "")}."),
            new("请扫描包含这些文件的上级文件夹，或用 --build 扫描可信的代码。", "Scan the folder above that holds them, or use --build for code that you trust.")) with { IsWarning = true });
    }

    // The nearest one only, as the build has it.
    private ProjectSettings BuildProps(string folder, string root)
    {
        var top = RootOf(root);
        for (var current = folder; current is not null && IsWithin(current, top); current = Path.GetDirectoryName(current))
        {
            var path = Path.Combine(current, "Directory.Build.props");
            if (_buildProps.TryGetValue(path, out var known))
                return known;
            if (File.Exists(path) && !IsLink(path))
                return _buildProps[path] = ProjectFileReader.Read(path, top) ?? ProjectSettings.None;
        }

        return ProjectSettings.None;
    }

    /// <summary>The folder of the nearest project above a file; the root for all that have none, which are understood together.</summary>
    private static string OwnerOf(string file, string root, Dictionary<string, List<string>> projectFiles)
    {
        for (var folder = Path.GetDirectoryName(file)!; folder.Length >= root.Length; folder = Path.GetDirectoryName(folder)!)
        {
            if (projectFiles.ContainsKey(folder))
                return folder;
            if (folder.Length == root.Length)
                break;
        }

        return root;
    }

    /// <summary>The repository around a folder, else the folder: nothing beyond it is read.</summary>
    internal static string RootOf(string folder)
    {
        for (var current = folder; current is not null; current = Path.GetDirectoryName(current))
        {
            if (Directory.Exists(Path.Combine(current, ".git")) || File.Exists(Path.Combine(current, ".git")))
                return current;
        }

        return folder;
    }

    internal static bool IsWithin(string path, string root) =>
        string.Equals(path, root, StringComparison.Ordinal) || path.StartsWith(Path.TrimEndingDirectorySeparator(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static bool HasProject(string folder) => Directory.EnumerateFiles(folder, "*.csproj").Any();

    private static bool IsLink(string path) => File.GetAttributes(path).HasFlag(FileAttributes.ReparsePoint);

    private string Shown(string path) => DisplayPath.Of(path, _workingDirectory);

    private void Report(FolderWalk walk, string root)
    {
        foreach (var link in walk.Links.Take(MaxNotes))
        {
            _diagnostics.Add(InputDiagnostic.About(Shown(link), "link-not-followed",
                new("这是符号链接，没有跟随。", "This is a symbolic link; it was not followed."),
                new("如果它指向需要检查的代码，请直接指定那个文件夹。", "If it leads to code that should be checked, name that folder.")) with { IsWarning = true });
        }

        foreach (var folder in walk.NotRead.Take(MaxNotes))
        {
            _diagnostics.Add(InputDiagnostic.About(Shown(folder), "folder-not-read",
                new("这个文件夹无法读取，或者嵌套过深。", "This folder cannot be read, or lies too deep."),
                new("请检查权限，或直接指定它。", "Check the permissions, or name it.")) with { IsWarning = true });
        }

        if (walk.IsCut)
        {
            _diagnostics.Add(InputDiagnostic.About(Shown(root), "too-many-files",
                new("文件过多，只读取了前一百万个。", "There are too many files; only the first million was read."),
                new("请分成几次检查各个子文件夹。", "Check the sub-folders one by one.")));
        }
    }
}
