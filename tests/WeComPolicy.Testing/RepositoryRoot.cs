namespace WeComPolicy.Testing;

/// <summary>Where the sources lie that the tests were built from.</summary>
public static class RepositoryRoot
{
    private static readonly Lazy<string> Found = new(() => FindFrom(AppContext.BaseDirectory));

    /// <summary>The nearest folder above the tests' binaries that holds <c>WeComPolicy.sln</c>.</summary>
    public static string Find() => Found.Value;

    /// <summary>A path below it.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Find(), .. parts]);

    private static string FindFrom(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "WeComPolicy.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"There is no WeComPolicy.sln above {start}.");
    }
}
