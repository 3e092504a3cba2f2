using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Inputs;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.PolicyTests;

/// <summary>Policies with the cases beside them.</summary>
/// <param name="Policies">The rules under test.</param>
/// <param name="Cases">The cases.</param>
/// <param name="Diagnostics">What is wrong with either.</param>
public sealed record CaseSuite(PolicySet Policies, IReadOnlyList<PolicyCase> Cases, IReadOnlyList<InputDiagnostic> Diagnostics)
{
    /// <summary>Mutants that the files of cases accept, with their reasons.</summary>
    public IReadOnlyList<PolicyEquivalent> Equivalents { get; init; } = [];

    /// <summary>The code of the diagnostic that says that there is no case at all.</summary>
    public const string NoCases = "no-cases";

    /// <summary>The suite of files and folders; of every shipped pack where none is named.</summary>
    /// <param name="paths">Policy files, files of cases, or folders of them.</param>
    /// <param name="workingDirectory">What relative paths start from.</param>
    public static CaseSuite Load(IReadOnlyList<string> paths, string workingDirectory)
    {
        var diagnostics = new List<InputDiagnostic>();
        var policyFiles = new List<SourceFile>();
        var caseFiles = new List<SourceFile>();
        if (paths.Count == 0)
        {
            foreach (var pack in ShippedFiles.Packs)
            {
                policyFiles.AddRange(ShippedFiles.PolicyFiles(pack));
                caseFiles.AddRange(ShippedFiles.CaseFiles(pack));
            }
        }

        foreach (var path in paths)
        {
            var isFile = !Directory.Exists(Path.GetFullPath(path, workingDirectory));
            var folder = Path.GetDirectoryName(path) is { Length: > 0 } parent ? parent : ".";
            if (!isFile)
            {
                policyFiles.AddRange(PolicyFileFinder.Find(path, workingDirectory, IsPolicyFile, diagnostics));
                caseFiles.AddRange(PolicyFileFinder.FindIfAny(path, workingDirectory, ShippedFiles.IsCaseFile, diagnostics));
            }
            else if (ShippedFiles.IsCaseFile(path))
            {
                caseFiles.AddRange(PolicyFileFinder.Find(path, workingDirectory, ShippedFiles.IsCaseFile, diagnostics));
                if (diagnostics.Count == 0)
                    policyFiles.AddRange(PolicyFileFinder.Find(PartnerOf(path, folder, workingDirectory) ?? folder, workingDirectory, IsPolicyFile, diagnostics));
            }
            else
            {
                policyFiles.AddRange(PolicyFileFinder.Find(path, workingDirectory, IsPolicyFile, diagnostics));
                if (diagnostics.Count == 0)
                    caseFiles.AddRange(PolicyFileFinder.FindIfAny(PartnerOf(path, folder, workingDirectory) ?? folder, workingDirectory, ShippedFiles.IsCaseFile, diagnostics));
            }
        }

        // Without files there is nothing more to say than why.
        var policies = policyFiles.Count == 0 && diagnostics.Count > 0 ? new PolicySet([], [], []) : PolicyLoader.Load(policyFiles);
        diagnostics.AddRange(policies.Diagnostics);
        var cases = new List<PolicyCase>();
        var equivalents = new List<PolicyEquivalent>();
        foreach (var file in caseFiles.DistinctBy(f => f.Path, StringComparer.Ordinal))
        {
            var read = DocumentReader.Read(file);
            diagnostics.AddRange(read.Diagnostics);
            if (read.Document is not { } document)
                continue;
            var found = CaseReader.Read(document, diagnostics);
            cases.AddRange(found.Cases);
            equivalents.AddRange(found.Equivalents);
        }

        if (cases.Count == 0 && diagnostics.All(d => d.IsWarning))
        {
            diagnostics.Add(InputDiagnostic.About(
                null,
                NoCases,
                new Bilingual($"共 {policies.Rules.Count} 条规则，没有用例。", $"{policies.Rules.Count} {(policies.Rules.Count == 1 ? "rule" : "rules")}, no cases."),
                new Bilingual("用例写在策略旁的 *.tests.yaml 里。", "Cases stand in *.tests.yaml beside the policies.")));
        }

        return new CaseSuite(policies, cases, diagnostics) { Equivalents = equivalents };
    }

    /// <summary>The suite with one rule and its cases.</summary>
    public CaseSuite Only(string ruleId) => new(
        Policies with { Rules = [.. Policies.Rules.Where(r => string.Equals(r.Descriptor.Id, ruleId, StringComparison.Ordinal))] },
        [.. Cases.Where(c => string.Equals(c.RuleId, ruleId, StringComparison.Ordinal))],
        Diagnostics)
    {
        Equivalents = [.. Equivalents.Where(e => string.Equals(e.RuleId, ruleId, StringComparison.Ordinal))],
    };

    // The cases of a.yaml are a.tests.yaml, and the other way round; what else lies there is another pack's.
    private static string? PartnerOf(string path, string folder, string workingDirectory)
    {
        const string Cases = ".tests";
        var stem = Path.GetFileNameWithoutExtension(path);
        var partner = stem.EndsWith(Cases, StringComparison.OrdinalIgnoreCase) ? stem[..^Cases.Length] : stem + Cases;
        return new[] { ".yaml", ".yml", ".json" }.Select(extension => Path.Combine(folder, partner + extension)).FirstOrDefault(p => File.Exists(Path.GetFullPath(p, workingDirectory)));
    }

    private static bool IsPolicyFile(string path) => !ShippedFiles.IsCaseFile(path);
}
