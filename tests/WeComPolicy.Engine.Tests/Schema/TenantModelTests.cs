using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;
using static WeComPolicy.Engine.Tests.Schema.TenantText;

namespace WeComPolicy.Engine.Tests.Schema;

public sealed class TenantModelTests
{
    private const string Tenant = """
        corp: { full_name: 示例, member_count: 2, certification: { expires_on: 2026-03-01 } }
        members:
          - userid: li.na
            enabled: true
            department: [2, 3]
            extattr: { 用工: 外包 }
          - { userid: zhang, leave_on: 2025-06-30 }
        customer_contact:
          members: [li.na]
          metrics: { complaint_rate: 0.5 }
        security:
          trusted_devices: [{ device_code: D1, last_login_time: 2025-05-28T09:30:00.5+08:00 }]
        """;

    private static Value Read(Value value, params object[] path)
    {
        foreach (var step in path)
        {
            value = step switch
            {
                string name => value.Kind == ValueKind.Record
                    ? value.RecordSource.Field(value.Handle, value.RecordSource.Type(value.Handle).Find(name)!)
                    : value.MapSource.TryGet(value.Handle, Value.String(name), out var entry) ? entry : default,
                int index => value.ListSource.Element(value.Handle, index),
                _ => throw new ArgumentException("a step is a name or an index"),
            };
        }

        return value;
    }

    private static MissingFactOrigin Origin(Value value)
    {
        Assert.Equal(ValueKind.Unknown, value.Kind);
        return Assert.IsType<MissingFactOrigin>(Assert.Single(value.AsUnknown.Origins));
    }

    [Fact]
    public void Values_are_those_of_the_file()
    {
        var root = Model(Tenant).Root;
        Assert.Equal("示例", Read(root, "corp", "full_name").AsString);
        Assert.Equal(2, Read(root, "corp", "member_count").AsInt);
        Assert.True(Read(root, "members", 0, "enabled").IsTrue);
        Assert.Equal(3, Read(root, "members", 0, "department", 1).AsInt);
        Assert.Equal("外包", Read(root, "members", 0, "extattr", "用工").AsString);
        Assert.Equal(0.5, Read(root, "customer_contact", "metrics", "complaint_rate").AsDouble);
        Assert.Equal("Tenant", root.RecordSource.Type(root.Handle).Name);
        Assert.Equal("Member", Read(root, "members", 0).RecordSource.Type(Read(root, "members", 0).Handle).Name);
        var extattr = Read(root, "members", 0, "extattr");
        Assert.Equal(1, extattr.MapSource.Count(extattr.Handle));
        Assert.Equal("用工", extattr.MapSource.Key(extattr.Handle, 0).AsString);
        Assert.False(extattr.MapSource.TryGet(extattr.Handle, Value.Int(1), out _));
        Assert.False(extattr.MapSource.TryGet(extattr.Handle, Value.String("没有"), out _));
    }

