using System.Numerics;

namespace WeComPolicy.Expressions.Libraries.Network;

/// <summary>
/// An address as a number of 128 bits. The framework's own type of that size cannot be compiled ahead, nor can what uses it: each
/// start would pay for it.
/// </summary>
/// <param name="High">The upper 64 bits.</param>
/// <param name="Low">The lower 64 bits.</param>
public readonly record struct AddressNumber(ulong High, ulong Low) : IComparable<AddressNumber>
{
    /// <summary>All bits set.</summary>
    public static AddressNumber MaxValue { get; } = new(ulong.MaxValue, ulong.MaxValue);

    /// <summary>How many bits above the highest that is set; 128 for zero.</summary>
    public int LeadingZeros => High != 0 ? BitOperations.LeadingZeroCount(High) : 64 + BitOperations.LeadingZeroCount(Low);

    /// <summary>A small number.</summary>
    public static implicit operator AddressNumber(ulong low) => new(0, low);

    /// <summary>The number moved up; what leaves is lost.</summary>
    /// <param name="value">The number.</param>
    /// <param name="count">From 0 to 127.</param>
    public static AddressNumber operator <<(AddressNumber value, int count) => count switch
    {
        0 => value,
        < 64 => new(value.High << count | value.Low >> (64 - count), value.Low << count),
        _ => new(value.Low << (count - 64), 0),
    };

    /// <summary>The number moved down; what leaves is lost.</summary>
    /// <param name="value">The number.</param>
    /// <param name="count">From 0 to 127.</param>
    public static AddressNumber operator >>(AddressNumber value, int count) => count switch
    {
        0 => value,
        < 64 => new(value.High >> count, value.Low >> count | value.High << (64 - count)),
        _ => new(0, value.High >> (count - 64)),
    };

    /// <summary>The bits that both have.</summary>
    public static AddressNumber operator &(AddressNumber left, AddressNumber right) => new(left.High & right.High, left.Low & right.Low);

    /// <summary>The bits that either has.</summary>
    public static AddressNumber operator |(AddressNumber left, AddressNumber right) => new(left.High | right.High, left.Low | right.Low);

    /// <summary>The sum; beyond the greatest it begins at zero again.</summary>
    public static AddressNumber operator +(AddressNumber left, AddressNumber right)
    {
        var low = left.Low + right.Low;
        return new(left.High + right.High + (low < left.Low ? 1UL : 0), low);
    }

    /// <summary>The difference; below zero it begins at the greatest again.</summary>
    public static AddressNumber operator -(AddressNumber left, AddressNumber right) =>
        new(left.High - right.High - (left.Low < right.Low ? 1UL : 0), left.Low - right.Low);

    /// <summary>Whether the first is less.</summary>
    public static bool operator <(AddressNumber left, AddressNumber right) => left.CompareTo(right) < 0;

    /// <summary>Whether the first is greater.</summary>
    public static bool operator >(AddressNumber left, AddressNumber right) => left.CompareTo(right) > 0;

    /// <summary>Whether the first is not greater.</summary>
    public static bool operator <=(AddressNumber left, AddressNumber right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the first is not less.</summary>
    public static bool operator >=(AddressNumber left, AddressNumber right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(AddressNumber other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);

    // Written out: what the compiler writes asks the framework for a comparer.
    /// <inheritdoc/>
    public bool Equals(AddressNumber other) => High == other.High && Low == other.Low;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(High, Low);
}
