using WeComPolicy.Expressions.Values;
using WeComPolicy.Testing;

namespace WeComPolicy.Expressions.Tests.ValueTests;

[FsCheck.Xunit.Properties(Arbitrary = [typeof(ValueGenerator)], MaxTest = 500)]
public sealed class EqualityProperties
{
    [Property]
    public void A_known_value_equals_itself(ValueGenerator.Known one) => Assert.True(ValueOperations.Equal(one.Value, one.Value).IsTrue);

    [Property]
    public void Equality_is_symmetric(Value a, Value b)
    {
        var (there, back) = (ValueOperations.Equal(a, b), ValueOperations.Equal(b, a));
        Assert.Equal(there.Kind, back.Kind);
        Assert.Equal(there.IsTrue, back.IsTrue);
    }

    [Property]
    public void Known_values_are_equal_or_not(ValueGenerator.Known a, ValueGenerator.Known b) =>
        Assert.Equal(ValueKind.Bool, ValueOperations.Equal(a.Value, b.Value).Kind);

    [Property]
    public void Equal_values_have_the_same_hash(Value a, Value b)
    {
        if (ValueOperations.Equal(a, b).IsTrue)
            Assert.Equal(ValueOperations.Hash(a), ValueOperations.Hash(b));
    }

    [Property]
    public void The_order_turns_around(Value a, Value b)
    {
        var there = ValueOperations.Compare(a, b);
        Assert.Equal(
            there switch
            {
                ValueOrder.Less => ValueOrder.Greater,
                ValueOrder.Greater => ValueOrder.Less,
                _ => there,
            },
            ValueOperations.Compare(b, a));
    }

    [Property]
    public void Order_and_equality_agree(Value a, Value b)
    {
        if (ValueOperations.Compare(a, b) is var order and not ValueOrder.Incomparable)
            Assert.Equal(order == ValueOrder.Equal, ValueOperations.Equal(a, b).IsTrue);
    }

    [Property]
    public void Less_and_not_greater_or_equal_are_the_same(ValueGenerator.Known a, ValueGenerator.Known b)
    {
        var less = ValueOperations.Less(a.Value, b.Value);
        var notLess = ValueOperations.LessOrEqual(b.Value, a.Value);
        Assert.Equal(less.Kind, notLess.Kind);
        if (less.Kind == ValueKind.Bool)
            Assert.NotEqual(less.AsBool, notLess.AsBool);
    }

    [Property]
    public void Forgetting_an_element_never_turns_a_verdict_around(ValueGenerator.Known a, ValueGenerator.Known b, ValueGenerator.Known c)
    {
        var before = ValueOperations.Equal(Value.List(a.Value, c.Value), Value.List(b.Value, c.Value));
        var after = ValueOperations.Equal(Value.List(a.Value, Value.Unknown(UnknownSet.Of("c"))), Value.List(b.Value, c.Value));
        Assert.True(after.Kind == ValueKind.Unknown || after.AsBool == before.AsBool);
    }

    [Property]
    public void Display_keeps_to_its_length(Value value, byte length)
    {
        var most = Math.Max(1, (int)length);
        Assert.InRange(ValueOperations.ToDisplay(value, most).Length, 1, most);
    }
}
