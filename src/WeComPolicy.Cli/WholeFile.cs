namespace WeComPolicy.Cli;

/// <summary>
/// Files that take their place only when they are whole. What is written lies beside the place until then, under a name that
/// nobody knows beforehand: a link that waits under a known name would lead it into another file.
/// </summary>
internal static class WholeFile
{
    /// <summary>Writes a file in the place of what is there.</summary>
    /// <param name="path">The file; absolute. A link is replaced, not followed.</param>
    /// <param name="write">Writes its content.</param>
    public static void Write(string path, Action<Stream> write)
    {
        var partial = $"{path}.{Path.GetRandomFileName()}.partial";
        try
        {
            using (var stream = new FileStream(partial, FileMode.CreateNew, FileAccess.Write))
                write(stream);
            File.Move(partial, path, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }
}
