using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using WeComPolicy.CodeScan.Building;
using WeComPolicy.CodeScan.Inputs;
using WeComPolicy.CodeScan.Projects;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Inputs;
using WeComPolicy.Expressions;

namespace WeComPolicy.CodeScan.Compilations;

/// <summary>A project, read and ready to be judged.</summary>
/// <param name="Project">The project.</param>
/// <param name="Compilation">Its sources, with what they refer to as far as it is known.</param>
/// <param name="Configuration">Its configuration files.</param>
/// <param name="Configs">The editor configuration in force.</param>
/// <param name="Diagnostics">Files that could not be read.</param>
internal sealed record CompiledProject(
    CodeProject Project, CSharpCompilation Compilation, ImmutableArray<AdditionalText> Configuration, EditorConfigs Configs, IReadOnlyList<InputDiagnostic> Diagnostics)
{
    /// <summary>Pages that hold code about WeCom beside what was read of them, and its first line, from 1.</summary>
    public IReadOnlyList<(string Path, int Line)> PagesNotRead { get; init; } = [];

    /// <summary>The source that a place lies in: the project's own, or that of one that it refers to, which a compiler calls a file outside.</summary>
    public SyntaxTree? TreeOf(Location location) => location.Kind == LocationKind.ExternalFile ? Outside(location)?.Tree : location.SourceTree;

    /// <summary>A diagnostic that a rule reports at a file outside, as pragmas and attributes there have it; any other as it is.</summary>
    public (Diagnostic Diagnostic, Compilation Owner) InSource(Diagnostic diagnostic)
    {
        if (diagnostic.Location.Kind != LocationKind.ExternalFile || Outside(diagnostic.Location) is not var (owner, tree))
            return (diagnostic, Compilation);
        var there = Diagnostic.Create(diagnostic.Descriptor, Location.Create(tree, diagnostic.Location.SourceSpan));
        return (CompilationWithAnalyzers.GetEffectiveDiagnostics([there], owner).FirstOrDefault() ?? there, owner);
    }

    private (Compilation Owner, SyntaxTree Tree)? Outside(Location location)
    {
        if (location.GetLineSpan().Path is not { } path || !(CSharpFile.Is(path) || CSharpFile.IsPage(path)))
            return null;
        var open = new Queue<Compilation>([Compilation]);
        var seen = new HashSet<Compilation> { Compilation };
        while (open.TryDequeue(out var from))
        {
            if (from.SyntaxTrees.FirstOrDefault(tree => tree.FilePath == path) is { } found)
                return (from, found);
            foreach (var reference in from.References.OfType<CompilationReference>())
            {
                if (seen.Add(reference.Compilation))
                    open.Enqueue(reference.Compilation);
            }
        }

        return null;
    }
}

/// <summary>Makes compilations from sources alone. Nothing of the project is built, restored or run.</summary>
internal sealed class ProjectCompiler(string workingDirectory, int jobs, IReadOnlyDictionary<string, string> settings)
{
    /// <summary>More nodes than this inside each other are no code that a person wrote; compilers recurse over them.</summary>
    private const int MaxNesting = 800;

    private const int MaxChain = 3000;

    // No rule asks what may be null, and to find out takes longer than all else that binding does.
    private static readonly KeyValuePair<string, string>[] s_features = [new("run-nullable-analysis", "never")];

    private readonly ConcurrentDictionary<string, MetadataReference> _assemblies = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ReadSource> _loose = new(StringComparer.Ordinal);

    /// <summary>Sources without a project, divided where folders hold copies of each other.</summary>
    /// <param name="project">All of them.</param>
    /// <param name="isCut">See <see cref="LooseFolders"/>.</param>
    /// <param name="cancellation">Stops the work.</param>
    public IReadOnlyList<CodeProject> Split(CodeProject project, out bool isCut, CancellationToken cancellation) =>
        LooseFolders.Split(project, ParseAll(project.Sources, PreprocessorSymbols.Of(project.Settings), isBuilt: false, isLoose: true, cancellation).Trees(), out isCut);

    /// <summary>The compilation of what lies in a project's folder.</summary>
    public CompiledProject Compile(CodeProject project, IEnumerable<MetadataReference> references, CancellationToken cancellation)
    {
        var sources = ParseAll(project.Sources, PreprocessorSymbols.Of(project.Settings), isBuilt: false, project.ProjectFile is null, cancellation);
        var trees = sources.Trees();
        if (ImplicitUsings.Text(project) is { Length: > 0 } usings)
            trees.Add(CSharpSyntaxTree.ParseText(usings, Options(PreprocessorSymbols.Of(project.Settings)), Path.Combine(project.Folder, "ImplicitUsings.g.cs"), cancellationToken: cancellation));
        var restored = RestoredReferences.Of(project.Folder);
        return Compiled(
            project, trees, [.. restored.Count > 0 ? FrameworkReferences.All : FrameworkReferences.ForSources, .. restored.Select(Assembly), .. references], sources, cancellation);
    }

    /// <summary>The compilation as a build made it.</summary>
    public CompiledProject Compile(CodeProject project, BuiltProject built, CancellationToken cancellation)
    {
        var sources = ParseAll(built.Sources, built.Symbols, isBuilt: true, isLoose: false, cancellation);
        return Compiled(project, sources.Trees(), [.. built.References.Where(File.Exists).Select(Assembly)], sources, cancellation);
    }

