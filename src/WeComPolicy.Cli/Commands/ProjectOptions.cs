using System.CommandLine;
using WeComPolicy.CodeScan.Inputs;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Inputs;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Profiles;
using WeComPolicy.Engine.Projects;
using WeComPolicy.Expressions;

namespace WeComPolicy.Cli.Commands;

/// <summary>The project file of a run, with what is wrong with it.</summary>
/// <param name="File">The project file, or <see cref="ProjectFile.None"/>.</param>
/// <param name="Path">Where it lies; null where there is none.</param>
/// <param name="Diagnostics">What is wrong with it.</param>
internal sealed record ProjectOptions(ProjectFile File, string? Path, IReadOnlyList<InputDiagnostic> Diagnostics)
{
    /// <summary>Whether the command line names it.</summary>
    public bool IsNamed { get; init; }

    /// <summary><c>--config</c>.</summary>
    public static Option<string> Config(CliContext context) => new("--config")
    {
        Description = new Bilingual(
            "项目文件；默认从所扫描的目录向上找 wecom-policy.yaml，再从当前目录向上找",
            "Project file; default: wecom-policy.yaml, searched upwards from what is scanned, then from the working directory").In(context.Language),
        HelpName = "FILE",
    };

    /// <summary><c>--no-config</c>.</summary>
    public static Option<bool> NoConfig(CliContext context) => new("--no-config")
    {
        Description = new Bilingual(
            "不采用任何项目文件；检查别人的目录时用",
            "Take no project file; for folders that others keep").In(context.Language),
    };

    /// <summary><c>--profile</c>.</summary>
    public static Option<string> ProfileOption(CliContext context) => new LateOption<string>("--profile", [], () => new Bilingual(
        $"配置档：{string.Join("、", ShippedFiles.Profiles)}，或自己的配置档文件；默认不用",
        $"Profile: {string.Join(", ", ShippedFiles.Profiles)}, or a profile file of your own; default none").In(context.Language))
    {
        HelpName = "NAME|FILE",
    };

    /// <summary>Reads the project file that was named, or the nearest.</summary>
    /// <param name="named">What <c>--config</c> names.</param>
    /// <param name="none"><c>--no-config</c>.</param>
    /// <param name="scanned">What the command line names to be scanned.</param>
    /// <param name="context">Where relative paths start from.</param>
    public static ProjectOptions Read(string? named, bool none, IReadOnlyList<string> scanned, CliContext context)
    {
        if (none)
            return new ProjectOptions(ProjectFile.None, null, []);
        if (named is not null)
            return Read(System.IO.Path.GetFullPath(named, context.WorkingDirectory), context) with { IsNamed = true };
        var place = ProjectPlace.Of(scanned, context.WorkingDirectory);
        var project = place.Path is null
            ? new ProjectOptions(ProjectFile.None, null, [])
            : ProjectFile.NameProblem(place.Path, Shown(place.Path, context)) is { } misnamed
                ? new ProjectOptions(ProjectFile.None, place.Path, [misnamed])
                : Read(place.Path, context);
        return project with
        {
            Diagnostics =
            [
                .. project.Diagnostics,
                .. place.NotInForce.Select(path => InputDiagnostic.About(
                    Shown(path, context),
                    "project-file-not-in-force",
                    new Bilingual("一次运行只有一个项目文件；这个项目文件没有生效。", "A run has one project file; this one is not in force."),
                    new Bilingual("请分别扫描各个文件夹，或用 --config 指定一个项目文件。", "Scan each folder by itself, or name one project file with --config."))),
            ],
        };
    }

    private static ProjectOptions Read(string path, CliContext context)
    {
        var (source, problem) = SourceFileReader.Read(path, Shown(path, context), DocumentLimits.Default);
        if (source is null)
            return new ProjectOptions(ProjectFile.None, path, [problem!]);
        var read = DocumentReader.Read(source);
        var diagnostics = new List<InputDiagnostic>(read.Diagnostics);
        var file = read.Document is { } document
            ? ProjectFile.Read(document, System.IO.Path.GetDirectoryName(path)!, diagnostics)
            : ProjectFile.None;
        return new ProjectOptions(file, path, diagnostics);
    }

    /// <summary>The project file as reports show it; null where there is none.</summary>
    public string? ShownPath(CliContext context) => Path is null ? null : Shown(Path, context);

    /// <summary>
    /// What to scan: what the command line names, else what the project file names. The folder of the project file stands for
    /// the inputs that the file names, wherever it is named from.
    /// </summary>
    public IReadOnlyList<string> InputNames(IReadOnlyList<string> named, CliContext context)
    {
        var ofProject = FromProject(File.Inputs, context);
        return named.Count == 0
            ? NamesInputs ? ofProject : ["."]
            : [.. named.SelectMany(argument => NamesInputs && IsFolderOfProject(argument, context) ? ofProject : [argument])];
    }

    /// <summary>The fleet that the project file names, where the run is about what the project file names.</summary>
    public IReadOnlyList<string> TenantNames(IReadOnlyList<string> named, CliContext context) =>
        named.Count == 0 || named.Any(argument => IsFolderOfProject(argument, context)) ? FromProject(File.Tenants, context) : [];

    /// <summary>
    /// The folder, absolute, that would be scanned if the project file did not say what to scan; null where it does not say, or
    /// does not decide it.
    /// </summary>
    public string? FolderOfInputs(IReadOnlyList<string> named, CliContext context) => !NamesInputs ? null
        : named.Count == 0 ? context.WorkingDirectory
        : named.Any(argument => IsFolderOfProject(argument, context)) ? File.Directory
        : null;

    private bool NamesInputs => File.Inputs.Count + File.Tenants.Count > 0;

