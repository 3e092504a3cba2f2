using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Engine.Schema;

/// <summary>Makes a <see cref="TenantSchema"/> of its file, telling every mistake in it.</summary>
internal sealed class TenantSchemaReader(LocatedDocument document)
{
    private static readonly string[] s_rootKeys = ["schema", "tenant", "enums", "types", "sections"];
    private static readonly string[] s_typeKeys = ["zh", "en", "key", "fields", "each_section"];
    private static readonly string[] s_fieldKeys =
        ["type", "zh", "en", "console", "api", "min", "max", "format", "example", "absent", "why", "partial", "past", "judged"];

    private static readonly string[] s_scalars = ["string", "int", "double", "bool", "date", "timestamp"];

    private static readonly Dictionary<string, ValueFormat> s_formats = new(StringComparer.Ordinal)
    {
        ["userid"] = ValueFormat.UserId,
        ["corpid"] = ValueFormat.CorpId,
        ["ip"] = ValueFormat.Ip,
        ["ip-range"] = ValueFormat.IpRange,
        ["url"] = ValueFormat.Url,
        ["domain"] = ValueFormat.Domain,
        ["secret-ref"] = ValueFormat.SecretRef,
    };

    private readonly List<InputDiagnostic> _diagnostics = [];
    private readonly Dictionary<string, SchemaEnum> _enums = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SchemaType> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SchemaValueType> _valueTypes = new(StringComparer.Ordinal);
    private readonly List<SchemaValueType> _valueTypeList = [];

    public TenantSchemaResult Read()
    {
        if (!IsMapping(document.Root))
            return new TenantSchemaResult(null, _diagnostics);
        CheckKeys(document.Root, s_rootKeys);
        var format = RequiredText(document.Root, "schema");
        if (format is not null && !string.Equals(format, TenantSchema.FormatName, StringComparison.Ordinal))
        {
            Report(document.Child(document.Root, "schema"), "unknown-format",
                new($"不认识的格式“{Excerpt.Of(format)}”。", $"Unknown format '{Excerpt.Of(format)}'."),
                new($"应为 {TenantSchema.FormatName}。", $"Expected {TenantSchema.FormatName}."));
        }

        var tenantFormat = RequiredText(document.Root, "tenant");
        ReadEnums(RequiredMapping(document.Root, "enums"));
        var types = RequiredMapping(document.Root, "types");
        var sections = RequiredMapping(document.Root, "sections");
        NameTypes(types);
        var root = new SchemaType("Tenant", new Bilingual("租户", "tenant"));
        if (sections >= 0)
        {
            root.SetFields(ReadFields(sections), null);
            if (root.Fields.Count > FieldTable.MaxFields)
                Report(sections, "too-many-fields", new("顶层的部分超过 64 个。", "There are more than 64 sections."));
        }

        if (types >= 0)
        {
            foreach (var node in document.Children(types))
                ReadType(node, root);
            FindCycles(types);
            FindWide(types);
        }

        if (_diagnostics.Count > 0)
            return new TenantSchemaResult(null, _diagnostics);
        IReadOnlyList<SchemaType> all = [.. _types.Values];
        foreach (var type in all)
            type.BuildCel();
        root.BuildCel();
        return new TenantSchemaResult(new TenantSchema(tenantFormat!, [.. _enums.Values], all, root, _valueTypeList), _diagnostics);
    }

    private void ReadEnums(int enums)
    {
        if (enums < 0)
            return;
        foreach (var node in document.Children(enums))
        {
            var name = document.Key(node)!;
            if (!IsMapping(node) || !IsTypeName(node, name))
                continue;
            var values = new List<SchemaEnumValue>();
            foreach (var value in document.Children(node))
            {
                if (!IsMapping(value))
                    continue;
                CheckKeys(value, ["zh", "en"]);
                CheckFieldName(value);
                values.Add(new SchemaEnumValue(document.Key(value)!, Texts(value)));
            }

            if (values.Count == 0)
            {
                Report(node, "empty-enum",
                    new($"枚举“{name}”没有值。", $"The enumeration '{name}' has no values."));
            }

            _enums.Add(name, new SchemaEnum(name, values));
        }
    }

    private void NameTypes(int types)
    {
        if (types < 0)
            return;
        foreach (var node in document.Children(types))
        {
            var name = document.Key(node)!;
            if (!IsMapping(node) || !IsTypeName(node, name))
                continue;
            CheckKeys(node, s_typeKeys);
            _types.Add(name, new SchemaType(name, Texts(node)));
        }
    }

