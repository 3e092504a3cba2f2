using System.Globalization;
using WeComPolicy.Engine.Documents;

namespace WeComPolicy.Engine.Schema;

/// <summary>One run over one tenant file: finds the mistakes and reads the values.</summary>
internal sealed class TenantCheck
{
    private readonly LocatedDocument _document;
    private readonly TenantSchema _schema;
    private readonly TenantProblems _problems;
    private readonly NodeBits _bits;
    private readonly HashSet<int> _invalid = [];
    private readonly FieldTable _fields = new();
    private readonly Dictionary<SchemaType, FieldsByKey> _keys = [];
    private int _ignored = -1;
    private readonly List<int> _pastDates = [];
    private readonly List<int> _userids = [];

    public TenantCheck(LocatedDocument document, TenantSchema schema)
    {
        _document = document;
        _schema = schema;
        _problems = new TenantProblems(document, schema);
        _bits = new NodeBits(document.Count);
    }

    public TenantCheckResult Run()
    {
        _problems.FindSecrets();
        CheckRoot();
        var typed = new TypedDocument(_document, _schema, _bits, _fields, _invalid.Count == 0 ? null : _invalid, _problems.Secrets, _pastDates, _userids);
        return new TenantCheckResult(typed, _problems.Finish());
    }

    private void CheckRoot()
    {
        var root = _document.Root;
        if (_document.Kind(root) != NodeKind.Mapping)
        {
            _problems.RootIsNoMapping();
            return;
        }

        // Of another kind of file nothing more need be said than what it is.
        var header = _document.Child(root, TenantSchema.HeaderKey);
        if (header >= 0 && _problems.IsOfAnotherKind(header))
            _ignored = root;
        CheckFields(root, _schema.Root);
    }

    private void CheckHeader(int node)
    {
        if (!CoreScalars.IsString(_document, node) || !string.Equals(_document.Text(node), _schema.TenantFormat, StringComparison.Ordinal))
            _problems.UnknownFormat(node);
    }

    private void CheckFields(int record, SchemaType type)
    {
        Span<int> nodes = stackalloc int[FieldTable.MaxFields];
        nodes = nodes[..type.Fields.Count];
        nodes.Clear();
        if (!_keys.TryGetValue(type, out var known))
            _keys.Add(type, known = new FieldsByKey(type));
        foreach (var child in _document.Children(record))
        {
            if (record == _ignored)
                continue;
            if (known.Find(_document, child) is not { } field)
            {
                var key = _document.Key(child)!;
                if (record == _document.Root && string.Equals(key, TenantSchema.HeaderKey, StringComparison.Ordinal))
                    CheckHeader(child);
                else if (!key.StartsWith("x-", StringComparison.Ordinal))
                    _problems.UnknownKey(child, key, type);
                continue;
            }

            CheckValue(child, field.Type, field);
            if (_invalid.Contains(child))
                continue;
            nodes[field.Slot] = child;
            if (field.IsPast)
                _pastDates.Add(child);
        }

        _bits[record] = _fields.Add(record, nodes);
    }

    // As deep as the schema, which has no cycles.
    private void CheckValue(int node, SchemaValueType type, SchemaField field)
    {
        if (_problems.IsSecret(node))
        {
            _invalid.Add(node);
            return;
        }

        if (CoreScalars.IsNull(_document, node))
        {
            Invalid(node);
            _problems.Null(node, field);
            return;
        }

        switch (type.Kind)
        {
            case SchemaValueKind.Record:
                CheckRecord(node, type, field);
                break;
            case SchemaValueKind.List:
                CheckList(node, type, field);
                break;
            case SchemaValueKind.Map:
                CheckMap(node, type, field);
                break;
            default:
                if (_document.Kind(node) != NodeKind.Scalar)
                    WrongType(node, type, field);
                else
                    CheckScalar(node, type, field);
                break;
        }
    }

    private void CheckRecord(int node, SchemaValueType type, SchemaField field)
    {
        if (_document.Kind(node) != NodeKind.Mapping)
        {
            WrongType(node, type, field);
            return;
        }

        CheckFields(node, type.Record!);
    }

    private void CheckList(int node, SchemaValueType type, SchemaField field)
    {
        if (_document.Kind(node) != NodeKind.Sequence)
        {
            WrongType(node, type, field);
            return;
        }

        var element = type.Element!;
        foreach (var child in _document.Children(node))
            CheckValue(child, element, field);
        if (element.Record?.Key is { } key)
            CheckIdentities(node, key);
    }

