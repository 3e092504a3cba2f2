using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions.Compiled;

namespace WeComPolicy.Engine.Policies.Compiled;

/// <summary>The types of the tenant schema, as compiled expressions name them.</summary>
internal static class TenantTypes
{
    /// <summary>The record types, the tenant first, and the enumerations.</summary>
    public static TypeCatalogue Of(TenantSchema schema) =>
        new([schema.RootRecord, .. schema.Types.Select(t => t.Cel)], [.. schema.Enums.Select(e => e.Names)]);
}
