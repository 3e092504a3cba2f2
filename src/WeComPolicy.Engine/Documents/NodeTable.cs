namespace WeComPolicy.Engine.Documents;

/// <summary>
/// The nodes of a document, in document order: 16 bytes each and nothing that the garbage collector has to follow. What a few nodes
/// have, such as the alias they came through, lies in tables of its own; what can be found out, such as a node's parent, lies nowhere.
/// </summary>
internal sealed class NodeTable
{
    // What lies at most so far from its holder is kept as one byte.
    private const int Near = byte.MaxValue;
    private const int MostRecent = 1 << 10;

    private Node[] _nodes;

    // Places of keys before their values; equal ones mostly share a number.
    private KeyPlace[] _places = new KeyPlace[64];
    private readonly int[] _recentPlaces;
    private int _placeCount = 1;

    // The children of small collections, and of large ones.
    private readonly BytePool _near = new();
    private readonly List<int[]> _far = [];

    /// <param name="guess">How many nodes there may be. Pages of large arrays that nothing is written to take no memory.</param>
    public NodeTable(int guess)
    {
        _nodes = new Node[guess];
        _recentPlaces = new int[TableSize.For(guess, MostRecent)];
    }

    /// <summary>How many nodes there are.</summary>
    public int Count { get; private set; }

    /// <summary>A node; the reference holds until another one is added.</summary>
    public ref Node this[int node] => ref _nodes[node];

    /// <summary>Adds a node and tells its number.</summary>
    /// <param name="max">No more nodes will be added than these.</param>
    public int Add(int max)
    {
        if (Count == _nodes.Length)
            Array.Resize(ref _nodes, (int)Math.Min(Math.Min((long)Count * 2, max), Array.MaxLength));
        return Count++;
    }

    /// <summary>The key's number; 0 where the parent is no mapping.</summary>
    public int Key(int node) => _places[_nodes[node].KeyPlace].Key;

    /// <summary>Where the key begins and ends; nowhere where the parent is no mapping.</summary>
    public (int Start, int End) KeyEnds(int node)
    {
        if (_nodes[node].KeyPlace == 0)
            return default;
        ref var place = ref _places[_nodes[node].KeyPlace];
        var start = _nodes[node].Start - place.Distance;
        return (start, start + place.Length);
    }

    /// <summary>Gives a node its key.</summary>
    public void SetKey(int node, int key, int start, int end)
    {
        var place = new KeyPlace(key, _nodes[node].Start - start, end - start);
        ref var recent = ref _recentPlaces[place.GetHashCode() & (_recentPlaces.Length - 1)];
        if (recent == 0 || !_places[recent].Equals(place))
        {
            if (_placeCount == _places.Length)
                Array.Resize(ref _places, _placeCount * 2);
            recent = _placeCount++;
            _places[recent] = place;
        }

        _nodes[node].KeyPlace = recent;
    }

    /// <summary>Elements of a sequence or values of a mapping, in order; nothing of a scalar.</summary>
    public NodeList Children(int node)
    {
        var holder = _nodes[node];
        if (holder.Kind == NodeKind.Scalar || holder.First == 0)
            return default;
        if (holder.First < 0)
            return new NodeList(_far[~holder.First]);
        var row = _near.From(holder.First - 1);
        return new NodeList(node, row.Slice(1, row[0]));
    }

    /// <summary>Gives a collection its children.</summary>
    public void SetChildren(int node, ReadOnlySpan<int> children)
    {
        if (children.IsEmpty)
        {
            _nodes[node].First = 0;
            return;
        }

        if (children[^1] - node > Near)
        {
            _nodes[node].First = ~_far.Count;
            _far.Add(children.ToArray());
            return;
        }

        var row = _near.Add(1 + children.Length, out var start);
        row[0] = (byte)children.Length;
        for (var i = 0; i < children.Length; i++)
            row[1 + i] = (byte)(children[i] - node);
        _nodes[node].First = start + 1;
    }

    /// <summary>The node that holds this one; −1 for the root.</summary>
    public int Parent(int node)
    {
        var parent = -1;
        for (var at = 0; at != node; at = ChildAround(at, node))
            parent = at;
        return parent;
    }

    /// <summary>Of the children of a collection the one that is, or holds, a node further down.</summary>
    public int ChildAround(int holder, int node)
    {
        // The last one that does not come behind the node.
        var children = Children(holder);
        int low = 0, high = children.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) >>> 1;
            if (children[middle] <= node)
                low = middle;
            else
                high = middle - 1;
        }

        return children[low];
    }

    /// <summary>The node behind all that a node holds.</summary>
    public int EndOf(int node)
    {
        for (var children = Children(node); !children.IsEmpty; children = Children(node))
            node = children[^1];
        return node + 1;
    }

    /// <summary>A table without nodes that takes those of this one, except for their children.</summary>
    public NodeTable CopyOfPlaces() => new(Count) { _places = _places, _placeCount = _placeCount };

    /// <summary>A node with all below it as a table of its own.</summary>
    public NodeTable Subtree(int node)
    {
        var count = EndOf(node) - node;
        var subtree = new NodeTable(count) { Count = count, _places = _places, _placeCount = _placeCount };
        _nodes.AsSpan(node, count).CopyTo(subtree._nodes);
        for (var i = 0; i < count; i++)
        {
            if (_nodes[node + i].Kind == NodeKind.Scalar)
                continue;
            var children = Children(node + i).ToArray();
            foreach (ref var child in children.AsSpan())
                child -= node;
            subtree.SetChildren(i, children);
        }

        subtree[0].KeyPlace = 0;
        return subtree;
    }

    /// <summary>One node.</summary>
    internal struct Node
    {
        private const int FormBits = 3;

        /// <summary>No place in a text is greater.</summary>
        public const int MaxStart = (1 << (32 - FormBits)) - 1;

        // Where it begins, and what it is.
        private uint _startAndForm;

        /// <summary>Its length in the text.</summary>
        public int Length;

        /// <summary>The number of its key's place; 0 where the parent is no mapping.</summary>
        public int KeyPlace;

        /// <summary>
        /// Of a collection where its children are. Of a scalar the number of its text, 0 where that is the same as its source and nobody
        /// has asked for it.
        /// </summary>
        public int First;

        public int Start
        {
            readonly get => (int)(_startAndForm >> FormBits);
            set => _startAndForm = ((uint)value << FormBits) | (_startAndForm & ((1 << FormBits) - 1));
        }

        public readonly int End => Start + Length;

        public readonly NodeKind Kind => (NodeKind)Math.Max(0, (int)(_startAndForm & ((1 << FormBits) - 1)) - (int)ScalarStyle.Block);

        public readonly ScalarStyle Style => Kind == NodeKind.Scalar ? (ScalarStyle)(_startAndForm & ((1 << FormBits) - 1)) : default;

        public void SetForm(NodeKind kind, ScalarStyle style = default) =>
            _startAndForm = (_startAndForm & ~(uint)((1 << FormBits) - 1)) | ((uint)style + (kind == NodeKind.Scalar ? 0 : (uint)kind + (uint)ScalarStyle.Block));
    }
}