    // A slash at the end says that folders alone are meant.
    private List<string> FromProject(IReadOnlyList<string> paths, CliContext context) =>
        [.. paths.Select(path => path.Length == 0 ? path
            : System.IO.Path.GetRelativePath(context.WorkingDirectory, System.IO.Path.Combine(File.Directory, path)) + (path.EndsWith('/') ? "/" : ""))];

    /// <summary>The tenants that arguments name.</summary>
    public InputSet Inputs(IReadOnlyList<string> named, CliContext context) =>
        WithoutProjectFile(InputFinder.Find(InputNames(named, context), context.WorkingDirectory, TenantNames(named, context)), context);

    /// <summary>The tenants among arguments that may name code too.</summary>
    /// <param name="arguments">What is to be scanned, taken apart.</param>
    /// <param name="named">What the command line names.</param>
    /// <param name="context">Where relative paths start from.</param>
    public InputSet Inputs(CodeArguments arguments, IReadOnlyList<string> named, CliContext context)
    {
        var found = WithoutProjectFile(InputFinder.Find(arguments.Rest, context.WorkingDirectory, TenantNames(named, context)), context);
        return arguments.Tenants.Count == 0 ? found : found with
        {
            Tenants = [.. found.Tenants.Concat(arguments.Tenants).DistinctBy(t => t.Id, StringComparer.Ordinal).OrderBy(t => t.Id, StringComparer.Ordinal)],
        };
    }

    private InputSet WithoutProjectFile(InputSet found, CliContext context) => found.Skipped.Count == 0 ? found :
        found with { Skipped = [.. found.Skipped.Where(s => s.Path != ShownPath(context))] };

    /// <summary>The profile that the command line names, else the project file's, with the changes of the project file on top.</summary>
    public Profile Profile(string? named, CliContext context)
    {
        var profile = named is not null ? ProfileLoader.Load(named, null, context.WorkingDirectory)
            : File.Profile is not { } ofProject ? Engine.Profiles.Profile.None
            : ProfileLoader.Load(
                ShippedFiles.Profiles.Contains(ofProject, StringComparer.Ordinal) ? ofProject : FromWorkingDirectory(ofProject, context),
                File.Places["profile"],
                context.WorkingDirectory);
        return File.Overrides.Count == 0 ? profile : profile with { Overrides = [.. profile.Overrides, .. File.Overrides] };
    }

    /// <summary>
    /// The rules: of the packs that the command line names, else of those that the profile and the project file name.
    /// </summary>
    public PolicySet Policies(IReadOnlyList<string> named, Profile profile, CliContext context) =>
        PolicyLoader.Load(PacksOf(named, profile, context), profile, context.WorkingDirectory, namedByFile: named.Count == 0);

    /// <summary>Files and folders that the rules come from; absolute.</summary>
    public IEnumerable<string> PolicyPaths(IReadOnlyList<string> named, Profile profile, CliContext context) => PacksOf(named, profile, context)
        .Where(pack => pack.Length > 0 && !ShippedFiles.Packs.Contains(pack, StringComparer.Ordinal))
        .Select(pack => System.IO.Path.GetFullPath(pack, context.WorkingDirectory))
        .Where(System.IO.Path.Exists);

    /// <summary><c>--waivers</c>.</summary>
    public static Option<string[]> WaiversOption(CliContext context) => new("--waivers")
    {
        Description = new Bilingual("豁免文件，可重复；默认取项目文件里的 waivers", "File of waivers; repeatable; default the waivers of the project file").In(context.Language),
        HelpName = "FILE",
        AllowMultipleArgumentsPerToken = false,
        Arity = ArgumentArity.OneOrMore,
        DefaultValueFactory = _ => [],
    };

    /// <summary>The files of waivers: those that the command line names, else the project file's; absolute.</summary>
    public IReadOnlyList<string> WaiverFiles(IReadOnlyList<string> named, CliContext context) => named.Count > 0
        ? [.. named.Select(path => System.IO.Path.GetFullPath(path.Length == 0 ? "." : path, context.WorkingDirectory))]
        : [.. File.Waivers.Select(path => System.IO.Path.GetFullPath(path.Length == 0 ? "." : path, File.Directory))];

    /// <summary>Where a key of the project file stands.</summary>
    public SettingOrigin Origin(string key) => SettingOrigin.At("project", File.Places[key]);

    /// <summary>The packs of a run; empty for the default.</summary>
    public IReadOnlyList<string> PacksOf(IReadOnlyList<string> named, Profile profile, CliContext context) => named.Count > 0
        ? named
        : [.. profile.Packs.Concat(File.Policies.Select(pack =>
            pack.Length == 0 || ShippedFiles.Packs.Contains(pack, StringComparer.Ordinal) ? pack : FromWorkingDirectory(pack, context))).Distinct(StringComparer.Ordinal)];

    // What the project file names starts from its folder; reports call files as seen from the working directory.
    private string FromWorkingDirectory(string path, CliContext context) =>
        !System.IO.Path.Exists(System.IO.Path.Combine(File.Directory, path)) && !System.IO.Path.Exists(System.IO.Path.Combine(context.WorkingDirectory, path))
            ? path
            : System.IO.Path.GetRelativePath(context.WorkingDirectory, System.IO.Path.Combine(File.Directory, path));

    private bool IsFolderOfProject(string argument, CliContext context) =>
        argument.Length > 0 && !argument.Contains('\0', StringComparison.Ordinal)
        && string.Equals(
            System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(argument, context.WorkingDirectory)),
            System.IO.Path.TrimEndingDirectorySeparator(File.Directory),
            StringComparison.Ordinal);

    private static string Shown(string path, CliContext context) => DisplayPath.Of(path, context.WorkingDirectory);
}
