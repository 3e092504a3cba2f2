using System.Globalization;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Schema;

/// <summary>Gathers what is wrong with a tenant file and words it. Never quotes what looks like a secret.</summary>
internal sealed class TenantProblems(LocatedDocument document, TenantSchema schema)
{
    private const int MaxWords = 20;

    private readonly List<InputDiagnostic> _diagnostics = [];
    private readonly HashSet<int> _secretNodes = [];
    private readonly List<SecretSighting> _secrets = [];
    private int _more;

    public IReadOnlyList<SecretSighting> Secrets => _secrets;

    /// <summary>Looks through every scalar and comment, also those under keys that the schema does not know.</summary>
    public void FindSecrets()
    {
        var around = new OpenCollections(document);
        Span<char> room = stackalloc char[LocatedDocument.RoomForText];
        for (var node = 0; node < document.Count; node++)
        {
            around.GoTo(node);
            if (document.Kind(node) != NodeKind.Scalar)
            {
                around.Enter(node);
                continue;
            }

            if (!document.MayHaveLength(node, SecretShape.ShortestSecret))
                continue;
            var (name, outerName) = around.KeysOf(node);
            var kind = SecretShape.KindOf(document.Chars(node, room), name, outerName);
            if (kind is null)
                continue;
            _secretNodes.Add(node);
            // A copy through an alias stands where the anchored text stands.
            if (document.AliasSpan(node) is null)
                _secrets.Add(new SecretSighting(kind.Value, document.Range(node), node));
        }

        foreach (var comment in document.Comments)
        {
            if (SecretShape.KindOfComment(comment.Text) is { } kind)
                _secrets.Add(new SecretSighting(kind, new SourceRange(document.File, comment.Span), -1));
        }
    }

    public bool IsSecret(int node) => _secretNodes.Count > 0 && _secretNodes.Contains(node);

    public IReadOnlyList<InputDiagnostic> Finish()
    {
        _diagnostics.Sort((a, b) => (a.Range?.Span.Start ?? 0).CompareTo(b.Range?.Span.Start ?? 0));
        if (_more > 0)
        {
            var more = N(_more);
            _diagnostics.Add(InputDiagnostic.About(document.File.Path, "too-many-problems",
                new($"此文件还有 {more} 个问题未列出。", $"This file has {more} more problems."),
                new("先修正以上问题，再重新运行。", "Mend those above and run again.")));
        }

        return _diagnostics;
    }

    public void RootIsNoMapping() => Add(document.Root, "wrong-type",
        new("租户文件的顶层应是各个部分的键值。", "The top level of a tenant file must be a mapping of sections."),
        new("例如：corp: { corpid: ww0123456789abcdef, … }", "For example: corp: { corpid: ww0123456789abcdef, … }"));

    /// <summary>Whether the header names another kind of this tool's files; then that is told, with where such a file belongs.</summary>
    public bool IsOfAnotherKind(int node)
    {
        var text = document.Kind(node) == NodeKind.Scalar ? document.Text(node) : "";
        var path = document.File.Path;
        (Bilingual What, Bilingual Help)? kind = text switch
        {
            _ when text.StartsWith("wecom-policy/pack/", StringComparison.Ordinal) => (
                new("策略文件", "a policy file"),
                new($"请用 --policy {path} 使用它，并把它移出租户的文件夹。", $"Use it with --policy {path}, and move it out of the folder of the tenant.")),
            _ when text.StartsWith("wecom-policy/cases/", StringComparison.Ordinal) => (
                new("策略用例", "a file of cases"),
                new("请放到策略旁边，命名为 *.tests.yaml，用 wecom-policy test 运行。", "Move it beside the policies, call it *.tests.yaml, and run it with wecom-policy test.")),
            _ when text.StartsWith("wecom-policy/config/", StringComparison.Ordinal) => (
                new("项目文件", "a project file"),
                new("请命名为 wecom-policy.yaml，或用 --config 指定。", "Call it wecom-policy.yaml, or name it with --config.")),
            _ => null,
        };
        if (kind is not { } other)
            return false;
        Add(node, "not-a-tenant",
            new($"这是{other.What.Zh}，不是租户文件，没有当作租户读取。", $"This is {other.What.En}, not a tenant file: it is not read as one."),
            other.Help);
        return true;
    }

    public void UnknownFormat(int node)
    {
        if (!Room())
            return;
        Add(node, "unknown-format",
            new($"不认识的文件格式{Quoted(node).Zh}。", $"Unknown file format {Quoted(node).En}."),
            new($"写成“{TenantSchema.HeaderKey}: {schema.TenantFormat}”，或删除这一行。", $"Write '{TenantSchema.HeaderKey}: {schema.TenantFormat}', or delete the line."));
    }

