using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Inputs;

namespace WeComPolicy.Engine.Waivers;

/// <summary>The waivers of a run, from all of its files.</summary>
/// <param name="Waivers">In the order of the files.</param>
/// <param name="Files">The files, as reports show them.</param>
/// <param name="Diagnostics">Every mistake in them.</param>
public sealed record WaiverBook(IReadOnlyList<Waiver> Waivers, IReadOnlyList<string> Files, IReadOnlyList<InputDiagnostic> Diagnostics)
{
    /// <summary>No waivers.</summary>
    public static WaiverBook Empty { get; } = new([], [], []);

    /// <summary>Whether waivers count at all; false with <c>--no-waivers</c>, which looks away from comments too.</summary>
    public bool IsInForce { get; init; } = true;

    /// <summary>Reads files of waivers.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="workingDirectory">What relative paths start from.</param>
    public static WaiverBook Read(IReadOnlyList<string> paths, string workingDirectory)
    {
        var waivers = new List<Waiver>();
        var files = new List<string>();
        var diagnostics = new List<InputDiagnostic>();
        foreach (var path in paths.Select(p => Path.GetFullPath(p.Length == 0 ? "." : p, workingDirectory)).Distinct(StringComparer.Ordinal))
        {
            var shown = DisplayPath.Of(path, workingDirectory);
            files.Add(shown);
            var (source, problem) = SourceFileReader.Read(path, shown, DocumentLimits.Default);
            if (source is null)
            {
                diagnostics.Add(problem!);
                continue;
            }

            var read = DocumentReader.Read(source);
            diagnostics.AddRange(read.Diagnostics);
            if (read.Document is { } document)
                waivers.AddRange(WaiverFile.Read(document, diagnostics));
        }

        return new WaiverBook(waivers, files, diagnostics);
    }
}
