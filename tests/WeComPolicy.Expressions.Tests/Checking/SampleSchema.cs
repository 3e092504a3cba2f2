using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Libraries;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Tests.Checking;

/// <summary>A small schema with every kind of absence, enumerations and nested records.</summary>
public static class SampleSchema
{
    private static readonly CelType T = CelType.Parameter("T");
    private static readonly CelType OptionalT = CelType.Optional(T);

    static SampleSchema()
    {
        Login.SetFields(
        [
            new("mfa", CelType.Bool, Absence.NotKnown, 0),
            new("last_ip", CelType.String, Absence.None, 1),
        ]);
        Member.SetFields(
        [
            new("userid", CelType.String, Absence.NotKnown, 0),
            new("employment", Employment, Absence.NotKnown, 1),
            new("end_date", CelType.Timestamp, Absence.None, 2),
            new("login", Login, Absence.NotKnown, 3),
            new("backup", Login, Absence.None, 4),
            new("tags", CelType.List(CelType.String), Absence.None, 5),
            new("roles", CelType.List(Role), Absence.NotKnown, 6),
            new("age", CelType.Int, Absence.NotKnown, 7),
            new("active", CelType.Bool, Absence.NotKnown, 8),
        ]);
        Tenant.SetFields(
        [
            new("members", CelType.List(Member), Absence.NotKnown, 0),
            new("owner", Member, Absence.None, 1),
            new("quota", CelType.Map(CelType.String, CelType.Int), Absence.NotKnown, 2),
        ]);
        Environment = CelEnvironment.Standard
            .WithLibrary(Extras)
            .WithVariable("tenant", Tenant)
            .WithVariable("member", Member)
            .WithVariable("today", CelType.Timestamp)
            .WithVariable("anything", CelType.Dyn);
    }

    public static EnumType Employment { get; } = new("employment", ["regular", "outsourced", "intern"]);

    public static EnumType Role { get; } = new("role", ["super", "sub"]);

    public static RecordType Login { get; } = new("Login");

    public static RecordType Member { get; } = new("Member");

    public static RecordType Tenant { get; } = new("Tenant");

    public static CelEnvironment Environment { get; }

    // Functions of every style, so that these tests do not depend on what the shipped libraries hold.
    private static FunctionLibrary Extras { get; } = new("extras",
    [
        new("optional.of", [Declare("sample_of", OptionalT, T)]),
        new("optional.none", [Declare("sample_none", OptionalT)]),
        new("orValue", [Declare("sample_or_value", T, OptionalT, T) with { IsMember = true }]),
        new("hasValue", [Declare("sample_has_value", CelType.Bool, OptionalT) with { IsMember = true }]),
        new("sample.twice", [Declare("sample_twice_int", CelType.Int, CelType.Int), Declare("sample_twice_double", CelType.Double, CelType.Double)]),
        new("sample.holds", [Declare("sample_holds", CelType.Bool, CelType.List(T), CelType.List(T))]),
        new("sample.code", [Declare("sample_code", CelType.Opaque("sample.Code"), CelType.String)]),
        new("sample.pair", [Declare("sample_pair", CelType.Opaque("sample.Pair", T, CelType.Parameter("U")), T, CelType.Parameter("U"))]),
    ]);

    /// <summary>Checks and returns the one result type; no mistake is expected.</summary>
    public static string TypeOf(string text)
    {
        var result = Environment.Check(text);
        Assert.Equal("", string.Join("\n", result.Diagnostics.Select(d => $"{d.Span.Start}: {d.Message.En}")));
        return result.Ast!.Type.ToString();
    }

    private static Overload Declare(string id, CelType result, params CelType[] parameters) =>
        new() { Id = id, Parameters = parameters, Result = result };
}
