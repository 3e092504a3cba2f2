using System.Text.Json;

namespace WeComPolicy.Expressions.Tests.Conformance;

/// <summary>
/// The public CEL conformance cases. They are no part of the repository: the environment variable CEL_CONFORMANCE names their
/// folder, else they are looked for in <c>shared/cel-conformance</c> beside the repository or above it.
/// </summary>
public static class ConformanceSuite
{
    /// <summary>How many cases the suite holds that need no protobuf messages.</summary>
    public const int ExpectedCount = 1743;

    private static readonly Lazy<IReadOnlyDictionary<string, IReadOnlyList<ConformanceCase>>> Loaded = new(Load);

    /// <summary>The folder, or null where there is none.</summary>
    public static string? Folder { get; } = FindFolder();

    /// <summary>The cases of each file, by the name of the file without its ending; empty where there is no folder.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<ConformanceCase>> Cases => Loaded.Value;

    private static string? FindFolder()
    {
        if (Environment.GetEnvironmentVariable("CEL_CONFORMANCE") is { Length: > 0 } given)
            return Directory.Exists(given) ? given : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "cel-conformance");
            if (Directory.Exists(candidate))
                return candidate;
        }

        return null;
    }

    private static Dictionary<string, IReadOnlyList<ConformanceCase>> Load()
    {
        var suites = new Dictionary<string, IReadOnlyList<ConformanceCase>>(StringComparer.Ordinal);
        if (Folder is null)
            return suites;
        foreach (var file in Directory.EnumerateFiles(Folder, "*.json").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            suites[name] = [.. document.RootElement.EnumerateArray().Select((json, number) => new ConformanceCase(name, number, json.Clone()))];
        }

        return suites;
    }
}
