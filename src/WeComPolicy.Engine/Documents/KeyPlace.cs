namespace WeComPolicy.Engine.Documents;

/// <summary>A key and how it stands before its value.</summary>
/// <param name="Key">The key's number.</param>
/// <param name="Distance">From its begin to the begin of the value.</param>
/// <param name="Length">Its length in the text, quotes included.</param>
internal readonly record struct KeyPlace(int Key, int Distance, int Length)
{
    // Written out: what the compiler writes asks the framework for comparers, which are compiled at each start.
    public bool Equals(KeyPlace other) => Key == other.Key && Distance == other.Distance && Length == other.Length;

    public override int GetHashCode() => (Key * 31) + (Distance * 7) + Length;
}
