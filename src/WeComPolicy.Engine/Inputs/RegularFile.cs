namespace WeComPolicy.Engine.Inputs;

/// <summary>Files of folders that nobody vouches for: to open a pipe may wait for ever, and a device may have no end.</summary>
public static class RegularFile
{
    /// <summary>
    /// The length in bytes of the file that a path leads to, through links too; 0 for pipes and devices as for an empty file, so that
    /// none of them need be opened.
    /// </summary>
    /// <exception cref="IOException">There is no such file, or its links lead nowhere or in a circle.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be looked at.</exception>
    public static long LengthOf(string path)
    {
        // Of a link .NET tells the length that the link has itself.
        var file = new FileInfo(path);
        return (file.LinkTarget is null ? file : new FileInfo(file.ResolveLinkTarget(returnFinalTarget: true)!.FullName)).Length;
    }

    /// <summary>The first bytes of a file, as many as it has of those wanted; none of a pipe or device.</summary>
    /// <exception cref="IOException">There is no such file, or its links lead nowhere or in a circle.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static byte[] Head(string path, int wanted)
    {
        if (LengthOf(path) == 0)
            return [];
        using var file = File.OpenHandle(path);
        var head = new byte[wanted];
        var count = 0;
        while (count < wanted && RandomAccess.Read(file, head.AsSpan(count), count) is > 0 and var read)
            count += read;
        return count == wanted ? head : head[..count];
    }

    /// <summary>Reads a file as text; nothing of a pipe or device.</summary>
    /// <exception cref="IOException">There is no such file, or its links lead nowhere or in a circle.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static StreamReader OpenText(string path) => LengthOf(path) == 0 ? new StreamReader(Stream.Null) : new StreamReader(path);
}
