using WeComPolicy.Cli.Commands;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Inputs;
using WeComPolicy.Expressions;

namespace WeComPolicy.Cli.Evidence;

/// <summary>Makes an evidence of a run, and proves it before anything is written: the files that are packed come to the same bytes.</summary>
internal static class EvidencePacker
{
    private const int MaxShown = 10;

    /// <summary>The entries of the archive, and its manifest.</summary>
    /// <param name="settings">The settings of the run.</param>
    /// <param name="result">What the run found.</param>
    /// <param name="hashesOnly">Whether the inputs stay outside.</param>
    /// <exception cref="OutputException">A file holds a secret, cannot be read, or the run cannot be repeated.</exception>
    public static (EvidenceManifest Manifest, IReadOnlyList<(string Name, byte[] Content)> Entries) Pack(RunSettings settings, ScanResult result, bool hashesOnly)
    {
        var found = EvidenceFiles.Of(settings);
        var contents = Contents(found);
        if (contents.Sum(c => (long)c.Content.Length) > EvidenceArchive.MaxUnpacked)
            throw new OutputException(new Bilingual($"要打包的文件超过 {EvidenceArchive.MaxUnpacked >> 20} MiB：请分几次打包", $"the files to be packed exceed {EvidenceArchive.MaxUnpacked >> 20} MiB: pack them in several archives"));
        RefuseSecrets(result, contents, hashesOnly);
        var of = SettingsOf(settings, found);
        var reports = EvidenceRun.Reports(result, of);
        Prove(of, contents, reports, settings);
        var manifest = Manifest(of, contents, reports, result.ExitCode, hashesOnly);
        var byPath = contents.ToDictionary(c => (c.Role, c.Path), c => c.Content);
        foreach (var report in reports)
            byPath[(EvidenceRole.Result, report.Name)] = report.Content;
        return (manifest, [(EvidenceManifest.Entry, manifest.Write()), .. manifest.Files.Where(f => f.IsPacked).Select(f => (f.Entry, byPath[(f.Role, f.Path)]))]);
    }

    /// <summary>The manifest that belongs to a run which has been repeated.</summary>
    /// <param name="of">The settings of the run.</param>
    /// <param name="settings">The run over the unpacked files.</param>
    /// <param name="result">What it has found.</param>
    /// <param name="reports">What it says.</param>
    /// <param name="hashesOnly">Whether the inputs stay outside.</param>
    public static EvidenceManifest Manifest(EvidenceSettings of, RunSettings settings, ScanResult result, IReadOnlyList<(string Name, byte[] Content)> reports, bool hashesOnly) =>
        Manifest(of, Contents(EvidenceFiles.Of(settings)), reports, result.ExitCode, hashesOnly);

    private static EvidenceManifest Manifest(
        EvidenceSettings of, List<(EvidenceRole Role, string Path, byte[] Content)> contents, IReadOnlyList<(string Name, byte[] Content)> reports, int exitCode, bool hashesOnly)
    {
        var files = contents
            .Select(f => new EvidenceFile(f.Role, f.Path, EvidenceArchive.Hash(f.Content), f.Content.Length, f.Role != EvidenceRole.Beside && !(hashesOnly && f.Role == EvidenceRole.Input)))
            .Concat(EvidenceRun.Shipped().Select(s => new EvidenceFile(EvidenceRole.Shipped, s.Path, EvidenceArchive.Hash(s.Content), s.Content.Length, false)))
            .Concat(reports.Select(r => new EvidenceFile(EvidenceRole.Result, r.Name, EvidenceArchive.Hash(r.Content), r.Content.Length, true)))
            .OrderBy(f => f.Role).ThenBy(f => f.Path, StringComparer.Ordinal)
            .ToList();
        return new EvidenceManifest(VersionLine.ReportVersion, of, exitCode, files);
    }

    private static List<(EvidenceRole Role, string Path, byte[] Content)> Contents(EvidenceFiles found) =>
        [.. found.Files.Select(f => (f.Role, found.Below(f.Path), f.Role == EvidenceRole.Beside ? [] : Read(f.Path)))];

