namespace WeComPolicy.CodeScan.Projects;

/// <summary>Sources that are compiled together: those of a project's folder, or all that have no project.</summary>
internal sealed record CodeProject
{
    /// <summary>The name that reports give it.</summary>
    public required string Name { get; init; }

    /// <summary>Absolute.</summary>
    public required string Folder { get; init; }

    /// <summary>The repository around it, else the folder that the scan began in; absolute. Nothing beyond it speaks of the project.</summary>
    public required string Root { get; init; }

    /// <summary>Absolute; null for a folder without one.</summary>
    public string? ProjectFile { get; init; }

    /// <summary>What the project file says.</summary>
    public ProjectSettings Settings { get; init; } = ProjectSettings.None;

    /// <summary>C# files, absolute, in ordinal order.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>Configuration, absolute, in ordinal order.</summary>
    public required IReadOnlyList<string> Configuration { get; init; }

    /// <summary>Only these files are judged, the others are read to understand them; null for all.</summary>
    public IReadOnlySet<string>? Judged { get; init; }

    /// <summary>Whether the files that are not <see cref="Judged"/> here are judged in another project, so that nothing of them is lost.</summary>
    public bool OthersAreJudgedElsewhere { get; init; }

    /// <summary>False for a project that is read only because one that is judged refers to it.</summary>
    public bool IsJudged { get; init; } = true;
}
