using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Engine.Schema;

/// <summary>
/// Serves the values of one tenant file to expressions, straight from the document. A handle names a node, its type and its section,
/// so that no list or record of the input needs an object.
/// </summary>
internal class TenantSources
{
    private readonly TenantModel _model;
    private readonly Records _records;
    private readonly Lists _lists;
    private readonly Maps _maps;

    /// <summary>The values of a file.</summary>
    /// <param name="model">The tenant.</param>
    /// <param name="typed">The file.</param>
    /// <param name="latest">The last second that can have been, since 1970-01-01T00:00:00Z; what has happened later is not known.</param>
    public TenantSources(TenantModel model, TypedDocument typed, long latest)
    {
        _model = model;
        Typed = typed;
        Latest = latest;
        _records = new Records(this);
        _lists = new Lists(this);
        _maps = new Maps(this);
    }

    public TypedDocument Typed { get; }

    public long Latest { get; }

    /// <summary>The same values with nobody who hears of the reads.</summary>
    protected virtual TenantSources Unrecorded => this;

    /// <summary>The value of a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="type">Its type.</param>
    /// <param name="section">Slot of the section that it belongs to.</param>
    /// <param name="partial">Whether it is a list that the section's provenance speaks of.</param>
    public Value ValueAt(int node, SchemaValueType type, int section, bool partial)
    {
        if (Typed.IsInvalid(node))
            return Value.Error("输入中的值有误", "the value in the input is not valid");
        switch (type.Kind)
        {
            case SchemaValueKind.Int:
                return Value.Int(Typed.Bits(node));
            case SchemaValueKind.Double:
                return Value.Double(BitConverter.Int64BitsToDouble(Typed.Bits(node)));
            case SchemaValueKind.Bool:
                return Value.Bool(Typed.Bits(node) != 0);
            case SchemaValueKind.Date:
                return Value.Timestamp(Typed.Bits(node));
            case SchemaValueKind.Timestamp:
                // Decimals of a second are rare; they are not kept beside the seconds.
                DateText.TryParseInstant(Typed.Document.Chars(node, stackalloc char[LocatedDocument.RoomForText]), out var seconds, out var nanos);
                return Value.Timestamp(seconds, nanos);
            case SchemaValueKind.Enum:
                // The schema's own string: no value of the file needs one.
                return Value.String(type.Enum!.Names[(int)Typed.Bits(node)]);
            case SchemaValueKind.Record:
                return Value.Record(_records, Handle.Of(node, type, section, false));
            case SchemaValueKind.List:
                return Value.List(_lists, Handle.Of(node, type, section, partial));
            case SchemaValueKind.Map:
                return Value.Map(_maps, Handle.Of(node, type, section, false));
            default:
                return Value.String(Typed.Document.Text(node));
        }
    }

    /// <summary>A record, list or map of another view of the same file, in this one.</summary>
    public Value Same(Value value) => value.Kind switch
    {
        ValueKind.Record => Value.Record(_records, value.Handle),
        ValueKind.List => Value.List(_lists, value.Handle),
        ValueKind.Map => Value.Map(_maps, value.Handle),
        _ => value,
    };

    /// <summary>Why the lists of a section may hold more than is written; null where they are complete.</summary>
    protected virtual UnknownSet? WhyIncomplete(int section) => _model.WhyIncomplete(section);

    protected virtual void OnField(int record, SchemaField field, int node)
    {
    }

    protected virtual void OnElement(int container, int node)
    {
    }

    protected virtual void OnCount(int container)
    {
    }

    private SchemaValueType TypeOf(long handle) => Typed.Schema.ValueTypes[Handle.Type(handle)];

    private Value Field(long handle, RecordField celField)
    {
        var record = Handle.Node(handle);
        var type = TypeOf(handle).Record!;
        var field = type.Fields[celField.Slot];
        var node = Typed.FieldNode(record, field.Slot);
        OnField(record, field, node);
        if (node >= 0 && field.IsPast && Typed.Bits(node) > Latest)
            return Value.Unknown(UnknownSet.Of(new MissingFactOrigin(Typed, record, type, field) { IsInFuture = true }));
        if (node >= 0)
            return ValueAt(node, field.Type, Handle.Section(handle), field.IsPartial);
        return field.Absence == Absence.None && !IsUnusable(record, field)
            ? Value.Error($"没有“{field.Name}”，读取前应先用 has() 判断", $"there is no '{field.Name}'; ask has() before reading it")
            : Value.Unknown(UnknownSet.Of(new MissingFactOrigin(Typed, record, type, field)));
    }

