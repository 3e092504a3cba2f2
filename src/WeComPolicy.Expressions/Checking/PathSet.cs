namespace WeComPolicy.Expressions.Checking;

/// <summary>Paths that are known to be present; <see cref="All"/> where the situation cannot arise.</summary>
internal sealed class PathSet
{
    private readonly HashSet<string>? _paths;

    private PathSet(HashSet<string>? paths) => _paths = paths;

    public static PathSet None { get; } = new(new HashSet<string>(StringComparer.Ordinal));

    public static PathSet All { get; } = new(null);

    public bool IsEmpty => _paths is { Count: 0 };

    public static PathSet Of(string path) => new(new HashSet<string>(StringComparer.Ordinal) { path });

    public bool Contains(string path) => _paths is null || _paths.Contains(path);

    public PathSet Union(PathSet other)
    {
        if (_paths is null || other._paths is null)
            return All;
        if (IsEmpty)
            return other;
        if (other.IsEmpty)
            return this;
        var union = new HashSet<string>(_paths, StringComparer.Ordinal);
        union.UnionWith(other._paths);
        return new PathSet(union);
    }

    public PathSet Intersect(PathSet other)
    {
        if (_paths is null)
            return other;
        if (other._paths is null)
            return this;
        if (IsEmpty || other.IsEmpty)
            return None;
        var common = new HashSet<string>(_paths, StringComparer.Ordinal);
        common.IntersectWith(other._paths);
        return new PathSet(common);
    }

    public PathSet Where(Func<string, bool> keep) => _paths is null ? None : new PathSet([.. _paths.Where(keep)]);
}
