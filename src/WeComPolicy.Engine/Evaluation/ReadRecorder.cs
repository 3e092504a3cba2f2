using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Engine.Evaluation;

/// <summary>Something of a tenant that an expression read.</summary>
/// <param name="Typed">The file; null where no file has it.</param>
/// <param name="Container">The record, list or map; −1 where no file has it.</param>
/// <param name="Field">The field, where a record was read.</param>
/// <param name="Node">The value's node; −1 where it is absent.</param>
internal sealed record TenantRead(TypedDocument? Typed, int Container, SchemaField? Field, int Node)
{
    /// <summary>By identity.</summary>
    public string Path =>
        Typed is not null && Node >= 0 ? TenantPath.Of(Typed, Node)
        : Typed is not null && Container >= 0 ? TenantPath.Of(Typed, Container, Field!.Name)
        : Field!.Name;

    /// <summary>Where it stands: the value, or for an absent field what would hold it; null where no file has either.</summary>
    public SourceRange? Range =>
        Typed is null ? null
        : Node >= 0 ? TenantPlace.RangeOf(Typed, Node)
        : Container >= 0 ? TenantPlace.RangeOf(Typed, Container)
        : null;

    /// <summary>The value as text where it is a scalar; null for anything else.</summary>
    public string? Display =>
        Typed is not null && Node >= 0 && Typed.Document.Kind(Node) == NodeKind.Scalar ? SecretText.Mask(Typed.Document.Text(Node)) : null;
}

/// <summary>Records what expressions read of a tenant.</summary>
internal sealed class ReadRecorder : ITenantRecorder
{
    // A rule over a large list reads a lot; the first reads and the last are what a finding needs.
    private const int MaxReads = 4096;

    private readonly List<TenantRead> _reads = [];

    public ReadRecorder(TenantModel tenant, DateOnly asOf) => Root = tenant.RootValue(this, asOf);

    /// <summary>The tenant, all of whose reads are recorded.</summary>
    public Value Root { get; }

    /// <summary>The first reads since <see cref="Clear"/>.</summary>
    public IReadOnlyList<TenantRead> Reads => _reads;

    /// <summary>The last read since <see cref="Clear"/>.</summary>
    public TenantRead? Last { get; private set; }

    /// <summary>A value of the same tenant, all of whose reads are recorded.</summary>
    public Value Recorded(Value value) => TenantModel.SameIn(value, Root);

    /// <summary>Forgets all reads.</summary>
    public void Clear()
    {
        _reads.Clear();
        Last = null;
    }

    public void FieldRead(TypedDocument? typed, int record, SchemaField field, int node) => Add(new TenantRead(typed, record, field, node));

    public void ElementRead(TypedDocument typed, int container, int node) => Add(new TenantRead(typed, container, null, node));

    public void Counted(TypedDocument typed, int container)
    {
        // The list was read as a field before.
    }

    private void Add(TenantRead read)
    {
        Last = read;
        if (_reads.Count < MaxReads)
            _reads.Add(read);
    }
}
