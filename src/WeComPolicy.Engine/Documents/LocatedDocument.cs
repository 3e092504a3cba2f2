using System.Runtime.InteropServices;
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
public readonly record struct Comment(TextSpan Span, string Text);

/// <summary>
/// A YAML or JSON document as a tree with positions. Nodes are numbers from 0 (the root) in document order; what is known of
/// them lies in flat arrays. Aliases and merge keys are already carried out: an alias is a copy of the anchored node that
/// keeps the anchored text's positions and knows where it was used.
/// </summary>
public sealed class LocatedDocument
{
    private readonly Node[] _nodes;
    private readonly int[] _children;
    private readonly AliasRange[] _aliases;

    internal LocatedDocument(SourceFile file, Node[] nodes, int[] children, AliasRange[] aliases, IReadOnlyList<Comment> comments)
    {
        File = file;
        _nodes = nodes;
        _children = children;
        _aliases = aliases;
        Comments = comments;
    }

    /// <summary>The file.</summary>
    public SourceFile File { get; }

    /// <summary>The root node.</summary>
    public int Root => 0;

    /// <summary>Number of nodes.</summary>
    public int Count => _nodes.Length;

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
        if (scalar.Text is not null)
            return scalar.Text;
        // Made when first asked for: most values of a large tenant never are. Two threads may both make it; either string will do.
        return scalar.Kind == NodeKind.Scalar ? scalar.Text = Slice(ContentOf(scalar)) : "";
    }

    /// <summary>The same as <see cref="Text"/>, without making a string where there is none yet.</summary>
    public ReadOnlySpan<char> Chars(int node)
    {
        ref var scalar = ref _nodes[node];
        if (scalar.Text is not null || scalar.Kind != NodeKind.Scalar)
            return scalar.Text;
        var content = ContentOf(scalar);
        return File.Text.AsSpan(content.Start, content.Length);
    }

    /// <summary>Where the value stands, quotes included; of a block, from its first to behind its last character.</summary>
    public TextSpan Span(int node) => TextSpan.Between(_nodes[node].Start, _nodes[node].End);

    /// <summary>The node that holds this one; −1 for the root.</summary>
    public int Parent(int node) => _nodes[node].Parent;

    /// <summary>The key under which a mapping holds this node; null where the parent is no mapping.</summary>
    public string? Key(int node) => _nodes[node].Key;

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
    public ReadOnlySpan<int> Children(int node) => _children.AsSpan(_nodes[node].FirstChild, _nodes[node].ChildCount);

    /// <summary>The value of a key of a mapping; −1 where there is none.</summary>
    public int Child(int node, string key)
    {
        foreach (var child in Children(node))
        {
            if (string.Equals(_nodes[child].Key, key, StringComparison.Ordinal))
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
            nodes[i].FirstChild = children.Count;
            foreach (var child in Children(node + i))
                children.Add(child - node);
        }

        nodes[0].Key = null;
        nodes[0].KeyStart = nodes[0].KeyEnd = 0;
        var aliases = _aliases
            .Where(a => a.Last >= node && a.First < end)
            .Select(a => a with { First = Math.Max(a.First, node) - node, Last = Math.Min(a.Last, end - 1) - node });
        return new LocatedDocument(File, nodes, [.. children], [.. aliases], []);
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

    private string Slice(TextSpan span) => File.Text.Substring(span.Start, span.Length);

    // What stands between the quotes, of a scalar whose text is the same as its source.
    private static TextSpan ContentOf(in Node scalar) =>
        scalar.Style == ScalarStyle.Plain ? TextSpan.Between(scalar.Start, scalar.End) : TextSpan.Between(scalar.Start + 1, scalar.End - 1);

    // 48 bytes. What few nodes have, such as the alias they came through, lies in tables of its own.
    [StructLayout(LayoutKind.Auto)]
    internal struct Node
    {
        public string? Key;

        // Of a scalar; null where it is the same as its source and nobody has asked for it.
        public string? Text;
        public int Start;
        public int End;
        public int KeyStart;
        public int KeyEnd;
        public int Parent;
        public int FirstChild;
        public int ChildCount;
        public NodeKind Kind;
        public ScalarStyle Style;
    }
}
