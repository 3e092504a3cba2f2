using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.CodeScan.Inputs;
using WeComPolicy.CodeScan.Projects;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Inputs;

namespace WeComPolicy.CodeScan.Compilations;

/// <summary>
/// The <c>.editorconfig</c> and <c>.globalconfig</c> files in force for a project. Their keys reach the rules; their severities are kept
/// from the compiler and applied to what was found, so that what they switch off can be counted.
/// </summary>
internal sealed class EditorConfigs : AnalyzerConfigOptionsProvider
{
    private const long MaxBytes = 1024 * 1024;

    private readonly AnalyzerConfigSet _set;
    private readonly ImmutableDictionary<string, string> _project;
    private readonly ConcurrentDictionary<string, AnalyzerConfigOptionsResult> _byPath = new(StringComparer.Ordinal);
    private readonly Options _global;

    private EditorConfigs(AnalyzerConfigSet set, ImmutableDictionary<string, string> project, IReadOnlyList<InputDiagnostic> notes)
    {
        Notes = notes;
        _set = set;
        _project = project;
        _global = new Options(set.GlobalConfigOptions.AnalyzerOptions, project);
    }

    public override AnalyzerConfigOptions GlobalOptions => _global;

    /// <summary>What the files take back from the rules.</summary>
    public IReadOnlyList<InputDiagnostic> Notes { get; }

    /// <summary>The configuration of a project: of its folder, those above it up to the root, and those below it.</summary>
    /// <param name="project">The project.</param>
    /// <param name="settings">Keys that every file has unless a configuration says otherwise.</param>
    /// <param name="workingDirectory">What display paths are relative to.</param>
    public static EditorConfigs Of(CodeProject project, IReadOnlyDictionary<string, string> settings, string workingDirectory)
    {
        var folders = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var file in project.Sources.Concat(project.Configuration))
        {
            for (var folder = Path.GetDirectoryName(file); folder is not null && ProjectFinder.IsWithin(folder, project.Root) && folders.Add(folder); folder = Path.GetDirectoryName(folder))
            {
            }
        }

        var configs = new List<AnalyzerConfig>();
        var notes = new List<InputDiagnostic>();
        foreach (var folder in folders)
        {
            foreach (var name in (ReadOnlySpan<string>)[".editorconfig", ".globalconfig"])
            {
                var path = Path.Combine(folder, name);
                if (Read(path) is not { } text)
                    continue;
                configs.Add(AnalyzerConfig.Parse(text, path));
                if (LoweredRules.In(new SourceFile(DisplayPath.Of(path, workingDirectory), text), settings) is { } note)
                    notes.Add(note);
            }
        }

        var keys = ImmutableDictionary.CreateRange(AnalyzerConfigOptions.KeyComparer, settings)
            .SetItem("build_property.IsTestProject", project.Settings.IsTest ? "true" : "false")
            .SetItem("build_property.TargetFramework", project.Settings.TargetFrameworks.Count > 0 ? project.Settings.TargetFrameworks[0] : "")
            .SetItem("build_property.ProjectDir", project.Folder + Path.DirectorySeparatorChar);
        return new EditorConfigs(AnalyzerConfigSet.Create(configs), keys, notes);
    }

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Options(Result(tree.FilePath).AnalyzerOptions, _project);

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Options(Result(textFile.Path).AnalyzerOptions, _project);

    /// <summary>The severity that a configuration gives to a rule in a file; null where none does.</summary>
    public ReportDiagnostic? SeverityOf(string ruleId, string path)
    {
        if (Result(path).TreeOptions.TryGetValue(ruleId, out var own))
            return own;
        return _set.GlobalConfigOptions.TreeOptions.TryGetValue(ruleId, out var global) ? global : null;
    }

    private AnalyzerConfigOptionsResult Result(string path) => _byPath.GetOrAdd(path, _set.GetOptionsForSourcePath);

    private static string? Read(string path)
    {
        try
        {
            var info = new FileInfo(path);
            return info.Exists && info.Length is > 0 and <= MaxBytes && !info.Attributes.HasFlag(FileAttributes.ReparsePoint) ? CodeText.Read(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private sealed class Options(ImmutableDictionary<string, string> configured, ImmutableDictionary<string, string> otherwise) : AnalyzerConfigOptions
    {
        public override IEnumerable<string> Keys => configured.Keys.Union(otherwise.Keys);

        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) =>
            configured.TryGetValue(key, out value) || otherwise.TryGetValue(key, out value);
    }
}
