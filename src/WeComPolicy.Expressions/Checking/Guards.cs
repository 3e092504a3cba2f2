namespace WeComPolicy.Expressions.Checking;

/// <summary>What is known to be present where an expression is evaluated: a chain, so that adding is cheap.</summary>
internal sealed class Guards
{
    private readonly Guards? _outer;
    private readonly PathSet _paths;

    private Guards(Guards? outer, PathSet paths)
    {
        _outer = outer;
        _paths = paths;
    }

    public static Guards None { get; } = new(null, PathSet.None);

    public Guards With(PathSet paths) => paths.IsEmpty ? this : new Guards(this, paths);

    public bool Contains(string path)
    {
        for (var guards = this; guards is not null; guards = guards._outer)
        {
            if (guards._paths.Contains(path))
                return true;
        }

        return false;
    }
}