    private void CheckIdentities(int list, SchemaField key)
    {
        var children = _document.Children(list);
        var seen = new Dictionary<string, int>(children.Length, StringComparer.Ordinal);
        foreach (var child in children)
        {
            if (_document.Kind(child) != NodeKind.Mapping || _invalid.Contains(child))
                continue;
            var node = _fields.Find(child, (int)_bits[child], key.Slot);
            if (node < 0)
            {
                // A mistake in the value has been told already.
                if (_document.Child(child, key.Name) < 0)
                    _problems.NoIdentity(child, key);
                continue;
            }

            var identity = key.Type.Kind == SchemaValueKind.Int ? _bits[node].ToString(CultureInfo.InvariantCulture) : _document.Text(node);
            if (!seen.TryAdd(identity, node))
                _problems.DuplicateIdentity(node, seen[identity], key);
        }
    }

    private void CheckMap(int node, SchemaValueType type, SchemaField field)
    {
        if (_document.Kind(node) != NodeKind.Mapping)
        {
            WrongType(node, type, field);
            return;
        }

        foreach (var child in _document.Children(node))
            CheckValue(child, type.Element!, field);
    }

    private void CheckScalar(int node, SchemaValueType type, SchemaField field)
    {
        switch (type.Kind)
        {
            case SchemaValueKind.Bool:
                if (CoreScalars.TryBool(_document, node, out var flag))
                    _bits[node] = flag ? 1 : 0;
                else
                    WrongType(node, type, field);
                break;
            case SchemaValueKind.Int:
                if (!CoreScalars.TryInt(_document, node, out var number))
                    WrongType(node, type, field);
                else if (InRange(node, number, field))
                    _bits[node] = number;
                break;
            case SchemaValueKind.Double:
                if (!CoreScalars.TryFloat(_document, node, out var real) || !double.IsFinite(real))
                    WrongType(node, type, field);
                else if (InRange(node, real, field))
                    _bits[node] = BitConverter.DoubleToInt64Bits(real);
                break;
            case SchemaValueKind.Date:
                CheckDay(node, field);
                break;
            case SchemaValueKind.Timestamp:
                CheckInstant(node, field);
                break;
            case SchemaValueKind.Enum:
                CheckWord(node, type, field);
                break;
            default:
                CheckText(node, type, field);
                break;
        }
    }

    private bool InRange(int node, double number, SchemaField field)
    {
        if (!(number < field.Min) && !(number > field.Max))
            return true;
        Invalid(node);
        _problems.OutOfRange(node, field);
        return false;
    }

    private void CheckDay(int node, SchemaField field)
    {
        var problem = DateText.ParseDay(_document.Chars(node, stackalloc char[LocatedDocument.RoomForText]), out var day);
        if (problem == DayProblem.None)
        {
            _bits[node] = DateText.StartOfDay(day);
            return;
        }

        Invalid(node);
        _problems.BadDay(node, field, problem);
    }

    private void CheckInstant(int node, SchemaField field)
    {
        if (DateText.TryParseInstant(_document.Chars(node, stackalloc char[LocatedDocument.RoomForText]), out var seconds, out _))
        {
            _bits[node] = seconds;
            return;
        }

        Invalid(node);
        _problems.BadInstant(node, field);
    }

    private void CheckWord(int node, SchemaValueType type, SchemaField field)
    {
        var word = type.Enum!.IndexOf(_document.Chars(node, stackalloc char[LocatedDocument.RoomForText]));
        if (word >= 0)
        {
            _bits[node] = word;
            return;
        }

        Invalid(node);
        _problems.UnknownWord(node, field, type.Enum);
    }

    private void CheckText(int node, SchemaValueType type, SchemaField field)
    {
        if (!CoreScalars.IsString(_document, node))
        {
            WrongType(node, type, field);
            return;
        }

        if (FormatCheck.Problem(field.Format, _document.Chars(node, stackalloc char[LocatedDocument.RoomForText])) is not { } problem)
        {
            if (field.Format == ValueFormat.UserId)
                _userids.Add(node);
            return;
        }

        Invalid(node);
        _problems.BadFormat(node, field, problem);
    }

    private void WrongType(int node, SchemaValueType type, SchemaField field)
    {
        Invalid(node);
        _problems.WrongType(node, type, field);
    }

    private void Invalid(int node) => _invalid.Add(node);

    // A document numbers its keys, and most of them come again in every record.
    private sealed class FieldsByKey(SchemaType type)
    {
        // A document of nothing but different keys must not take memory for each type.
        private const int Most = 1024;

        private SchemaField?[] _byNumber = [];

        public SchemaField? Find(LocatedDocument document, int node)
        {
            var number = document.KeyNumber(node);
            if (number >= Most)
                return type.Find(document.Key(node)!);
            // A short document has few keys, and there are many types.
            if (number >= _byNumber.Length)
                Array.Resize(ref _byNumber, TableSize.For(number + 1, Most));
            return _byNumber[number] ??= type.Find(document.Key(node)!);
        }
    }
}
