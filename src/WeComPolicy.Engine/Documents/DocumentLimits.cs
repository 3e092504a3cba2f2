namespace WeComPolicy.Engine.Documents;

/// <summary>How much a document may ask for before reading stops with a diagnostic: a file must not be able to hang or exhaust the machine.</summary>
public sealed record DocumentLimits
{
    /// <summary>The defaults.</summary>
    public static DocumentLimits Default { get; } = new();

    /// <summary>Size of a file in bytes, below what a node can point to: a tenant of a million members has 530 million as YAML, 470 million as JSON.</summary>
    public long MaxFileBytes { get; init; } = 511L * 1024 * 1024;

    /// <summary>How many collections may stand inside each other, aliases carried out.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Length of one value or key in the text, in UTF-16 code units.</summary>
    public int MaxScalarLength { get; init; } = 1_000_000;

    /// <summary>Nodes of a document, aliases carried out.</summary>
    public int MaxNodes { get; init; } = 50_000_000;

    /// <summary>
    /// Nodes that aliases and merge keys may add. A document with many written nodes may add <see cref="MaxAliasFactor"/> times as many as
    /// it writes, where that is more.
    /// </summary>
    public int MaxAliasNodes { get; init; } = 1_000_000;

    /// <summary>See <see cref="MaxAliasNodes"/>.</summary>
    public int MaxAliasFactor { get; init; } = 10;

    /// <summary>Comments of a document.</summary>
    public int MaxComments { get; init; } = 1_000_000;

    /// <summary>Diagnostics of a document; a last one says that there may be more.</summary>
    public int MaxDiagnostics { get; init; } = 200;
}
