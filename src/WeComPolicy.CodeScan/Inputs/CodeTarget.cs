using WeComPolicy.CodeScan.Projects;
using WeComPolicy.Engine.Inputs;

namespace WeComPolicy.CodeScan.Inputs;

/// <summary>What kind of path names code.</summary>
public enum CodeTargetKind
{
    /// <summary>A folder with all below it.</summary>
    Folder,

    /// <summary>A project file.</summary>
    Project,

    /// <summary>A solution file: the projects that it names.</summary>
    Solution,

    /// <summary>One C# file; the rest of its project is read to understand it.</summary>
    SourceFile,
}

/// <summary>Code that an argument names.</summary>
/// <param name="Kind">What the path is.</param>
/// <param name="Path">Absolute.</param>
public sealed record CodeTarget(CodeTargetKind Kind, string Path)
{
    private const int ReportHead = 512;

    /// <summary>
    /// Whether a scan of code reads a file that exists, by its name: sources, projects, configuration. A report that this program wrote
    /// into the folder earlier is none of it.
    /// </summary>
    public static bool IsRead(string path)
    {
        var file = new FileInfo(path);
        return file.Exists && IsReadByName(path, file.Length) && (IsCode(path) || !IsReport(path));
    }

    /// <summary>As <see cref="IsRead"/>, of a file that may lie elsewhere.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="length">Its length in bytes.</param>
    public static bool IsReadByName(string path, long length) => IsCode(path) || ConfigurationFile.Is(new WalkedFile(path, Math.Max(1, length), false));

    /// <summary>The root of the repository around the code, absolute; null where there is none.</summary>
    public string? Repository
    {
        get
        {
            var folder = Kind == CodeTargetKind.Folder ? Path : System.IO.Path.GetDirectoryName(Path)!;
            var root = ProjectFinder.RootOf(folder);
            return System.IO.Path.Exists(System.IO.Path.Combine(root, ".git")) ? root : null;
        }
    }

    /// <summary>
    /// The files that a scan of the target may read, absolute: those of its folder and below, and settings in the folders above it, up
    /// to the root of the repository.
    /// </summary>
    public IEnumerable<string> Files()
    {
        var folder = Kind == CodeTargetKind.Folder ? Path : System.IO.Path.GetDirectoryName(Path)!;
        foreach (var file in new FolderWalk().Files(folder).Where(f => !f.InOutput && IsReadByName(f.Path, f.Length)))
            yield return file.Path;
        var root = Repository ?? folder;
        while (folder != root && System.IO.Path.GetDirectoryName(folder) is { } above)
        {
            folder = above;
            foreach (var file in new DirectoryInfo(folder).GetFiles().Where(f => IsCode(f.FullName) && KindOfFile(f.FullName) is null))
                yield return file.FullName;
        }
    }

    private static bool IsCode(string path) =>
        KindOfFile(path) is not null || System.IO.Path.GetFileName(path) is ".editorconfig" or ".globalconfig"
        || System.IO.Path.GetExtension(path).ToUpperInvariant() is ".PROPS" or ".TARGETS";

    private static bool IsReport(string path)
    {
        try
        {
            using var reader = RegularFile.OpenText(path);
            var head = new char[ReportHead];
            var text = head.AsSpan(0, reader.ReadBlock(head));
            return text.Contains("\"name\": \"wecom-policy\"", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>What a path is by its name; null for one that is no code.</summary>
    public static CodeTargetKind? KindOfFile(string path) => System.IO.Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".CS" => CodeTargetKind.SourceFile,
        ".CSPROJ" => CodeTargetKind.Project,
        ".SLN" or ".SLNX" => CodeTargetKind.Solution,
        _ => CSharpFile.IsPage(path) ? CodeTargetKind.SourceFile : null,
    };
}
