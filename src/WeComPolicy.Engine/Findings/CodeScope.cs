namespace WeComPolicy.Engine.Findings;

/// <summary>How much code a scan looked at, so that no finding is not mistaken for nothing looked at.</summary>
public sealed record CodeScope
{
    /// <summary>Projects, and folders with code outside of any project.</summary>
    public int Projects { get; init; }

    /// <summary>C# files.</summary>
    public int SourceFiles { get; init; }

    /// <summary>Configuration files.</summary>
    public int ConfigurationFiles { get; init; }

    /// <summary>Lines of the C# files.</summary>
    public int Lines { get; init; }

    /// <summary>Places that were recognised as calls of the WeCom API.</summary>
    public int CallSites { get; init; }

    /// <summary>Findings that <c>#pragma</c> or <c>SuppressMessage</c> hides.</summary>
    public int SuppressedInSource { get; init; }

    /// <summary>Findings that an <c>.editorconfig</c> or <c>.globalconfig</c> hides.</summary>
    public int SuppressedByConfig { get; init; }

    /// <summary>Findings that a comment <c>wecom-policy: ignore</c> hides.</summary>
    public int Ignored { get; init; }
}
