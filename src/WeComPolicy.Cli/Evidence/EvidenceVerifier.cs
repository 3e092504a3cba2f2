using WeComPolicy.Cli.Commands;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Cli.Evidence;

/// <summary>Checks an evidence: every hash, the files that this tool ships, and the run itself, byte for byte.</summary>
internal static class EvidenceVerifier
{
    /// <summary>What does not hold; empty where the evidence does.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="inputs">The folder that holds inputs of which the archive has only the hashes; null for none.</param>
    /// <param name="jobs">How many threads work.</param>
    /// <param name="context">The world.</param>
    /// <exception cref="OutputException">The archive is none that could be checked.</exception>
    public static (EvidenceManifest Manifest, IReadOnlyList<Bilingual> Problems) Verify(string path, string? inputs, int jobs, CliContext context)
    {
        using var folder = new TemporaryEvidence();
        var (manifest, written, results, problems) = EvidenceArchive.Unpack(path, folder.Path);
        var found = new List<Bilingual>(problems);
        found.AddRange(AddInputs(manifest, inputs, folder.Path));
        found.AddRange(Shipped(manifest));
        // With other files it would be another run.
        if (found.Count == 0)
            found.AddRange(RunAgain(manifest, written, results, folder.Path, jobs, context));
        return (manifest, found);
    }

    private static List<Bilingual> AddInputs(EvidenceManifest manifest, string? inputs, string folder)
    {
        var problems = new List<Bilingual>();
        var outside = manifest.Files.Where(f => f is { IsPacked: false, Role: not (EvidenceRole.Shipped or EvidenceRole.Beside) }).ToList();
        if (outside.Count > 0 && inputs is null)
        {
            throw new OutputException(new Bilingual(
                $"归档里只有 {outside.Count} 个输入文件的 SHA-256：请用 --inputs 指定存放这些文件的文件夹（其下应有 {Excerpt.Whole(outside[0].Path)}）",
                $"the archive has only the SHA-256 of {outside.Count} inputs: name the folder that holds them with --inputs (below it should lie {Excerpt.Whole(outside[0].Path)})"));
        }

        foreach (var file in outside)
        {
            var full = Path.Combine(inputs!, file.Path.Replace('/', Path.DirectorySeparatorChar));
            try
            {
                if (new FileInfo(full) is not { Exists: true } there)
                {
                    problems.Add(new($"找不到输入文件 {Excerpt.Whole(file.Path)}", $"this input is not there: {Excerpt.Whole(file.Path)}"));
                    continue;
                }

                var content = there.Length == file.Bytes ? File.ReadAllBytes(full) : [];
                if (content.Length == file.Bytes && EvidenceArchive.Hash(content) == file.Sha256)
                    EvidenceArchive.Place(folder, file.Path, content);
                else
                    problems.Add(new($"输入文件与当时不同：{Excerpt.Whole(file.Path)}", $"this input is not what it was: {Excerpt.Whole(file.Path)}"));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                problems.Add(new($"无法读取输入文件 {Excerpt.Whole(file.Path)}", $"this input cannot be read: {Excerpt.Whole(file.Path)}"));
            }
        }

        return problems;
    }

    private static IEnumerable<Bilingual> Shipped(EvidenceManifest manifest)
    {
        var ours = EvidenceRun.Shipped().ToDictionary(s => s.Path, s => EvidenceArchive.Hash(s.Content), StringComparer.Ordinal);
        var theirs = manifest.Files.Where(f => f.Role == EvidenceRole.Shipped).ToDictionary(f => f.Path, f => f.Sha256, StringComparer.Ordinal);
        var differing = ours.Keys.Union(theirs.Keys, StringComparer.Ordinal)
            .Where(p => ours.GetValueOrDefault(p) != theirs.GetValueOrDefault(p)).Order(StringComparer.Ordinal).ToList();
        if (differing.Count == 0)
            yield break;
        var names = Excerpt.Whole(string.Join(", ", differing.Take(5))) + (differing.Count > 5 ? ", …" : "");
        yield return new Bilingual(
            $"本工具（{VersionLine.ReportVersion}）内置的规则与当时（{Excerpt.Of(manifest.ToolVersion)}）不同，请用当时的版本核对：{names}",
            $"this tool ({VersionLine.ReportVersion}) ships other rules than the one that made the archive ({Excerpt.Of(manifest.ToolVersion)}): check with that one: {names}");
    }

    private static IEnumerable<Bilingual> RunAgain(EvidenceManifest manifest, byte[] written, IReadOnlyDictionary<string, byte[]> results, string folder, int jobs, CliContext context)
    {
        var settings = EvidenceRun.In(manifest.Settings, folder, jobs, context);
        var result = ScanRun.Of(settings, null);
        var again = EvidenceRun.Reports(result, manifest.Settings);
        foreach (var (name, content) in again)
        {
            if (!results.TryGetValue(name, out var was))
                yield return new($"归档里没有 {name}", $"the archive has no {name}");
            else if (EvidenceRun.FirstDifference(was, content) is { } difference)
            {
                yield return new(
                    $"重跑的 {name} 从第 {difference.Line} 行起不同\n  归档：{Excerpt.Of(difference.Expected)}\n  重跑：{Excerpt.Of(difference.Actual)}",
                    $"run again, {name} differs from line {difference.Line} on\n  archive: {Excerpt.Of(difference.Expected)}\n  again: {Excerpt.Of(difference.Actual)}");
            }
        }

        foreach (var name in results.Keys.Except(again.Select(a => a.Name), StringComparer.Ordinal).Order(StringComparer.Ordinal))
            yield return new($"{Excerpt.Whole(name)} 不是这个版本写的报告", $"{Excerpt.Whole(name)} is no report that this version writes");
        if (result.ExitCode != manifest.ExitCode)
        {
            yield return new($"重跑的退出码是 {result.ExitCode}，归档写的是 {manifest.ExitCode}", $"run again, the exit code is {result.ExitCode}; the archive says {manifest.ExitCode}");
            yield break;
        }

        // A manifest says no more than what the run bears out: no version, role, file or remark of somebody else's.
        var hashesOnly = manifest.Files.Any(f => f is { Role: EvidenceRole.Input, IsPacked: false });
        if (EvidenceRun.FirstDifference(written, EvidencePacker.Manifest(manifest.Settings, settings, result, again, hashesOnly).Write()) is { } other)
        {
            yield return new(
                $"重跑得到的 manifest.json 从第 {other.Line} 行起不同\n  归档：{Excerpt.Of(other.Expected)}\n  重跑：{Excerpt.Of(other.Actual)}",
                $"run again, manifest.json differs from line {other.Line} on\n  archive: {Excerpt.Of(other.Expected)}\n  again: {Excerpt.Of(other.Actual)}");
        }
    }
}
