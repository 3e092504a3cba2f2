using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Configuration;

/// <summary>Collects the pairs of a file and keeps track of the keys around them. A file can be hostile: everything has a limit.</summary>
internal sealed class PairCollector
{
    private const int MaxPairs = 100_000;
    private const int MaxDepth = 128;
    private const int MaxValue = 4096;

    private readonly List<ConfigurationPair> _pairs = new();
    private readonly List<(string Key, int Group)> _around = new();
    private string _path = "";
    private int[] _groupsAround = [];
    private int _groups;

    public IReadOnlyList<ConfigurationPair> Pairs => _pairs;

    public int Depth => _around.Count;

    public bool IsFull => _pairs.Count >= MaxPairs || _around.Count > MaxDepth;

    /// <param name="key">The key of a section.</param>
    /// <param name="named">What the record that holds it is called: <c>{ "Name": "WeCom", "Args": { … } }</c>.</param>
    public void Enter(string key, string? named = null)
    {
        var plain = WeComWords.Normalize(key);
        _around.Add((named is null ? plain : WeComWords.Normalize(named) + "/" + plain, ++_groups));
        Remember();
    }

    public void Leave()
    {
        if (_around.Count > 0)
            _around.RemoveAt(_around.Count - 1);
        Remember();
    }

    /// <summary>A pair directly below what was entered last, or so many levels above it.</summary>
    public void Add(string key, string value, int start, int length, int levelsUp = 0)
    {
        if (_pairs.Count >= MaxPairs || value.Length is 0 or > MaxValue)
            return;
        var index = _around.Count - 1 - levelsUp;
        _pairs.Add(new ConfigurationPair(_path, WeComWords.Normalize(key), value, start, length, index >= 0 ? _around[index].Group : 0, _groupsAround));
    }

    private void Remember()
    {
        _path = string.Join("/", _around.Select(a => a.Key));
        _groupsAround = [.. _around.Select(a => a.Group)];
    }
}
