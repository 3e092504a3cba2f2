using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Inputs;

namespace WeComPolicy.Engine.Policies;

/// <summary>The files of the folder <c>policies</c>, as they travel inside this assembly.</summary>
public static class ShippedFiles
{
    private const string Prefix = "policies/";
    private const string ProfilePrefix = Prefix + "profiles/";

    // In order. Loops over it and no LINQ: every start needs the packs.
    private static readonly string[] s_names = Names();

    /// <summary>The shipped packs: the folders that hold policy files, by name.</summary>
    public static IReadOnlyList<string> Packs { get; } = PackNames();

    /// <summary>The shipped profiles, by name.</summary>
    public static IReadOnlyList<string> Profiles { get; } =
        [.. FilesIn(ProfilePrefix, static _ => true).Select(name => Path.GetFileNameWithoutExtension(name)!)];

    /// <summary>The file of a shipped profile.</summary>
    public static SourceFile Profile(string name) => Open(ProfilePath(name));

    /// <summary>What reports call the file of a shipped profile.</summary>
    public static string ProfilePath(string name) => $"{ProfilePrefix}{name}.yaml";

    /// <summary>The policy files of a shipped pack, by path.</summary>
    public static IReadOnlyList<SourceFile> PolicyFiles(string pack) =>
        Opened(FilesIn($"{Prefix}{pack}/", IsPolicyFile));

    /// <summary>The files of policy cases of a shipped pack, by path.</summary>
    public static IReadOnlyList<SourceFile> CaseFiles(string pack) =>
        Opened(FilesIn($"{Prefix}{pack}/", IsCaseFile));

    /// <summary>The file of the guide's statements.</summary>
    public static SourceFile Guide() => Open(Prefix + "guide.yaml");

    /// <summary>The rules that say what changes of a tenant mean.</summary>
    public static SourceFile ChangeRules() => Open(Prefix + "schema/changes.yaml");

    /// <summary>A JSON Schema of the folder <c>policies/schema</c>, as UTF-8.</summary>
    /// <param name="name">pack, cases or config.</param>
    public static byte[] JsonSchema(string name)
    {
        using var stream = OpenStream($"{Prefix}schema/{name}.schema.json");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Whether a file holds policy cases, judged by its name.</summary>
    public static bool IsCaseFile(string path) =>
        Path.GetFileNameWithoutExtension(path).EndsWith(".tests", StringComparison.OrdinalIgnoreCase)
        && DataFile.Is(path);

    // A pack is a folder; what lies beside the folders belongs to all of them.
    private static bool IsPolicyFile(string name) =>
        name.IndexOf('/', Prefix.Length) > 0
        && !name.StartsWith(Prefix + "schema/", StringComparison.Ordinal) && !name.StartsWith(ProfilePrefix, StringComparison.Ordinal)
        && name.EndsWith(".yaml", StringComparison.Ordinal) && !IsCaseFile(name);

    private static string[] Names()
    {
        var names = Array.FindAll(typeof(ShippedFiles).Assembly.GetManifestResourceNames(), static name => name.StartsWith(Prefix, StringComparison.Ordinal));
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }

    private static List<string> PackNames()
    {
        var packs = new List<string>();
        foreach (var name in s_names)
        {
            if (!IsPolicyFile(name))
                continue;
            var pack = name[Prefix.Length..name.IndexOf('/', Prefix.Length)];
            // Files of one folder stand together.
            if (packs.Count == 0 || !string.Equals(packs[^1], pack, StringComparison.Ordinal))
                packs.Add(pack);
        }

        packs.Sort(StringComparer.Ordinal);
        return packs;
    }

    private static List<string> FilesIn(string folder, Func<string, bool> isWanted)
    {
        var found = new List<string>();
        foreach (var name in s_names)
        {
            if (name.StartsWith(folder, StringComparison.Ordinal) && isWanted(name))
                found.Add(name);
        }

        return found;
    }

    private static List<SourceFile> Opened(List<string> names) => names.ConvertAll(Open);

    private static SourceFile Open(string name) => new(name, () =>
    {
        using var reader = new StreamReader(OpenStream(name));
        return reader.ReadToEnd();
    });

    private static Stream OpenStream(string name) =>
        typeof(ShippedFiles).Assembly.GetManifestResourceStream(name)
        ?? throw new InvalidOperationException($"The resource '{name}' is missing from the assembly.");
}
