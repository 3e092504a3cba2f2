using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Profiles;

/// <summary>
/// A profile file, <c>wecom-policy/profile/v1</c>: which packs are judged, and what is changed about their rules for a kind of
/// company.
/// </summary>
public sealed record ProfileDefinition
{
    /// <summary>What the key <c>schema</c> must say.</summary>
    public const string SchemaName = "wecom-policy/profile/v1";

    /// <summary>In kebab case, such as <c>small-team</c>.</summary>
    public required string Name { get; init; }

    /// <summary>For whom it is.</summary>
    public required Bilingual Title { get; init; }

    /// <summary>The profile that this one changes; null for none.</summary>
    public (string Name, SourceRange Range)? Inherits { get; init; }

    /// <summary>Shipped packs, policy files and folders that it adds.</summary>
    public IReadOnlyList<string> Packs { get; init; } = [];

    /// <summary>Where it names packs; null where it names none, or is a shipped one.</summary>
    public SourceRange? PacksAt { get; init; }

    /// <summary>What it changes about rules.</summary>
    public IReadOnlyList<RuleOverride> Overrides { get; init; } = [];

    /// <summary>The file.</summary>
    public required SourceFile File { get; init; }

    /// <summary>The profile of a document; null, reported, where it cannot be used.</summary>
    public static ProfileDefinition? Read(LocatedDocument document, ICollection<InputDiagnostic> diagnostics)
    {
        var reader = new MappingReader(document, document.Root, new Bilingual("配置档", "a profile"), diagnostics);
        if (!reader.IsMapping)
            return null;
        reader.RequiredSchema(SchemaName, new Bilingual("不认识的配置档版本。", "Unknown schema of a profile."));
        var name = reader.RequiredText("profile");
        var title = reader.RequiredBilingual("title");
        var inheritsNode = reader.Optional("inherits");
        var inherits = reader.Text(inheritsNode);
        var packs = reader.OptionalTexts("packs");
        var overrides = RuleOverrideReader.Read(reader, diagnostics);
        reader.Close();
        if (name is null || title is null)
            return null;
        if (inherits is null && packs.Count == 0)
        {
            reader.Report(
                document.Root,
                "no-packs",
                new Bilingual("配置档既没有 inherits 也没有 packs，不会执行任何规则。", "The profile has neither inherits nor packs: no rule would run."),
                new Bilingual("请补上“inherits: baseline”或“packs: [ … ]”。", "Add 'inherits: baseline' or 'packs: [ … ]'."));
        }

        return new ProfileDefinition
        {
            Name = name,
            Title = title.Value,
            Inherits = inherits is null ? null : (inherits, document.Range(inheritsNode)),
            Packs = [.. packs.Select(p => p.Text)],
            PacksAt = packs.Count > 0 ? document.KeyRange(document.Child(document.Root, "packs")) : null,
            Overrides = overrides,
            File = document.File,
        };
    }
}
