using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.CodeScan.Building;
using WeComPolicy.CodeScan.Inputs;
using WeComPolicy.CodeScan.Judging;
using WeComPolicy.CodeScan.Projects;

namespace WeComPolicy.CodeScan.Compilations;

/// <summary>The projects of a scan, each compiled behind those that it refers to, and kept as long as another may look into it.</summary>
internal sealed class ProjectGraph
{
    private readonly CodeScanRequest _request;
    private readonly ProjectCompiler _compiler;
    private readonly ScanNotes _notes;
    private readonly IReadOnlyList<CodeProject> _projects;
    private readonly ILookup<string, BuiltProject>? _built;
    private readonly Dictionary<string, CodeProject> _byFolder;
    private readonly Dictionary<string, string> _byAssembly;
    private readonly Dictionary<string, List<ProjectPart>> _parts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _references = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _below = new(StringComparer.Ordinal);
    private readonly HashSet<string> _judgedFiles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ConfiguredAddresses> _addresses;
    private readonly DistantImplementations? _distant;

    /// <summary>Compiles the projects.</summary>
    /// <param name="request">What is scanned.</param>
    /// <param name="projects">The projects as they were found.</param>
    /// <param name="built">What a build recorded of them; null where nothing was built.</param>
    /// <param name="compiler">Reads and compiles one.</param>
    /// <param name="notes">Told what is not followed or not built.</param>
    public ProjectGraph(CodeScanRequest request, IReadOnlyList<CodeProject> projects, IReadOnlyList<BuiltProject>? built, ProjectCompiler compiler, ScanNotes notes)
    {
        _request = request;
        _compiler = compiler;
        _notes = notes;
        _built = built?.ToLookup(b => Path.GetDirectoryName(b.ProjectFile) ?? "", StringComparer.Ordinal);
        _projects = [.. projects.SelectMany(Split)];
        _byFolder = _projects.ToDictionary(p => p.Folder, StringComparer.Ordinal);
        _byAssembly = projects.Where(p => p.ProjectFile is not null).GroupBy(p => Path.GetFileNameWithoutExtension(p.ProjectFile!), StringComparer.OrdinalIgnoreCase)
            .Where(same => same.Count() == 1).ToDictionary(same => same.Key, same => same.First().Folder, StringComparer.OrdinalIgnoreCase);
        Ordered = [.. InOrder()];
        foreach (var project in Ordered)
            Compile(project);

        _addresses = Ordered.ToDictionary(project => project.Folder, AddressesOf, StringComparer.Ordinal);
        foreach (var (folder, parts) in _parts)
        {
            foreach (var part in parts)
                _addresses[folder].Settle(part.Compilation);
        }

        // A build says itself what belongs together.
        _distant = _built is null
            ? new DistantImplementations(_parts.ToDictionary(p => p.Key, p => p.Value[0].Compilation, StringComparer.Ordinal), folder => _below[folder], request.Cancellation)
            : null;
    }

    /// <summary>The projects, each behind those that it refers to.</summary>
    public IReadOnlyList<CodeProject> Ordered { get; }

    /// <summary>The files that are judged, of all projects.</summary>
    public IReadOnlySet<string> JudgedFiles => _judgedFiles;

    /// <summary>How a project is compiled, ready to be judged.</summary>
    public IReadOnlyList<ProjectPart> Judged(CodeProject project)
    {
        var parts = _parts[project.Folder];
        if (_distant is not null)
            parts = [SeenFrom(project, parts[0], _distant)];
        _addresses[project.Folder].Settle(parts[0].Compilation);
        return parts;
    }

    /// <summary>Forgets a project that is done: a compilation is kept only until the last one that refers to it is done.</summary>
    public void Release(CodeProject project) => _parts.Remove(project.Folder);

    private IReadOnlyList<CodeProject> Split(CodeProject project)
    {
        if (project.ProjectFile is not null)
            return [project];
        var parts = _compiler.Split(project, out var isCut, _request.Cancellation);
        if (isCut)
            _notes.FoldersNotFollowed(project, parts.Count);
        return parts;
    }

    // Sources without a project may call any of the projects, as the pages of a web site do; their own types come first all the same.
    private IEnumerable<string> ReferencedFolders(CodeProject project) => project.ProjectFile is null
        ? _projects.Where(p => p.ProjectFile is not null).Select(p => p.Folder)
        : project.Settings.ProjectReferences.Select(r => Path.GetDirectoryName(r)!)
            // A built file of a project that lies here: its source says more.
            .Concat(project.Settings.AssemblyReferences.Select(_byAssembly.GetValueOrDefault).OfType<string>().Where(folder => folder != project.Folder))
            .Where(_byFolder.ContainsKey).Distinct(StringComparer.Ordinal);

