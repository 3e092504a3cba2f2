namespace WeComPolicy.Cli.Evidence;

/// <summary>A folder for the files of an evidence that only this user can look into and that goes away again.</summary>
internal sealed class TemporaryEvidence : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wecom-policy-");

    public string Path => _folder.FullName;

    public void Dispose()
    {
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What is left lies in the folder for temporary files.
        }
    }
}