    [Fact]
    public void A_day_begins_at_midnight_in_China()
    {
        var value = Read(Model(Tenant).Root, "corp", "certification", "expires_on");
        Assert.Equal(ValueKind.Timestamp, value.Kind);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.FromHours(8)).ToUnixTimeSeconds(), value.Seconds);
        Assert.Equal(new DateOnly(2026, 3, 1), DateText.DayOf(value.Seconds));
        Assert.Equal(new DateOnly(2026, 2, 28), DateText.DayOf(value.Seconds - 1));
        Assert.Equal(new DateOnly(1969, 12, 31), DateText.DayOf(DateText.StartOfDay(new DateOnly(1969, 12, 31))));
    }

    [Fact]
    public void An_instant_keeps_its_decimals()
    {
        var value = Read(Model(Tenant).Root, "security", "trusted_devices", 0, "last_login_time");
        Assert.Equal(new DateTimeOffset(2025, 5, 28, 9, 30, 0, TimeSpan.FromHours(8)).ToUnixTimeSeconds(), value.Seconds);
        Assert.Equal(500_000_000, value.Nanos);
    }

    [Fact]
    public void A_fact_that_is_absent_is_unknown_and_says_what_to_add()
    {
        var root = Model(Tenant).Root;
        var fact = Origin(Read(root, "members", 0, "employment")).ToMissingFact();
        Assert.Equal("members[userid=li.na].employment", fact.Path);
        Assert.Equal((3, 13), (fact.Parent!.Value.Start.Line, fact.Parent.Value.Start.Column));
        Assert.Equal("employment: <employee|outsourced|intern|dispatched|partner|service>", fact.Insert);
        Assert.StartsWith("用工性质", fact.Meaning.Zh, StringComparison.Ordinal);
        Assert.Equal(Read(root, "members", 0, "employment").AsUnknown.Origins[0], Read(root, "members", 0, "employment").AsUnknown.Origins[0]);
        Assert.NotEqual(Read(root, "members", 0, "employment").AsUnknown.Origins[0], Read(root, "members", 1, "employment").AsUnknown.Origins[0]);
    }

    [Fact]
    public void A_section_that_is_absent_is_unknown()
    {
        var fact = Origin(Read(Model(Tenant).Root, "archive")).ToMissingFact();
        Assert.Equal("archive", fact.Path);
        Assert.Null(fact.Parent);
        Assert.Equal("archive: { enabled: <true|false>, … }", fact.Insert);
    }

    [Fact]
    public void What_is_optional_by_nature_is_asked_for_with_has()
    {
        var root = Model(Tenant).Root;
        var field = TenantSchema.V1.FindType("Member")!.Find("leave_on")!.Cel;
        var first = Read(root, "members", 0);
        var second = Read(root, "members", 1);
        Assert.False(first.RecordSource.Has(first.Handle, field));
        Assert.True(second.RecordSource.Has(second.Handle, field));
        Assert.Equal(ValueKind.Error, Read(root, "members", 0, "leave_on").Kind);
        Assert.Equal(ValueKind.Timestamp, Read(root, "members", 1, "leave_on").Kind);
    }

    private static UnknownSet? WhyIncomplete(Value list) => list.ListSource.WhyIncomplete(list.Handle);

    [Fact]
    public void Lists_are_incomplete_until_provenance_says_otherwise()
    {
        var root = Model(Tenant).Root;
        var origin = Assert.IsType<MissingFactOrigin>(Assert.Single(WhyIncomplete(Read(root, "members"))!.Origins));
        Assert.Equal("provenance.members.complete", origin.Path);
        Assert.Equal("provenance: { members: { complete: <true|false> } }", origin.ToMissingFact().Insert);
        Assert.Equal("provenance.security.complete", WhyIncomplete(Read(root, "security", "trusted_devices"))!.Origins[0].ToString());
        Assert.Equal("provenance.customer_contact.complete", WhyIncomplete(Read(root, "customer_contact", "members"))!.Origins[0].ToString());
        Assert.Null(WhyIncomplete(Read(root, "members", 0, "department")));
    }

    [Fact]
    public void Lists_are_complete_where_provenance_says_so()
    {
        var model = Model(Tenant, "provenance: { members: { complete: true } }");
        Assert.Null(WhyIncomplete(Read(model.Root, "members")));
        Assert.NotNull(WhyIncomplete(Read(model.Root, "security", "trusted_devices")));
        Assert.Null(model.WhyIncomplete(TenantSchema.V1.Root.Find("members")!));
        Assert.True(Read(model.Root, "provenance", "members", "complete").IsTrue);
        Assert.Equal("provenance.corp", Origin(Read(model.Root, "provenance", "corp")).Path);
        Assert.Equal("provenance.members.on", Origin(Read(model.Root, "provenance", "members", "on")).Path);
    }

    [Fact]
    public void A_section_stated_to_be_incomplete_says_so()
    {
        var model = Model(Tenant, "provenance:\n  members:\n    complete: false\n");
        var fact = Assert.IsType<MissingFactOrigin>(WhyIncomplete(Read(model.Root, "members"))!.Origins[0]).ToMissingFact();
        Assert.Equal("provenance.members.complete", fact.Path);
        Assert.Contains("不完整", fact.Meaning.Zh, StringComparison.Ordinal);
        Assert.Equal(3, fact.Parent!.Value.Start.Line);
    }

    [Fact]
    public void A_provenance_without_the_statement_lacks_it_there()
    {
        var model = Model(Tenant, "provenance:\n  members:\n    source: api\n");
        var fact = Assert.IsType<MissingFactOrigin>(WhyIncomplete(Read(model.Root, "members"))!.Origins[0]).ToMissingFact();
        Assert.Equal("complete: <true|false>", fact.Insert);
        Assert.Equal((2, 3), (fact.Parent!.Value.Start.Line, fact.Parent.Value.Start.Column));
    }

    [Fact]
    public void A_section_in_two_files_is_told_with_both_places()
    {
        var merged = TenantModel.Merge([Typed("corp: {}\n", "a.yaml"), Typed("members: []\ncorp: {}\n", "b.yaml")]);
        var diagnostic = Assert.Single(merged.Diagnostics);
        Assert.Equal(("duplicate-section", "b.yaml"), (diagnostic.Code, diagnostic.Path));
        Assert.Equal((2, 1), (diagnostic.Range!.Value.Start.Line, diagnostic.Range.Value.Start.Column));
        Assert.Contains("a.yaml", diagnostic.Message.En, StringComparison.Ordinal);
        Assert.Contains("a.yaml 第 1 行", diagnostic.Message.Zh, StringComparison.Ordinal);
        Assert.False(merged.Success);
    }

    [Fact]
    public void Provenance_merges_by_section()
    {
        Model("corp: {}\nprovenance: { corp: { source: api } }", "members: []\nprovenance: { members: { source: attested } }");
        var merged = TenantModel.Merge(
        [
            Typed("corp: {}\nprovenance: { corp: { source: api } }", "a.yaml"),
            Typed("provenance: { corp: { source: api } }", "b.yaml"),
        ]);
        Assert.Contains("'provenance.corp'", Assert.Single(merged.Diagnostics).Message.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x-a: 1")]
    [InlineData("schema: wecom-policy/tenant/v1")]
    [InlineData("provenance: {}")]
    public void A_tenant_without_sections_is_no_tenant(string text)
    {
        var merged = TenantModel.Merge([Typed(text)]);
        Assert.Null(merged.Model);
        Assert.Equal("no-sections", Assert.Single(merged.Diagnostics).Code);
        Assert.Null(TenantModel.Merge([]).Model);
    }

    [Fact]
    public void Values_can_be_located()
    {
        var root = Model(Tenant).Root;
        var members = Read(root, "members");
        Assert.True(TenantModel.TryLocateElement(members, 1, out var typed, out var node));
        Assert.Equal("members[userid=zhang]", TenantPath.Of(typed, node));
        Assert.True(TenantModel.TryLocate(members, out _, out node));
        Assert.Equal("members", TenantPath.Of(typed, node));
        Assert.False(TenantModel.TryLocate(Value.Int(1), out _, out _));
        Assert.False(TenantModel.TryLocateElement(Value.List(Value.Null), 0, out _, out _));
    }

    [Fact]
    public void Paths_go_by_identity()
    {
        var typed = Typed("members:\n  - userid: li.na\n    login_ip_ranges: [0.0.0.0/0]\n    extattr: { 用工: 外包, a: b }\n");
        var paths = Enumerable.Range(0, typed.Document.Count).Select(n => TenantPath.Of(typed, n));
        Assert.Equal(
        [
            "",
            "members",
            "members[userid=li.na]",
            "members[userid=li.na].userid",
            "members[userid=li.na].login_ip_ranges",
            "members[userid=li.na].login_ip_ranges[=0.0.0.0/0]",
            "members[userid=li.na].extattr",
            "members[userid=li.na].extattr[\"用工\"]",
            "members[userid=li.na].extattr.a",
        ], paths);
        typed = Typed("roles: [{ name: '甲 \"乙\"\\' }]");
        Assert.Equal("roles[name=\"甲 \\\"乙\\\"\\\\\"].name", TenantPath.Of(typed, typed.Document.Count - 1));
    }

    private sealed class Recorder : ITenantRecorder
    {
        public List<string> Reads { get; } = [];

        public void FieldRead(TypedDocument? typed, int record, SchemaField field, int node) =>
            Reads.Add($"{(typed is null ? field.Name : TenantPath.Of(typed, record, field.Name))}{(node < 0 ? " absent" : "")}");

        public void ElementRead(TypedDocument typed, int container, int node) => Reads.Add(TenantPath.Of(typed, node));

        public void Counted(TypedDocument typed, int container) => Reads.Add($"#{TenantPath.Of(typed, container)}");
    }

    [Fact]
    public void A_recorder_hears_every_read()
    {
        var recorder = new Recorder();
        var model = Model(Tenant);
        var root = model.RootValue(recorder);
        Read(root, "members", 0, "employment");
        Read(root, "members", 0, "extattr", "用工");
        var members = Read(root, "members");
        members.ListSource.Count(members.Handle);
        Read(root, "archive");
        Assert.Equal(
        [
            "members",
            "members[userid=li.na]",
            "members[userid=li.na].employment absent",
            "members",
            "members[userid=li.na]",
            "members[userid=li.na].extattr",
            "members[userid=li.na].extattr[\"用工\"]",
            "members",
            "#members",
            "archive absent",
        ], recorder.Reads);
        Read(model.Root, "corp");
        Assert.Equal(10, recorder.Reads.Count);
    }

    [Fact]
    public void A_record_is_equal_to_itself_however_it_was_reached()
    {
        var root = Model(Tenant).Root;
        Assert.Equal(Read(root, "members", 0).Handle, Read(root, "members", 0).Handle);
        Assert.NotEqual(Read(root, "members", 0).Handle, Read(root, "members", 1).Handle);
    }

    [Fact]
    public void What_is_invalid_has_no_value()
    {
        var typed = Check("members: [{ userid: a, department: [1, x] }]\ncorp: { member_count: x }").Typed;
        var root = TenantModel.Merge([typed]).Model!.Root;
        Assert.Equal(ValueKind.Unknown, Read(root, "corp", "member_count").Kind);
        Assert.Equal(ValueKind.Error, Read(root, "members", 0, "department", 1).Kind);
    }
}
