using System.CommandLine;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Inputs;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Projects;
using WeComPolicy.Expressions;

namespace WeComPolicy.Cli.Commands;

/// <summary>The project file of a run, with what is wrong with it.</summary>
/// <param name="File">The project file, or <see cref="ProjectFile.None"/>.</param>
/// <param name="Diagnostics">What is wrong with it.</param>
internal sealed record ProjectOptions(ProjectFile File, IReadOnlyList<InputDiagnostic> Diagnostics)
{
    /// <summary><c>--config</c>.</summary>
    public static Option<string> Config(CliContext context) => new("--config")
    {
        Description = new Bilingual(
            "项目文件；默认从当前目录向上找 wecom-policy.yaml",
            "Project file; default: wecom-policy.yaml, searched from the working directory upwards").In(context.Language),
        HelpName = "FILE",
    };

    /// <summary>Reads the project file that was named, or the nearest.</summary>
    public static ProjectOptions Read(string? named, CliContext context)
    {
        var path = named is null ? ProjectFile.Find(context.WorkingDirectory) : Path.GetFullPath(named, context.WorkingDirectory);
        if (path is null)
            return new ProjectOptions(ProjectFile.None, []);
        if (named is null && ProjectFile.NameProblem(path, DisplayPath.Of(path, context.WorkingDirectory)) is { } misnamed)
            return new ProjectOptions(ProjectFile.None, [misnamed]);
        var (source, problem) = SourceFileReader.Read(path, DisplayPath.Of(path, context.WorkingDirectory), DocumentLimits.Default);
        if (source is null)
            return new ProjectOptions(ProjectFile.None, [problem!]);
        var read = DocumentReader.Read(source);
        var diagnostics = new List<InputDiagnostic>(read.Diagnostics);
        var file = read.Document is { } document
            ? ProjectFile.Read(document, Path.GetDirectoryName(path)!, diagnostics)
            : ProjectFile.None;
        return new ProjectOptions(file, diagnostics);
    }

    /// <summary>What to scan: what the command line names, else what the project file names.</summary>
    public InputSet Inputs(IReadOnlyList<string> named, CliContext context)
    {
        if (named.Count > 0 || File.Inputs.Count == 0)
            return InputFinder.Find(named.Count > 0 ? named : ["."], context.WorkingDirectory);
        return InputFinder.Find([.. File.Inputs.Select(path => path.Length == 0 ? path : Path.GetRelativePath(context.WorkingDirectory, Path.Combine(File.Directory, path)))], context.WorkingDirectory);
    }

    /// <summary>The rules: of the packs that the command line names, else of those that the project file names.</summary>
    public PolicySet Policies(IReadOnlyList<string> named, CliContext context) =>
        named.Count > 0 || File.Policies.Count == 0
            ? PolicyLoader.Load(named, context.WorkingDirectory)
            : PolicyLoader.Load(File.Policies, File.Directory);
}
