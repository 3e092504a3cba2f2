namespace WeComPolicy.Expressions.Values;

/// <summary>
/// CEL's equality for hash tables: two values are the same when their equality is definitely true, so NaN and whatever
/// depends on an unknown part is the same as nothing. Not for use by several threads at once.
/// </summary>
public sealed class ValueEqualityComparer : IEqualityComparer<Value>
{
    private int _visits = 20_000_000;

    /// <summary>So much was compared that the answers since then are not to be trusted: the operation must end in a limit error.</summary>
    public bool Exhausted => _visits < 0;

    /// <inheritdoc/>
    public bool Equals(Value x, Value y) => !Exhausted && ValueOperations.Equal(x, y, ref _visits).IsTrue;

    /// <inheritdoc/>
    public int GetHashCode(Value obj) => ValueOperations.Hash(obj);
}