    private void ReadType(int node, SchemaType root)
    {
        if (!_types.TryGetValue(document.Key(node)!, out var type))
            return;
        var each = document.Child(node, "each_section");
        if (each >= 0)
        {
            type.SetFields(SectionFields(each, root, type), null);
            return;
        }

        var fieldsNode = RequiredMapping(node, "fields");
        if (fieldsNode < 0)
            return;
        var fields = ReadFields(fieldsNode);
        string? key = null;
        var keyNode = document.Child(node, "key");
        if (keyNode >= 0)
        {
            key = document.Text(keyNode);
            var field = fields.Find(f => string.Equals(f.Name, key, StringComparison.Ordinal));
            if (field is null)
            {
                Report(keyNode, "unknown-key-field",
                    new($"“{key}”不是类型“{type.Name}”的字段。", $"'{key}' is no field of the type '{type.Name}'."), DidYouMean(key, fields.Select(f => f.Name)));
            }
            else if (field.Absence == Absence.None || field.Type.Kind is not (SchemaValueKind.String or SchemaValueKind.Int or SchemaValueKind.Enum))
            {
                Report(keyNode, "bad-key-field",
                    new($"标识字段“{key}”必须是不可缺的文本、整数或枚举。", $"The identifying field '{key}' must be text, a whole number or a word, and never absent."));
            }
        }

        type.SetFields(fields, key);
    }

    // A field a section, so that policies and the check know each section's name.
    private List<SchemaField> SectionFields(int each, SchemaType root, SchemaType self)
    {
        var fields = new List<SchemaField>();
        if (ParseType(each, document.Text(each)) is not { } type)
            return fields;
        foreach (var section in root.Fields)
        {
            if (ReferenceEquals(section.Type.Record, self))
                continue;
            fields.Add(new SchemaField(section.Name, fields.Count, type)
            {
                Description = new Bilingual($"“{section.Description.Zh}”部分的来源", $"where the section '{section.Name}' comes from"),
            });
        }

        return fields;
    }

    private List<SchemaField> ReadFields(int mapping)
    {
        var fields = new List<SchemaField>();
        foreach (var node in document.Children(mapping))
        {
            if (!IsMapping(node))
                continue;
            CheckFieldName(node);
            CheckKeys(node, s_fieldKeys);
            if (ReadField(node, fields.Count) is { } field)
                fields.Add(field);
        }

        return fields;
    }

    private SchemaField? ReadField(int node, int slot)
    {
        var typeNode = document.Child(node, "type");
        if (RequiredText(node, "type") is not { } typeText || ParseType(typeNode, typeText) is not { } type)
            return null;
        var isList = type.Kind == SchemaValueKind.List;
        var scalar = isList ? type.Element! : type;
        if (isList && scalar.Kind == SchemaValueKind.Record && !HasKey(scalar.Name))
        {
            Report(typeNode, "no-key",
                new($"列表元素类型“{scalar.Name}”没有 key，无法识别元素。", $"The element type '{scalar.Name}' has no key to identify an element by."),
                new("为该类型加上 key。", "Give the type a key."));
        }

        var partialNode = document.Child(node, "partial");
        var partial = false;
        if (partialNode >= 0 && (!CoreScalars.TryBool(document, partialNode, out partial) || !isList || !scalar.IsScalar))
            Report(partialNode, "bad-partial", new("partial 只能是 true 或 false，且只用于标量列表。", "'partial' is true or false, and only for lists of plain values."));

        var pastNode = document.Child(node, "past");
        var past = false;
        if (pastNode >= 0 && (!CoreScalars.TryBool(document, pastNode, out past) || type.Kind is not (SchemaValueKind.Date or SchemaValueKind.Timestamp)))
            Report(pastNode, "bad-past", new("past 只能是 true 或 false，且只用于 date 与 timestamp。", "'past' is true or false, and only for a date or a timestamp."));

        var judgedNode = document.Child(node, "judged");
        var judged = true;
        if (judgedNode >= 0 && (!CoreScalars.TryBool(document, judgedNode, out judged) || judged))
            Report(judgedNode, "bad-judged", new("judged 只能是 false：没有内置规则读取这个字段。", "'judged' can only be false: no shipped rule reads the field."));

        var numeric = scalar.Kind is SchemaValueKind.Int or SchemaValueKind.Double;
        return new SchemaField(document.Key(node)!, slot, type)
        {
            Description = Texts(node),
            Absence = ReadAbsence(node, out var why),
            Why = why,
            Console = OptionalText(node, "console"),
            Api = OptionalText(node, "api"),
            Min = Bound(node, "min", numeric),
            Max = Bound(node, "max", numeric),
            Format = ReadFormat(node, scalar),
            Example = OptionalText(node, "example"),
            IsPast = past,
            IsRecord = !judged,
            IsPartial = partial || (isList && scalar.Kind == SchemaValueKind.Record),
        };
    }

