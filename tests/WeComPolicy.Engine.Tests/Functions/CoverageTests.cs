using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Engine.Tests.Functions;

/// <summary><c>wecom.isCovered</c> and <c>wecom.coveredMembers</c>: a member of department 31 (1 ─ 30 ─ 31) with tag 10, and ranges of all forms.</summary>
public sealed class CoverageTests
{
    private static readonly Shape Member = new("Member", ("userid", CelType.String), ("department", Ints), ("employment", CelType.String));
    private static readonly Shape Department = new("Department", ("id", CelType.Int), ("parentid?", CelType.Int));
    private static readonly Shape Tag = new("Tag", ("tagid", CelType.Int), ("userlist", Strings), ("partylist", Ints));
    private static readonly Shape Range = new(
        "Scope", ("whole_corp", CelType.Bool), ("userids", Strings), ("departments", Ints), ("tags", Ints), ("employment", Strings));

    private static CelType Ints => CelType.List(CelType.Int);

    private static CelType Strings => CelType.List(CelType.String);

    [Theory]
    [InlineData("whole_corp", "true")]
    [InlineData("userids=li", "true")]
    [InlineData("userids=wu", "false")]
    [InlineData("employment=outsourced", "true")]
    [InlineData("employment=employee", "false")]
    [InlineData("departments=31", "true")]
    [InlineData("departments=30", "true")]
    [InlineData("departments=1", "true")]
    [InlineData("departments=32", "false")]
    [InlineData("departments=40", "false")]
    [InlineData("tags=10", "true")]
    [InlineData("tags=11", "true")]
    [InlineData("tags=12", "false")]
    [InlineData("tags=13", "false")]
    [InlineData("", "false")]
    public void EverythingIsKnown(string range, string expected) =>
        Assert.Equal(expected, Ask(Value.List(Scope(range)), Departments(null), Tags(null)));

    [Theory]
    [InlineData("departments=31", "true")]
    [InlineData("departments=30", "unknown")]
    [InlineData("departments=40", "unknown")]
    [InlineData("departments=1", "true")]
    [InlineData("tags=10", "true")]
    [InlineData("tags=11", "unknown")]
    [InlineData("userids=wu", "false")]
    [InlineData("", "false")]
    public void NothingIsKnownOfDepartments(string range, string expected) =>
        Assert.Equal(expected, Ask(Value.List(Scope(range)), FunctionWorld.Unknown("departments"), Tags(null)));

    [Theory]
    [InlineData("tags=10", "unknown")]
    [InlineData("departments=30", "true")]
    [InlineData("departments=40", "false")]
    [InlineData("userids=li;tags=10", "true")]
    public void NothingIsKnownOfTags(string range, string expected) =>
        Assert.Equal(expected, Ask(Value.List(Scope(range)), Departments(null), FunctionWorld.Unknown("tags")));

    [Theory]
    [InlineData("departments=40", "false")]
    [InlineData("departments=30", "true")]
    [InlineData("tags=12", "unknown")]
    [InlineData("tags=10", "true")]
    public void MoreDepartmentsAndTagsMayExist(string range, string expected) =>
        Assert.Equal(expected, Ask(Value.List(Scope(range)), Departments(UnknownSet.Of("more")), Tags(UnknownSet.Of("more"))));

    [Theory]
    [InlineData("userids=wu", "unknown")]
    [InlineData("userids=li", "true")]
    public void MoreRangesMayExist(string range, string expected) =>
        Assert.Equal(expected, Ask(Value.List(new ArrayListSource([Scope(range)], UnknownSet.Of("more")), 0), Departments(null), Tags(null)));

    [Fact]
    public void OneRangeIsKnownAndTheOtherIsNot()
    {
        Assert.Equal("true", Ask(Value.List(Scope(""), Range.Of(("departments", List(30)))), Departments(null), Tags(null)));
        Assert.Equal("unknown", Ask(Value.List(Scope(""), Range.Of(("departments", List(40)))), Departments(null), Tags(null)));
    }

    [Fact]
    public void DepartmentsAboveEachOther()
    {
        var departments = Value.List(Department.Of(("id", Value.Int(30)), ("parentid", Value.Int(31))), Department.Of(("id", Value.Int(31)), ("parentid", Value.Int(30))));
        Assert.Equal("true", Ask(Value.List(Scope("departments=30")), departments, Tags(null)));
        Assert.Equal("false", Ask(Value.List(Scope("departments=40")), departments, Tags(null)));
    }

    [Fact]
    public void WhatIsNoRange() => Assert.Equal("error", Ask(Value.List(Department.Of(("id", Value.Int(1)))), Departments(null), Tags(null), Department.Type));

    [Theory]
    [InlineData("whole_corp", "3")]
    [InlineData("userids=li", "1")]
    [InlineData("departments=30", "2")]
    [InlineData("departments=31", "1")]
    [InlineData("departments=40", "0")]
    [InlineData("tags=10", "1")]
    [InlineData("", "0")]
    public void MembersOfARangeAreCounted(string range, string expected) =>
        Assert.Equal(expected, Count(Scope(range), Departments(null), null));

