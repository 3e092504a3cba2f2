using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Documents;

/// <summary>What a node of a document is.</summary>
public enum NodeKind : byte
{
    /// <summary>Text, a number, a bool or null.</summary>
    Scalar,

    /// <summary>A list.</summary>
    Sequence,

    /// <summary>Keys with values.</summary>
    Mapping,
}

/// <summary>How a scalar was written. Only a plain one can be a number, a bool or null.</summary>
public enum ScalarStyle : byte
{
    /// <summary>Without quotes; a number, true, false or null of JSON.</summary>
    Plain,

    /// <summary>In single or double quotes; a string of JSON.</summary>
    Quoted,

    /// <summary>A literal or folded block, <c>|</c> or <c>&gt;</c>.</summary>
    Block,
}

/// <summary>A comment of a YAML document.</summary>
/// <param name="Span">From the <c>#</c> to the end of the line.</param>
/// <param name="Text">Without the <c>#</c>, trimmed.</param>
public sealed record Comment(TextSpan Span, string Text);

/// <summary>
/// A YAML or JSON document as a tree with positions. Nodes are numbers from 0 (the root) in document order; what is known of
/// them lies in flat arrays. Aliases and merge keys are already carried out: an alias is a copy of the anchored node that
/// keeps the anchored text's positions and knows where it was used.
/// </summary>
public sealed class LocatedDocument
{
    private readonly NodeTable _nodes;
    private readonly KeyTable _keys;
    private readonly TextTable _texts;
    private readonly AliasRange[] _aliases;

    // Where the nodes' places are bytes, what they are bytes of; null where they are UTF-16 code units of the file's text.
    private readonly Utf8Text? _utf8;

    internal LocatedDocument(SourceFile file, Utf8Text? utf8, NodeTable nodes, KeyTable keys, TextTable texts, AliasRange[] aliases, IReadOnlyList<Comment> comments)
    {
        File = file;
        _utf8 = utf8;
        _nodes = nodes;
        _keys = keys;
        _texts = texts;
        _aliases = aliases;
        Comments = comments;
    }

    /// <summary>The file.</summary>
    public SourceFile File { get; }

    /// <summary>The root node.</summary>
    public int Root => 0;

    /// <summary>Number of nodes.</summary>
    public int Count => _nodes.Count;

    /// <summary>All comments, in order; none for JSON.</summary>
    public IReadOnlyList<Comment> Comments { get; }

    /// <summary>What the node is.</summary>
    public NodeKind Kind(int node) => _nodes[node].Kind;

    /// <summary>How a scalar was written.</summary>
    public ScalarStyle Style(int node) => _nodes[node].Style;

    /// <summary>The text of a scalar after unquoting and folding; empty for the others.</summary>
    public string Text(int node)
    {
        ref var scalar = ref _nodes[node];
        if (scalar.Kind != NodeKind.Scalar)
            return "";
        // Made when first asked for: most values of a large tenant never are.
        var number = Volatile.Read(ref scalar.First);
        return number != 0 ? _texts[number] : _texts.AddAt(ref scalar.First, Chars(node, stackalloc char[RoomForText]));
    }

    /// <summary>Gives a scalar the string of another one with the same text, where that has one.</summary>
    internal void ShareText(int node, int equal) => Volatile.Write(ref _nodes[node].First, Volatile.Read(ref _nodes[equal].First));

    /// <summary>The same as <see cref="Text"/>, without keeping a string where there is none yet.</summary>
    public ReadOnlySpan<char> Chars(int node) => Chars(node, []);

