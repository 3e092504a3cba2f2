using FsCheck;
using FsCheck.Fluent;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Tests.ValueTests;

/// <summary>Values of all kinds, numbers close together, nested a little.</summary>
public static class ValueGenerator
{
    public static Arbitrary<Value> Values() => Arb.From(Of(3, known: false));

    public static Arbitrary<Known> KnownValues() => Arb.From(Of(3, known: true).Select(v => new Known(v)));

    private static Gen<Value> Of(int depth, bool known)
    {
        var scalar = Scalar(known);
        if (depth == 0)
            return scalar;
        var inner = Of(depth - 1, known);
        var list = Gen.Choose(0, 3).SelectMany(n => Gen.ListOf(inner, n)).Select(e => Value.List([.. e]));
        var partial = list.Select(l => Value.List(new ArrayListSource([.. Elements(l)], UnknownSet.Of("end")), 0));
        var map = Gen.Choose(0, 3).SelectMany(n => Gen.ListOf(Key.SelectMany(k => inner.Select(v => (k, v))), n)).Select(Map);
        var optional = inner.Select(Value.Some);
        return known ? Gen.Frequency((4, scalar), (2, list), (1, map), (1, optional)) : Gen.Frequency((4, scalar), (2, list), (1, partial), (1, map), (1, optional));
    }

    private static IEnumerable<Value> Elements(Value list) =>
        Enumerable.Range(0, list.ListSource.Count(list.Handle)).Select(i => list.ListSource.Element(list.Handle, i));

    private static Value Map(IEnumerable<(Value Key, Value Value)> entries)
    {
        var map = new DictionaryMapSource();
        foreach (var (key, value) in entries)
            map.TryAdd(key, value);
        return map.ToValue();
    }

    private static Gen<Value> Key => Gen.OneOf(
        Gen.Elements(Value.Int(0), Value.Int(1), Value.Int(2), Value.UInt(1), Value.UInt(2), Value.True, Value.False),
        Gen.Elements("", "a", "b").Select(Value.String));

    private static Gen<Value> Scalar(bool known)
    {
        Gen<Value> number = Gen.OneOf(
            Gen.Choose(-2, 2).Select(i => Value.Int(i)),
            Gen.Choose(0, 2).Select(i => Value.UInt((ulong)i)),
            Gen.Elements(0.0, -0.0, 1.0, 2.0, -1.0, 0.5, 9007199254740992.0, 9223372036854775808.0, 18446744073709551616.0, double.PositiveInfinity, double.NegativeInfinity).Select(Value.Double),
            Gen.Elements(long.MaxValue, long.MinValue, 9007199254740992L, 9007199254740993L).Select(Value.Int),
            Gen.Elements(ulong.MaxValue, 9223372036854775808UL, 9007199254740993UL).Select(Value.UInt));
        var other = Gen.Elements(
            Value.Null, Value.True, Value.False, Value.None, Value.String(""), Value.String("a"), Value.String("b"), Value.String("中"), Value.String("\U0001F600"),
            Value.String("\uFF5E"), Value.Bytes([]), Value.Bytes([1]), Value.Bytes([1, 2]), Value.Timestamp(0), Value.Timestamp(0, 1), Value.Duration(0), Value.Duration(-1, 5),
            Value.Type(CelType.Int), Value.Type(CelType.List(CelType.Int)), Value.Type(CelType.List(CelType.Dyn)));
        if (known)
            return Gen.Frequency((3, number), (4, other));
        var open = Gen.Elements(
            Value.Double(double.NaN), Value.Unknown(UnknownSet.Of("x")), Value.Unknown(UnknownSet.Of("y").WithAtLeast(1)), Value.Error("错", "wrong"));
        return Gen.Frequency((3, number), (4, other), (2, open));
    }

    /// <summary>A value without unknown parts, errors and NaN.</summary>
    public sealed record Known(Value Value)
    {
        public override string ToString() => ValueOperations.ToDisplay(Value);
    }
}
