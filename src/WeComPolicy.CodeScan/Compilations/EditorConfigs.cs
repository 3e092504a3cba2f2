using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.CodeScan.Inputs;
using WeComPolicy.CodeScan.Projects;

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

    private EditorConfigs(AnalyzerConfigSet set, ImmutableDictionary<string, string> project)
    {
        _set = set;
        _project = project;
        _global = new Options(set.GlobalConfigOptions.AnalyzerOptions, project);
    }

    public override AnalyzerConfigOptions GlobalOptions => _global;

    /// <summary>The configuration of a project: of its folder, those above it up to the root, and those below it.</summary>
    /// <param name="project">The project.</param>
    /// <param name="settings">Keys that every file has unless a configuration says otherwise.</param>
    public static EditorConfigs Of(CodeProject project, IEnumerable<KeyValuePair<string, string>> settings)
    {
        var folders = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var file in project.Sources.Concat(project.Configuration))
        {
            for (var folder = Path.GetDirectoryName(file); folder is not null && ProjectFinder.IsWithin(folder, project.Root) && folders.Add(folder); folder = Path.GetDirectoryName(folder))
            {
            }
        }

        var configs = new List<AnalyzerConfig>();
        foreach (var folder in folders)
        {
            foreach (var name in (ReadOnlySpan<string>)[".editorconfig", ".globalconfig"])
            {
                if (Read(Path.Combine(folder, name)) is { } config)
                    configs.Add(config);
            }
        }

        var keys = ImmutableDictionary.CreateRange(AnalyzerConfigOptions.KeyComparer, settings)
            .SetItem("build_property.IsTestProject", project.Settings.IsTest ? "true" : "false")
            .SetItem("build_property.TargetFramework", project.Settings.TargetFrameworks.Count > 0 ? project.Settings.TargetFrameworks[0] : "")
            .SetItem("build_property.ProjectDir", project.Folder + Path.DirectorySeparatorChar);
        return new EditorConfigs(AnalyzerConfigSet.Create(configs), keys);
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

    private static AnalyzerConfig? Read(string path)
    {
        try
        {
            var info = new FileInfo(path);
            if (!info.Exists || info.Length is 0 or > MaxBytes || info.Attributes.HasFlag(FileAttributes.ReparsePoint) || CodeText.Read(path) is not { } text)
                return null;
            return AnalyzerConfig.Parse(text, path);
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
