namespace WeComPolicy.Engine.Documents;

/// <summary>The collections around a node, for those who go through all nodes in order and would otherwise ask for many parents.</summary>
internal sealed class OpenCollections(LocatedDocument document)
{
    private readonly List<int> _nodes = [];
    private readonly List<int> _ends = [];

    /// <summary>Goes on to a node behind those before.</summary>
    public void GoTo(int node)
    {
        while (_ends.Count > 0 && _ends[^1] <= node)
        {
            _ends.RemoveAt(_ends.Count - 1);
            _nodes.RemoveAt(_nodes.Count - 1);
        }
    }

    /// <summary>The node at which it is, a collection, holds those that follow.</summary>
    public void Enter(int node)
    {
        _nodes.Add(node);
        _ends.Add(document.EndOf(node));
    }

    /// <summary>The key of a scalar at which it is, or of the nearest collection around it that has one, and the key around that; null for none.</summary>
    public (string? Key, string? Outer) KeysOf(int scalar)
    {
        var key = document.Key(scalar);
        var at = _nodes.Count - 1;
        if (key is null)
            key = NextKey(ref at);
        return key is null ? default : (key, NextKey(ref at));
    }

    private string? NextKey(ref int at)
    {
        while (at >= 0)
        {
            if (document.Key(_nodes[at--]) is { } key)
                return key;
        }

        return null;
    }
}
