namespace WeComPolicy.Expressions.Values;

/// <summary>Equality of map keys: bool, int, uint, string, and double to look up by; the same number is the same key in any type.</summary>
internal sealed class MapKeyComparer : IEqualityComparer<Value>
{
    public static MapKeyComparer Instance { get; } = new();

    public bool Equals(Value x, Value y) =>
        x.Kind == ValueKind.String
            ? y.Kind == ValueKind.String && string.Equals(x.AsString, y.AsString, StringComparison.Ordinal)
            : ValueOperations.Compare(x, y) == ValueOrder.Equal;

    public int GetHashCode(Value obj) => ValueOperations.Hash(obj);
}