    private static EvidenceSettings SettingsOf(RunSettings settings, EvidenceFiles found)
    {
        var folder = settings.Context.WorkingDirectory;
        return new EvidenceSettings
        {
            Folder = found.Below(folder),
            Repository = found.Repository is { } repository ? found.Below(repository) : null,
            Paths = [.. settings.NamedPaths.Select(Relative)],
            Policies = [.. settings.NamedPolicies.Select(Relative)],
            Profile = settings.NamedProfile is { } profile ? Relative(profile) : null,
            UseConfig = settings.Project.Path is not null,
            Config = settings.Project.IsNamed && settings.Project.Path is { } config ? Relative(config) : null,
            Waivers = [.. settings.NamedWaivers.Select(Relative)],
            UseWaivers = settings.UseWaivers,
            Baseline = settings.NamedBaseline is { } baseline ? Relative(baseline) : null,
            FailOn = settings.FailOn.Value,
            AllowUnknown = settings.AllowUnknown.Value,
            AsOf = settings.AsOf.Value,
            Language = settings.Language.Value,
        };

        string Relative(string path) => (Path.IsPathFullyQualified(path) ? Path.GetRelativePath(folder, path) : path).Replace(Path.DirectorySeparatorChar, '/');
    }

    // Whoever gets the archive gets what is in it.
    private static void RefuseSecrets(ScanResult result, IEnumerable<(EvidenceRole Role, string Path, byte[] Content)> contents, bool hashesOnly)
    {
        var places = hashesOnly ? [] : result.Secrets.Select(s => $"{s.File.Path}:{s.Start.Line}:{s.Start.Column}").Distinct(StringComparer.Ordinal).ToList();
        foreach (var (role, path, content) in contents)
        {
            // Names stand in the manifest, whatever is packed.
            if (SecretText.MaskPath(path) != path)
                places.Add(DisplayPath.Named(path));
            if (role is EvidenceRole.Input or EvidenceRole.Beside)
                continue;
            var (file, _) = SourceFileReader.Decode(content, path);
            if (file is not null && SecretText.Find(file.Text) is [var first, ..])
                places.Add($"{DisplayPath.Named(path)}:{file.PositionAt(first.Start).Line}:{file.PositionAt(first.Start).Column}");
        }

        if (places.Count == 0)
            return;
        var shown = string.Join(", ", places.Take(MaxShown));
        var more = places.Count > MaxShown ? $", … ({places.Count})" : "";
        throw new OutputException(new Bilingual(
            $"没有写出归档：要打包的文件里有像凭证的内容，拿到归档的人就拿到了它。请先移走凭证并更换；或用 --hashes-only 不打包输入文件：{shown}{more}",
            $"no archive was written: a file that would be packed holds what looks like a secret, and whoever gets the archive would get it. Remove and replace the secret first, or keep the inputs outside with --hashes-only: {shown}{more}"));
    }

    private static void Prove(EvidenceSettings settings, List<(EvidenceRole Role, string Path, byte[] Content)> contents, IReadOnlyList<(string Name, byte[] Content)> reports, RunSettings run)
    {
        using var folder = new TemporaryEvidence();
        foreach (var (_, path, content) in contents)
        {
            if (!EvidenceArchive.IsSafe(path))
                throw new OutputException(new Bilingual($"这个路径不能写进归档：{Excerpt.Of(path)}", $"this path cannot stand in an archive: {Excerpt.Of(path)}"));
            EvidenceArchive.Place(folder.Path, path, content);
        }

        var again = EvidenceRun.Reports(ScanRun.Of(EvidenceRun.In(settings, folder.Path, run.Jobs, run.Context), null), settings);
        for (var i = 0; i < reports.Count; i++)
        {
            if (EvidenceRun.FirstDifference(reports[i].Content, again[i].Content) is not { } difference)
                continue;
            throw new OutputException(new Bilingual(
                $"没有写出归档：只用将打包的文件重跑，{reports[i].Name} 第 {difference.Line} 行不同。代码的结论若依赖已还原的包（obj 文件夹），请在干净的检出上运行。 原：{Excerpt.Of(difference.Expected)}；重跑：{Excerpt.Of(difference.Actual)}",
                $"no archive was written: run again with nothing but the files that would be packed, {reports[i].Name} differs at line {difference.Line}. Where verdicts on code depend on restored packages (folder obj), run on a clean checkout. It was: {Excerpt.Of(difference.Expected)}; again: {Excerpt.Of(difference.Actual)}"));
        }
    }

    private static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OutputException(new Bilingual($"无法读取 {DisplayPath.Named(path)}", $"cannot read {DisplayPath.Named(path)}"));
        }
    }
}
