using Microsoft.Extensions.FileSystemGlobbing.Abstractions;

namespace WeComPolicy.Engine.Inputs;

/// <summary>
/// A folder as the glob matcher sees it. Sub-folders appear as files too, so that a pattern can match them; links to folders appear
/// only as such, so that no loop of links is walked; what may not be read appears empty.
/// </summary>
internal sealed class GlobFolder(DirectoryInfo folder, DirectoryInfoBase? parent = null) : DirectoryInfoBase
{
    public override string Name => folder.Name;

    public override string FullName => folder.FullName;

    public override DirectoryInfoBase? ParentDirectory => parent;

    public override IEnumerable<FileSystemInfoBase> EnumerateFileSystemInfos()
    {
        FileSystemInfo[] entries;
        try
        {
            entries = folder.GetFileSystemInfos();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.SecurityException)
        {
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
                if (!inner.Attributes.HasFlag(FileAttributes.ReparsePoint))
                    yield return new GlobFolder(inner, this);
            }
        }
    }

    public override DirectoryInfoBase? GetDirectory(string path) => new GlobFolder(new DirectoryInfo(Path.Combine(FullName, path)), this);

    public override FileInfoBase? GetFile(string path) => new Entry(new FileInfo(Path.Combine(FullName, path)), this);

    private sealed class Entry(FileSystemInfo info, DirectoryInfoBase parent) : FileInfoBase
    {
        public override string Name => info.Name;

        public override string FullName => info.FullName;

        public override DirectoryInfoBase? ParentDirectory => parent;
    }
}
