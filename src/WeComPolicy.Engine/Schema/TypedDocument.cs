using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using WeComPolicy.Engine.Documents;

namespace WeComPolicy.Engine.Schema;

/// <summary>
/// A tenant file with its types: which node is the value of which field, and what the scalars mean. Lies in flat arrays beside the
/// document; nothing is copied.
/// </summary>
public sealed class TypedDocument
{
    private readonly NodeBits _bits;
    private readonly FieldTable _fields;
    private readonly HashSet<int>? _invalid;
    private readonly ConcurrentDictionary<int, Dictionary<int, int>> _repeated = [];

    internal TypedDocument(
        LocatedDocument document,
        TenantSchema schema,
        NodeBits bits,
        FieldTable fields,
        HashSet<int>? invalid,
        IReadOnlyList<SecretSighting> secrets,
        IReadOnlyList<int> pastDates,
        IReadOnlyList<int> userids)
    {
        Document = document;
        Schema = schema;
        Secrets = secrets;
        PastDates = pastDates;
        Userids = userids;
        _bits = bits;
        _fields = fields;
        _invalid = invalid;
    }

    /// <summary>The file's tree.</summary>
    public LocatedDocument Document { get; }

    /// <summary>The schema that it was checked against.</summary>
    public TenantSchema Schema { get; }

    /// <summary>What looks like a secret. These stretches of the file must be masked wherever it is quoted.</summary>
    public IReadOnlyList<SecretSighting> Secrets { get; }

    /// <summary>The nodes of all values that date something that has happened, in the order of the text.</summary>
    public IReadOnlyList<int> PastDates { get; }

    /// <summary>The nodes of all userids, wherever they stand, in the order of the text.</summary>
    public IReadOnlyList<int> Userids { get; }

    /// <summary>The node that holds a section; −1 where the file does not have it.</summary>
    public int SectionNode(SchemaField section) =>
        Document.Kind(Document.Root) == NodeKind.Mapping ? FieldNode(Document.Root, section.Slot) : -1;

    /// <summary>The node that holds a field of a record; −1 where it is absent.</summary>
    /// <param name="record">A mapping that the schema takes for a record.</param>
    /// <param name="field">A field of that record's type.</param>
    public int FieldNode(int record, SchemaField field) => FieldNode(record, field.Slot);

    internal int FieldNode(int record, int slot) => _fields.Find(record, (int)_bits[record], slot);

    // Of a record: the number of its row among the fields. Of a scalar: the int, the double's bits, the bool as 0 or 1, the seconds of a day or an instant, or the number of a word in its enumeration.
    internal long Bits(int node) => _bits[node];

    /// <summary>Of equal scalars in one list, which one an element is, from 1: nothing else tells them apart.</summary>
    internal int OccurrenceOf(int element) =>
        _repeated.GetOrAdd(Document.Parent(element), static (list, document) => Repeated(document, list), Document).GetValueOrDefault(element, 1);

    // Once for a list, since every element of a large one may be a finding.
    private static Dictionary<int, int> Repeated(LocatedDocument document, int list)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var repeated = new Dictionary<int, int>();
        foreach (var element in document.Children(list))
        {
            if (document.Kind(element) != NodeKind.Scalar)
                continue;
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(seen, document.Text(element), out _);
            if (++count > 1)
                repeated.Add(element, count);
        }

        return repeated;
    }

    internal bool HasInvalid => _invalid is not null;

    // What does not fit its type has no value.
    internal bool IsInvalid(int node) => _invalid is not null && _invalid.Contains(node);
}
