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
    private readonly Node[] _nodes;
    private readonly int[] _children;
    private readonly KeyTable _keys;
    private readonly TextTable _texts;
    private readonly AliasRange[] _aliases;

    // The arrays may be longer than what is in them.
    internal LocatedDocument(SourceFile file, Node[] nodes, int count, int[] children, KeyTable keys, TextTable texts, AliasRange[] aliases, IReadOnlyList<Comment> comments)
    {
        File = file;
        _nodes = nodes;
        Count = count;
        _children = children;
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
    public int Count { get; }

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
        if (number != 0)
            return _texts[number];
        var content = ContentOf(scalar);
        return _texts.AddAt(ref scalar.First, File.Text.AsSpan(content.Start, content.Length));
    }

    /// <summary>The same as <see cref="Text"/>, without making a string where there is none yet.</summary>
    public ReadOnlySpan<char> Chars(int node)
    {
        ref var scalar = ref _nodes[node];
        if (scalar.Kind != NodeKind.Scalar)
            return default;
        var number = Volatile.Read(ref scalar.First);
        if (number != 0)
            return _texts[number];
        var content = ContentOf(scalar);
        return File.Text.AsSpan(content.Start, content.Length);
    }

    /// <summary>Where the value stands, quotes included; of a block, from its first to behind its last character.</summary>
    public TextSpan Span(int node) => TextSpan.Between(_nodes[node].Start, _nodes[node].End);

    /// <summary>The node that holds this one; −1 for the root.</summary>
    public int Parent(int node) => _nodes[node].Parent;

    /// <summary>The key under which a mapping holds this node; null where the parent is no mapping.</summary>
    public string? Key(int node) => _nodes[node].Key is > 0 and var number ? _keys[number] : null;

    // Equal keys of a document have equal numbers; 0 where the parent is no mapping.
    internal int KeyNumber(int node) => _nodes[node].Key;

    /// <summary>Where that key stands; empty where the parent is no mapping.</summary>
    public TextSpan KeySpan(int node) => TextSpan.Between(_nodes[node].KeyStart, _nodes[node].KeyEnd);

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
    public ReadOnlySpan<int> Children(int node) => _nodes[node].ChildCount == 0 ? default : _children.AsSpan(_nodes[node].First, _nodes[node].ChildCount);

    /// <summary>The value of a key of a mapping; −1 where there is none.</summary>
    public int Child(int node, string key)
    {
        var number = _keys.Find(key);
        if (number == 0)
            return -1;
        foreach (var child in Children(node))
        {
            if (_nodes[child].Key == number)
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
        var nodes = _nodes.AsSpan(node, end - node).ToArray();
        var children = new List<int>();
        for (var i = 0; i < nodes.Length; i++)
        {
            nodes[i].Parent = i == 0 ? -1 : nodes[i].Parent - node;
            if (nodes[i].Kind == NodeKind.Scalar)
                continue;
            nodes[i].First = children.Count;
            foreach (var child in Children(node + i))
                children.Add(child - node);
        }

        nodes[0].SetKey(0, 0, 0);
        var aliases = _aliases
            .Where(a => a.Last >= node && a.First < end)
            .Select(a => a with { First = Math.Max(a.First, node) - node, Last = Math.Min(a.Last, end - 1) - node });
        return new LocatedDocument(File, nodes, nodes.Length, [.. children], _keys, _texts, [.. aliases], []);
    }

    // Nodes are numbered in document order, so that those below a node follow it without a gap.
    private int EndOf(int node)
    {
        while (_nodes[node].ChildCount > 0)
            node = Children(node)[^1];
        return node + 1;
    }

    /// <summary>The value's place in its file.</summary>
    public SourceRange Range(int node) => new(File, Span(node));

    /// <summary>The key's place in its file.</summary>
    public SourceRange KeyRange(int node) => new(File, KeySpan(node));

    // What stands between the quotes, of a scalar whose text is the same as its source.
    private static TextSpan ContentOf(in Node scalar) =>
        scalar.Style == ScalarStyle.Plain ? TextSpan.Between(scalar.Start, scalar.End) : TextSpan.Between(scalar.Start + 1, scalar.End - 1);

    // 32 bytes, and nothing that the garbage collector has to follow. What few nodes have, such as the alias they came through, lies in
    // tables of its own.
    internal struct Node
    {
        private const int LengthShift = 4;

        // Of a collection where its children begin; of a scalar the number of its text, 0 where that is the same as its source and
        // nobody has asked for it.
        public int First;
        public int ChildCount;
        public int Start;
        public int End;
        public int Parent;

        // Kind and style in two bits each, then the length of the key in the source.
        private uint _packed;

        /// <summary>The key's number; 0 where the parent is no mapping.</summary>
        public int Key { get; private set; }

        public int KeyStart { get; private set; }

        public readonly int KeyEnd => KeyStart + (int)(_packed >> LengthShift);

        public readonly NodeKind Kind => (NodeKind)(_packed & 3);

        public readonly ScalarStyle Style => (ScalarStyle)((_packed >> 2) & 3);

        public void SetKind(NodeKind kind, ScalarStyle style = default) =>
            _packed = (_packed & ~15u) | (uint)kind | ((uint)style << 2);

        // No file has 2^28 characters in one key.
        public void SetKey(int key, int start, int end)
        {
            Key = key;
            KeyStart = start;
            _packed = (_packed & 15) | ((uint)(end - start) << LengthShift);
        }
    }
}