    private MetadataReference Assembly(string path) => _assemblies.GetOrAdd(path, p => MetadataReference.CreateFromFile(p));

    private static CSharpParseOptions Options(IEnumerable<string> symbols) =>
        new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.None, preprocessorSymbols: symbols).WithFeatures(s_features);

    private ReadSources ParseAll(
        IReadOnlyList<string> sources, IReadOnlyList<string> symbols, bool isBuilt, bool isLoose, CancellationToken cancellation)
    {
        var options = Options(symbols);
        var read = new ReadSource[sources.Count];
        Parallel.For(0, read.Length, new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancellation }, i =>
            // Several folders may read the same file.
            read[i] = isLoose ? _loose.GetOrAdd(sources[i], path => Parse(path, options, isBuilt, cancellation)) : Parse(sources[i], options, isBuilt, cancellation));
        return new ReadSources(read);
    }

    private CompiledProject Compiled(
        CodeProject project, IReadOnlyList<SyntaxTree> trees, IEnumerable<MetadataReference> references, ReadSources sources, CancellationToken cancellation)
    {
        var configs = EditorConfigs.Of(project, settings, workingDirectory);
        var hasStatements = trees.Any(t => ((CompilationUnitSyntax)t.GetRoot(cancellation)).Members.Any(m => m is GlobalStatementSyntax));
        var compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(project.ProjectFile ?? project.Folder),
            trees,
            references,
            new CSharpCompilationOptions(
                hasStatements ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                allowUnsafe: true,
                concurrentBuild: jobs > 1,
                nullableContextOptions: project.Settings.Nullable == true ? NullableContextOptions.Enable : NullableContextOptions.Disable)
                .WithSyntaxTreeOptionsProvider(new GeneratedCodeOptions(configs)));
        var configuration = project.Configuration.Select(ReadConfiguration).ToList();
        return new CompiledProject(
            project, compilation, [.. configuration.Select(c => c.Text).OfType<AdditionalText>()], configs,
            [.. sources.Problems(), .. configuration.Select(c => c.Problem).OfType<InputDiagnostic>(), .. configs.Notes]) { PagesNotRead = sources.PagesNotRead() };
    }

    private ReadSource Parse(string path, CSharpParseOptions options, bool isBuilt, CancellationToken cancellation)
    {
        try
        {
            var length = RegularFile.LengthOf(path);
            if (length > CodeText.MaxBytes)
            {
                return new ReadSource(path, Note(path, "file-too-large",
                    new("文件超过 16 MiB，没有检查。", "The file is larger than 16 MiB; it was not checked."),
                    new("如果是生成的数据，请把它移出代码。", "If it is generated data, move it out of the code.")));
            }

            // A pipe tells the length 0, and an empty file has nothing to judge.
            if (length == 0)
                return new ReadSource(path);
            if (CodeText.Read(path) is not { } text)
            {
                return new ReadSource(path, Note(path, "binary-file",
                    new("这是二进制文件，不是 C# 代码，没有检查。", "This is a binary file, not C# code; it was not checked."),
                    new("请检查这个文件。", "Check this file.")));
            }

            int? unread = null;
            if (CSharpFile.IsPage(path))
            {
                (var code, unread) = PageCode.Of(path, text);
                if (code is null)
                    return new ReadSource(path) { Unread = unread };
                text = code;
            }

            if (TextNesting.Exceeds(text, MaxNesting))
                return new ReadSource(path, TooDeep(path));
            var tree = CSharpSyntaxTree.ParseText(SourceText.From(text), options, path, cancellation);
            if (Nesting.Exceeds(tree.GetRoot(cancellation), MaxNesting, MaxChain))
                return new ReadSource(path, TooDeep(path));

            // A build says itself which branches there are.
            return new ReadSource(path, null, isBuilt ? tree : TemplatePlaceholders.Of(TakenBranches.Of(tree, cancellation), cancellation)) { Unread = unread };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new ReadSource(path, CannotRead(path));
        }
        catch (InsufficientExecutionStackException)
        {
            return new ReadSource(path, TooDeep(path));
        }
    }

    private (ConfigurationText? Text, InputDiagnostic? Problem) ReadConfiguration(string path)
    {
        try
        {
            if (CodeText.Read(path) is { } text)
                return (new ConfigurationText(path, SourceText.From(text)), null);
            // Keys are binary as often as text.
            return (null, Path.GetExtension(path).ToUpperInvariant() is ".KEY" or ".PEM" ? null : Note(path, "binary-file",
                new("这是二进制文件，不是文本配置，没有检查。", "This is a binary file, not configuration as text; it was not checked."),
                new("请检查这个文件。", "Check this file.")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, CannotRead(path));
        }
    }

    private InputDiagnostic CannotRead(string path) => Note(path, "cannot-read",
        new("无法读取这个文件，没有检查。", "This file cannot be read; it was not checked."),
        new("请检查权限。", "Check the permissions."));

    /// <summary>Tells of a file that is not judged, or not wholly, since its code is nested too deep.</summary>
    public InputDiagnostic TooDeep(string path) => Note(path, "nested-too-deep",
        new("代码嵌套过深，没有检查。", "The code is nested too deep; it was not checked."),
        new("请检查这个文件；人写的代码不会如此。", "Check this file; no person writes such code."));

    private InputDiagnostic Note(string path, string code, Bilingual message, Bilingual help) =>
        InputDiagnostic.About(DisplayPath.Of(path, workingDirectory), code, message, help) with { IsWarning = true };
}
