namespace WeComPolicy.Cli.Git;

/// <summary>
/// Where git lies. Starting a program by its bare name would also take a file of that name in the working directory, which whoever
/// is judged may have put there.
/// </summary>
internal static class GitProgram
{
    /// <summary>The absolute path of the first git in the absolute folders of PATH; null where there is none.</summary>
    /// <param name="path">The value of the environment variable PATH.</param>
    public static string? Find(string? path)
    {
        var name = OperatingSystem.IsWindows() ? "git.exe" : "git";
        return (path ?? "").Split(Path.PathSeparator)
            .Select(folder => folder.Trim('"'))
            // An empty or relative entry means the working directory or a place below it.
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(IsProgram);
    }

    private static bool IsProgram(string file)
    {
        if (!File.Exists(file))
            return false;
        const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & Execute) != 0;
    }
}
