using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Inputs;

namespace WeComPolicy.Engine.Policies;

/// <summary>The files of the folder <c>policies</c>, as they travel inside this assembly.</summary>
public static class ShippedFiles
{
    private const string Prefix = "policies/";
    private const string ProfilePrefix = Prefix + "profiles/";

    /// <summary>The shipped packs: the folders that hold policy files, by name.</summary>
    public static IReadOnlyList<string> Packs { get; } =
        [.. Names().Where(IsPolicyFile).Select(name => name.Split('/')[1]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>The shipped profiles, by name.</summary>
    public static IReadOnlyList<string> Profiles { get; } =
        [.. Names().Where(name => name.StartsWith(ProfilePrefix, StringComparison.Ordinal)).Select(name => Path.GetFileNameWithoutExtension(name)!).Order(StringComparer.Ordinal)];

    /// <summary>The file of a shipped profile.</summary>
    public static SourceFile Profile(string name) => Open(ProfilePath(name));

    /// <summary>What reports call the file of a shipped profile.</summary>
    public static string ProfilePath(string name) => $"{ProfilePrefix}{name}.yaml";

    /// <summary>The policy files of a shipped pack, by path.</summary>
    public static IEnumerable<SourceFile> PolicyFiles(string pack) =>
        Names().Where(name => IsPolicyFile(name) && name.StartsWith($"{Prefix}{pack}/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Open);

    /// <summary>The files of policy cases of a shipped pack, by path.</summary>
    public static IEnumerable<SourceFile> CaseFiles(string pack) =>
        Names().Where(name => IsCaseFile(name) && name.StartsWith($"{Prefix}{pack}/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Open);

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

    private static IEnumerable<string> Names() =>
        typeof(ShippedFiles).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal));

    private static SourceFile Open(string name) => new(name, () =>
    {
        using var reader = new StreamReader(OpenStream(name));
        return reader.ReadToEnd();
    });

    private static Stream OpenStream(string name) =>
        typeof(ShippedFiles).Assembly.GetManifestResourceStream(name)
        ?? throw new InvalidOperationException($"The resource '{name}' is missing from the assembly.");
}
