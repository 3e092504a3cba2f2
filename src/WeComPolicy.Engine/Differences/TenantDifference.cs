using System.Globalization;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Engine.Differences;

/// <summary>
/// What two states of a tenant state otherwise. Records of lists are matched by the field that identifies them, plain values by
/// themselves: order, files, comments, anchors and keys that begin with <c>x-</c> play no part. Takes time in proportion to both.
/// </summary>
internal sealed class TenantDifference
{
    private readonly List<FactChange> _facts = [];
    private readonly List<RecordChange> _records = [];

    // The place that only the earlier state has and whose absence means that it is not known.
    private string? _withdrawn;

    private TenantDifference()
    {
    }

    /// <summary>Every value that differs, in the order of the schema; within a list by identity.</summary>
    public IReadOnlyList<FactChange> Facts => _facts;

    /// <summary>Every record that differs, outer ones behind the inner.</summary>
    public IReadOnlyList<RecordChange> Records => _records;

    /// <summary>Compares two tenants.</summary>
    public static TenantDifference Of(TenantModel before, TenantModel after)
    {
        var difference = new TenantDifference();
        var root = new SchemaPlace("");
        foreach (var section in before.Schema.Sections)
        {
            if (section.Name != TenantSchema.ProvenanceSection)
            {
                difference.CompareField(At(before.Find(section)), At(after.Find(section)), section, root);
                continue;
            }

            // Its entries may stand in several files.
            foreach (var entry in section.Type.Record!.Fields)
            {
                if (before.Schema.Root.Find(entry.Name) is { } spoken)
                    difference.Compare(At(before.FindProvenance(spoken)), At(after.FindProvenance(spoken)), entry.Type, root.Below(section).Below(entry));
            }
        }

        return difference;
    }

    private static RecordNode? At((TypedDocument Typed, int Node)? place) => place is { } known ? new RecordNode(known.Typed, known.Node) : null;

    private bool CompareField(RecordNode? before, RecordNode? after, SchemaField field, SchemaPlace path)
    {
        var around = _withdrawn;
        if (before is not null && after is null && field.Absence == Absence.NotKnown)
            _withdrawn = PathOf(before, after);
        var differs = Compare(before, after, field.Type, path.Below(field));
        _withdrawn = around;
        return differs;
    }

    // Whether something differs.
    private bool Compare(RecordNode? before, RecordNode? after, SchemaValueType type, SchemaPlace path)
    {
        if (before is null && after is null)
            return false;
        var first = _facts.Count;
        switch (type.Kind)
        {
            case SchemaValueKind.Record when before is { } a && after is { } b && IsMapping(a) && IsMapping(b):
                CompareFields(a, b, type, path, first);
                break;
            case SchemaValueKind.List when Both(before, after, NodeKind.Sequence) || OneList(before, after, type):
                CompareLists(before, after, type.Element!, path);
                break;
            case SchemaValueKind.Map when before is { } a && after is { } b && IsMapping(a) && IsMapping(b):
                CompareMaps(a, b, type.Element!, path);
                break;
            default:
                CompareWhole(before, after, type, path);
                break;
        }

        return _facts.Count > first;
    }

    private void CompareFields(RecordNode before, RecordNode after, SchemaValueType type, SchemaPlace path, int first)
    {
        ulong fields = 0;
        foreach (var field in type.Record!.Fields)
        {
            if (CompareField(Field(before, field), Field(after, field), field, path))
                fields |= 1UL << field.Slot;
        }

        if (fields != 0)
            _records.Add(new RecordChange(path.Path, type, before, after, fields, first, _facts.Count));
    }

    // A value that cannot be used, such as a secret, is there all the same.
    private static RecordNode? Field(RecordNode record, SchemaField field)
    {
        var node = record.Typed.FieldNode(record.Node, field);
        if (node < 0 && record.Typed.HasInvalid)
            node = record.Typed.Document.Child(record.Node, field.Name);
        return node < 0 ? null : record with { Node = node };
    }

