namespace WeComPolicy.Engine.Documents;

/// <summary>The nodes that a collection holds, in order.</summary>
public readonly ref struct NodeList
{
    private readonly int _holder;

    // How far each node is from the one that holds them; of a large collection the nodes themselves.
    private readonly ReadOnlySpan<byte> _distances;
    private readonly ReadOnlySpan<int> _nodes;

    internal NodeList(int holder, ReadOnlySpan<byte> distances)
    {
        _holder = holder;
        _distances = distances;
        Length = distances.Length;
    }

    internal NodeList(ReadOnlySpan<int> nodes)
    {
        _nodes = nodes;
        Length = nodes.Length;
    }

    /// <summary>How many there are.</summary>
    public int Length { get; }

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => Length == 0;

    /// <summary>One of them.</summary>
    /// <param name="index">From 0.</param>
    public int this[int index] => _nodes.IsEmpty ? _holder + _distances[index] : _nodes[index];

    /// <summary>All of them in an array of their own.</summary>
    public int[] ToArray()
    {
        var nodes = new int[Length];
        for (var i = 0; i < nodes.Length; i++)
            nodes[i] = this[i];
        return nodes;
    }

    /// <summary>Whether two lists hold the same numbers.</summary>
    public bool SequenceEqual(NodeList other)
    {
        var same = Length == other.Length;
        for (var i = 0; same && i < Length; i++)
            same = this[i] == other[i];
        return same;
    }

    /// <summary>Goes through them.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Goes through a list.</summary>
    public ref struct Enumerator
    {
        private readonly NodeList _list;
        private int _index;

        internal Enumerator(NodeList list)
        {
            _list = list;
            _index = -1;
        }

        /// <summary>The node at which it is.</summary>
        public readonly int Current => _list[_index];

        /// <summary>Goes to the next node; false behind the last.</summary>
        public bool MoveNext() => ++_index < _list.Length;
    }
}
