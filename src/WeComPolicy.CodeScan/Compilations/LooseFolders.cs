using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.CodeScan.Inputs;
using WeComPolicy.CodeScan.Projects;

namespace WeComPolicy.CodeScan.Compilations;

/// <summary>
/// Sources without a project are understood together, whatever folder they lie in. Only where folders declare the same type, as copies of
/// a program do, each is judged by itself: with its own types, and with those of the others that it has not.
/// </summary>
internal sealed class LooseFolders
{
    /// <summary>So many readings of files by several folders are made; beyond them a folder is left to itself.</summary>
    private const int MaxReadings = 50_000;

    private readonly CodeProject _project;
    private readonly Dictionary<string, List<string>> _declared = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _roots = new(StringComparer.Ordinal);

    private LooseFolders(CodeProject project, IEnumerable<SyntaxTree> trees)
    {
        _project = project;
        var declaredIn = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var tree in trees)
        {
            foreach (var name in _declared[tree.FilePath] = [.. Types(tree).Distinct(StringComparer.Ordinal)])
            {
                if (!declaredIn.TryGetValue(name, out var files))
                    declaredIn.Add(name, files = []);
                files.Add(tree.FilePath);
            }
        }

        foreach (var files in declaredIn.Values.Where(files => files.Count > 1))
            Divide(_project.Folder, files);
    }

    /// <summary>Divides sources that have no project.</summary>
    /// <param name="project">All of them.</param>
    /// <param name="trees">Their files, read.</param>
    /// <param name="isCut">There are too many copies for each to be read with the files of the others.</param>
    /// <returns>The project itself, or its parts by folder; each file is judged in one of them.</returns>
    public static IReadOnlyList<CodeProject> Split(CodeProject project, IReadOnlyCollection<SyntaxTree> trees, out bool isCut)
    {
        isCut = false;
        var folders = new LooseFolders(project, trees);
        if (folders._roots.Count == 0)
            return [project];
        isCut = (long)(folders._roots.Count + 1) * project.Sources.Count > MaxReadings;
        return [.. folders.Parts(readsOthers: !isCut)];
    }

    /// <summary>Below a folder, files that declare the same type part where their ways part.</summary>
    private void Divide(string folder, IEnumerable<string> files)
    {
        // What lies in the folder itself stays with it.
        var ways = files.GroupBy(file => Below(folder, file), StringComparer.Ordinal).ToList();
        foreach (var way in ways.Where(way => way.Key.Length > 0))
        {
            if (ways.Count > 1)
                _roots.Add(way.Key);
            if (way.Skip(1).Any())
                Divide(way.Key, way);
        }
    }

    private IEnumerable<CodeProject> Parts(bool readsOthers)
    {
        var own = _project.Sources.ToLookup(Owner, StringComparer.Ordinal);
        foreach (var folder in own.Select(o => o.Key).Concat(_project.Configuration.Select(Owner)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var judged = own[folder].ToHashSet(StringComparer.Ordinal);
            yield return _project with
            {
                Name = folder == _project.Folder ? _project.Name : _project.Name == "." ? Relative(folder) : _project.Name + "/" + Relative(folder),
                Folder = folder,
                Sources = Readable(folder, own, readsOthers),
                Judged = _project.Judged is { } only ? judged.Intersect(only).ToHashSet(StringComparer.Ordinal) : judged,
                OthersAreJudgedElsewhere = _project.Judged is null,
                Configuration = [.. _project.Configuration.Where(file => Owner(file) == folder || (ConfigurationFile.IsKnowledge(file) && ProjectFinder.IsWithin(folder, Path.GetDirectoryName(file)!)))],
            };
        }
    }

    /// <summary>A folder's own files, then those that lie nearest to it, without what is declared already.</summary>
    private List<string> Readable(string folder, ILookup<string, string> own, bool readsOthers)
    {
        var sources = own[folder].ToList();
        var names = sources.SelectMany(Declared).ToHashSet(StringComparer.Ordinal);
        foreach (var other in own.Where(o => o.Key != folder && (readsOthers || ProjectFinder.IsWithin(folder, o.Key)))
            .OrderByDescending(o => Shared(folder, o.Key)).ThenBy(o => o.Key, StringComparer.Ordinal))
        {
            var taken = other.Where(file => !Declared(file).Any(names.Contains)).ToList();
            sources.AddRange(taken);
            names.UnionWith(taken.SelectMany(Declared));
        }

        sources.Sort(StringComparer.Ordinal);
        return sources;
    }

    private List<string> Declared(string file) => _declared.GetValueOrDefault(file) ?? [];

    private string Owner(string file)
    {
        for (var folder = Path.GetDirectoryName(file); folder is not null && folder.Length > _project.Folder.Length; folder = Path.GetDirectoryName(folder))
        {
            if (_roots.Contains(folder))
                return folder;
        }

        return _project.Folder;
    }

    private string Relative(string folder) => Path.GetRelativePath(_project.Folder, folder).Replace('\\', '/');

    /// <summary>The folder right below another one on the way to a file; empty for a file in the folder itself.</summary>
    private static string Below(string folder, string file)
    {
        var relative = Path.GetRelativePath(folder, file);
        var end = relative.IndexOf(Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return end < 0 ? "" : Path.Combine(folder, relative[..end]);
    }

    /// <summary>How many folders two have in common on their ways.</summary>
    private static int Shared(string one, string other) =>
        one.Split(Path.DirectorySeparatorChar).Zip(other.Split(Path.DirectorySeparatorChar)).TakeWhile(pair => pair.First == pair.Second).Count();

    /// <summary>Those that are written as a whole: parts, such as the pages of a site, may lie in several folders.</summary>
    private static IEnumerable<string> Types(SyntaxTree tree)
    {
        foreach (var node in tree.GetRoot().DescendantNodes(inside => inside is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax))
        {
            var (name, modifiers, arity) = node switch
            {
                TypeDeclarationSyntax type => (type.Identifier.ValueText, type.Modifiers, type.Arity),
                EnumDeclarationSyntax type => (type.Identifier.ValueText, type.Modifiers, 0),
                DelegateDeclarationSyntax type => (type.Identifier.ValueText, type.Modifiers, type.Arity),
                _ => ("", default, 0),
            };
            if (name.Length == 0 || modifiers.Any(SyntaxKind.PartialKeyword))
                continue;
            var space = string.Join('.', node.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Reverse().Select(n => n.Name.ToString()));
            yield return $"{space}.{name}`{arity}";
        }
    }
}