    [Theory]
    [InlineData("departments=31", "unknown")]
    [InlineData("userids=li", "1")]
    [InlineData("departments=30", "unknown")]
    public void NothingIsKnownOfDepartmentsWhenMembersAreCounted(string range, string expected) =>
        Assert.Equal(expected, Count(Scope(range), FunctionWorld.Unknown("departments"), null));

    [Fact]
    public void MoreMembersMayExist()
    {
        Assert.Equal("unknown", Count(Scope("departments=30"), Departments(null), UnknownSet.Of("more")));
        Assert.Equal("true", Count(Scope("departments=30"), Departments(null), UnknownSet.Of("more"), " >= 2"));
    }

    private static string Count(Value range, Value departments, UnknownSet? why, string compared = "")
    {
        var world = new FunctionWorld();
        world.Set("members", CelType.List(Member.Type), Value.List(
            new ArrayListSource([Someone("li", 31), Someone("wu", 30), Someone("he", 1)], why), 0));
        world.Set("range", Range.Type, range);
        world.Set("departments", CelType.List(Department.Type), departments);
        world.Set("tags", CelType.List(Tag.Type), Tags(null));
        return world.Show($"wecom.coveredMembers(members, range, departments, tags).size(){compared}");
    }

    private static Value Someone(string userid, long department) =>
        Member.Of(("userid", Value.String(userid)), ("department", List(department)), ("employment", Value.String("employee")));

    private static string Ask(Value ranges, Value departments, Value tags, CelType? rangeType = null)
    {
        var world = new FunctionWorld();
        world.Set("member", Member.Type, Member.Of(("userid", Value.String("li")), ("department", List(31)), ("employment", Value.String("outsourced"))));
        world.Set("ranges", CelType.List(rangeType ?? Range.Type), ranges);
        world.Set("departments", CelType.List(Department.Type), departments);
        world.Set("tags", CelType.List(Tag.Type), tags);
        return world.Show("wecom.isCovered(member, ranges, departments, tags)");
    }

    // "userids=li;tags=10": all that is not named is empty.
    private static Value Scope(string text)
    {
        var parts = text.Split(';').Select(p => p.Split('=')).ToDictionary(p => p[0], p => p[^1], StringComparer.Ordinal);
        return Range.Of(
            ("whole_corp", Value.Bool(parts.ContainsKey("whole_corp"))),
            ("userids", Texts("userids")),
            ("departments", parts.TryGetValue("departments", out var d) ? List(long.Parse(d)) : List()),
            ("tags", parts.TryGetValue("tags", out var t) ? List(long.Parse(t)) : List()),
            ("employment", Texts("employment")));

        Value Texts(string name) => parts.TryGetValue(name, out var one) ? Value.List(Value.String(one)) : Value.List();
    }

    private static Value Departments(UnknownSet? why) => Value.List(
        new ArrayListSource(
        [
            Department.Of(("id", Value.Int(1))),
            Department.Of(("id", Value.Int(30)), ("parentid", Value.Int(1))),
            Department.Of(("id", Value.Int(31)), ("parentid", Value.Int(30))),
            Department.Of(("id", Value.Int(32)), ("parentid", Value.Int(31))),
        ],
        why),
        0);

    private static Value Tags(UnknownSet? why) => Value.List(
        new ArrayListSource(
        [
            Tag.Of(("tagid", Value.Int(10)), ("userlist", Value.List(Value.String("li"))), ("partylist", List())),
            Tag.Of(("tagid", Value.Int(11)), ("userlist", Value.List()), ("partylist", List(30))),
            Tag.Of(("tagid", Value.Int(12)), ("userlist", Value.List(Value.String("wu"))), ("partylist", List(40))),
        ],
        why),
        0);

    private static Value List(params long[] ids) => Value.List([.. ids.Select(Value.Int)]);

    /// <summary>A record type; a name that ends in ? is optional by nature.</summary>
    private sealed class Shape
    {
        public Shape(string name, params (string Name, CelType Type)[] fields)
        {
            Type = new RecordType(name);
            Type.SetFields([.. fields.Select((f, i) =>
                new RecordField(f.Name.TrimEnd('?'), f.Type, f.Name.EndsWith('?') ? Absence.None : Absence.NotKnown, i))]);
        }

        public RecordType Type { get; }

        public Value Of(params (string Name, Value Value)[] values) =>
            Value.Record(new One(Type, values.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal)), 0);
    }

    private sealed class One(RecordType type, Dictionary<string, Value> values) : RecordSource
    {
        public override RecordType Type(long handle) => type;

        public override Value Field(long handle, RecordField field) =>
            values.TryGetValue(field.Name, out var value) ? value : Value.Unknown(UnknownSet.Of(field.Name));

        public override bool Has(long handle, RecordField field) => values.ContainsKey(field.Name);
    }
}