    private Absence ReadAbsence(int node, out Bilingual? why)
    {
        why = null;
        var absent = document.Child(node, "absent");
        var whyNode = document.Child(node, "why");
        if (absent < 0)
        {
            if (whyNode >= 0)
                Report(whyNode, "why-without-absent", new("why 只与 absent: none 一起使用。", "'why' goes with 'absent: none' only."));
            return Absence.NotKnown;
        }

        if (!string.Equals(document.Text(absent), "none", StringComparison.Ordinal))
            Report(absent, "bad-absent", new("absent 只能是 none；事实字段不写 absent。", "'absent' can only be none; a fact has no 'absent'."));
        if (whyNode < 0)
            ReportMissing(node, "why");
        else if (IsMapping(whyNode))
            why = Texts(whyNode);
        return Absence.None;
    }

    private ValueFormat ReadFormat(int node, SchemaValueType scalar)
    {
        var format = document.Child(node, "format");
        if (format < 0)
            return ValueFormat.None;
        var text = document.Text(format);
        if (!s_formats.TryGetValue(text, out var result))
            Report(format, "unknown-value", new($"没有格式“{Excerpt.Of(text)}”。", $"There is no format '{Excerpt.Of(text)}'."), DidYouMean(text, s_formats.Keys));
        else if (scalar.Kind != SchemaValueKind.String)
            Report(format, "bad-format", new("format 只用于文本。", "'format' is for text only."));
        return result;
    }

    private double? Bound(int node, string key, bool numeric)
    {
        var bound = document.Child(node, key);
        if (bound < 0)
            return null;
        if (!numeric || !CoreScalars.TryFloat(document, bound, out var value) || double.IsNaN(value))
        {
            Report(bound, "bad-bound", new($"{key} 只能是数字，且只用于数字字段。", $"'{key}' must be a number, and is for numbers only."));
            return null;
        }

        return value;
    }

    // string | list(T) | map(string, T) | a name
    private SchemaValueType? ParseType(int node, string text)
    {
        text = text.Trim();
        if (_valueTypes.TryGetValue(text, out var known))
            return known;
        if (text.StartsWith("list(", StringComparison.Ordinal) && text.EndsWith(')'))
            return Container(node, SchemaValueKind.List, text, text[5..^1]);
        if (text.StartsWith("map(string,", StringComparison.Ordinal) && text.EndsWith(')'))
            return Container(node, SchemaValueKind.Map, text, text[11..^1]);
        var scalar = Array.IndexOf(s_scalars, text);
        if (scalar >= 0)
            return Intern(new SchemaValueType((SchemaValueKind)scalar, text, _valueTypeList.Count));
        if (_enums.TryGetValue(text, out var found))
            return Intern(new SchemaValueType(SchemaValueKind.Enum, text, _valueTypeList.Count) { Enum = found });
        if (_types.TryGetValue(text, out var record))
            return Intern(new SchemaValueType(SchemaValueKind.Record, text, _valueTypeList.Count) { Record = record });
        Report(node, "unknown-type",
            new($"没有类型“{Excerpt.Of(text)}”。", $"There is no type '{Excerpt.Of(text)}'."),
            DidYouMean(text, [.. s_scalars, .. _enums.Keys, .. _types.Keys]));
        return null;
    }

    private SchemaValueType? Container(int node, SchemaValueKind kind, string text, string elementText)
    {
        // A list of lists would have elements without an identity.
        if (elementText.Contains('(', StringComparison.Ordinal))
        {
            Report(node, "nested-container", new("列表与映射不能直接嵌套。", "Lists and maps cannot stand directly inside each other."));
            return null;
        }

        if (ParseType(node, elementText) is not { } element)
            return null;
        return Intern(new SchemaValueType(kind, text, _valueTypeList.Count) { Element = element });
    }

    private SchemaValueType Intern(SchemaValueType type)
    {
        _valueTypeList.Add(type);
        _valueTypes.Add(type.Name, type);
        return type;
    }

    private bool HasKey(string typeName)
    {
        var node = document.Child(document.Child(document.Root, "types"), typeName);
        return node >= 0 && document.Child(node, "key") >= 0;
    }