    private bool Has(long handle, RecordField celField)
    {
        var record = Handle.Node(handle);
        var node = Typed.FieldNode(record, celField.Slot);
        var field = TypeOf(handle).Record!.Fields[celField.Slot];
        OnField(record, field, node);
        return node >= 0 || IsUnusable(record, field);
    }

    // A value that cannot be used is there all the same: what it says is not known, not "none".
    private bool IsUnusable(int record, SchemaField field) => Typed.HasInvalid && Typed.Document.Child(record, field.Name) >= 0;

    private Value Element(long handle, int index)
    {
        var container = Handle.Node(handle);
        var node = Typed.Document.Children(container)[index];
        OnElement(container, node);
        return ValueAt(node, TypeOf(handle).Element!, Handle.Section(handle), false);
    }

    private int Count(long handle)
    {
        var container = Handle.Node(handle);
        OnCount(container);
        return Typed.Document.Children(container).Length;
    }

    /// <summary>Which document and node a record, list or map of a tenant is; false for other values.</summary>
    public static bool TryLocate(Value value, out TypedDocument typed, out int node)
    {
        var sources = value.Kind switch
        {
            ValueKind.Record => (value.RecordSource as Records)?.Owner,
            ValueKind.List => (value.ListSource as Lists)?.Owner,
            ValueKind.Map => (value.MapSource as Maps)?.Owner,
            _ => null,
        };
        typed = sources?.Typed!;
        node = sources is null ? -1 : Handle.Node(value.Handle);
        return sources is not null;
    }

    // Node in 32 bits, type in 16, section in 8, then whether the list may be incomplete.
    private static class Handle
    {
        public static long Of(int node, SchemaValueType type, int section, bool partial) =>
            (uint)node | ((long)type.Index << 32) | ((long)section << 48) | (partial ? 1L << 56 : 0);

        public static int Node(long handle) => (int)handle;

        public static int Type(long handle) => (int)(handle >> 32) & 0xFFFF;

        public static int Section(long handle) => (int)(handle >> 48) & 0xFF;

        public static bool IsPartial(long handle) => (handle & (1L << 56)) != 0;
    }

    private sealed class Records(TenantSources owner) : RecordSource
    {
        public TenantSources Owner => owner;

        public override RecordType Type(long handle) => owner.TypeOf(handle).Record!.Cel;

        public override Value Field(long handle, RecordField field) => owner.Field(handle, field);

        public override bool Has(long handle, RecordField field) => owner.Has(handle, field);
    }

    private sealed class Lists(TenantSources owner) : ListSource
    {
        public TenantSources Owner => owner;

        public override int Count(long handle) => owner.Count(handle);

        public override Value Element(long handle, int index) => owner.Element(handle, index);

        public override UnknownSet? WhyIncomplete(long handle) =>
            Handle.IsPartial(handle) ? owner.WhyIncomplete(Handle.Section(handle)) : null;

        public override ListSource Unrecorded => owner.Unrecorded._lists;
    }

    private sealed class Maps(TenantSources owner) : MapSource
    {
        public TenantSources Owner => owner;

        public override int Count(long handle) => owner.Count(handle);

        public override bool TryGet(long handle, Value key, out Value value)
        {
            value = default;
            if (key.Kind != ValueKind.String)
                return false;
            var container = Handle.Node(handle);
            var node = owner.Typed.Document.Child(container, key.AsString);
            if (node < 0)
            {
                owner.OnCount(container);
                return false;
            }

            owner.OnElement(container, node);
            value = owner.ValueAt(node, owner.TypeOf(handle).Element!, Handle.Section(handle), false);
            return true;
        }

        public override Value Key(long handle, int index) =>
            Value.String(owner.Typed.Document.Key(owner.Typed.Document.Children(Handle.Node(handle))[index])!);

        public override Value Element(long handle, int index) => owner.Element(handle, index);
    }
}

/// <summary>What the files state and nothing beyond: no list holds more than is written.</summary>
internal sealed class StatedTenantSources(TenantModel model, TypedDocument typed) : TenantSources(model, typed, long.MaxValue)
{
    protected override UnknownSet? WhyIncomplete(int section) => null;
}

/// <summary>Sources that tell a recorder of every read.</summary>
internal sealed class RecordingTenantSources(TenantModel model, TenantSources unrecorded, ITenantRecorder recorder)
    : TenantSources(model, unrecorded.Typed, unrecorded.Latest)
{
    protected override TenantSources Unrecorded => unrecorded;

    protected override void OnField(int record, SchemaField field, int node) => recorder.FieldRead(Typed, record, field, node);

    protected override void OnElement(int container, int node) => recorder.ElementRead(Typed, container, node);

    protected override void OnCount(int container) => recorder.Counted(Typed, container);
}
