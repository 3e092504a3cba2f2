using WeComPolicy.Cli.Commands;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Projects;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting;

namespace WeComPolicy.Cli.Evidence;

/// <summary>Carries out the run of an evidence: the same files and settings give the same bytes.</summary>
internal static class EvidenceRun
{
    private static readonly (string Format, string Name)[] s_reports = [("json", "result.json"), ("text", "report.txt"), ("html", "report.html")];

    /// <summary>The run over a folder that holds the files of an evidence.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="root">The folder that stands for the root of the evidence.</param>
    /// <param name="jobs">How many threads work.</param>
    /// <param name="context">The world.</param>
    /// <exception cref="OutputException">It asks for a file outside of the folder.</exception>
    public static RunSettings In(EvidenceSettings settings, string root, int jobs, CliContext context)
    {
        var folder = Path.GetFullPath(Path.Combine(root, settings.Folder.Replace('/', Path.DirectorySeparatorChar)));
        Directory.CreateDirectory(folder);
        if (settings.Repository is { } repository)
            Directory.CreateDirectory(Path.Combine(root, repository.Replace('/', Path.DirectorySeparatorChar), ".git"));
        var at = context with { WorkingDirectory = folder, Language = settings.Language };
        StayWithin(root, folder, settings.Paths.Concat(settings.Policies).Concat(settings.Waivers).Concat(new[] { settings.Profile, settings.Config, settings.Baseline }.OfType<string>()));
        var project = ProjectOptions.Read(settings.Config, none: !settings.UseConfig, settings.Paths, at);
        // Beyond the evidence lies somebody else's file.
        if (settings.Config is null && project.Path is { } path && Path.GetRelativePath(root, path).StartsWith("..", StringComparison.Ordinal))
            project = new ProjectOptions(ProjectFile.None, null, []);
        var file = project.File;
        StayWithin(root, file.Directory, file.Inputs.Concat(file.Policies).Concat(file.Waivers).Concat(new[] { file.Profile, file.Baseline }.OfType<string>()));
        return new RunSettings
        {
            Project = project,
            NamedPaths = settings.Paths,
            NamedPolicies = settings.Policies,
            NamedProfile = settings.Profile,
            NamedWaivers = settings.Waivers,
            UseWaivers = settings.UseWaivers,
            NamedBaseline = settings.Baseline,
            Language = new(settings.Language, SettingOrigin.CommandLine),
            FailOn = new(settings.FailOn, SettingOrigin.CommandLine),
            AllowUnknown = new(settings.AllowUnknown, SettingOrigin.CommandLine),
            AsOf = new(settings.AsOf, SettingOrigin.CommandLine),
            Jobs = jobs,
            Build = false,
            Context = at,
        };
    }

    // An archive from somebody else must not have this machine's own files read.
    private static void StayWithin(string root, string folder, IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            if (path.Contains('\0', StringComparison.Ordinal) || Path.GetRelativePath(root, Path.GetFullPath(path.Length == 0 ? "." : path, folder)) is var below && (Path.IsPathRooted(below) || below.Split(Path.DirectorySeparatorChar)[0] == ".."))
                throw new OutputException(new Bilingual($"归档要求读取归档之外的路径，已拒绝：{Excerpt.Of(path)}", $"the archive asks for a path outside of it, which is refused: {Excerpt.Of(path)}"));
        }
    }

    /// <summary>What a result says, in every form that an evidence holds.</summary>
    public static IReadOnlyList<(string Name, byte[] Content)> Reports(ScanResult result, EvidenceSettings settings)
    {
        var options = new ReportOptions { Language = settings.Language, Width = 100, Verbosity = Verbosity.Verbose };
        return [.. s_reports.Select(report =>
        {
            using var output = new MemoryStream();
            ReportFormats.Of(report.Format).Write(result, options, output);
            return (report.Name, output.ToArray());
        })];
    }

    /// <summary>The files that every run of this tool judges by, by path, with their text as UTF-8.</summary>
    public static IEnumerable<(string Path, byte[] Content)> Shipped() =>
        ShippedFiles.Packs.SelectMany(ShippedFiles.PolicyFiles).Concat(ShippedFiles.Profiles.Select(ShippedFiles.Profile))
            .Select(f => (f.Path, f.Text))
            .Append(("policies/schema/tenant.yaml", TenantSchema.V1Text))
            .Select(f => (f.Item1, System.Text.Encoding.UTF8.GetBytes(f.Item2)));

    /// <summary>Where two texts part: the line, from 1, and what stands there in each; null where they are the same.</summary>
    public static (int Line, string Expected, string Actual)? FirstDifference(byte[] expected, byte[] actual)
    {
        if (expected.AsSpan().SequenceEqual(actual))
            return null;
        var common = expected.AsSpan().CommonPrefixLength(actual);
        var line = expected.AsSpan(0, common).Count((byte)'\n') + 1;
        return (line, LineAt(expected, common), LineAt(actual, common));
    }

    private static string LineAt(byte[] text, int at)
    {
        var start = text.AsSpan(0, at).LastIndexOf((byte)'\n') + 1;
        var rest = text.AsSpan(start);
        var end = rest.IndexOf((byte)'\n');
        return System.Text.Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]).Trim();
    }
}
