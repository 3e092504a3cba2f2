using WeComPolicy.Engine.Baselines;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Waivers;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Findings;

/// <summary>How bad a finding is.</summary>
public enum Severity : byte
{
#pragma warning disable CS1591 // the names say it
    Info,
    Low,
    Medium,
    High,
    Critical,
#pragma warning restore CS1591
}

/// <summary>How sure the rule is that what it reports is a real problem.</summary>
public enum Confidence : byte
{
#pragma warning disable CS1591 // the names say it
    Low,
    Medium,
    High,
#pragma warning restore CS1591
}

/// <summary>What a rule says of a subject.</summary>
public enum Verdict : byte
{
    /// <summary>The requirement holds.</summary>
    Pass,

    /// <summary>The rule's <c>when</c> is false, or there is nothing to judge.</summary>
    NotApplicable,

    /// <summary>The requirement does not hold.</summary>
    Fail,

    /// <summary>A fact that the rule needs is not in the input.</summary>
    Unknown,

    /// <summary>The rule itself broke.</summary>
    Error,
}

/// <summary>What the catalogue knows of a rule, whether it judges tenants or code.</summary>
public sealed record RuleDescriptor
{
    /// <summary>Such as <c>WCP4001</c>.</summary>
    public required string Id { get; init; }

    /// <summary>In kebab case, such as <c>super-admin-count</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The pack that holds the rule.</summary>
    public required string Pack { get; init; }

    /// <summary>The area within the pack, such as <c>permissions</c>.</summary>
    public required string Area { get; init; }

    /// <summary>How bad a violation is.</summary>
    public required Severity Severity { get; init; }

    /// <summary>How sure the rule is.</summary>
    public Confidence Confidence { get; init; } = Confidence.High;

    /// <summary>What is required, in a few words.</summary>
    public required Bilingual Title { get; init; }

    /// <summary>Why it matters.</summary>
    public required Bilingual Rationale { get; init; }

    /// <summary>What to do, with the path in the admin console.</summary>
    public required Bilingual Remediation { get; init; }

    /// <summary>Guide, law, standards and vendor documents.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Parameters with the values in force: bool, long, double, string, or a list of these.</summary>
    public IReadOnlyDictionary<string, object> Parameters { get; init; } = new Dictionary<string, object>();

    /// <summary>Whether a waiver may cover its findings.</summary>
    public bool IsWaivable { get; init; } = true;

    /// <summary>What profiles and the project file have changed about the rule, in their order.</summary>
    public IReadOnlyList<Adjustment> Adjustments { get; init; } = [];

    /// <summary>Where the rule is written; null for one that no file defines.</summary>
    public SourceRange? Definition { get; init; }
}

/// <summary>Another place that a finding speaks of.</summary>
/// <param name="Range">The place.</param>
/// <param name="Note">What it has to do with the finding, such as the path and value that was read.</param>
public sealed record RelatedRange(SourceRange Range, Bilingual Note);

/// <summary>How the text of a missing fact is added to its file.</summary>
public enum InsertionStyle : byte
{
    /// <summary>As a line of its own at the top level of a file of the tenant.</summary>
    TopLevel,

    /// <summary>As a line of its own among the keys of a block.</summary>
    Block,

    /// <summary>Between the braces of a mapping that is written on one line.</summary>
    Flow,
}

/// <summary>A fact that is not in the input and that a verdict needs.</summary>
/// <param name="Path">By identity, such as <c>members[userid=li.na].employment</c>.</param>
/// <param name="Parent">The key or value to which the fact would be added; null where no file has anything of it.</param>
/// <param name="Insert">
/// The text to add, such as <c>employment: outsourced</c>, with a placeholder where only the tenant knows; empty where there is
/// nothing to add but something to correct.
/// </param>
/// <param name="Meaning">What the fact is, from the schema.</param>
public sealed record MissingFact(string Path, SourceRange? Parent, string Insert, Bilingual Meaning)
{
    /// <summary>The text to add instead where the tenant does not use what the fact is about; null where nothing says so.</summary>
    public string? WhenNone { get; init; }

