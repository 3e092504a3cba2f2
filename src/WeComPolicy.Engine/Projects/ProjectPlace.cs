namespace WeComPolicy.Engine.Projects;

/// <summary>
/// Which project file holds for a run: the nearest from what is scanned upwards, so that a folder is judged the same wherever
/// it is scanned from; else the nearest from the working directory upwards.
/// </summary>
/// <param name="Path">The file, absolute; null where there is none.</param>
/// <param name="NotInForce">Project files of other scanned folders, absolute, sorted: several that differ cannot all hold.</param>
public sealed record ProjectPlace(string? Path, IReadOnlyList<string> NotInForce)
{
    /// <summary>The project file of a run.</summary>
    /// <param name="scanned">Files, folders and patterns that are scanned; empty where the working directory is.</param>
    /// <param name="workingDirectory">What relative paths start from; absolute.</param>
    public static ProjectPlace Of(IReadOnlyList<string> scanned, string workingDirectory)
    {
        var folders = new List<string>();
        foreach (var argument in scanned)
        {
            if (Folder(argument, workingDirectory) is { } folder && !folders.Contains(folder))
                folders.Add(folder);
        }

        if (folders.Count == 0)
            return new(ProjectFile.Find(workingDirectory), []);
        var common = folders[0];
        foreach (var folder in folders)
            common = Common(common, folder);
        var path = ProjectFile.Find(common) ?? ProjectFile.Find(workingDirectory);
        if (folders.Count == 1)
            return new(path, []);
        var others = folders.Select(ProjectFile.Find).OfType<string>().Where(other => other != path).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return new(path, [.. others]);
    }

    // The folder that an argument names, or that holds what it names; null where it can name nothing.
    private static string? Folder(string argument, string workingDirectory)
    {
        if (argument.Length == 0 || argument.Contains('\0', StringComparison.Ordinal))
            return null;
        var path = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(argument, workingDirectory));
        var star = path.IndexOf('*', StringComparison.Ordinal);
        if (star >= 0 && !System.IO.Path.Exists(path))
            return System.IO.Path.GetDirectoryName(path[..star] + "x");
        return Directory.Exists(path) ? path : System.IO.Path.GetDirectoryName(path);
    }

    private static string Common(string a, string b)
    {
        var at = a;
        while (!IsWithin(b, at))
        {
            if (System.IO.Path.GetDirectoryName(at) is not { } above)
                return at;
            at = above;
        }

        return at;
    }

    private static bool IsWithin(string path, string folder) =>
        string.Equals(path, folder, StringComparison.Ordinal)
        || path.StartsWith(System.IO.Path.EndsInDirectorySeparator(folder) ? folder : folder + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
