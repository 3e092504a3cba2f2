namespace WeComPolicy.Expressions.Libraries.Patterns;

/// <summary>A set of Unicode code points.</summary>
internal sealed class CodePointSet
{
    public const int MaxCodePoint = 0x10FFFF;

    private const int AsciiLength = 128;

    // A set by a property of its members knows its ranges only when somebody asks: to look at every code point there is costs more than most scans.
    private readonly Func<int, bool>? _property;
    private readonly Lazy<(int First, int Last)[]> _ranges;
    private readonly ulong _low;
    private readonly ulong _high;

    private CodePointSet((int First, int Last)[] ranges)
    {
        _ranges = new(ranges);
        foreach (var (first, last) in ranges)
        {
            for (var c = first; c <= last && c < AsciiLength; c++)
                Add(ref _low, ref _high, c);
        }
    }

    private CodePointSet(Func<int, bool> property)
    {
        _property = property;
        _ranges = new(() => RangesOf(property));
        for (var c = 0; c < AsciiLength; c++)
        {
            if (property(c))
                Add(ref _low, ref _high, c);
        }
    }

    public static CodePointSet Empty { get; } = new([]);

    public static CodePointSet All { get; } = new([(0, MaxCodePoint)]);

    /// <summary>Its ranges in ascending order; they neither touch nor overlap.</summary>
    public IReadOnlyList<(int First, int Last)> Ranges => _ranges.Value;

    public static CodePointSet Of(params (int First, int Last)[] ranges)
    {
        // By insertion: most come in order, and what the framework does with pairs is compiled at each start.
        var sorted = new List<(int First, int Last)>(ranges.Length);
        foreach (var range in ranges)
        {
            if (range.First > range.Last)
                continue;
            var at = sorted.Count;
            while (at > 0 && sorted[at - 1].First > range.First)
                at--;
            sorted.Insert(at, range);
        }

        var merged = new List<(int First, int Last)>(sorted.Count);
        foreach (var range in sorted)
        {
            if (merged.Count > 0 && range.First <= merged[^1].Last + 1)
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, range.Last));
            else
                merged.Add(range);
        }

        return new([.. merged]);
    }

    /// <summary>All code points that have a property.</summary>
    public static CodePointSet Where(Func<int, bool> property) => new(property);

    public bool Contains(int codePoint)
    {
        if (codePoint < AsciiLength)
            return ((codePoint < 64 ? _low : _high) >> codePoint & 1) != 0;
        if (_property is not null)
            return _property(codePoint);
        var ranges = _ranges.Value;
        var (low, high) = (0, ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            if (codePoint < ranges[middle].First)
                high = middle - 1;
            else if (codePoint > ranges[middle].Last)
                low = middle + 1;
            else
                return true;
        }

        return false;
    }

    /// <summary>What is in at least one of the sets.</summary>
    public static CodePointSet Union(IReadOnlyCollection<CodePointSet> sets)
    {
        var ranges = new List<(int First, int Last)>();
        foreach (var set in sets)
        {
            if (set._property is not null)
                continue;
            foreach (var range in set._ranges.Value)
                ranges.Add(range);
        }

        var listed = Of([.. ranges]);
        var properties = sets.Where(s => s._property is not null).ToArray();
        return properties.Length == 0 ? listed : Where(c => listed.Contains(c) || Array.Exists(properties, s => s._property!(c)));
    }

    public CodePointSet Complement()
    {
        if (_property is not null)
            return Where(c => !_property(c));
        var ranges = _ranges.Value;
        var gaps = new List<(int First, int Last)>(ranges.Length + 1);
        var next = 0;
        foreach (var (first, last) in ranges)
        {
            if (first > next)
                gaps.Add((next, first - 1));
            next = last + 1;
        }

        if (next <= MaxCodePoint)
            gaps.Add((next, MaxCodePoint));
        return new([.. gaps]);
    }

    private static void Add(ref ulong low, ref ulong high, int ascii)
    {
        if (ascii < 64)
            low |= 1UL << ascii;
        else
            high |= 1UL << ascii;
    }

    private static (int First, int Last)[] RangesOf(Func<int, bool> property)
    {
        var ranges = new List<(int First, int Last)>();
        for (var c = 0; c <= MaxCodePoint; c++)
        {
            if (!property(c))
                continue;
            if (ranges.Count > 0 && ranges[^1].Last == c - 1)
                ranges[^1] = (ranges[^1].First, c);
            else
                ranges.Add((c, c));
        }

        return [.. ranges];
    }
}
