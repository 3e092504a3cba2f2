using Microsoft.Extensions.FileSystemGlobbing.Abstractions;

namespace WeComPolicy.Engine.Inputs;

/// <summary>
/// A folder as the glob matcher sees it. Sub-folders appear as files too, so that a pattern can match them; links to folders appear
/// only as such, so that no loop of links is walked, and what may not be read appears empty: <paramref name="passedOver"/> takes
/// down both, once the matcher wants to look into them.
/// </summary>
internal sealed class GlobFolder(DirectoryInfo folder, GlobFolder.PassedOver passedOver, DirectoryInfoBase? parent = null, bool isNamed = true) : DirectoryInfoBase
{
    // A link that the pattern names is followed, one that a star comes upon is not.
    private readonly bool _isLinkComeUpon = !isNamed && folder.Attributes.HasFlag(FileAttributes.ReparsePoint);

    public override string Name => folder.Name;

    public override string FullName => folder.FullName;

    public override DirectoryInfoBase? ParentDirectory => parent;

    public override IEnumerable<FileSystemInfoBase> EnumerateFileSystemInfos()
    {
        if (_isLinkComeUpon)
        {
            passedOver.Links.Add(FullName);
            yield break;
        }

        FileSystemInfo[] entries;
        try
        {
            entries = folder.GetFileSystemInfos();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.SecurityException)
        {
            passedOver.Unreadable.Add(FullName);
            yield break;
        }

        foreach (var entry in entries)
        {
            if (entry is not DirectoryInfo inner)
            {
                yield return new Entry(entry, this);
            }
            else if (InputNames.IsSearched(inner.Name))
            {
                yield return new Entry(inner, this);
                yield return new GlobFolder(inner, passedOver, this, isNamed: false);
            }
        }
    }

    public override DirectoryInfoBase? GetDirectory(string path) => new GlobFolder(new DirectoryInfo(Path.Combine(FullName, path)), passedOver, this);

    public override FileInfoBase? GetFile(string path) => new Entry(new FileInfo(Path.Combine(FullName, path)), this);

    /// <summary>Folders that a pattern leads to and whose content it did not see: full paths.</summary>
    internal sealed class PassedOver
    {
        /// <summary>Links to folders.</summary>
        public SortedSet<string> Links { get; } = new(StringComparer.Ordinal);

        /// <summary>Folders that this user may not read.</summary>
        public SortedSet<string> Unreadable { get; } = new(StringComparer.Ordinal);
    }

    private sealed class Entry(FileSystemInfo info, DirectoryInfoBase parent) : FileInfoBase
    {
        public override string Name => info.Name;

        public override string FullName => info.FullName;

        public override DirectoryInfoBase? ParentDirectory => parent;
    }
}