    /// <summary>The same, without making a string where there is room for the text.</summary>
    /// <param name="node">The node.</param>
    /// <param name="room">Where the text may be put. <see cref="RoomForText"/> is enough for most.</param>
    internal ReadOnlySpan<char> Chars(int node, Span<char> room)
    {
        ref var scalar = ref _nodes[node];
        if (scalar.Kind != NodeKind.Scalar)
            return default;
        var number = Volatile.Read(ref scalar.First);
        if (number != 0)
            return _texts[number];
        var quote = scalar.Style == ScalarStyle.Plain ? 0 : 1;
        var (start, end) = (scalar.Start + quote, scalar.End - quote);
        return _utf8 is null ? File.Text.AsSpan(start, end - start) : _utf8.Chars(start, end, room);
    }

    /// <summary>How many characters have room where the text of a scalar is put for a moment.</summary>
    internal const int RoomForText = 128;

    /// <summary>Whether a scalar may have as many characters as asked for; true of every one that has.</summary>
    internal bool MayHaveLength(int node, int length)
    {
        ref var scalar = ref _nodes[node];
        return scalar.Kind == NodeKind.Scalar && (scalar.Length >= length || Volatile.Read(ref scalar.First) != 0);
    }

    /// <summary>Where the value stands, quotes included; of a block, from its first to behind its last character.</summary>
    public TextSpan Span(int node) => SpanOf(_nodes[node].Start, _nodes[node].End);

    /// <summary>The node that holds this one; −1 for the root.</summary>
    public int Parent(int node) => _nodes.Parent(node);

    /// <summary>The key under which a mapping holds this node; null where the parent is no mapping.</summary>
    public string? Key(int node) => _nodes.Key(node) is > 0 and var number ? _keys[number] : null;

    // Equal keys of a document have equal numbers; 0 where the parent is no mapping.
    internal int KeyNumber(int node) => _nodes.Key(node);

    /// <summary>Where that key stands; empty where the parent is no mapping.</summary>
    public TextSpan KeySpan(int node)
    {
        var (start, end) = _nodes.KeyEnds(node);
        return SpanOf(start, end);
    }

    /// <summary>
    /// Where the alias or merge stands through which this node came here; null for an ordinary node. Of aliases inside aliased text
    /// the outermost: the one that stands at this place of the tree.
    /// </summary>
    public TextSpan? AliasSpan(int node)
    {
        var index = AliasRange.Find(_aliases, node);
        return index < 0 ? null : _aliases[index].Use;
    }

    /// <summary>Elements of a sequence or values of a mapping, in order.</summary>
    public NodeList Children(int node) => _nodes.Children(node);

    /// <summary>The value of a key of a mapping; −1 where there is none.</summary>
    public int Child(int node, string key)
    {
        var number = _keys.Find(key);
        if (number == 0)
            return -1;
        foreach (var child in Children(node))
        {
            if (_nodes.Key(child) == number)
                return child;
        }

        return -1;
    }

    /// <summary>
    /// A node with all below it as a document of its own, with the places of the file: a tenant that is written inside a case.
    /// </summary>
    public LocatedDocument Subtree(int node)
    {
        var end = EndOf(node);
        var aliases = _aliases
            .Where(a => a.Last >= node && a.First < end)
            .Select(a => a with { First = Math.Max(a.First, node) - node, Last = Math.Min(a.Last, end - 1) - node });
        return new LocatedDocument(File, _utf8, _nodes.Subtree(node), _keys, _texts, [.. aliases], []);
    }

    /// <summary>Of the nodes that a collection holds the one that is, or holds, a node further down.</summary>
    internal int ChildAround(int holder, int node) => _nodes.ChildAround(holder, node);

    /// <summary>The node behind all that a node holds: those below it follow it without a gap.</summary>
    internal int EndOf(int node) => _nodes.EndOf(node);

    /// <summary>The value's place in its file.</summary>
    public SourceRange Range(int node) => new(File, Span(node));

    /// <summary>The key's place in its file.</summary>
    public SourceRange KeyRange(int node) => new(File, KeySpan(node));

    private TextSpan SpanOf(int start, int end) => _utf8 is null ? TextSpan.Between(start, end) : _utf8.SpanOf(start, end);
}
