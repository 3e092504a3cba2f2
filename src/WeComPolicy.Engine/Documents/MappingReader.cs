using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Documents;

/// <summary>
/// Reads a mapping whose keys are closed: what is asked for must be there and of the right form, and what nobody asked for
/// is reported by <see cref="Close"/>. Keys that begin with <c>x-</c> are free.
/// </summary>
internal sealed class MappingReader
{
    private static readonly Dictionary<string, bool> s_flags = new(StringComparer.Ordinal) { ["true"] = true, ["false"] = false };

    private readonly ICollection<InputDiagnostic> _diagnostics;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly Bilingual _what;

    /// <param name="document">The document.</param>
    /// <param name="node">The node that should be a mapping; if it is none, that is reported and every key counts as absent.</param>
    /// <param name="what">What the mapping is, for messages: "规则" / "a rule".</param>
    /// <param name="diagnostics">Where mistakes go.</param>
    /// <param name="form">What to do where it is no mapping; null where there is nothing more to say.</param>
    public MappingReader(LocatedDocument document, int node, Bilingual what, ICollection<InputDiagnostic> diagnostics, Bilingual? form = null)
    {
        Document = document;
        Node = node;
        // It begins the sentences.
        _what = what with { En = char.ToUpperInvariant(what.En[0]) + what.En[1..] };
        _diagnostics = diagnostics;
        IsMapping = document.Kind(node) == NodeKind.Mapping;
        if (!IsMapping)
        {
            Report(node, "wrong-type", new Bilingual($"{_what.Zh}应为“键: 值”形式的映射。", $"{_what.En} must be a mapping of keys to values."), form);
        }
    }

    public LocatedDocument Document { get; }

    /// <summary>Where mistakes go.</summary>
    public ICollection<InputDiagnostic> Diagnostics => _diagnostics;

    public int Node { get; }

    public bool IsMapping { get; }

    /// <summary>The value of a key that may be absent; −1 where it is.</summary>
    public int Optional(string key)
    {
        _asked.Add(key);
        return IsMapping ? Document.Child(Node, key) : -1;
    }

    /// <summary>The value of a key that must be there; −1, reported, where it is not.</summary>
    public int Required(string key) => Required(key, "…");

    private int Required(string key, string value)
    {
        var child = Optional(key);
        if (child < 0 && IsMapping)
        {
            Report(
                Node,
                "missing-key",
                new Bilingual($"{_what.Zh}缺少“{key}”。", $"{_what.En} lacks '{key}'."),
                new Bilingual($"请补上“{key}: {value}”。", $"Add '{key}: {value}'."));
        }

        return child;
    }

    public string? RequiredText(string key) => Text(Required(key));

    /// <summary>A text that must be there and say something.</summary>
    public string? RequiredWords(string key)
    {
        var node = Required(key);
        if (Text(node) is not { } text)
            return null;
        if (text.AsSpan().Trim().Length > 0)
            return text.Trim();
        Report(node, "empty-text", new Bilingual($"“{key}”是空的。", $"'{key}' is empty."));
        return null;
    }

    public string? OptionalText(string key) => Text(Optional(key));

    /// <summary>A text in both languages: <c>{ zh: …, en: … }</c>.</summary>
    public Bilingual? RequiredBilingual(string key)
    {
        var child = Required(key);
        return child < 0 ? null : BilingualOf(child, key);
    }

    /// <summary>A text in both languages, or one that stands for both; null where the key is absent.</summary>
    public Bilingual? OptionalBilingualOrText(string key)
    {
        var child = Optional(key);
        return child < 0 ? null
            : Document.Kind(child) == NodeKind.Mapping ? BilingualOf(child, key)
            : Text(child) is { } text ? Bilingual.Same(text)
            : null;
    }

    /// <summary>The key <c>schema</c>, which must name the format that is read.</summary>
    /// <param name="format">The format.</param>
    /// <param name="unknown">What is said of any other.</param>
    public void RequiredSchema(string format, Bilingual unknown)
    {
        var node = Required("schema", format);
        if (node >= 0 && Text(node) is { } stated && !string.Equals(stated, format, StringComparison.Ordinal))
            Report(node, "unknown-schema", unknown, new Bilingual($"请写“schema: {format}”。", $"Write 'schema: {format}'."));
    }

