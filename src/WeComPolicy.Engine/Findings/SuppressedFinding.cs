namespace WeComPolicy.Engine.Findings;

/// <summary>What hides a finding of code from whoever builds it.</summary>
public enum Suppression : byte
{
    /// <summary><c>#pragma warning disable</c> or <c>SuppressMessage</c>.</summary>
    InSource,

    /// <summary>An <c>.editorconfig</c>, a <c>.globalconfig</c> or a property of the build.</summary>
    ByConfiguration,
}

/// <summary>
/// A finding that code hides by the compiler's own means. It decides nothing, but it is there: reports count it and say where it is.
/// </summary>
/// <param name="Finding">The finding.</param>
/// <param name="By">What hides it.</param>
public sealed record SuppressedFinding(Finding Finding, Suppression By)
{
    /// <summary>Why, as the attribute's justification or the comment behind the pragma says; empty where neither says anything.</summary>
    public string Reason { get; init; } = "";
}
