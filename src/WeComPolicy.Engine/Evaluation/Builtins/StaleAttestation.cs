using System.Globalization;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Engine.Evaluation.Builtins;

/// <summary>Each section of the input must say when it was exported or attested, and that day must not lie too far back.</summary>
internal sealed class StaleAttestation : Builtin
{
    private const string MaxAge = "max_age_days";

    protected override IReadOnlyDictionary<string, Type> ParameterTypes { get; } = new Dictionary<string, Type> { [MaxAge] = typeof(long) };

    protected override IEnumerable<Finding?> Verdicts(BuiltinRule rule, Tenant tenant, DateOnly asOf)
    {
        var provenance = Field(tenant.Model.Root, tenant.Model.Schema.Root, TenantSchema.ProvenanceSection);
        foreach (var section in tenant.Model.Schema.Sections)
        {
            if (section.Name != TenantSchema.ProvenanceSection && tenant.Model.Find(section) is { } place)
                yield return Judge(rule, tenant, asOf, section, place.Typed.Document.KeyRange(place.Node), provenance);
        }
    }

    private static Finding? Judge(BuiltinRule rule, Tenant tenant, DateOnly asOf, SchemaField section, SourceRange sectionKey, Value provenance)
    {
        var path = $"{TenantSchema.ProvenanceSection}.{section.Name}.on";
        var entry = Field(provenance, tenant.Model.Schema.Root.Find(TenantSchema.ProvenanceSection)!.Type.Record!, section.Name);
        var on = Field(entry, tenant.Model.Schema.FindType("SectionProvenance")!, "on");
        if (on.Kind == ValueKind.Unknown)
        {
            var missing = on.AsUnknown.Origins.OfType<MissingFactOrigin>().Select(o => o.ToMissingFact()).ToList();
            return Finding(
                rule,
                tenant,
                Verdict.Unknown,
                new Bilingual($"不知道“{section.Name}”是哪一天导出或确认的", $"nobody says when '{section.Name}' was exported or attested"),
                missing[0].Parent ?? sectionKey,
                path) with { Missing = missing };
        }

        var days = (RuleWalk.StartOfDay(asOf).Seconds - on.Seconds) / 86_400;
        var stated = on.Seconds.ToString(CultureInfo.InvariantCulture);
        var range = TenantPlace.OfField(entry, "on")?.Range ?? sectionKey;
        if (days < 0)
        {
            return Finding(
                rule,
                tenant,
                Verdict.Fail,
                new Bilingual($"“{section.Name}”的确认日期在未来", $"the day on which '{section.Name}' was attested lies in the future"),
                range,
                path,
                stated);
        }

        var maxAge = (long)rule.Parameters[MaxAge];
        return days <= maxAge
            ? null
            : Finding(
                rule,
                tenant,
                Verdict.Fail,
                new Bilingual($"“{section.Name}”是 {days} 天前导出或确认的，最多 {maxAge} 天", $"'{section.Name}' was exported or attested {days} days ago, at most {maxAge} are allowed"),
                range,
                path,
                stated) with { Related = [new RelatedRange(sectionKey, Bilingual.Same(section.Name))] };
    }

    // A field of what is not known is not known either, for a reason that names the field.
    private static Value Field(Value record, SchemaType type, string name)
    {
        var field = type.Find(name)!.Cel;
        return record.Kind == ValueKind.Unknown
            ? Value.Unknown(record.AsUnknown.Select(field))
            : record.RecordSource.Field(record.Handle, field);
    }
}
