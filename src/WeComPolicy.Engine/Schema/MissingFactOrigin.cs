using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Schema;

/// <summary>
/// A fact that is not in the input: the origin of an unknown value. Two reads of the same absent field have equal origins. Path and
/// texts are made only when somebody asks.
/// </summary>
public sealed class MissingFactOrigin : IEquatable<MissingFactOrigin>
{
    private static readonly Bilingual s_incomplete =
        new("这一部分已声明不完整：清单可能还有未列出的内容。", "The section is stated to be incomplete: its lists may hold more than is written.");

    private readonly SchemaType? _type;
    private readonly string _prefix = "";

    /// <summary>A field of a record that a file has.</summary>
    internal MissingFactOrigin(TypedDocument typed, int record, SchemaType type, SchemaField field)
    {
        Typed = typed;
        Record = record;
        _type = type;
        Field = field;
    }

    /// <summary>A field of a record that no file has.</summary>
    /// <param name="prefix">The record's path; empty for the tenant.</param>
    /// <param name="field">The field.</param>
    internal MissingFactOrigin(string prefix, SchemaField field)
    {
        Record = -1;
        _prefix = prefix;
        Field = field;
    }

    /// <summary>The file that holds the record in which the field is missing; null where no file has the record.</summary>
    public TypedDocument? Typed { get; }

    /// <summary>The record's node; −1 where no file has it.</summary>
    public int Record { get; }

    /// <summary>The field that is missing.</summary>
    public SchemaField Field { get; }

    /// <summary>Whether the fact is there and says that the lists of its section are incomplete.</summary>
    public bool IsStatedIncomplete { get; internal init; }

    /// <summary>By identity, such as <c>members[userid=li.na].employment</c>.</summary>
    public string Path => Typed is not null && Record >= 0
        ? TenantPath.Of(Typed, Record, Field.Name)
        : _prefix.Length == 0 ? Field.Name : $"{_prefix}.{Field.Name}";

    /// <summary>The key or the identity beside which the fact would be added; null where no file has the record.</summary>
    public SourceRange? Parent
    {
        get
        {
            if (Typed is null || Record < 0)
                return null;
            var document = Typed.Document;
            if (IsStatedIncomplete)
                return document.Range(Typed.FieldNode(Record, Field));
            if (document.Key(Record) is not null)
                return document.KeyRange(Record);
            // An element of a list: the value that identifies it.
            var identity = _type?.Key is { } key ? Typed.FieldNode(Record, key) : -1;
            return document.Range(identity < 0 ? Record : identity);
        }
    }

    /// <summary>As findings tell it.</summary>
    public MissingFact ToMissingFact() => new(Path, Parent, Insert, IsStatedIncomplete ? s_incomplete : Meaning);

    /// <inheritdoc/>
    public bool Equals(MissingFactOrigin? other) =>
        other is not null
        && Record == other.Record
        && ReferenceEquals(Typed, other.Typed)
        && ReferenceEquals(Field, other.Field)
        && string.Equals(_prefix, other._prefix, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MissingFactOrigin);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Record, Field.Slot, _prefix.Length);

    /// <inheritdoc/>
    public override string ToString() => Path;

    private string Insert
    {
        get
        {
            var insert = FieldSample.Insert(Field);
            // What has no record yet needs it too.
            if (Record >= 0 || _prefix.Length == 0)
                return insert;
            foreach (var key in _prefix.Split('.').Reverse())
                insert = $"{key}: {{ {insert} }}";
            return insert;
        }
    }

    private Bilingual Meaning => Field.Console is { } console
        ? new($"{Field.Description.Zh}（管理后台：{console}）", $"{Field.Description.En} (admin console: {console})")
        : Field.Description;
}