    private void CompareLists(RecordNode? before, RecordNode? after, SchemaValueType element, SchemaPlace path)
    {
        var old = Elements(before, element);
        var current = Elements(after, element);
        foreach (var key in old.Keys.Union(current.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var a = old.GetValueOrDefault(key) ?? [];
            var b = current.GetValueOrDefault(key) ?? [];
            // Equal plain values are the same; how often each stands there may differ.
            for (var i = element.IsScalar ? Math.Min(a.Count, b.Count) : 0; i < Math.Max(a.Count, b.Count); i++)
            {
                RecordNode? was = i < a.Count ? a[i] : null;
                RecordNode? now = i < b.Count ? b[i] : null;
                if (!element.IsScalar)
                {
                    Compare(was, now, element, path);
                    continue;
                }

                AddFact(PathOf(was, now), was, now, Shown(was, element), Shown(now, element));
            }
        }

        // An empty list states something: that there is none.
        if (old.Count + current.Count == 0 && (before is null || after is null))
            AddFact(PathOf(before, after), before, after, null, null);
    }

    private static Dictionary<string, List<RecordNode>> Elements(RecordNode? list, SchemaValueType element)
    {
        var elements = new Dictionary<string, List<RecordNode>>(StringComparer.Ordinal);
        if (list is not { } known)
            return elements;
        foreach (var child in known.Typed.Document.Children(known.Node))
        {
            var node = known with { Node = child };
            var identity = element.Record?.Key is { } key && IsMapping(node) ? Field(node, key) : node;
            var text = identity is { } value ? Text(value, element.Record?.Key?.Type ?? element) : "";
            if (!elements.TryGetValue(text, out var same))
                elements.Add(text, same = []);
            same.Add(node);
        }

        return elements;
    }

    private void CompareMaps(RecordNode before, RecordNode after, SchemaValueType element, SchemaPlace path)
    {
        var keys = Keys(before).Union(Keys(after), StringComparer.Ordinal).Order(StringComparer.Ordinal);
        foreach (var key in keys)
            Compare(Value(before, key), Value(after, key), element, path);

        static IEnumerable<string> Keys(RecordNode map) => map.Typed.Document.Children(map.Node).ToArray().Select(n => map.Typed.Document.Key(n)!);

        static RecordNode? Value(RecordNode map, string key) => map.Typed.Document.Child(map.Node, key) is >= 0 and var node ? map with { Node = node } : null;
    }

    // A single value, or something that only one state has.
    private void CompareWhole(RecordNode? before, RecordNode? after, SchemaValueType type, SchemaPlace path)
    {
        var from = before is { } a ? Text(a, type) : null;
        var to = after is { } b ? Text(b, type) : null;
        if (from is not null && to is not null && string.Equals(from, to, StringComparison.Ordinal))
            return;
        var first = _facts.Count;
        AddFact(PathOf(before, after), before, after, Shown(before, type), Shown(after, type));
        AddWithin(before, after, type, path, first);
    }

    // An added or removed record is one fact, and its inner records are added and removed with it.
    private void AddWithin(RecordNode? before, RecordNode? after, SchemaValueType type, SchemaPlace path, int fact)
    {
        if ((before is null) == (after is null) || (before ?? after) is not { } one)
            return;
        if (type.Kind == SchemaValueKind.List && one.Typed.Document.Kind(one.Node) == NodeKind.Sequence)
        {
            foreach (var child in one.Typed.Document.Children(one.Node))
                AddWithin(before is null ? null : one with { Node = child }, after is null ? null : one with { Node = child }, type.Element!, path, fact);
        }

        if (type.Kind != SchemaValueKind.Record || !IsMapping(one) || one.Typed.IsInvalid(one.Node))
            return;
        foreach (var field in type.Record!.Fields)
        {
            if (field.Type.IsScalar || one.Typed.FieldNode(one.Node, field) is not (>= 0 and var node))
                continue;
            AddWithin(before is null ? null : one with { Node = node }, after is null ? null : one with { Node = node }, field.Type, path.Below(field), fact);
        }

        _records.Add(new RecordChange(path.Path, type, before, after, 0, fact, fact + 1) { Withdrawn = after is null ? _withdrawn : null });
    }

    private static string PathOf(RecordNode? before, RecordNode? after) => TenantPath.Of((after ?? before)!.Value.Typed, (after ?? before)!.Value.Node);

    private void AddFact(string path, RecordNode? before, RecordNode? after, string? from, string? to) => _facts.Add(new FactChange(
        path,
        before is null ? ChangeKind.Added : after is null ? ChangeKind.Removed : ChangeKind.Changed,
        RangeOf(before),
        RangeOf(after),
        from,
        to));

    /// <summary>Where a record or value stands: of a record with an identity, that; of any other, its key.</summary>
    public static SourceRange? RangeOf(RecordNode? place)
    {
        if (place is not { } known)
            return null;
        var document = known.Typed.Document;
        if (document.Kind(known.Node) == NodeKind.Scalar)
            return document.Range(known.Node);
        var identity = TenantPath.IdentityNode(known.Typed, known.Node);
        return identity >= 0 ? document.Range(identity) : document.Key(known.Node) is not null ? document.KeyRange(known.Node) : document.Range(known.Node);
    }

    // Two values of a type are the same where their texts are.
    private static string Text(RecordNode value, SchemaValueType type)
    {
        var document = value.Typed.Document;
        if (document.Kind(value.Node) != NodeKind.Scalar || value.Typed.IsInvalid(value.Node))
            return document.File.Substring(document.Span(value.Node));
        switch (type.Kind)
        {
            case SchemaValueKind.Int or SchemaValueKind.Bool or SchemaValueKind.Date:
                return value.Typed.Bits(value.Node).ToString(CultureInfo.InvariantCulture);
            case SchemaValueKind.Double:
                return BitConverter.Int64BitsToDouble(value.Typed.Bits(value.Node)).ToString("R", CultureInfo.InvariantCulture);
            case SchemaValueKind.Timestamp:
                DateText.TryParseInstant(document.Text(value.Node), out var seconds, out var nanos);
                return string.Create(CultureInfo.InvariantCulture, $"{seconds}.{nanos:D9}");
            default:
                return document.Text(value.Node);
        }
    }

    private static string? Shown(RecordNode? value, SchemaValueType type)
    {
        if (value is not { } known)
            return null;
        if (known.Typed.IsInvalid(known.Node))
            return SecretText.Shown;
        return type.IsScalar && known.Typed.Document.Kind(known.Node) == NodeKind.Scalar ? Excerpt.Of(known.Typed.Document.Text(known.Node)) : null;
    }

    private static bool IsMapping(RecordNode node) => node.Typed.Document.Kind(node.Node) == NodeKind.Mapping;

    private static bool Both(RecordNode? before, RecordNode? after, NodeKind kind) =>
        before is { } a && after is { } b && a.Typed.Document.Kind(a.Node) == kind && b.Typed.Document.Kind(b.Node) == kind;

    // The records of a list that only one state has are told one by one, for each is somebody or something.
    private static bool OneList(RecordNode? before, RecordNode? after, SchemaValueType type) =>
        type.Element!.Kind == SchemaValueKind.Record && (before is null) != (after is null)
        && (before ?? after) is { } one && one.Typed.Document.Kind(one.Node) == NodeKind.Sequence;

    // Made once for each place of the schema, not for each of many records.
    private sealed class SchemaPlace(string path)
    {
        private readonly SchemaPlace?[] _below = new SchemaPlace?[FieldTable.MaxFields];

        public string Path => path;

        public SchemaPlace Below(SchemaField field) => _below[field.Slot] ??= new SchemaPlace(path.Length == 0 ? field.Name : $"{path}.{field.Name}");
    }
}
