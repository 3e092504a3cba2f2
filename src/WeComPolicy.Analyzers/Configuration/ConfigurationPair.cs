namespace WeComPolicy.Analyzers.Configuration;

/// <summary>A key with its value in a configuration file.</summary>
internal sealed class ConfigurationPair
{
    public ConfigurationPair(string path, string key, string value, int start, int length, int group, IReadOnlyList<int> around)
    {
        Path = path;
        Key = key;
        Value = value;
        Start = start;
        Length = length;
        Group = group;
        Around = around;
    }

    /// <summary>The keys around it, normalized, from the outermost, joined by slashes.</summary>
    public string Path { get; }

    /// <summary>Normalized.</summary>
    public string Key { get; }

    public string Value { get; }

    /// <summary>Where the value stands in the file, without its quotes.</summary>
    public int Start { get; }

    public int Length { get; }

    /// <summary>Pairs that stand directly beside one another have the same number.</summary>
    public int Group { get; }

    /// <summary>The groups of the keys around it, from the outermost.</summary>
    public IReadOnlyList<int> Around { get; }
}
