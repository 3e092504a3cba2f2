namespace WeComPolicy.Benchmarks;

/// <summary>Takes a tree piece by piece. Inside a mapping every piece has a key, inside a list none has.</summary>
internal abstract class TreeWriter
{
    public abstract void StartMap(string? key = null);

    public abstract void EndMap();

    public abstract void StartList(string? key = null);

    public abstract void EndList();

    public abstract void Add(string? key, string value);

    public abstract void Add(string? key, long value);

    public abstract void Add(string? key, bool value);

    public void Map(string? key, Action content)
    {
        StartMap(key);
        content();
        EndMap();
    }

    /// <summary>A list of mappings.</summary>
    public void Maps(string key, int count, Action<int> content)
    {
        StartList(key);
        for (var i = 0; i < count; i++)
        {
            StartMap();
            content(i);
            EndMap();
        }

        EndList();
    }

    public void Texts(string key, params IEnumerable<string> values)
    {
        StartList(key);
        foreach (var value in values)
            Add(null, value);
        EndList();
    }

    public void Numbers(string key, params IEnumerable<long> values)
    {
        StartList(key);
        foreach (var value in values)
            Add(null, value);
        EndList();
    }
}