    /// <summary>How <see cref="Insert"/> is added.</summary>
    public InsertionStyle Style { get; init; } = InsertionStyle.TopLevel;

    /// <summary>For <see cref="InsertionStyle.Block"/> the column at which the line begins, from 1.</summary>
    public int Column { get; init; } = 1;
}

/// <summary>An accepted risk that covers a finding.</summary>
/// <param name="Reason">Why it was accepted.</param>
/// <param name="Owner">Who answers for it; empty where nobody is named.</param>
/// <param name="Expires">Last day on which it holds.</param>
public sealed record AppliedWaiver(string Reason, string Owner, DateOnly Expires)
{
    /// <summary>Who has approved it; empty where nobody is named.</summary>
    public string Approver { get; init; } = "";

    /// <summary>Where it was discussed; empty where nothing is named.</summary>
    public string Ticket { get; init; } = "";

    /// <summary>Where it is written; null where that is not known.</summary>
    public SourceRange? Source { get; init; }

    /// <summary>Whether it is a comment beside what it covers.</summary>
    public bool IsComment { get; init; }

    /// <summary>How many findings it covers in this run: one accepted risk may be many.</summary>
    public int Covers { get; init; } = 1;

    /// <summary>What reports say of a waiver.</summary>
    public static AppliedWaiver Of(Waiver waiver) => new(SecretText.Mask(waiver.Reason), SecretText.Mask(waiver.Owner), waiver.Expires)
    {
        Approver = SecretText.Mask(waiver.Approver),
        Ticket = SecretText.Mask(waiver.Ticket),
        Source = waiver.Range,
        IsComment = waiver.IsComment,
    };
}

/// <summary>
/// What a rule has against a subject, of the tenant's configuration or of code: a failure, or a verdict that could not be
/// reached.
/// </summary>
public sealed record Finding
{
    /// <summary>The rule.</summary>
    public required RuleDescriptor Rule { get; init; }

    /// <summary><see cref="Verdict.Fail"/>, <see cref="Verdict.Unknown"/> or <see cref="Verdict.Error"/>.</summary>
    public required Verdict Outcome { get; init; }

    /// <summary>What was found, with the values.</summary>
    public required Bilingual Message { get; init; }

    /// <summary>The value that is wrong, or the nearest thing that is there; null where the input has no file at all.</summary>
    public required SourceRange? Location { get; init; }

    /// <summary>What stands at <see cref="Location"/>, by identity: <c>members[userid=li.na].login_ip_ranges</c>.</summary>
    public string Place { get; init; } = "";

    /// <summary>Other places: every other value that the rule read.</summary>
    public IReadOnlyList<RelatedRange> Related { get; init; } = [];

    /// <summary>The tenant, by its folder or file as reports show it; empty for code.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>What the finding is about, by identity: <c>members[userid=li.na].login</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>Stable across inserted lines, reordered lists and renamed files: 32 lower-case hexadecimal digits.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>For an unknown verdict, what to add in order to decide it.</summary>
    public IReadOnlyList<MissingFact> Missing { get; init; } = [];

    /// <summary>
    /// What was found, as 16 lower-case hexadecimal digits: the values that the message states and those of the subject that the
    /// rule read, but nothing that changes with the day. A waiver holds for this value only.
    /// </summary>
    public string ValueHash { get; init; } = "";

    /// <summary>Ignore comments that speak of the finding's place, whichever rules they name.</summary>
    public IReadOnlyList<IgnoreComment> Ignores { get; init; } = [];

    /// <summary>The waiver that covers the finding; null where none does.</summary>
    public AppliedWaiver? Waiver { get; init; }

    /// <summary>How the finding stands to the baseline.</summary>
    public BaselineState BaselineState { get; init; }

    /// <summary>Severity in force for this finding.</summary>
    public Severity Severity => Rule.Severity;
}
