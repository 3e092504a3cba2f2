using WeComPolicy.Engine.Documents;

namespace WeComPolicy.Engine.Inputs;

/// <summary>How reports call files: the same on every machine, and unable to steer a terminal.</summary>
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
        return Excerpt.Whole(relative);
    }
}
