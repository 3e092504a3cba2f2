using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Tests.ValueTests;

public sealed class ValueOperationsTests
{
    private static readonly Value _unknown = Value.Unknown(UnknownSet.Of("fact"));
    private static readonly Value _error = Value.Error("错", "wrong");

    [Fact]
    public void A_difference_decides_before_what_is_not_known()
    {
        Assert.True(ValueOperations.Equal(Value.List(_unknown, Value.Int(1)), Value.List(Value.Int(0), Value.Int(2))).IsFalse);
        Assert.True(ValueOperations.Equal(Value.List(_error, Value.Int(1)), Value.List(Value.Int(0), Value.Int(2))).IsFalse);
        Assert.Equal(ValueKind.Unknown, ValueOperations.Equal(Value.List(_error, _unknown), Value.List(Value.Int(0), Value.Int(2))).Kind);
        Assert.Equal(ValueKind.Error, ValueOperations.Equal(Value.List(_error, Value.Int(1)), Value.List(Value.Int(0), Value.Int(1))).Kind);
    }

    [Theory]
    [InlineData(2, 1, "unknown")]
    [InlineData(2, 2, "unknown")]
    [InlineData(1, 2, "false")]
    [InlineData(0, 0, "unknown")]
    public void An_incomplete_list_differs_only_by_being_longer(int complete, int incomplete, string expected)
    {
        var whole = Value.List([.. Enumerable.Repeat(Value.Int(1), complete)]);
        var part = Value.List(new ArrayListSource([.. Enumerable.Repeat(Value.Int(2), incomplete)], UnknownSet.Of("end")), 0);
        Assert.Equal(expected, ValueOperations.ToDisplay(ValueOperations.Equal(whole, part)));
        Assert.Equal(expected, ValueOperations.ToDisplay(ValueOperations.Equal(part, whole)));
    }

    [Theory]
    [InlineData(3, "false", "true", "false", "true", "false", "true")]
    [InlineData(5, "unknown", "unknown", "false", "unknown", "unknown", "true")]
    [InlineData(6, "unknown", "unknown", "unknown", "unknown", "unknown", "unknown")]
    public void A_size_that_is_at_least_five(int other, string equal, string notEqual, string less, string greater, string lessOrEqual, string greaterOrEqual)
    {
        var size = Value.Unknown(UnknownSet.Of("end").WithAtLeast(5));
        var number = Value.Int(other);
        Assert.Equal(equal, ValueOperations.ToDisplay(ValueOperations.Equal(size, number)));
        Assert.Equal(notEqual, ValueOperations.ToDisplay(ValueOperations.NotEqual(number, size)));
        Assert.Equal(less, ValueOperations.ToDisplay(ValueOperations.Less(size, number)));
        Assert.Equal(greater, ValueOperations.ToDisplay(ValueOperations.Less(number, size)));
        Assert.Equal(lessOrEqual, ValueOperations.ToDisplay(ValueOperations.LessOrEqual(size, number)));
        Assert.Equal(greaterOrEqual, ValueOperations.ToDisplay(ValueOperations.LessOrEqual(number, size)));
    }

    [Theory]
    [InlineData("\uFF5E", "\U0001F600")]
    [InlineData("a\uFFFF", "a\U00010000")]
    [InlineData("", "a")]
    [InlineData("a", "aa")]
    [InlineData("Z", "a")]
    public void Texts_are_ordered_by_code_point(string smaller, string greater)
    {
        Assert.Equal(ValueOrder.Less, ValueOperations.Compare(Value.String(smaller), Value.String(greater)));
        Assert.Equal(ValueOrder.Greater, ValueOperations.Compare(Value.String(greater), Value.String(smaller)));
    }

    [Fact]
    public void A_value_of_shared_parts_is_given_up_not_walked_for_ever()
    {
        var (a, b) = (Value.List(Value.Int(1)), Value.List(Value.Int(1)));
        for (var i = 0; i < 60; i++)
            (a, b) = (Value.List(a, a), Value.List(b, b));
        Assert.True(ValueOperations.Equal(a, b) is { Kind: ValueKind.Error, AsError.IsLimit: true });
        Assert.Equal(ValueOperations.Hash(a), ValueOperations.Hash(b));
        Assert.Equal(50, ValueOperations.ToDisplay(a, 50).Length);
    }