    // Policies and checks walk the types; a type inside itself would never end.
    private void FindCycles(int types)
    {
        var done = new HashSet<SchemaType>();
        var open = new HashSet<SchemaType>();
        foreach (var node in document.Children(types))
        {
            if (_types.TryGetValue(document.Key(node)!, out var type))
                Visit(type, node);
        }

        void Visit(SchemaType type, int node)
        {
            if (done.Contains(type))
                return;
            if (!open.Add(type))
            {
                Report(node, "type-cycle", new($"类型“{type.Name}”包含自身。", $"The type '{type.Name}' contains itself."));
                return;
            }

            foreach (var field in type.Fields)
            {
                var inner = field.Type.Element ?? field.Type;
                if (inner.Record is { } record)
                    Visit(record, node);
            }

            open.Remove(type);
            done.Add(type);
        }
    }

    private void FindWide(int types)
    {
        foreach (var node in document.Children(types))
        {
            if (_types.TryGetValue(document.Key(node)!, out var type) && type.Fields.Count > FieldTable.MaxFields)
                Report(node, "too-many-fields", new($"类型“{type.Name}”的字段超过 64 个。", $"The type '{type.Name}' has more than 64 fields."));
        }
    }

    private bool IsMapping(int node)
    {
        if (document.Kind(node) == NodeKind.Mapping)
            return true;
        Report(node, "wrong-type", new("这里应是一组键值。", "A mapping of keys is expected here."));
        return false;
    }

    private bool IsTypeName(int node, string name)
    {
        if (name.Length == 0 || !char.IsAsciiLetterUpper(name[0]) || !name.All(char.IsAsciiLetterOrDigit))
        {
            ReportKey(node, "bad-name", new($"类型名“{Excerpt.Of(name)}”应以大写字母开头，只含字母和数字。",
                $"The type name '{Excerpt.Of(name)}' must begin with a capital and hold letters and digits only."));
            return false;
        }

        if (!_enums.ContainsKey(name) && !_types.ContainsKey(name) && name != "Tenant")
            return true;
        ReportKey(node, "duplicate-type", new($"类型名“{name}”已被使用。", $"The type name '{name}' is taken."));
        return false;
    }

    // What begins with a letter and is no literal can be selected in an expression.
    private void CheckFieldName(int node)
    {
        var name = document.Key(node)!;
        if (name.Length > 0 && char.IsAsciiLetterLower(name[0])
            && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
            && name is not ("true" or "false" or "null" or "in"))
        {
            return;
        }

        ReportKey(node, "bad-name", new($"名称“{Excerpt.Of(name)}”应以小写字母开头，只含小写字母、数字和下划线。",
            $"The name '{Excerpt.Of(name)}' must begin with a lower-case letter and hold lower-case letters, digits and underscores only."));
    }

    private void CheckKeys(int mapping, string[] allowed)
    {
        foreach (var child in document.Children(mapping))
        {
            var key = document.Key(child)!;
            if (Array.IndexOf(allowed, key) < 0)
                ReportKey(child, "unknown-key", new($"不认识的键“{Excerpt.Of(key)}”。", $"Unknown key '{Excerpt.Of(key)}'."), DidYouMean(key, allowed));
        }
    }

    private Bilingual Texts(int node) => new(RequiredText(node, "zh") ?? "", RequiredText(node, "en") ?? "");

    private string? OptionalText(int node, string key)
    {
        var child = document.Child(node, key);
        return child < 0 ? null : TextOf(child);
    }

    private string? RequiredText(int node, string key)
    {
        var child = document.Child(node, key);
        if (child < 0)
        {
            ReportMissing(node, key);
            return null;
        }

        return TextOf(child);
    }

    private string? TextOf(int node)
    {
        if (document.Kind(node) == NodeKind.Scalar && document.Text(node).Length > 0)
            return document.Text(node);
        Report(node, "wrong-type", new("这里应是文本。", "Text is expected here."));
        return null;
    }

    private int RequiredMapping(int node, string key)
    {
        var child = document.Child(node, key);
        if (child < 0)
        {
            ReportMissing(node, key);
            return -1;
        }

        return IsMapping(child) ? child : -1;
    }

    private static Bilingual? DidYouMean(string written, IEnumerable<string> candidates) =>
        Suggestion.Nearest(written, candidates) is { } nearest ? new($"是否想写“{nearest}”？", $"Did you mean '{nearest}'?") : null;

    private void ReportMissing(int node, string key) =>
        ReportKey(node, "missing-key", new($"缺少“{key}”。", $"'{key}' is missing."));

    private void ReportKey(int node, string code, Bilingual message, Bilingual? help = null) =>
        _diagnostics.Add(InputDiagnostic.At(document.Key(node) is null ? document.Range(node) : document.KeyRange(node), code, message, help));

    private void Report(int node, string code, Bilingual message, Bilingual? help = null) =>
        _diagnostics.Add(InputDiagnostic.At(document.Range(node), code, message, help));
}
