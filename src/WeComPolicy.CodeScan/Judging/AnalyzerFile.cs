namespace WeComPolicy.CodeScan.Judging;

/// <summary>The assembly of the rules as a file, which this program carries within itself.</summary>
internal static class AnalyzerFile
{
    private const string Name = "WeComPolicy.Analyzers.dll";

    /// <summary>Writes it into a folder, for a compiler to load.</summary>
    /// <returns>Its path.</returns>
    public static string Write(string folder)
    {
        var path = Path.Combine(folder, Name);
        using var source = typeof(AnalyzerFile).Assembly.GetManifestResourceStream(Name)!;
        using var target = File.Create(path);
        source.CopyTo(target);
        return path;
    }
}