    [Fact]
    public void A_value_nested_without_end_does_not_exhaust_the_stack()
    {
        var (a, b) = (Value.None, Value.None);
        for (var i = 0; i < 1_000_000; i++)
            (a, b) = (Value.Some(a), Value.Some(b));
        Assert.Equal(ValueKind.Error, ValueOperations.Equal(a, b).Kind);
        Assert.Equal(ValueOperations.Hash(a), ValueOperations.Hash(b));
        Assert.NotEmpty(ValueOperations.ToDisplay(a, 1_000_000));
    }

    [Fact]
    public void Displays_as_cel_writes_it()
    {
        var map = new DictionaryMapSource();
        map.TryAdd(Value.String("k"), Value.True);
        map.TryAdd(Value.UInt(1), Value.Null);
        Assert.Equal("{\"k\": true, 1u: null}", ValueOperations.ToDisplay(map.ToValue()));
        Assert.Equal("[1, 2u, 1.5, 1.0, 1e+21]", ValueOperations.ToDisplay(Value.List(Value.Int(1), Value.UInt(2), Value.Double(1.5), Value.Double(1), Value.Double(1e21))));
        Assert.Equal("\"a\\\"b\\\\\\n\\u202e中😀\"", ValueOperations.ToDisplay(Value.String("a\"b\\\n\u202E中😀")));
        Assert.Equal("b\"a\\xff\"", ValueOperations.ToDisplay(Value.Bytes([(byte)'a', 255])));
        Assert.Equal("optional.of(optional.none())", ValueOperations.ToDisplay(Value.Some(Value.None)));
        Assert.Equal("timestamp(\"1970-01-01T00:00:00.5Z\")", ValueOperations.ToDisplay(Value.Timestamp(0, 500_000_000)));
        Assert.Equal("duration(\"-0.5s\")", ValueOperations.ToDisplay(Value.Duration(-1, 500_000_000)));
        Assert.Equal("[1, …]", ValueOperations.ToDisplay(Value.List(new ArrayListSource([Value.Int(1)], UnknownSet.Of("end")), 0)));
        Assert.Equal("\"aaaaaaaa…", ValueOperations.ToDisplay(Value.String(new string('a', 100)), 10));
        Assert.Equal("\"a…", ValueOperations.ToDisplay(Value.String("a😀😀"), 4));
        Assert.Equal("list", ValueOperations.ToDisplay(Value.Type(CelType.List(CelType.Int))));
    }

    [Fact]
    public void A_map_knows_a_key_as_any_number()
    {
        foreach (var size in new[] { 3, 100 })
        {
            var map = new DictionaryMapSource();
            for (var i = 0; i < size; i++)
                Assert.True(map.TryAdd(i % 2 == 0 ? Value.Int(i) : Value.UInt((ulong)i), Value.Int(i)));
            Assert.False(map.TryAdd(Value.UInt(2), Value.Null));
            Assert.False(map.TryAdd(Value.Double(1000), Value.Null));
            Assert.True(map.TryGet(0, Value.Double(1), out var one) && one.AsInt == 1);
            Assert.True(map.TryGet(0, Value.UInt(2), out var two) && two.AsInt == 2);
            Assert.False(map.TryGet(0, Value.Double(1.5), out _));
            Assert.False(map.TryGet(0, Value.String("1"), out _));
            Assert.False(map.TryGet(0, Value.True, out _));
            Assert.Equal(size, map.EntryCount);
        }
    }

    [Fact]
    public void The_type_of_a_list_does_not_say_what_it_holds()
    {
        Assert.True(ValueOperations.Equal(Value.Type(CelType.List(CelType.Int)), Value.Type(ValueOperations.TypeOf(Value.List()))).IsTrue);
        Assert.True(ValueOperations.Equal(Value.Type(CelType.Int), Value.Type(CelType.UInt)).IsFalse);
    }
}
