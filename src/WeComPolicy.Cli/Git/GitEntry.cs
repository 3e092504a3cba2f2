namespace WeComPolicy.Cli.Git;

/// <summary>A file of a revision.</summary>
/// <param name="Mode">Git's mode: 100644, 100755, 120000 for a link, 160000 for another repository.</param>
/// <param name="Id">Hexadecimal id of the content.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Path">From the root of the repository, with forward slashes; any characters but NUL.</param>
internal sealed record GitEntry(string Mode, string Id, long Size, string Path)
{
    /// <summary>Whether it is an ordinary file.</summary>
    public bool IsFile => Mode.StartsWith("100", StringComparison.Ordinal);

    /// <summary>Whether it is a symbolic link.</summary>
    public bool IsLink => Mode == "120000";
}