    // What a project refers to comes first; the way down is kept on the heap, since a chain of projects may be long.
    private IEnumerable<CodeProject> InOrder()
    {
        var begun = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<(CodeProject Project, bool Ready)>();
        foreach (var first in _projects)
        {
            open.Push((first, false));
            while (open.TryPop(out var next))
            {
                if (next.Ready)
                {
                    yield return next.Project;
                    continue;
                }

                if (!begun.Add(next.Project.Folder))
                    continue;
                open.Push((next.Project, true));
                foreach (var folder in ReferencedFolders(next.Project))
                    open.Push((_byFolder[folder], false));
            }
        }
    }

    private void Compile(CodeProject project)
    {
        _request.Cancellation.ThrowIfCancellationRequested();
        // In a circle one of them has to come before what it refers to.
        var references = ReferencedFolders(project).Where(_parts.ContainsKey).ToList();
        _references[project.Folder] = references;
        var parts = _parts[project.Folder] = Parts(project, [.. references.Select(folder => Source(folder).ToMetadataReference()), .. Indirect(project, references)]);
        _below[project.Folder] = references.Concat(references.SelectMany(f => _below[f])).ToHashSet(StringComparer.Ordinal);
        _notes.AddRange(parts.SelectMany(p => p.Compiled.Diagnostics).DistinctBy(d => (d.Path, d.Code)));
        if (project.IsJudged)
            _judgedFiles.UnionWith(parts.SelectMany(p => p.JudgedTrees).Select(tree => tree.FilePath));
    }

    private CSharpCompilation Source(string folder) => _parts[folder][0].Compilation;

    /// <summary>What the projects that a project refers to refer to, the nearest first.</summary>
    private List<MetadataReference> Indirect(CodeProject project, IReadOnlyList<string> references)
    {
        var seen = new HashSet<string>(references, StringComparer.Ordinal) { project.Folder };
        var found = new List<MetadataReference>();
        var open = new Queue<string>(references);
        while (open.TryDequeue(out var from))
        {
            foreach (var folder in _references[from].Where(seen.Add))
            {
                if (found.Count == _request.MaxIndirectProjects)
                {
                    _notes.ReferencesNotFollowed(project, _request.MaxIndirectProjects);
                    return found;
                }

                // Where a build hands on no references, the names of what lies further below mean nothing, but its types are known.
                found.Add(Source(folder).ToMetadataReference(project.Settings.HandsOnReferences ? default : [DistantImplementations.Alias]));
                open.Enqueue(folder);
            }
        }

        return found;
    }

    // A build may compile a project for several frameworks, and leave out files or whole projects: those are judged by their sources.
    private List<ProjectPart> Parts(CodeProject project, IReadOnlyList<MetadataReference> references)
    {
        var built = _built?[project.Folder].ToList() ?? [];
        var parts = built.Select(b => new ProjectPart(_compiler.Compile(project, b, _request.Cancellation), b)).ToList();
        var missing = project.Sources.Except(built.SelectMany(b => b.Sources), StringComparer.Ordinal).Where(s => project.Judged?.Contains(s) != false && (parts.Count == 0 || !CSharpFile.IsRazor(s))).ToHashSet(StringComparer.Ordinal);
        if (parts.Count > 0 && missing.Count == 0)
            return parts;
        if (_built is not null && project.IsJudged && missing.Where(s => !CSharpFile.IsPage(s)).ToList() is { Count: > 0 } notBuilt)
            _notes.NotBuilt(project, notBuilt);
        parts.Add(new ProjectPart(_compiler.Compile(parts.Count == 0 ? project : project with { Judged = missing }, references, _request.Cancellation), null));
        return parts;
    }

    // A library is configured by the programs that use it.
    private ConfiguredAddresses AddressesOf(CodeProject project) => ConfiguredAddresses.In(
        [.. _parts.Where(p => p.Key == project.Folder || _below[p.Key].Contains(project.Folder)).OrderBy(p => p.Key, StringComparer.Ordinal).SelectMany(p => p.Value[0].Compiled.Configuration)],
        _request.Cancellation);

    private ProjectPart SeenFrom(CodeProject project, ProjectPart part, DistantImplementations distant)
    {
        var seen = distant.SeenFrom(project.Folder, part.Compilation, out var isCut);
        if (isCut)
            _notes.ImplementationsNotFollowed(project);
        return part with { Compiled = part.Compiled with { Compilation = seen } };
    }
}
