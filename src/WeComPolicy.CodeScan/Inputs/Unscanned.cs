using System.Text.RegularExpressions;
using WeComPolicy.Engine.Inputs;
using WeComPolicy.Engine.Schema;

namespace WeComPolicy.CodeScan.Inputs;

/// <summary>What lies in a folder and is not scanned, though it looks as if it should be.</summary>
public static partial class Unscanned
{
    private const int Head = 64 * 1024;

    /// <summary>
    /// Folders and files, absolute, in ordinal order: C# code beside all that is scanned, and files that say that they are of a tenant,
    /// or have the sections of one. A folder stands for all in it where nothing in it is scanned.
    /// </summary>
    /// <param name="folder">The folder, absolute.</param>
    /// <param name="tenantFiles">The files of tenants that are scanned, absolute.</param>
    /// <param name="code">The code that is scanned.</param>
    public static IReadOnlyList<string> In(string folder, IEnumerable<string> tenantFiles, IReadOnlyList<CodeTarget> code)
    {
        var read = tenantFiles.ToHashSet(StringComparer.Ordinal);
        var codeFolders = code.Where(c => c.Kind != CodeTargetKind.SourceFile).Select(c => c.Kind == CodeTargetKind.Folder ? c.Path : Path.GetDirectoryName(c.Path)!).ToHashSet(StringComparer.Ordinal);
        var codeFiles = code.Where(c => c.Kind == CodeTargetKind.SourceFile).Select(c => c.Path).ToHashSet(StringComparer.Ordinal);
        var scanned = FoldersAbove(read.Concat(codeFolders.Select(f => Path.Combine(f, "x"))).Concat(codeFiles));
        var unscanned = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var file in new FolderWalk().Files(folder))
        {
            if (file.InOutput || read.Contains(file.Path))
                continue;
            var isCode = CSharpFile.Is(file.Path);
            if (isCode ? codeFiles.Contains(file.Path) || IsBelow(file.Path, codeFolders) : !IsOfTenant(file))
                continue;
            // A tenant is a folder; of code the widest folder says most.
            unscanned.Add(isCode ? Widest(file.Path, folder, scanned) : FolderOrFile(file.Path, folder, scanned));
        }

        return [.. unscanned.Where(path => !IsBelow(path, unscanned))];
    }

    private static string FolderOrFile(string file, string root, HashSet<string> scanned) =>
        Path.GetDirectoryName(file) is { } folder && folder != root && !scanned.Contains(folder) ? folder : file;

    private static string Widest(string file, string root, HashSet<string> scanned)
    {
        var widest = file;
        for (var at = Path.GetDirectoryName(file); at is not null && at != root && !scanned.Contains(at); at = Path.GetDirectoryName(at))
            widest = at;
        return widest;
    }

    private static bool IsBelow(string file, IReadOnlySet<string> folders)
    {
        for (var at = Path.GetDirectoryName(file); at is not null; at = Path.GetDirectoryName(at))
        {
            if (folders.Contains(at))
                return true;
        }

        return false;
    }

    private static HashSet<string> FoldersAbove(IEnumerable<string> files)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            for (var at = Path.GetDirectoryName(file); at is not null && folders.Add(at); at = Path.GetDirectoryName(at))
            {
            }
        }

        return folders;
    }

    private static bool IsOfTenant(WalkedFile file)
    {
        if (!DataFile.Is(file.Path))
            return false;
        try
        {
            using var reader = RegularFile.OpenText(file.Path);
            var head = new char[Math.Min(Head, file.Length + 1)];
            return IsOfTenant(new string(head, 0, reader.ReadBlock(head)), file.Extension == ".JSON");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // Other files of a repository have a key or two that tenants have as well: descriptions of APIs have tags.
    private static bool IsOfTenant(string head, bool isJson)
    {
        if (CodeArguments.SaysTenant(head))
            return true;
        var keys = (isJson ? FirstJsonKey() : TopLevelKey()).Matches(head).Select(m => m.Groups[1].Value)
            .Where(key => key != "schema" && !key.StartsWith("x-", StringComparison.Ordinal)).ToList();
        var sections = keys.Count(key => TenantSchema.V1.Sections.Any(s => s.Name == key));
        return sections > 0 && sections * 2 > keys.Count;
    }

    [GeneratedRegex("""^["']?([A-Za-z_][A-Za-z0-9_-]*)["']?[ \t]*:""", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex TopLevelKey();

    [GeneratedRegex("""\A\s*\{\s*"([A-Za-z_][A-Za-z0-9_-]*)"\s*:""", RegexOptions.CultureInvariant)]
    private static partial Regex FirstJsonKey();
}
