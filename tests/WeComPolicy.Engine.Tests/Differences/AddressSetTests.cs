using FsCheck;
using FsCheck.Fluent;
using WeComPolicy.Expressions.Libraries.Network;
using WeComPolicy.Testing;

namespace WeComPolicy.Engine.Tests.Differences;

/// <summary>Which addresses a change of ranges lets in.</summary>
public sealed class AddressSetTests
{
    [Theory]
    [InlineData("203.0.113.0/24", "203.0.113.0/28", "203.0.113.16-203.0.113.255")]
    [InlineData("203.0.113.0/27", "203.0.113.0/28", "203.0.113.16/28")]
    [InlineData("203.0.113.0/28 203.0.113.16/28", "203.0.113.0/27", "")]
    [InlineData("203.0.113.7", "", "203.0.113.7")]
    [InlineData("0.0.0.0/0", "", "0.0.0.0/0")]
    [InlineData("::/0", "8000::/1", "::/1")]
    [InlineData("0.0.0.0/0 ::/0", "::/0", "0.0.0.0/0")]
    [InlineData("2001:db8::/32", "203.0.113.0/24", "2001:db8::/32")]
    [InlineData("255.255.255.255", "255.255.255.254/31", "")]
    [InlineData("203.0.113.1-203.0.113.9", "203.0.113.3-203.0.113.4 203.0.113.9", "203.0.113.1-203.0.113.2 203.0.113.5-203.0.113.8")]
    public void Says_what_is_new(string after, string before, string expected) =>
        Assert.Equal(expected, string.Join(' ', Set(after).Except(Set(before)).Texts()));

    [Property(MaxTest = 200)]
    public Property Holds_for_every_address() => Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue)), seed =>
    {
        var random = new Random(seed);
        var after = Blocks(random);
        var before = Blocks(random);
        var beyond = AddressSet.Of(after).Except(AddressSet.Of(before));
        for (var address = 0; address < 64; address++)
            Assert.Equal(Has(after, address) && !Has(before, address), Has(beyond.Blocks, address));
        Assert.Equal(beyond.Blocks, AddressSet.Of(beyond.Texts().Select(Block)).Blocks);
    });

    private static List<AddressBlock> Blocks(Random random) => [.. Enumerable.Range(0, random.Next(6)).Select(_ =>
    {
        var first = random.Next(64);
        return new AddressBlock((ulong)first, (ulong)random.Next(first, 64), random.Next(8) > 0);
    })];

    private static bool Has(IEnumerable<AddressBlock> blocks, int address) => blocks.Any(b => b.IsV4 && b.First <= (ulong)address && (ulong)address <= b.Last);

    private static AddressSet Set(string text) => AddressSet.Of(text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Block));

    private static AddressBlock Block(string text) => AddressBlock.TryParse(text, out var block) ? block : throw new ArgumentException(text, nameof(text));
}
