using WeComPolicy.CodeScan.Inputs;
using WeComPolicy.Engine.Findings;

namespace WeComPolicy.CodeScan.Tests;

/// <summary>A folder with code that goes away with the test.</summary>
internal sealed class CodeFolder : IDisposable
{
    public CodeFolder() => Path = Directory.CreateTempSubdirectory("wecom-policy-code-").FullName;

    public string Path { get; }

    public CodeFolder With(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    public CodeScanResult Scan(params string[] names) => CodeScanner.Run(Request(names));

    public CodeScanRequest Request(params string[] names) => new()
    {
        Targets = CodeArguments.Split(names.Length == 0 ? ["."] : names, Path).Code,
        WorkingDirectory = Path,
        AsOf = new DateOnly(2026, 11, 1),
        Jobs = 2,
    };

    /// <summary>The findings as <c>id path:line</c>.</summary>
    public static IReadOnlyList<string> Places(CodeScanResult result) =>
        [.. result.Findings.Where(f => f.Waiver is null).Select(Place).Order(StringComparer.Ordinal)];

    public static string Place(Finding finding) =>
        $"{finding.Rule.Id} {finding.Location!.Value.File.Path}:{finding.Location!.Value.Start.Line}";

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
