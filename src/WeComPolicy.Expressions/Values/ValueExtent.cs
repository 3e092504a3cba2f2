namespace WeComPolicy.Expressions.Values;

/// <summary>How much a value holds, so that work over it can be charged before it is begun.</summary>
/// <param name="Weight">
/// Characters, bytes and elements, with those of nested values; at least 1. What an expression built counts as often as it is
/// reached, so that sharing cannot hide an exponential size. Lists, maps and records of the input count by their elements only.
/// </param>
/// <param name="Depth">How deep values built by expressions are nested in it; 0 for all others.</param>
public readonly record struct ValueExtent(long Weight, int Depth)
{
    /// <summary>More than any budget; sums stay below the range of long.</summary>
    public const long MaxWeight = long.MaxValue / 4;

    /// <summary>The extent of a value.</summary>
    public static ValueExtent Of(Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.String:
                return new(1 + value.AsString.Length, 0);
            case ValueKind.Bytes:
                return new(1 + value.AsBytes.Length, 0);
            case ValueKind.List:
                return value.ListSource is ArrayListSource array ? array.Extent : new(1 + value.ListSource.Count(value.Handle), 0);
            case ValueKind.Map:
                return value.MapSource is DictionaryMapSource map ? map.Extent : new(1 + value.MapSource.Count(value.Handle), 0);
            case ValueKind.Optional when value.HasOptionalValue:
                var content = Of(value.OptionalValue);
                return new(Math.Min(MaxWeight, content.Weight + 1), content.Depth + 1);
            default:
                return new(1, 0);
        }
    }

    /// <summary>Keeps the extent of a list or map that does not change.</summary>
    internal struct Cache
    {
        private int _depth;
        private long _weight;

        public ValueExtent Get(ReadOnlySpan<Value> elements)
        {
            var known = Volatile.Read(ref _weight);
            if (known != 0)
                return new(known, _depth);
            var sum = default(Sum);
            foreach (var element in elements)
                sum.Add(element);
            return Set(sum);
        }

        public ValueExtent Get(List<KeyValuePair<Value, Value>> entries)
        {
            var known = Volatile.Read(ref _weight);
            if (known != 0)
                return new(known, _depth);
            var sum = default(Sum);
            foreach (var (key, element) in entries)
            {
                sum.Add(key);
                sum.Add(element);
            }

            return Set(sum);
        }

        // The weight last: a thread that sees it sees the depth too.
        private ValueExtent Set(Sum sum)
        {
            _depth = sum.Depth + 1;
            Volatile.Write(ref _weight, sum.Weight + 1);
            return new(sum.Weight + 1, sum.Depth + 1);
        }

        private struct Sum
        {
            public long Weight;
            public int Depth;

            public void Add(Value part)
            {
                var extent = Of(part);
                Weight = Math.Min(MaxWeight, Weight + extent.Weight);
                Depth = Math.Max(Depth, extent.Depth);
            }
        }
    }
}
