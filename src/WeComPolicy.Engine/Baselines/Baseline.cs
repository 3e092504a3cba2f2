using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Inputs;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Baselines;

/// <summary>A finding that was there when the baseline was taken.</summary>
/// <param name="Fingerprint">As in <see cref="Finding.Fingerprint"/>.</param>
/// <param name="Rule">The rule's id.</param>
/// <param name="Tenant">The tenant as reports showed it; empty for code.</param>
/// <param name="Subject">The subject, for people.</param>
/// <param name="Outcome">The verdict.</param>
/// <param name="Severity">The severity that was in force.</param>
/// <param name="Range">Where the entry stands.</param>
public sealed record BaselineEntry(string Fingerprint, string Rule, string Tenant, string Subject, Verdict Outcome, Severity Severity, SourceRange Range);

/// <summary>The findings that were there when somebody drew a line: a run with a baseline fails for what came since.</summary>
/// <param name="Path">The file, as reports show it.</param>
/// <param name="Entries">Its findings.</param>
/// <param name="Diagnostics">Every mistake in it.</param>
public sealed record Baseline(string Path, IReadOnlyList<BaselineEntry> Entries, IReadOnlyList<InputDiagnostic> Diagnostics)
{
    /// <summary>What the key <c>schema</c> must say.</summary>
    public const string SchemaName = "wecom-policy/baseline/v1";

    private static readonly Dictionary<string, Verdict> s_outcomes = new(StringComparer.Ordinal)
    {
        ["fail"] = Verdict.Fail,
        ["unknown"] = Verdict.Unknown,
        ["error"] = Verdict.Error,
    };

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="workingDirectory">What a relative path starts from.</param>
    public static Baseline Read(string path, string workingDirectory)
    {
        var full = System.IO.Path.GetFullPath(path.Length == 0 ? "." : path, workingDirectory);
        var shown = DisplayPath.Of(full, workingDirectory);
        var diagnostics = new List<InputDiagnostic>();
        var (source, problem) = SourceFileReader.Read(full, shown, DocumentLimits.Default);
        if (source is null)
            return new Baseline(shown, [], [problem!]);
        var read = DocumentReader.Read(source);
        diagnostics.AddRange(read.Diagnostics);
        return new Baseline(shown, read.Document is { } document ? ReadEntries(document, diagnostics, name => Shown(name, full, workingDirectory)) : [], diagnostics);
    }

    /// <summary>
    /// Whether a finding may stand in a baseline: it is open, and not a failure of a rule that takes no waivers.
    /// </summary>
    public static bool Takes(Finding finding) => finding.Waiver is null && (finding.Rule.IsWaivable || finding.Outcome == Verdict.Unknown);

    /// <summary>What a baseline calls a tenant: its place as seen from the baseline, wherever a run starts.</summary>
    /// <param name="tenant">As reports show it.</param>
    /// <param name="baseline">The baseline's file, absolute.</param>
    /// <param name="workingDirectory">Where the run starts.</param>
    public static string NameOf(string tenant, string baseline, string workingDirectory) =>
        tenant.Length == 0 ? "" : DisplayPath.Of(System.IO.Path.GetFullPath(tenant, workingDirectory), System.IO.Path.GetDirectoryName(baseline)!);

    private static string Shown(string name, string baseline, string workingDirectory) => name.Length == 0 || name.Contains('\0', StringComparison.Ordinal)
        ? name
        : DisplayPath.Of(System.IO.Path.GetFullPath(name, System.IO.Path.GetDirectoryName(baseline)!), workingDirectory);

    private static List<BaselineEntry> ReadEntries(LocatedDocument document, List<InputDiagnostic> diagnostics, Func<string, string> shown)
    {
        var entries = new List<BaselineEntry>();
        var reader = new MappingReader(document, document.Root, new Bilingual("基线文件", "a baseline"), diagnostics);
        if (!reader.IsMapping)
            return entries;
        reader.RequiredSchema(SchemaName, new Bilingual("不认识的基线文件版本。", "Unknown schema of a baseline."));
        var list = reader.Required("findings");
        reader.Close();
        if (list < 0)
            return entries;
        if (document.Kind(list) != NodeKind.Sequence)
        {
            reader.Report(list, "wrong-type", new Bilingual("“findings”应为列表。", "'findings' must be a list."));
            return entries;
        }

        foreach (var node in document.Children(list).ToArray())
        {
            var entry = new MappingReader(document, node, new Bilingual("基线中的发现", "a finding of the baseline"), diagnostics);
            if (!entry.IsMapping)
                continue;
            var fingerprint = entry.RequiredWords("fingerprint");
            var rule = entry.RequiredWords("rule");
            var tenant = shown(entry.OptionalText("tenant") ?? "");
            var subject = entry.RequiredText("subject");
            var outcome = entry.RequiredWord("outcome", s_outcomes);
            var severity = entry.RequiredWord("severity", SeverityWords.Severities);
            entry.Close();
            if (fingerprint is not null && rule is not null && subject is not null && outcome is not null && severity is not null)
                entries.Add(new BaselineEntry(fingerprint, rule, tenant, subject, outcome.Value, severity.Value, document.Range(node)));
        }

        return entries;
    }
}
