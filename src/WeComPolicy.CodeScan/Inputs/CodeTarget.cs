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

    private static bool IsCode(string path) =>
        KindOfFile(path) is not null || System.IO.Path.GetFileName(path) is ".editorconfig" or ".globalconfig"
        || System.IO.Path.GetExtension(path).ToUpperInvariant() is ".PROPS" or ".TARGETS";

    private static bool IsReport(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
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
        _ => null,
    };
}
