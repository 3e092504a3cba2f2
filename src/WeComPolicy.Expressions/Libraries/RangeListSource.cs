using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Libraries;

/// <summary>The ints from 0 up to, not including, a number; the handle plays no part.</summary>
internal sealed class RangeListSource(int count) : ListSource
{
    public override int Count(long handle) => count;

    public override Value Element(long handle, int index) => Value.Int(index);
}
