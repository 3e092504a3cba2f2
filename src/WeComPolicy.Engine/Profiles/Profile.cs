using WeComPolicy.Engine.Documents;

namespace WeComPolicy.Engine.Profiles;

/// <summary>What profiles and the project file together ask for: the packs, and the changes to their rules.</summary>
public sealed record Profile
{
    /// <summary>No profile: the rules as their packs state them.</summary>
    public static Profile None { get; } = new();

    /// <summary>The profile's name; empty where none is chosen.</summary>
    public string Name { get; init; } = "";

    /// <summary>Shipped packs, and policy files and folders.</summary>
    public IReadOnlyList<string> Packs { get; init; } = [];

    /// <summary>Where a file of one's own names the packs last; null where only shipped profiles do.</summary>
    public SourceRange? PacksAt { get; init; }

    /// <summary>The changes; of two to the same thing the later one holds.</summary>
    public IReadOnlyList<RuleOverride> Overrides { get; init; } = [];

    /// <summary>The profile files that were read, without shipped ones.</summary>
    public IReadOnlyList<SourceFile> Files { get; init; } = [];

    /// <summary>Every mistake in the profiles.</summary>
    public IReadOnlyList<InputDiagnostic> Diagnostics { get; init; } = [];
}
