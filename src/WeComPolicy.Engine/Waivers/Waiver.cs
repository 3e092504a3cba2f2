using WeComPolicy.Engine.Documents;

namespace WeComPolicy.Engine.Waivers;

/// <summary>A risk that somebody has accepted, as it is written: whether it holds is decided by <see cref="WaiverTerms"/>.</summary>
public sealed record Waiver
{
    /// <summary>What <see cref="Value"/> says where every value is accepted.</summary>
    public const string AnyValue = "any";

    /// <summary>The rule's id.</summary>
    public required string Rule { get; init; }

    /// <summary>The tenant, by corpid, name or path; null for every tenant, and for code.</summary>
    public string? Tenant { get; init; }

    /// <summary>
    /// The subject by identity, as in <see cref="Findings.Finding.Subject"/>; a <c>*</c> stands for any text. Null for a comment, which
    /// speaks of its place.
    /// </summary>
    public string? Subject { get; init; }

    /// <summary>The accepted value, as in <see cref="Findings.Finding.ValueHash"/>, or <see cref="AnyValue"/>.</summary>
    public string Value { get; init; } = AnyValue;

    /// <summary>Why the risk is accepted.</summary>
    public required string Reason { get; init; }

    /// <summary>Who answers for it; empty where a comment names nobody.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Who has approved it; empty where a comment names nobody.</summary>
    public string Approver { get; init; } = "";

    /// <summary>Where it was discussed; empty where nothing is named.</summary>
    public string Ticket { get; init; } = "";

    /// <summary>The first day on which it holds; null for a comment.</summary>
    public DateOnly? Created { get; init; }

    /// <summary>The last day on which it holds.</summary>
    public required DateOnly Expires { get; init; }

    /// <summary>Where it is written.</summary>
    public required SourceRange Range { get; init; }

    /// <summary>Where its keys stand; empty for a comment.</summary>
    public IReadOnlyDictionary<string, SourceRange> Places { get; init; } = new Dictionary<string, SourceRange>();

    /// <summary>Whether it is a comment beside what it speaks of.</summary>
    public bool IsComment => Subject is null;

    /// <summary>Where a key stands, else the whole.</summary>
    public SourceRange PlaceOf(string key) => Places.TryGetValue(key, out var place) ? place : Range;

    /// <summary>What it is about, by identity, for findings about the waiver itself.</summary>
    public string Identity => IsComment
        ? $"comment[{Range.File.Path}: {Rule}]"
        : $"waivers[rule={Rule}, {(Tenant is null ? "" : $"tenant={Tenant}, ")}subject={Subject}]";
}
