using System.IO.Compression;
using Microsoft.CodeAnalysis;

namespace WeComPolicy.CodeScan.Compilations;

/// <summary>
/// The framework's own assemblies: those that this program runs on, and those of ASP.NET Core where they lie beside them; a native program
/// runs on none and carries their references within itself. Nothing of the scanned code is needed for them.
/// </summary>
internal static class FrameworkReferences
{
    // Fewer types of their own are attributes that compilers embed.
    private const int MaxEmbeddedTypes = 8;

    private static readonly Lazy<IReadOnlyList<(MetadataReference Reference, bool IsFacade)>> s_all = new(Read);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<MetadataReference> All { get; } = [.. s_all.Value.Select(r => r.Reference)];

    /// <summary>
    /// Those that hold types. The others say where types of older frameworks have gone: assemblies of packages need them, sources do not, and for each
    /// name that is missing the compiler looks through all of them.
    /// </summary>
    public static IReadOnlyList<MetadataReference> ForSources { get; } = [.. s_all.Value.Where(r => !r.IsFacade).Select(r => r.Reference)];

    private static List<(MetadataReference Reference, bool IsFacade)> Read() =>
        typeof(FrameworkReferences).Assembly.GetManifestResourceStream("framework.zip") is { } archive ? ReadCarried(archive) : ReadInstalled();

    private static List<(MetadataReference Reference, bool IsFacade)> ReadCarried(Stream archive)
    {
        using var zip = new ZipArchive(archive);
        return [.. zip.Entries.OrderBy(e => e.Name, StringComparer.Ordinal).Select(Carried)];

        static (MetadataReference Reference, bool IsFacade) Carried(ZipArchiveEntry entry)
        {
            var image = new byte[entry.Length];
            using var content = entry.Open();
            content.ReadExactly(image);
            return Described(AssemblyMetadata.CreateFromImage(image), entry.Name);
        }
    }

    private static List<(MetadataReference Reference, bool IsFacade)> ReadInstalled()
    {
        var paths = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var trusted = (AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var runtime = trusted.FirstOrDefault(path => Path.GetFileName(path) == "System.Private.CoreLib.dll") is { } core ? Path.GetDirectoryName(core)! : null;
        foreach (var path in trusted.Where(path => Path.GetDirectoryName(path) == runtime))
            paths.TryAdd(Path.GetFileName(path), path);
        foreach (var path in AspNetCore(runtime))
            paths.TryAdd(Path.GetFileName(path), path);
        return [.. paths.Values.Select(path => Described(AssemblyMetadata.CreateFromFile(path), path))];
    }

    private static (MetadataReference Reference, bool IsFacade) Described(AssemblyMetadata metadata, string path)
    {
        var reader = metadata.GetModules()[0].GetMetadataReader();
        return (metadata.GetReference(filePath: path), reader.TypeDefinitions.Count <= MaxEmbeddedTypes && reader.ExportedTypes.Count > 0);
    }

    // …/shared/Microsoft.NETCore.App/10.0.0 has its sibling …/shared/Microsoft.AspNetCore.App/10.0.0, and a pack of references in …/packs.
    private static string[] AspNetCore(string? runtime)
    {
        if (runtime is null || Path.GetDirectoryName(Path.GetDirectoryName(runtime)) is not { } shared)
            return [];
        var sibling = Path.Combine(shared, "Microsoft.AspNetCore.App", Path.GetFileName(runtime));
        if (Directory.Exists(sibling))
            return Directory.GetFiles(sibling, "Microsoft.*.dll");
        var pack = Path.Combine(Path.GetDirectoryName(shared) ?? shared, "packs", "Microsoft.AspNetCore.App.Ref");
        if (!Directory.Exists(pack))
            return [];
        var newest = Directory.GetDirectories(pack).Order(StringComparer.Ordinal).LastOrDefault();
        var folder = newest is null ? null : Directory.GetDirectories(Path.Combine(newest, "ref")).Order(StringComparer.Ordinal).LastOrDefault();
        return folder is null ? [] : Directory.GetFiles(folder, "Microsoft.*.dll");
    }
}