    public void UnknownKey(int node, string key, SchemaType owner)
    {
        if (!Room())
            return;
        var shown = SecretShape.KindOf(key, "secret", null) is null || SecretShape.IsMadeOfWords(key) ? Excerpt.Of(key) : "***";
        var isRoot = ReferenceEquals(owner, schema.Root);
        var where = isRoot ? new Bilingual("租户文件的顶层", "the top level of a tenant file") : new Bilingual($"“{owner.Label.Zh}”", $"'{owner.Label.En}'");
        _diagnostics.Add(InputDiagnostic.At(document.KeyRange(node), "unknown-key",
            new($"{where.Zh}没有键“{shown}”。", $"There is no key '{shown}' in {where.En}."),
            KeyHelp(key, owner, isRoot)));
    }

    private Bilingual KeyHelp(string key, SchemaType owner, bool isRoot)
    {
        if (key.Contains('：', StringComparison.Ordinal))
            return new("请把全角冒号“：”改为半角冒号加一个空格“: ”。", "Write an ordinary colon and a space, ': ', in the place of the full-width '：'.");
        var candidates = isRoot ? owner.Names.Append(TenantSchema.HeaderKey) : owner.Names;
        var near = Suggestion.Nearest(key, candidates) is { } nearest
            ? new Bilingual($"是否想写“{nearest}”？", $"Did you mean '{nearest}'?")
            : default(Bilingual?);
        Bilingual? place = null;
        if (schema.Root.Find(key) is not null && !isRoot)
        {
            place = new($"“{key}”是顶层的部分，请检查缩进。", $"'{key}' is a section of the top level; check the indentation.");
        }
        else if (schema.PlaceOf(key) is { } path)
        {
            place = new($"这个键属于“{path}”。", $"This key belongs to '{path}'.");
        }

        return (near, place) switch
        {
            ({ } n, { } p) => new(n.Zh + p.Zh, $"{n.En} {p.En}"),
            ({ } n, null) => n,
            (null, { } p) => p,
            _ when SecretShape.IsNameOfSecret(key) => SecretHelp(owner),
            _ => new("删除它；自用的键请以 x- 开头。", "Delete it; keys of your own begin with x-."),
        };
    }

    private static Bilingual SecretHelp(SchemaType owner)
    {
        var reference = owner.Fields.FirstOrDefault(f => f.Format == ValueFormat.SecretRef);
        var where = reference is null ? "credentials[].ref: vault://wecom/customer-helper" : FieldSample.Example(reference);
        return new(
            $"密钥本身绝不写进租户文件：请删除它；要说明密钥存放在哪里，写引用，例如 {where}",
            $"A secret never stands in a tenant file: delete it. To say where it is kept write a reference, for example {where}");
    }

    public void Null(int node, SchemaField field)
    {
        if (!Room())
            return;
        var isElement = document.Key(node) is null;
        Add(document.Text(node).Length == 0 && !isElement ? document.KeyRange(node) : document.Range(node), "null-value",
            isElement
                ? new($"“{field.Name}”里有空元素。", $"'{field.Name}' holds an empty element.")
                : new($"“{field.Name}”没有值。", $"'{field.Name}' has no value."),
            isElement
                ? new("删除空元素，或填写它的值。", "Delete the element, or give it a value.")
                : new($"空值既不是值也不是缺失：不知道就删除这个键，否则填写，例如 {FieldSample.Example(field)}",
                    $"null is neither a value nor absent: delete the key if it is not known, or write for example {FieldSample.Example(field)}"));
    }

    public void WrongType(int node, SchemaValueType type, SchemaField field)
    {
        if (!Room())
            return;
        var isElement = document.Key(node) is null && !ReferenceEquals(type, field.Type);
        var what = type.Kind == SchemaValueKind.Enum ? Words(type.Enum!) : type.Words;
        var actual = Actual(node);
        var subject = isElement ? new Bilingual($"“{field.Name}”的元素", $"An element of '{field.Name}'") : new Bilingual($"“{field.Name}”", $"'{field.Name}'");
        Add(node, "wrong-type",
            new($"{subject.Zh}应为{(char.IsAscii(what.Zh[0]) ? " " : "")}{what.Zh}，这里是{actual.Zh}。", $"{subject.En} must be {what.En}, but this is {actual.En}."),
            TypeHelp(node, type, field));
    }

