namespace WeComPolicy.CodeScan.Inputs;

/// <summary>A file that a walk met.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="Length">In bytes.</param>
/// <param name="InOutput">It lies in a folder <c>bin</c> or <c>obj</c>.</param>
internal sealed record WalkedFile(string Path, long Length, bool InOutput)
{
    public string Name => System.IO.Path.GetFileName(Path);

    public string Extension => System.IO.Path.GetExtension(Path).ToUpperInvariant();
}

/// <summary>
/// The files of a folder and all below it, in ordinal order. Links are not followed: they may lead anywhere, or in circles. A tree
/// too deep or too large is read up to the limit, and that is told.
/// </summary>
internal sealed class FolderWalk
{
    private const int MaxDepth = 64;

    private readonly int _maxEntries;
    private readonly List<string> _links = [];
    private int _entries;

    public FolderWalk(int maxEntries = 1_000_000) => _maxEntries = maxEntries;

    /// <summary>Links that were passed by.</summary>
    public IReadOnlyList<string> Links => _links;

    /// <summary>Folders that lie too deep, or could not be read.</summary>
    public List<string> NotRead { get; } = [];

    /// <summary>Whether there were more entries than the limit.</summary>
    public bool IsCut => _entries > _maxEntries;

    public IEnumerable<WalkedFile> Files(string root) => Files(new DirectoryInfo(root), 0, false);

    private IEnumerable<WalkedFile> Files(DirectoryInfo folder, int depth, bool inOutput)
    {
        if (depth > MaxDepth)
        {
            NotRead.Add(folder.FullName);
            yield break;
        }

        FileSystemInfo[] entries;
        try
        {
            entries = folder.GetFileSystemInfos();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.SecurityException)
        {
            NotRead.Add(folder.FullName);
            yield break;
        }

        Array.Sort(entries, (a, b) => string.CompareOrdinal(a.Name, b.Name));
        foreach (var entry in entries)
        {
            if (++_entries > _maxEntries)
                yield break;
            if (entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
            {
                _links.Add(entry.FullName);
            }
            else if (entry is FileInfo file)
            {
                yield return new WalkedFile(file.FullName, LengthOf(file), inOutput);
            }
            else if (entry is DirectoryInfo inner && !IsPassedBy(inner.Name))
            {
                foreach (var found in Files(inner, depth + 1, inOutput || IsOutput(inner.Name)))
                    yield return found;
            }
        }
    }

    private static long LengthOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (IOException)
        {
            // It went away in the meantime.
            return 0;
        }
    }

    private static bool IsOutput(string name) =>
        name.Equals("bin", StringComparison.OrdinalIgnoreCase) || name.Equals("obj", StringComparison.OrdinalIgnoreCase);

    private static bool IsPassedBy(string name) =>
        name is ".git" or ".svn" or ".hg" or ".vs" or ".idea" or ".nuget" or "node_modules" or "bower_components";
}
