using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Engine.Tests.Schema;

public sealed class TenantSchemaTests
{
    private static IEnumerable<(string Path, SchemaField Field)> AllFields() =>
        TenantSchema.V1.Types.Append(TenantSchema.V1.Root).SelectMany(t => t.Fields.Select(f => ($"{t.Name}.{f.Name}", f)));

    [Fact]
    public void Every_field_speaks_both_languages()
    {
        foreach (var (path, field) in AllFields())
        {
            AssertTexts(path, field.Description.Zh, field.Description.En);
            if (field.Absence == Absence.None)
                AssertTexts(path, field.Why!.Value.Zh, field.Why.Value.En);
        }

        foreach (var type in TenantSchema.V1.Types)
            AssertTexts(type.Name, type.Label.Zh, type.Label.En);
        foreach (var words in TenantSchema.V1.Enums)
        {
            foreach (var value in words.Values)
                AssertTexts($"{words.Name}.{value.Name}", value.Label.Zh, value.Label.En);
        }
    }

    private static void AssertTexts(string where, string zh, string en)
    {
        Assert.True(zh.Any(c => c is >= '\u4e00' and <= '\u9fff') || zh is "Secret", $"{where}: no Chinese in '{zh}'");
        Assert.True(en.Any(char.IsAsciiLetter) && !en.Any(c => c is >= '\u4e00' and <= '\u9fff'), $"{where}: no English in '{en}'");
        Assert.False(zh.AsSpan().ContainsAny(",;:()?!"), $"{where}: half-width punctuation in '{zh}'");
        Assert.False(zh.EndsWith('。') || en.EndsWith('.'), $"{where}: ends with a full stop");
    }

    [Fact]
    public void Every_scalar_field_has_an_example_that_the_check_accepts()
    {
        foreach (var type in TenantSchema.V1.Types)
        {
            foreach (var field in type.Fields)
            {
                var scalar = field.Type.Kind == SchemaValueKind.List ? field.Type.Element! : field.Type;
                if (!scalar.IsScalar)
                    continue;
                Assert.True(field.Example is not null || type.Name is "SectionProvenance", $"{type.Name}.{field.Name}");
                Assert.True(PathTo(type) is not null, $"{type.Name} is not reachable");
                var (before, after) = PathTo(type)!.Value;
                var identity = type.Key is null || type.Key == field ? "" : $"{type.Key.Sample}, ";
                var text = $"{before}{identity}{field.Sample}{after}";
                var read = DocumentReader.Read(new SourceFile("tenant.yaml", text));
                Assert.True(read.Success, text);
                var result = TenantChecker.Check(read.Document!, TenantSchema.V1);
                Assert.True(result.Success, $"{text}: {string.Join(" ", result.Diagnostics.Select(d => d.Message.En))}");
            }
        }
    }

    // Flow text before and after the fields of a record of that type.
    private static (string, string)? PathTo(SchemaType wanted)
    {
        var queue = new Queue<(SchemaType Type, string Before, string After)>();
        queue.Enqueue((TenantSchema.V1.Root, "{ ", " }"));
        while (queue.TryDequeue(out var next))
        {
            if (next.Type == wanted)
                return (next.Before, next.After);
            foreach (var field in next.Type.Fields)
            {
                var isList = field.Type.Kind == SchemaValueKind.List;
                if ((isList ? field.Type.Element! : field.Type).Record is not { } record)
                    continue;
                var identity = next.Type.Key is null ? "" : $"{next.Type.Key.Sample}, ";
                queue.Enqueue((record, $"{next.Before}{identity}{field.Name}: {(isList ? "[" : "")}{{ ", $" }}{(isList ? "]" : "")}{next.After}"));
            }
        }

        return null;
    }

    [Fact]
    public void The_record_types_of_policies_come_from_it()
    {
        var members = TenantSchema.V1.RootRecord.Find("members")!;
        Assert.Equal("list(Member)", members.Type.ToString());
        var member = (RecordType)members.Type.Parameters[0];
        Assert.Equal(Absence.None, member.Find("leave_on")!.Absence);
        Assert.Equal(CelType.Timestamp, member.Find("leave_on")!.Type);
        Assert.Equal(Absence.NotKnown, member.Find("enabled")!.Absence);
        Assert.Equal("employment", Assert.IsType<EnumType>(member.Find("employment")!.Type).Title);
        Assert.Contains("outsourced", ((EnumType)member.Find("employment")!.Type).Values);
        Assert.Equal(CelType.List(CelType.Int), member.Find("department")!.Type);
        Assert.Equal(CelType.Map(CelType.String, CelType.String), member.Find("extattr")!.Type);
    }

    [Fact]
    public void Provenance_has_a_field_for_every_other_section()
    {
        var provenance = (RecordType)TenantSchema.V1.RootRecord.Find("provenance")!.Type;
        Assert.Equal(
            TenantSchema.V1.Sections.Select(s => s.Name).Where(n => n != "provenance"),
            provenance.Fields.Select(f => f.Name));
    }