    private Bilingual TypeHelp(int node, SchemaValueType type, SchemaField field)
    {
        var text = document.Text(node);
        var isScalar = document.Kind(node) == NodeKind.Scalar;
        if (type.Kind == SchemaValueKind.Bool && isScalar)
        {
            if (text.ToLowerInvariant() is "yes" or "on" or "y" or "是" or "1" or "true" or "已启用")
                return new("写 true，不加引号。", "Write true, without quotes.");
            if (text.ToLowerInvariant() is "no" or "off" or "n" or "否" or "0" or "false" or "未启用")
                return new("写 false，不加引号。", "Write false, without quotes.");
        }

        if (type.Kind is SchemaValueKind.Int or SchemaValueKind.Double && isScalar && document.Style(node) != ScalarStyle.Plain
            && CoreScalars.TryFloat(text, out _))
        {
            return new($"去掉引号：{Excerpt.Of(text)}", $"Take away the quotes: {Excerpt.Of(text)}");
        }

        if (type.Kind == SchemaValueKind.String && isScalar)
            return new($"加上引号：\"{Excerpt.Of(text)}\"", $"Put it in quotes: \"{Excerpt.Of(text)}\"");
        if (type.Kind == SchemaValueKind.List && type.Element!.IsScalar && isScalar && !IsSecret(node))
        {
            var items = Excerpt.Of(string.Join(", ", Items(text)));
            return new($"写成列表：{field.Name}: [{items}]", $"Write a list: {field.Name}: [{items}]");
        }

        if (type.Kind is SchemaValueKind.Record or SchemaValueKind.List && isScalar && !IsSecret(node) && text.Contains('：', StringComparison.Ordinal))
            return new("请把全角冒号“：”改为半角冒号加一个空格“: ”。", "Write an ordinary colon and a space, ': ', in the place of the full-width '：'.");
        return new($"例如：{FieldSample.Example(field)}", $"For example: {FieldSample.Example(field)}");
    }