    /// <summary>A list of texts; empty where the key is absent.</summary>
    public IReadOnlyList<(string Text, int Node)> OptionalTexts(string key)
    {
        var child = Optional(key);
        if (child < 0)
            return [];
        if (Document.Kind(child) != NodeKind.Sequence)
        {
            Report(child, "wrong-type", new Bilingual($"“{key}”应为列表。", $"'{key}' must be a list."));
            return [];
        }

        var texts = new List<(string, int)>();
        foreach (var element in Document.Children(child))
        {
            if (Text(element) is { } text)
                texts.Add((text, element));
        }

        return texts;
    }

    /// <summary>True or false; null where the key is absent.</summary>
    public bool? OptionalFlag(string key) => OptionalWord(key, s_flags);

    /// <summary>One of a closed set of words.</summary>
    public T? OptionalWord<T>(string key, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        var child = Optional(key);
        return child < 0 ? null : Word(child, key, words);
    }

    /// <inheritdoc cref="OptionalWord{T}"/>
    public T? RequiredWord<T>(string key, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        var child = Required(key);
        return child < 0 ? null : Word(child, key, words);
    }

    /// <summary>The text of a scalar; null, reported, for anything else.</summary>
    public string? Text(int node)
    {
        if (node < 0)
            return null;
        if (Document.Kind(node) == NodeKind.Scalar && !(Document.Style(node) == ScalarStyle.Plain && Document.Text(node) is "" or "~" or "null"))
            return Document.Text(node);
        var key = Document.Key(node) ?? "";
        Report(node, "wrong-type", new Bilingual($"“{key}”应为文本。", $"'{key}' must be a text."));
        return null;
    }

    /// <summary>Reports every key that nobody asked for.</summary>
    public void Close()
    {
        if (!IsMapping)
            return;
        foreach (var child in Document.Children(Node))
        {
            var key = Document.Key(child)!;
            if (_asked.Contains(key) || key.StartsWith("x-", StringComparison.Ordinal))
                continue;
            var near = Suggestion.Nearest(key, _asked);
            _diagnostics.Add(InputDiagnostic.At(
                Document.KeyRange(child),
                "unknown-key",
                new Bilingual($"{_what.Zh}没有“{key}”这个键。", $"{_what.En} has no key '{key}'."),
                near is null
                    ? new Bilingual($"可用的键：{string.Join("、", _asked)}；自己的备注请以 x- 开头。", $"Known keys: {string.Join(", ", _asked)}; begin notes of your own with x-.")
                    : new Bilingual($"是否想写“{near}”？", $"Did you mean '{near}'?")));
        }
    }

    /// <summary>Reports a mistake at a node's value.</summary>
    public void Report(int node, string code, Bilingual message, Bilingual? help = null) =>
        _diagnostics.Add(InputDiagnostic.At(Document.Range(node), code, message, help));

    private Bilingual? BilingualOf(int node, string key)
    {
        var form = new Bilingual($"请写“{key}: {{ zh: …, en: … }}”。", $"Write '{key}: {{ zh: …, en: … }}'.");
        var reader = new MappingReader(Document, node, new Bilingual($"“{key}”", $"'{key}'"), _diagnostics, form);
        var zh = reader.RequiredText("zh");
        var en = reader.RequiredText("en");
        reader.Close();
        return zh is null || en is null ? null : new Bilingual(zh, en);
    }

    private T? Word<T>(int node, string key, IReadOnlyDictionary<string, T> words)
        where T : struct
    {
        if (Text(node) is not { } text)
            return null;
        if (words.TryGetValue(text, out var word))
            return word;
        var near = Suggestion.Nearest(text, words.Keys);
        Report(
            node,
            "unknown-word",
            new Bilingual($"“{key}”不能是“{text}”。", $"'{key}' cannot be '{text}'."),
            near is null
                ? new Bilingual($"可用的值：{string.Join("、", words.Keys)}。", $"One of: {string.Join(", ", words.Keys)}.")
                : new Bilingual($"是否想写“{near}”？", $"Did you mean '{near}'?"));
        return null;
    }
}
