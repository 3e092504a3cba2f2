using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Inputs;

/// <summary>Finds and reads the YAML files of policies and cases that a path names.</summary>
public static class PolicyFileFinder
{
    /// <summary>The files, by path; what cannot be found or read is reported.</summary>
    /// <param name="path">A file, or a folder that is searched with its sub-folders.</param>
    /// <param name="workingDirectory">What a relative path starts from.</param>
    /// <param name="wanted">Which files of a folder are meant, by path; a file that was named itself is always meant.</param>
    /// <param name="diagnostics">Where mistakes go.</param>
    public static IReadOnlyList<SourceFile> Find(string path, string workingDirectory, Func<string, bool> wanted, ICollection<InputDiagnostic> diagnostics)
    {
        var files = FindIfAny(path, workingDirectory, wanted, diagnostics);
        if (files.Count == 0 && diagnostics.Count == 0)
        {
            diagnostics.Add(InputDiagnostic.About(
                path,
                "no-policy-files",
                new Bilingual($"“{path}”里没有策略或用例文件。", $"There is no file of policies or cases in '{path}'."),
                new Bilingual("策略文件的扩展名是 .yaml 或 .yml。", "Such files end in .yaml or .yml.")));
        }

        return files;
    }

    /// <summary>As <see cref="Find"/>, where a folder need not hold any.</summary>
    /// <inheritdoc cref="Find"/>
    public static IReadOnlyList<SourceFile> FindIfAny(string path, string workingDirectory, Func<string, bool> wanted, ICollection<InputDiagnostic> diagnostics)
    {
        var full = Path.GetFullPath(path, workingDirectory);
        var files = new List<SourceFile>();
        foreach (var file in Paths(full, wanted))
        {
            var (source, problem) = SourceFileReader.Read(file, DisplayPath.Of(file, workingDirectory), DocumentLimits.Default);
            if (source is not null)
                files.Add(source);
            else
                diagnostics.Add(problem!);
        }

        return files;
    }

    private static IEnumerable<string> Paths(string full, Func<string, bool> wanted)
    {
        if (!Directory.Exists(full))
            return [full];
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false, MaxRecursionDepth = 16 };
        // The folder of schemas lies among the packs and holds none.
        return Directory.EnumerateFiles(full, "*", options)
            .Where(file => file.EndsWith(".yaml", StringComparison.Ordinal) || file.EndsWith(".yml", StringComparison.Ordinal))
            .Where(file => wanted(file) && !IsSchema(Path.GetRelativePath(full, file)))
            .Order(StringComparer.Ordinal);
    }

    private static bool IsSchema(string relative) => relative.Replace('\\', '/').StartsWith("schema/", StringComparison.Ordinal);
}
