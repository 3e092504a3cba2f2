using WeComPolicy.Engine.Evaluation;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Engine.PolicyTests;

/// <summary>Which fields of the tenant a rule reads: those that its expressions name, and those that functions look up by themselves.</summary>
internal static class FieldsRead
{
    private static readonly Dictionary<RecordField, (SchemaType Type, SchemaField Field)> s_fields = new(
        TenantSchema.V1.Types.Append(TenantSchema.V1.Root).Distinct()
            .SelectMany(type => type.Fields.Select(field => KeyValuePair.Create(field.Cel, (type, field)))),
        // By reference: fields of two records may look the same.
        ReferenceEqualityComparer.Instance);

    /// <summary>The field of the schema and the record that has it; null for a field of another record, such as <c>params</c>.</summary>
    public static (SchemaType Type, SchemaField Field)? Find(RecordField field) => s_fields.TryGetValue(field, out var found) ? found : null;

    /// <summary>
    /// The fields that a case shows a rule to read. <c>wecom.isCovered</c> and the like take whole records, and only a run tells what
    /// they look at.
    /// </summary>
    public static IReadOnlyList<SchemaField> By(ExpressionRule rule, PreparedCase prepared) => new RecordingWalk(rule, prepared).Fields();

    private sealed class RecordingWalk : RuleWalk
    {
        private readonly ReadRecorder _recorder;

        public RecordingWalk(ExpressionRule rule, PreparedCase prepared)
            : base(rule, prepared.Tenant, prepared.Case.AsOf)
        {
            _recorder = new ReadRecorder(prepared.Tenant.Model, prepared.Case.AsOf);
            Frame.Set(RuleVariables.TenantSlot, _recorder.Root);
        }

        public IReadOnlyList<SchemaField> Fields()
        {
            Run();
            return [.. _recorder.Reads.Select(r => r.Field).OfType<SchemaField>().Distinct()];
        }

        protected override void Decided(Verdict verdict, Value value, int depth, RuleExpression? expression)
        {
            // What was read counts, whatever came of it.
        }
    }
}
