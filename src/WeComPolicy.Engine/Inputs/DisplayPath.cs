using WeComPolicy.Engine.Documents;

namespace WeComPolicy.Engine.Inputs;

/// <summary>How reports call files: the same on every machine, unable to steer a terminal, and without what may be a secret.</summary>
public static class DisplayPath
{
    /// <summary>A path relative to the working directory, with forward slashes, control characters escaped.</summary>
    /// <param name="fullPath">An absolute path.</param>
    /// <param name="workingDirectory">An absolute path.</param>
    public static string Of(string fullPath, string workingDirectory)
    {
        var relative = Path.GetRelativePath(workingDirectory, fullPath);
        // Elsewhere a backslash is an ordinary character of a name.
        if (Path.DirectorySeparatorChar == '\\')
            relative = relative.Replace('\\', '/');
        return Named(relative);
    }

    /// <summary>A path as somebody wrote it, control characters escaped, what may be a secret in a name masked.</summary>
    /// <param name="path">Relative or absolute, with forward slashes; a pattern too.</param>
    public static string Named(string path) => Excerpt.Whole(SecretText.MaskPath(path));
}
