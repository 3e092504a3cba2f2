using WeComPolicy.Engine.Baselines;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.PolicyTests;
using WeComPolicy.Engine.Profiles;
using WeComPolicy.Engine.Projects;
using WeComPolicy.Engine.Waivers;
using WeComPolicy.Testing;

namespace WeComPolicy.Engine.Tests.Laws;

/// <summary>
/// One letter wrong in a key of any file beside the tenants' is an error, never a quieter run: policies, cases, profiles, project
/// files, waivers and baselines.
/// </summary>
public sealed class FileTypoLawTests
{
    private const string Project = """
        schema: wecom-policy/config/v1
        inputs: [ tenant ]
        policies: [ baseline ]
        profile: strict
        rules:
          WCP4001: { severity: critical, params: { max: 2 }, reason: { zh: 甲, en: a } }
          WCP8003: { enabled: false, reason: elsewhere }
        waivers: [ waivers.yaml ]
        baseline: b.json
        fail_on: high
        allow_unknown: false
        lang: zh
        """;

    private const string Waivers = """
        schema: wecom-policy/waivers/v1
        waivers:
          - rule: WCP4001
            tenant: ww1234567890abcdef
            subject: admins
            value: "0123456789abcdef"
            reason: 迁移中
            owner: li.na
            approver: wang
            ticket: SEC-1
            created: 2026-11-01
            expires: 2026-12-31
        """;

    private const string Taken = """
        {
          "schema": "wecom-policy/baseline/v1",
          "findings": [
            { "fingerprint": "00112233445566778899aabbccddeeff", "rule": "WCP4001", "tenant": "t", "subject": "admins", "outcome": "fail", "severity": "high" }
          ]
        }
        """;

    public static TheoryData<string> Kinds => ["policies", "cases", "profiles", "project", "waivers", "baseline"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_typo_in_a_key_is_an_error(string kind)
    {
        var (files, read) = Of(kind);
        var silent = new List<string>();
        var tried = 0;
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var document = DocumentReader.Read(file).Document!;
            Assert.DoesNotContain(read(file), d => !d.IsWarning);
            for (var node = 0; node < document.Count; node++)
            {
                if (document.Key(node) is not { } key || IsData(document, node))
                    continue;
                var shape = Shape(document, node);
                if ((seen[shape] = seen.GetValueOrDefault(shape) + 1) > 1)
                    continue;
                foreach (var typo in TyposOf(key).Where(t => t != key))
                {
                    tried++;
                    if (!read(Changed(file, document.KeySpan(node).Start, key, typo)).Any(d => !d.IsWarning && d.Range is not null))
                        silent.Add($"{file.Path}: {shape} written {typo}");
                }
            }
        }

        Assert.True(tried > 20, $"Only {tried} typos of {kind} were tried.");
        Assert.True(silent.Count == 0, $"{silent.Count} typos without an error:\n{string.Join('\n', silent)}");
    }

    private static (IReadOnlyList<SourceFile> Files, Func<SourceFile, IReadOnlyList<InputDiagnostic>> Read) Of(string kind) => kind switch
    {
        "policies" => ([.. Shipped("baseline", cases: false), .. Shipped("code", cases: false), .. Shipped("scanner", cases: false)], Document((d, into) => PackReader.Read(d, into))),
        "cases" => ([.. Shipped("baseline", cases: true)], Document((d, into) => CaseReader.Read(d, into))),
        "profiles" => ([.. Directory.GetFiles(RepositoryRoot.PathOf("policies/profiles")).Order(StringComparer.Ordinal).Select(Open)], Document((d, into) => ProfileDefinition.Read(d, into))),
        "project" => ([new SourceFile("wecom-policy.yaml", Project)], Document((d, into) => ProjectFile.Read(d, "", into))),
        "waivers" => ([new SourceFile("waivers.yaml", Waivers)], Document((d, into) => WaiverFile.Read(d, into))),
        _ => ([new SourceFile("b.json", Taken)], file =>
        {
            var folder = Directory.CreateTempSubdirectory("wecom-policy-test-").FullName;
            try
            {
                File.WriteAllText(Path.Combine(folder, file.Path), file.Text);
                return Baseline.Read(file.Path, folder).Diagnostics;
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }),
    };

    private static IEnumerable<SourceFile> Shipped(string pack, bool cases) => Directory.GetFiles(RepositoryRoot.PathOf($"policies/{pack}"), "*.yaml")
        .Where(f => ShippedFiles.IsCaseFile(f) == cases).Order(StringComparer.Ordinal).Select(Open);

    private static SourceFile Open(string path) => new(Path.GetFileName(path), File.ReadAllText(path));

    private static Func<SourceFile, IReadOnlyList<InputDiagnostic>> Document(Action<LocatedDocument, ICollection<InputDiagnostic>> read) => file =>
    {
        var document = DocumentReader.Read(file);
        var diagnostics = new List<InputDiagnostic>(document.Diagnostics);
        if (document.Document is { } found)
            read(found, diagnostics);
        return diagnostics;
    };

    private static SourceFile Changed(SourceFile file, int at, string key, string typo)
    {
        var start = file.Text.IndexOf(key, at, StringComparison.Ordinal);
        return new SourceFile(file.Path, string.Concat(file.Text.AsSpan(0, start), typo, file.Text.AsSpan(start + key.Length)));
    }

    private static IEnumerable<string> TyposOf(string key)
    {
        for (var i = 0; i < key.Length; i++)
        {
            if (key.Length > 1)
                yield return key.Remove(i, 1);
            yield return key.Insert(i, "q");
            yield return key.Remove(i, 1).Insert(i, "q");
        }
    }

    // Names that the author gives, which a load of the whole policy checks, and a tenant, which has a law of its own.
    private static bool IsData(LocatedDocument document, int node)
    {
        var parent = document.Parent(node);
        if (parent >= 0 && document.Kind(parent) == NodeKind.Mapping && document.Key(parent) is "params" or "variables" or "each" or "param_notes" or "rules")
            return true;
        for (var at = node; at >= 0; at = document.Parent(at))
        {
            if (document.Key(at)?.StartsWith("x-", StringComparison.Ordinal) == true || (at != node && document.Key(at) is "tenant"))
                return true;
        }

        return false;
    }

    private static string Shape(LocatedDocument document, int node)
    {
        var parent = document.Parent(node);
        if (parent < 0)
            return "";
        var outer = Shape(document, parent);
        return document.Key(node) is { } key ? $"{outer}.{(outer.EndsWith(".rules", StringComparison.Ordinal) ? "ID" : key)}" : $"{outer}[]";
    }
}
