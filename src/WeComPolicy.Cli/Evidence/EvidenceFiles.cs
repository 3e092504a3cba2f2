using WeComPolicy.Cli.Commands;
using WeComPolicy.Engine.Inputs;

namespace WeComPolicy.Cli.Evidence;

/// <summary>The files that a run reads, with the folder that holds them all.</summary>
/// <param name="Root">Absolute.</param>
/// <param name="Repository">The root of the repository around scanned code, absolute; null where there is none.</param>
/// <param name="Files">What each was to the run, and its absolute path; by path.</param>
internal sealed record EvidenceFiles(string Root, string? Repository, IReadOnlyList<(EvidenceRole Role, string Path)> Files)
{
    /// <summary>The files of a run.</summary>
    public static EvidenceFiles Of(RunSettings settings)
    {
        var folder = settings.Context.WorkingDirectory;
        var found = new Dictionary<string, EvidenceRole>(StringComparer.Ordinal);
        Add(EvidenceRole.Input, settings.Inputs.Tenants.SelectMany(t => t.Files).Select(f => f.FullPath));
        Add(EvidenceRole.Project, new[] { settings.Project.Path }.OfType<string>());
        Add(EvidenceRole.Waivers, settings.UseWaivers ? settings.WaiverFiles : []);
        Add(EvidenceRole.Baseline, new[] { settings.BaselineFile }.OfType<string>());
        Add(EvidenceRole.Policy, settings.Project.PolicyPaths(settings.NamedPolicies, settings.Profile, settings.Context).SelectMany(PolicyFiles));
        Add(EvidenceRole.Policy, settings.Profile.Files.Select(f => Path.GetFullPath(f.Path, folder)));
        Add(EvidenceRole.Input, settings.Arguments.Code.SelectMany(target => target.Files()));
        Add(EvidenceRole.Beside, settings.Inputs.Skipped.Select(s => Path.GetFullPath(s.Path, folder)).Where(File.Exists));
        var repository = settings.Arguments.Code.Select(t => t.Repository).OfType<string>().FirstOrDefault();
        var root = found.Keys.Select(f => Path.GetDirectoryName(f)!).Concat(new[] { repository }.OfType<string>()).Aggregate(folder, Common);
        return new EvidenceFiles(root, repository, [.. found.Select(f => (f.Value, f.Key)).OrderBy(f => f.Key, StringComparer.Ordinal)]);

        void Add(EvidenceRole role, IEnumerable<string> paths)
        {
            foreach (var path in paths)
                found.TryAdd(Path.GetFullPath(path), role);
        }
    }

    /// <summary>A path from <see cref="Root"/>, with forward slashes; empty for the root itself.</summary>
    public string Below(string path)
    {
        var below = Path.GetRelativePath(Root, path).Replace(Path.DirectorySeparatorChar, '/');
        return below == "." ? "" : below;
    }

    private static IEnumerable<string> PolicyFiles(string path) => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(DataFile.Is)
        : [path];

    private static string Common(string a, string b)
    {
        while (!(b + Path.DirectorySeparatorChar).StartsWith(Path.TrimEndingDirectorySeparator(a) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            a = Path.GetDirectoryName(a) ?? throw new InvalidOperationException("The files lie on different drives.");
        return a;
    }
}
