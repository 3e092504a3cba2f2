using WeComPolicy.CodeScan.Inputs;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Waivers;

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

    /// <summary>What a scan found, with the ignore comments taken into account.</summary>
    public ScanResult Judged()
    {
        var scan = Scan();
        return WaiverRun.Apply(
            new ScanResult
            {
                ToolVersion = "0",
                AsOf = new DateOnly(2026, 11, 1),
                Tenants = [],
                Rules = scan.Rules,
                Outcomes = scan.Outcomes,
                Findings = scan.Findings,
                Diagnostics = scan.Diagnostics,
                Gate = new Gate(Severity.High, false),
                IgnoreComments = scan.IgnoreComments,
                Code = scan.Scope,
            },
            PolicyLoader.Load([PolicyLoader.CodePack], "."),
            WaiverBook.Empty);
    }

    public CodeScanRequest Request(params string[] names) => new()
    {
        Targets = CodeArguments.Split(names.Length == 0 ? ["."] : names, Path).Code,
        WorkingDirectory = Path,
        Jobs = 2,
    };

    /// <summary>The findings as <c>id path:line</c>.</summary>
    public static IReadOnlyList<string> Places(CodeScanResult result) => Places(result.Findings);

    /// <inheritdoc cref="Places(CodeScanResult)"/>
    public static IReadOnlyList<string> Places(IEnumerable<Finding> findings) =>
        [.. findings.Where(f => f.Waiver is null).Select(Place).Order(StringComparer.Ordinal)];

    public static string Place(Finding finding) =>
        $"{finding.Rule.Id} {finding.Location!.Value.File.Path}:{finding.Location!.Value.Start.Line}";

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
