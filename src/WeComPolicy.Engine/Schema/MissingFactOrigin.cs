using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Engine.Schema;

/// <summary>
/// A fact that is not in the input: the origin of an unknown value. Two reads of the same absent field have equal origins. Path and
/// texts are made only when somebody asks.
/// </summary>
public sealed class MissingFactOrigin : IEquatable<MissingFactOrigin>, ISelectableOrigin
{
    private static readonly Bilingual s_unusable =
        new("已经写了值，但无法使用，原因见输入错误", "a value is there but cannot be used: see the input errors");

    private static readonly Bilingual s_future =
        new("写的日期晚于判定日期，不能作为事实：请核对日期与 --as-of。", "The date lies after the day of judgement and cannot be taken for a fact: check it, and --as-of.");

    private static readonly Bilingual s_incomplete =
        new("这一部分已声明不完整：清单可能还有未列出的内容。", "The section is stated to be incomplete: its lists may hold more than is written.");

    private readonly SchemaType? _type;
    private readonly SchemaField[] _below;

    /// <summary>A field of a record that a file has.</summary>
    /// <param name="typed">The file.</param>
    /// <param name="record">The record's node.</param>
    /// <param name="type">The record's type.</param>
    /// <param name="field">The field that is absent.</param>
    /// <param name="below">The path from that field to the fact that is wanted; empty where it is the field itself.</param>
    internal MissingFactOrigin(TypedDocument typed, int record, SchemaType type, SchemaField field, params SchemaField[] below)
    {
        Typed = typed;
        Record = record;
        _type = type;
        Field = field;
        _below = below;
    }

    /// <summary>A section that no file has.</summary>
    /// <param name="section">The section.</param>
    /// <param name="below">The path from the section to the fact that is wanted.</param>
    internal MissingFactOrigin(SchemaField section, params SchemaField[] below)
    {
        Record = -1;
        Field = section;
        _below = below;
    }

    /// <summary>The file that holds the record in which the field is missing; null where no file has the record.</summary>
    public TypedDocument? Typed { get; }

    /// <summary>The record's node; −1 where no file has it.</summary>
    public int Record { get; }

    /// <summary>The outermost field that is missing.</summary>
    public SchemaField Field { get; }

    /// <summary>Whether the fact is there and says that the lists of its section are incomplete.</summary>
    public bool IsStatedIncomplete { get; internal init; }

    /// <summary>Whether a date is there of something that has happened, and lies after the day of judgement.</summary>
    public bool IsInFuture { get; internal init; }

    /// <summary>Whether the files that the fact could be added to are JSON.</summary>
    public bool IsForJson { get; internal init; }

    /// <summary>Whether a value is there that cannot be used; the check has told why.</summary>
    public bool IsUnusable => Typed is not null && !IsStatedIncomplete && !IsInFuture
        && Typed.Document.Kind(Record) == NodeKind.Mapping && Typed.Document.Child(Record, Field.Name) >= 0;

    /// <summary>By identity, such as <c>members[userid=li.na].employment</c>.</summary>
    public string Path
    {
        get
        {
            var path = Typed is null ? Field.Name : TenantPath.Of(Typed, Record, Field.Name);
            return _below.Length == 0 ? path : $"{path}.{string.Join('.', _below.Select(f => f.Name))}";
        }
    }

    /// <summary>The key or the identity beside which the fact would be added; null where no file has the record.</summary>
    public SourceRange? Parent
    {
        get
        {
            if (Typed is null || (Record == Typed.Document.Root && !IsUnusable))
                return null;
            var document = Typed.Document;
            if (IsStatedIncomplete || IsInFuture)
                return document.Range(Typed.FieldNode(Record, Field));
            if (IsUnusable)
                return document.KeyRange(document.Child(Record, Field.Name));
            if (document.Key(Record) is not null)
                return document.KeyRange(Record);
            // An element of a list: the value that identifies it.
            var identity = _type?.Key is { } key ? Typed.FieldNode(Record, key) : -1;
            return document.Range(identity < 0 ? Record : identity);
        }
    }

    /// <inheritdoc/>
    public object Select(RecordField field)
    {
        var last = _below.Length > 0 ? _below[^1] : Field;
        if (last.Type.Record is not { } record || record.Fields.Count <= field.Slot || !ReferenceEquals(record.Fields[field.Slot].Cel, field))
            return this;
        SchemaField[] below = [.. _below, record.Fields[field.Slot]];
        return Typed is null
            ? new MissingFactOrigin(Field, below) { IsForJson = IsForJson }
            : new MissingFactOrigin(Typed, Record, _type!, Field, below);
    }

    /// <summary>As findings tell it.</summary>
    public MissingFact ToMissingFact()
    {
        var (style, column) = Insertion;
        Bilingual? why = IsStatedIncomplete ? s_incomplete : IsInFuture ? s_future : IsUnusable ? s_unusable : null;
        return new MissingFact(Path, Parent, why is null ? Insert : "", why ?? Meaning)
        {
            Style = style,
            Column = column,
            WhenNone = !IsSwitch ? null : Nested($"{FieldSample.Key(Wanted.Name, Json)}: false"),
        };
    }

    /// <inheritdoc/>
    public bool Equals(MissingFactOrigin? other) =>
        other is not null
        && Record == other.Record
        && ReferenceEquals(Typed, other.Typed)
        && ReferenceEquals(Field, other.Field)
        && _below.AsSpan().SequenceEqual(other._below);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MissingFactOrigin);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Record, Field.Slot, _below.Length);

    /// <inheritdoc/>
    public override string ToString() => Path;

    private SchemaField Wanted => _below.Length > 0 ? _below[^1] : Field;

    private bool Json => Typed is null ? IsForJson : DocumentReader.IsJson(Typed.Document.File);

    // `archive: { enabled: false }` says of a whole section that the tenant does not use what it is about.
    private bool IsSwitch => Typed is null && _below.Length == 1 && Wanted.Name == "enabled" && Wanted.Type.Kind == SchemaValueKind.Bool;

    private string Insert => Nested(FieldSample.Insert(Wanted, Json));

    private string Nested(string insert)
    {
        for (var i = _below.Length - 2; i >= -1 && _below.Length > 0; i--)
            insert = $"{FieldSample.Key((i < 0 ? Field : _below[i]).Name, Json)}: {{ {insert} }}";
        return insert;
    }

    private (InsertionStyle Style, int Column) Insertion
    {
        get
        {
            if (Typed is null || Record == Typed.Document.Root)
                return (InsertionStyle.TopLevel, 1);
            var document = Typed.Document;
            var start = document.Span(Record).Start;
            var children = document.Children(Record);
            return children.IsEmpty || document.File.Substring(new TextSpan(start, 1)) == "{"
                ? (InsertionStyle.Flow, 1)
                : (InsertionStyle.Block, document.KeyRange(children[0]).Start.Column);
        }
    }

    private Bilingual Meaning => Wanted.Console is { } console
        ? new($"{Wanted.Description.Zh}（管理后台：{console}）", $"{Wanted.Description.En} (admin console: {console})")
        : Wanted.Description;
}
