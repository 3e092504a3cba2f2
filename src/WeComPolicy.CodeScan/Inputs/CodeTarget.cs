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
    /// <summary>What a path is by its name; null for one that is no code.</summary>
    public static CodeTargetKind? KindOfFile(string path) => System.IO.Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".CS" => CodeTargetKind.SourceFile,
        ".CSPROJ" => CodeTargetKind.Project,
        ".SLN" or ".SLNX" => CodeTargetKind.Solution,
        _ => null,
    };
}
