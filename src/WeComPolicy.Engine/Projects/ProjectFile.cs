using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Profiles;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Projects;

/// <summary>
/// A project file, <c>wecom-policy.yaml</c>: what a team wants of every run, so that its people and its CI ask the same. The
/// command line wins over it.
/// </summary>
public sealed record ProjectFile
{
    /// <summary>The file's name.</summary>
    public const string FileName = "wecom-policy.yaml";

    /// <summary>What the key <c>schema</c> must say.</summary>
    public const string SchemaName = "wecom-policy/config/v1";

    /// <summary>No project file: every value is the default.</summary>
    public static ProjectFile None { get; } = new() { Directory = "" };

    /// <summary>The folder of the file, which its paths start from.</summary>
    public required string Directory { get; init; }

    /// <summary>What to scan where the command line names nothing.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>
    /// The tenants of a fleet, where the command line names nothing: files, folders and patterns of which each match is exactly one
    /// tenant.
    /// </summary>
    public IReadOnlyList<string> Tenants { get; init; } = [];

    /// <summary>Shipped packs, policy files and folders.</summary>
    public IReadOnlyList<string> Policies { get; init; } = [];

    /// <summary>A shipped profile, or the path of a profile file; null where the file names none.</summary>
    public string? Profile { get; init; }

    /// <summary>What is changed about rules, on top of the profile.</summary>
    public IReadOnlyList<RuleOverride> Overrides { get; init; } = [];

    /// <summary>Files of waivers.</summary>
    public IReadOnlyList<string> Waivers { get; init; } = [];

    /// <summary>The baseline; null where the file names none.</summary>
    public string? Baseline { get; init; }

    /// <summary>The threshold; null where the file does not say.</summary>
    public Threshold? FailOn { get; init; }

    /// <summary>Whether undecided rules are allowed.</summary>
    public bool? AllowUnknown { get; init; }

    /// <summary>The language of texts.</summary>
    public Language? Language { get; init; }

    /// <summary>Where each key stands that the file has.</summary>
    public IReadOnlyDictionary<string, SourceRange> Places { get; init; } = new Dictionary<string, SourceRange>();

    /// <summary>The nearest project file from a folder upwards; null where there is none.</summary>
    public static string? Find(string directory)
    {
        for (var at = new DirectoryInfo(directory); at is not null; at = at.Parent)
        {
            var path = Path.Combine(at.FullName, FileName);
            // A folder of that name is found too, so that reading it tells that it is no file.
            if (Path.Exists(path))
                return path;
            // A file that somebody believes to be in force is never passed over: reading it tells what is wrong with its name.
            foreach (var name in s_misnamed)
            {
                var other = Path.Combine(at.FullName, name);
                if (Path.Exists(other))
                    return other;
            }
        }

        return null;
    }

    /// <summary>What is wrong with the name of a file that was found; null where it is <see cref="FileName"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="displayPath">As reports show it.</param>
    public static InputDiagnostic? NameProblem(string path, string displayPath) =>
        !s_misnamed.Contains(Path.GetFileName(path), StringComparer.Ordinal)
            ? null
            : InputDiagnostic.About(displayPath, "project-file-name",
                new Bilingual($"项目文件的名字应为 {FileName}。", $"A project file is called {FileName}."),
                new Bilingual("请改名；暂不使用的，请移走。", "Rename it, or move it away if it is not meant."));

    private static readonly string[] s_misnamed = ["wecom-policy.yml", "wecom-policy.json", ".wecom-policy.yaml", ".wecom-policy.yml"];

    /// <summary>Reads a document; reports every mistake.</summary>
    public static ProjectFile Read(LocatedDocument document, string directory, ICollection<InputDiagnostic> diagnostics)
    {
        var reader = new MappingReader(document, document.Root, new Bilingual("项目文件", "a project file"), diagnostics);
        if (!reader.IsMapping)
            return None;
        reader.RequiredSchema(SchemaName, new Bilingual("不认识的项目文件版本。", "Unknown schema of a project file."));
        var project = new ProjectFile
        {
            Directory = directory,
            Inputs = [.. reader.OptionalTexts("inputs").Select(t => t.Text)],
            Tenants = [.. reader.OptionalTexts("tenants").Select(t => t.Text)],
            Policies = [.. reader.OptionalTexts("policies").Select(t => t.Text)],
            Profile = reader.OptionalText("profile"),
            Overrides = RuleOverrideReader.Read(reader, diagnostics),
            Waivers = [.. reader.OptionalTexts("waivers").Select(t => t.Text)],
            Baseline = reader.OptionalText("baseline"),
            FailOn = reader.OptionalWord("fail_on", Threshold.Words),
            AllowUnknown = reader.OptionalFlag("allow_unknown"),
            Language = reader.OptionalWord("lang", s_languages),
            Places = document.Children(document.Root).ToArray().ToDictionary(n => document.Key(n)!, document.KeyRange, StringComparer.Ordinal),
        };
        reader.Close();
        return project;
    }

    private static readonly WordTable<Language> s_languages = new(["zh", "en"], [Expressions.Language.Zh, Expressions.Language.En]);
}