    [Theory]
    [InlineData("corp.certification.expires_on", "corp.logo_set", "corp.member_limit", "corp.custom_domain", "corp.exmail_enabled")]
    [InlineData("directory.provisioning.mode", "directory.provisioning.import_batch_size", "directory.visibility_rules.rule_type")]
    [InlineData("members.last_active_on", "members.employment", "members.login_ip_ranges", "members.customer_count", "departments.parentid", "tags.tagid")]
    [InlineData("admins.wechat_realname", "admins.corp_count", "admins.scope.departments", "admins.apps", "roles.permissions.data_export")]
    [InlineData("customer_contact.welcome.has_faq_link", "customer_contact.contact_ways.state", "customer_contact.acquisition_links.link_id")]
    [InlineData("customer_contact.limits.add_per_minute", "customer_contact.retry.max_refusals", "customer_contact.metrics.complaint_rate")]
    [InlineData("customer_contact.intercept_rules.intercept_type", "customer_contact.handover.per_customer_90d", "customer_contact.roles.privilege.export_customer_data")]
    [InlineData("security.two_step.login.verify_url", "security.devices.max_pc", "security.remote_lock", "security.trusted_devices.last_login_time")]
    [InlineData("security.admin_log.operators.permission_changes", "security.login_ip_groups.login_ip_ranges", "security.account_controls.freeze")]
    [InlineData("archive.consent.mode", "archive.keys.private_key_ref", "archive.allowed_ips", "archive.retention_days", "archive.employee_notice_on")]
    [InlineData("apps.allow_partys", "apps.redirect_domain", "apps.trusted_ips", "apps.callback.url", "apps.uses_system_secret", "credentials.rotated_on")]
    [InlineData("integrations.sso.callback_domain", "integrations.rate_limit.concurrency", "network.allow_domains", "linked_corps.agentids")]
    [InlineData("governance.permission_audit.last_on", "governance.notice_owner", "crm.tag_mapping.crm_field", "provenance.members.complete")]
    public void What_rules_judge_has_its_place(params string[] paths)
    {
        foreach (var path in paths)
        {
            var type = TenantSchema.V1.Root;
            foreach (var name in path.Split('.'))
            {
                var field = type!.Find(name);
                Assert.True(field is not null, path);
                type = (field.Type.Element ?? field.Type).Record;
            }
        }
    }

    [Fact]
    public void A_field_knows_where_it_belongs()
    {
        Assert.Equal("members[].last_active_on", TenantSchema.V1.PlaceOf("last_active_on"));
        Assert.Equal("admins[].corp_count", TenantSchema.V1.PlaceOf("corp_count"));
        Assert.Null(TenantSchema.V1.PlaceOf("nothing"));
    }

    [Theory]
    [InlineData("sections: { a: { type: strin, zh: 甲, en: a } }", "unknown-type")]
    [InlineData("sections: { a: { type: string, zh: 甲 } }", "missing-key")]
    [InlineData("sections: { a: { type: string, zh: 甲, en: a, absent: none } }", "missing-key")]
    [InlineData("sections: { a: { type: string, zh: 甲, en: a, why: { zh: 甲, en: a } } }", "why-without-absent")]
    [InlineData("sections: { a: { type: string, zh: 甲, en: a, absnet: none } }", "unknown-key")]
    [InlineData("sections: { a: { type: string, zh: 甲, en: a, min: 1 } }", "bad-bound")]
    [InlineData("sections: { a: { type: int, zh: 甲, en: a, format: ip } }", "bad-format")]
    [InlineData("sections: { a: { type: string, zh: 甲, en: a, format: ipp } }", "unknown-value")]
    [InlineData("sections: { a: { type: string, zh: 甲, en: a, partial: true } }", "bad-partial")]
    [InlineData("sections: { a: { type: list(list(int)), zh: 甲, en: a } }", "nested-container")]
    [InlineData("sections: { A: { type: int, zh: 甲, en: a } }", "bad-name")]
    [InlineData("sections: { in: { type: int, zh: 甲, en: a } }", "bad-name")]
    [InlineData("sections: { a: { type: list(T), zh: 甲, en: a } }\ntypes: { T: { zh: 丁, en: t, fields: { } } }", "no-key")]
    [InlineData("sections: { a: { type: T, zh: 甲, en: a } }\ntypes: { T: { zh: 丁, en: t, fields: { t: { type: T, zh: 丁, en: t } } } }", "type-cycle")]
    [InlineData("sections: {}\ntypes: { T: { zh: 丁, en: t, key: x, fields: { } } }", "unknown-key-field")]
    [InlineData("sections: {}\ntypes: { T: { zh: 丁, en: t, key: x, fields: { x: { type: bool, zh: 丁, en: t } } } }", "bad-key-field")]
    [InlineData("sections: []", "wrong-type")]
    public void A_mistake_in_a_schema_is_told(string text, string code)
    {
        var types = text.Contains("types:", StringComparison.Ordinal) ? "" : "types: {}\n";
        var read = DocumentReader.Read(new SourceFile("schema.yaml", $"schema: {TenantSchema.FormatName}\ntenant: t/v1\nenums: {{}}\n{types}{text}\n"));
        Assert.Empty(read.Diagnostics);
        var result = TenantSchema.Load(read.Document!);
        Assert.Null(result.Schema);
        Assert.Contains(result.Diagnostics, d => d.Code == code && d.Range is not null);
    }
}
