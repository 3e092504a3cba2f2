using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Differences;

/// <summary>What a change does to those who could misuse it.</summary>
public enum ChangeDirection : byte
{
    /// <summary>More may be done, by more people, from more places, or less protects.</summary>
    Wider,

    /// <summary>The other way round.</summary>
    Narrower,

    /// <summary>Neither by itself, but somebody should look at it.</summary>
    Review,
}

/// <summary>A rule that says in plain words what a change of a tenant means for privileges and protection.</summary>
public sealed record ChangeRule
{
    /// <summary>In kebab case, such as <c>super-admin-added</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Where the id stands.</summary>
    public required SourceRange IdRange { get; init; }

    /// <summary>Which records it looks at, by their place in the schema: <c>admins</c>, <c>apps.callback</c>.</summary>
    public required string Each { get; init; }

    /// <summary>Whether it looks at records that were added, removed or changed.</summary>
    public required ChangeKind On { get; init; }

    /// <summary>The fields of the record whose change it looks at; empty for added and removed records.</summary>
    public required IReadOnlyList<SchemaField> Fields { get; init; }

    /// <summary>What the change does.</summary>
    public required ChangeDirection Direction { get; init; }

    internal ulong Mask { get; init; }

    /// <summary>The names that its expressions use.</summary>
    public required CelEnvironment Environment { get; init; }

    /// <summary>Whether a change is one of those it speaks of.</summary>
    public required RuleExpression When { get; init; }

    /// <summary>What it says of one.</summary>
    public required MessageTemplate Say { get; init; }
}