    // What somebody separated who did not know YAML's lists.
    private static string[] Items(string text) => text.Trim('[', ']', '【', '】', '［', '］', ' ')
        .Split(['、', '，', ',', '；', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private Bilingual Actual(int node)
    {
        switch (document.Kind(node))
        {
            case NodeKind.Mapping:
                return new("一组键值", "a mapping of keys");
            case NodeKind.Sequence:
                return new("列表", "a list");
        }

        var quoted = Quoted(node);
        if (CoreScalars.TryBool(document, node, out _))
            return new($"布尔值{quoted.Zh}", $"the bool {quoted.En}");
        if (CoreScalars.TryFloat(document, node, out _))
            return new($"数字{quoted.Zh}", $"the number {quoted.En}");
        return new($"文本{quoted.Zh}", $"the text {quoted.En}");
    }

    public void UnknownWord(int node, SchemaField field, SchemaEnum words)
    {
        if (!Room())
            return;
        var text = document.Text(node);
        var nearest = Suggestion.Nearest(text, words.Names) ?? words.Values.FirstOrDefault(v => string.Equals(v.Label.Zh, text, StringComparison.Ordinal))?.Name;
        var all = Words(words);
        if (document.Key(node) is null && Items(text) is { Length: > 1 } items && items.All(i => words.Names.Contains(i, StringComparer.Ordinal)))
        {
            var separate = string.Join(", ", items);
            Add(node, "unknown-value",
                new($"“{field.Name}”没有取值{Quoted(node).Zh}。", $"'{field.Name}' cannot be {Quoted(node).En}."),
                new($"请写成几个元素，用半角逗号分隔：{separate}", $"Write them as elements of their own: {separate}"));
            return;
        }

        Add(node, "unknown-value",
            new($"“{field.Name}”没有取值{Quoted(node).Zh}。", $"'{field.Name}' cannot be {Quoted(node).En}."),
            nearest is null
                ? new($"应为{all.Zh}。", $"It must be {all.En}.")
                : new($"是否想写“{nearest}”？可以是{all.Zh}。", $"Did you mean '{nearest}'? It can be {all.En}."));
    }

    private static Bilingual Words(SchemaEnum words)
    {
        var names = words.Names.Take(MaxWords).ToList();
        var more = words.Names.Count > MaxWords;
        return new($"以下之一：{string.Join("、", names)}{(more ? " 等" : "")}", $"one of {string.Join(", ", names)}{(more ? ", …" : "")}");
    }

    public void BadDay(int node, SchemaField field, DayProblem problem)
    {
        if (!Room())
            return;
        var text = document.Text(node);
        var message = problem switch
        {
            DayProblem.Day => new Bilingual($"“{field.Name}”的日期{Quoted(node).Zh}不存在：那个月没有这一天。", $"The date {Quoted(node).En} of '{field.Name}' does not exist: that month has no such day."),
            DayProblem.Month => new($"“{field.Name}”的日期{Quoted(node).Zh}不存在：没有这个月。", $"The date {Quoted(node).En} of '{field.Name}' does not exist: there is no such month."),
            _ => new($"“{field.Name}”应为日期 YYYY-MM-DD，这里是{Quoted(node).Zh}。", $"'{field.Name}' must be a date YYYY-MM-DD, but this is {Quoted(node).En}."),
        };
        Add(node, "bad-date", message, problem == DayProblem.Form && DateText.Mended(text) is { } mended
            ? new($"写成：{field.Name}: {mended}", $"Write: {field.Name}: {mended}")
            : new($"例如：{FieldSample.Example(field)}", $"For example: {FieldSample.Example(field)}"));
    }

    public void BadInstant(int node, SchemaField field)
    {
        if (!Room())
            return;
        Add(node, "bad-timestamp",
            new($"“{field.Name}”应为带时区的时间，这里是{Quoted(node).Zh}。", $"'{field.Name}' must be a time with an offset, but this is {Quoted(node).En}."),
            new($"例如：{FieldSample.Example(field)}", $"For example: {FieldSample.Example(field)}"));
    }

    public void OutOfRange(int node, SchemaField field)
    {
        if (!Room())
            return;
        var range = (field.Min, field.Max) switch
        {
            ({ } min, { } max) => new Bilingual($"应在 {N(min)} 至 {N(max)} 之间", $"It must be from {N(min)} to {N(max)}"),
            ({ } min, null) => new($"不应小于 {N(min)}", $"It must not be less than {N(min)}"),
            (_, { } max) => new($"不应大于 {N(max)}", $"It must not be greater than {N(max)}"),
            _ => default,
        };
        Add(node, "out-of-range",
            new($"“{field.Name}”的值 {Excerpt.Of(document.Text(node))} 超出范围。", $"The value {Excerpt.Of(document.Text(node))} of '{field.Name}' is out of range."),
            new($"{range.Zh}：{field.Description.Zh}。", $"{range.En}: {field.Description.En}."));
    }

    public void BadFormat(int node, SchemaField field, Bilingual help)
    {
        if (!Room())
            return;
        var what = FormatCheck.Name(field.Format);
        // What stands where a reference to a secret should may be the secret itself.
        var shown = field.Format == ValueFormat.SecretRef ? default : Quoted(node);
        Add(node, "bad-format",
            new($"“{field.Name}”的值{shown.Zh}不是{what.Zh}。", $"The value {shown.En}{(shown.En is null ? "" : " ")}of '{field.Name}' is not {what.En}."), help);
    }

    public void NoIdentity(int element, SchemaField key)
    {
        if (!Room())
            return;
        Add(element, "missing-identity",
            new($"元素缺少“{key.Name}”，无法识别。", $"The element has no '{key.Name}' to identify it by."),
            new($"加上：{FieldSample.Insert(key)}（{key.Description.Zh}）", $"Add: {FieldSample.Insert(key)} ({key.Description.En})"));
    }

    public void DuplicateIdentity(int node, int first, SchemaField key)
    {
        if (!Room())
            return;
        var place = document.Range(first).Start;
        Add(node, "duplicate-identity",
            new($"列表中“{key.Name}”为{Quoted(node).Zh}的元素重复：第 {N(place.Line)} 行第 {N(place.Column)} 列已经有了。",
                $"The list has two elements whose '{key.Name}' is {Quoted(node).En}: the other is at line {N(place.Line)}, column {N(place.Column)}."),
            new("合并两个元素，或改正其中一个的标识。", "Join the two, or correct the identity of one of them."));
    }

    private Bilingual Quoted(int node)
    {
        var text = IsSecret(node) ? "***" : Excerpt.Of(document.Text(node));
        return new($"“{text}”", $"'{text}'");
    }

    private bool Room()
    {
        if (_diagnostics.Count < TenantChecker.MaxDiagnostics)
            return true;
        _more++;
        return false;
    }

    private void Add(int node, string code, Bilingual message, Bilingual? help) => Add(document.Range(node), code, message, help);

    private void Add(SourceRange range, string code, Bilingual message, Bilingual? help) =>
        _diagnostics.Add(InputDiagnostic.At(range, code, message, help));

    private static string N(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string N(double number) => number.ToString(CultureInfo.InvariantCulture);
}
