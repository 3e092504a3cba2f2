namespace WeComPolicy.CodeScan.Inputs;

/// <summary>Code of a page from a place to another, and what makes it whole.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Behind its last character.</param>
/// <param name="Before">Code that belongs directly before it.</param>
/// <param name="After">Code that belongs behind it.</param>
internal readonly record struct PagePart(int Start, int End, string Before, string After)
{
    /// <summary>Code that belongs anywhere before it, and that no finding points at.</summary>
    public string Header { get; init; } = "";

    /// <summary>A value that the browser gets.</summary>
    public static PagePart Shown(int start, int end) => new(start, end, "Response.Write(", ");");
}

/// <summary>Parts that make statements together, such as a loop with the markup in it left out.</summary>
/// <param name="Parts">In the order of the page; never empty.</param>
internal sealed record PagePiece(IReadOnlyList<PagePart> Parts)
{
    public int Start => Parts[0].Start;

    public int End => Parts[^1].End;
}

/// <summary>A stretch of a page.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Behind its last character.</param>
internal readonly record struct PageStretch(int Start, int End);
