using WeComPolicy.CodeScan.Inputs;

namespace WeComPolicy.CodeScan.Building;

/// <summary>One compilation of a build: what went into the compiler, and where its log lies.</summary>
/// <param name="ProjectFile">Absolute.</param>
/// <param name="Framework">Such as <c>net8.0</c>; empty where the project has none.</param>
/// <param name="Symbols">The symbols of <c>#if</c>.</param>
/// <param name="Sources">Absolute, generated ones included.</param>
/// <param name="References">Absolute.</param>
/// <param name="LogFile">The compiler's log; it need not exist.</param>
internal sealed record BuiltProject(
    string ProjectFile, string Framework, IReadOnlyList<string> Symbols, IReadOnlyList<string> Sources, IReadOnlyList<string> References, string LogFile)
{
    /// <summary>The compilations that left a record in a folder, in the order of their projects and frameworks.</summary>
    public static IReadOnlyList<BuiltProject> In(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*" + InjectedTargets.RecordEnding).Select(Read)
            .OrderBy(p => p.ProjectFile, StringComparer.Ordinal).ThenBy(p => p.Framework, StringComparer.Ordinal),
    ];

    private static BuiltProject Read(string path)
    {
        var values = (CodeText.Read(path) ?? "").Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=', 2)).Where(parts => parts.Length == 2)
            .ToLookup(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
        return new BuiltProject(
            values["project"].FirstOrDefault() ?? "",
            values["framework"].FirstOrDefault() ?? "",
            [.. values["symbols"].SelectMany(s => s.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal)],
            [.. values["source"].Distinct(StringComparer.Ordinal)],
            [.. values["reference"].Distinct(StringComparer.Ordinal)],
            Path.ChangeExtension(path, InjectedTargets.LogEnding));
    }
}
