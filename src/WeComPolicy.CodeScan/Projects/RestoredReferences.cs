using System.Text.Json;
using WeComPolicy.Engine.Inputs;

namespace WeComPolicy.CodeScan.Projects;

/// <summary>The assemblies that a restored project names in <c>obj/project.assets.json</c>; none where it was not restored.</summary>
internal static class RestoredReferences
{
    private const long MaxBytes = 50L * 1024 * 1024;
    private const int MaxAssemblies = 2000;

    /// <summary>Absolute paths of assemblies that exist.</summary>
    public static IReadOnlyList<string> Of(string projectFolder)
    {
        var path = Path.Combine(projectFolder, "obj", "project.assets.json");
        try
        {
            if (!File.Exists(path) || File.GetAttributes(path).HasFlag(FileAttributes.ReparsePoint) || RegularFile.LengthOf(path) is 0 or > MaxBytes)
                return [];
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            return Read(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException or ArgumentException)
        {
            return [];
        }
    }

    private static List<string> Read(JsonElement root)
    {
        if (!root.TryGetProperty("targets", out var targets) || !root.TryGetProperty("libraries", out var libraries) || !root.TryGetProperty("packageFolders", out var folders))
            return [];
        var packageFolders = folders.EnumerateObject().Select(f => f.Name).ToList();
        var assemblies = new List<string>();
        foreach (var package in targets.EnumerateObject().Take(1).SelectMany(t => t.Value.EnumerateObject()))
        {
            if (!package.Value.TryGetProperty("compile", out var compile) || !libraries.TryGetProperty(package.Name, out var library)
                || !library.TryGetProperty("path", out var libraryPath) || libraryPath.GetString() is not { } relative)
                continue;
            foreach (var asset in compile.EnumerateObject().Where(a => a.Name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)))
            {
                foreach (var folder in packageFolders)
                {
                    var file = Path.GetFullPath(Path.Combine(folder, relative, asset.Name));
                    if (!File.Exists(file) || RegularFile.LengthOf(file) is 0 or > MaxBytes)
                        continue;
                    assemblies.Add(file);
                    break;
                }

                if (assemblies.Count >= MaxAssemblies)
                    return assemblies;
            }
        }

        return assemblies;
    }
}
