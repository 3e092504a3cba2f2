using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Engine.Tests.Schema;

/// <summary>What has happened cannot be dated after the day of judgement: such a value is no fact.</summary>
public sealed class FutureDateTests
{
    private static readonly DateOnly Day = new(2026, 11, 1);

    [Theory]
    [InlineData("2026-10-31", true)]
    [InlineData("2026-11-01", true)]
    [InlineData("2026-11-02", false)]
    public void A_date_is_known_up_to_the_day(string date, bool known)
    {
        var value = Read($"credentials: [ {{ id: a, created_on: {date} }} ]", "created_on");
        Assert.Equal(known ? ValueKind.Timestamp : ValueKind.Unknown, value.Kind);
    }

    [Fact]
    public void What_is_optional_and_lies_ahead_is_there_and_not_known() =>
        Assert.Equal(ValueKind.Unknown, Read("credentials: [ { id: a, rotated_on: 2027-01-01 } ]", "rotated_on").Kind);

    [Fact]
    public void What_may_lie_ahead_is_known() =>
        Assert.Equal(ValueKind.Timestamp, Read("credentials: [ { id: a, expires_on: 2027-01-01 } ]", "expires_on").Kind);

    [Fact]
    public void Without_a_day_everything_is_known()
    {
        var model = Model("credentials: [ { id: a, created_on: 2027-01-01 } ]");
        Assert.Equal(ValueKind.Timestamp, Field(model.Root, "created_on").Kind);
    }

    [Fact]
    public void The_missing_fact_says_why_and_has_nothing_to_add()
    {
        var unknown = Read("credentials: [ { id: a, created_on: 2026-11-02 } ]", "created_on");
        var fact = Assert.IsType<MissingFactOrigin>(Assert.Single(unknown.AsUnknown.Origins)).ToMissingFact();
        Assert.Equal("credentials[id=a].created_on", fact.Path);
        Assert.Equal("", fact.Insert);
        Assert.Contains("after the day of judgement", fact.Meaning.En, StringComparison.Ordinal);
        Assert.Equal(37, fact.Parent!.Value.Start.Column);
    }

    private static Value Read(string yaml, string field) => Field(Model(yaml).RootAsOf(Day), field);

    private static Value Field(Value root, string field)
    {
        var section = root.RecordSource.Type(root.Handle).Find("credentials")!;
        var list = root.RecordSource.Field(root.Handle, section);
        var credential = list.ListSource.Element(list.Handle, 0);
        return credential.RecordSource.Field(credential.Handle, credential.RecordSource.Type(credential.Handle).Find(field)!);
    }

    private static TenantModel Model(string yaml) => TenantText.Model(yaml);
}
