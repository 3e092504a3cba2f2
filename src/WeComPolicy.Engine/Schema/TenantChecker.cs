using WeComPolicy.Engine.Documents;

namespace WeComPolicy.Engine.Schema;

/// <summary>What came of checking a tenant file.</summary>
/// <param name="Typed">The file with its types. With diagnostics beside it no verdict may rest on it.</param>
/// <param name="Diagnostics">Every mistake, in the order of the text; from the 201st on only their number.</param>
public sealed record TenantCheckResult(TypedDocument Typed, IReadOnlyList<InputDiagnostic> Diagnostics)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool Success => Diagnostics.All(d => d.IsWarning);
}

/// <summary>
/// Checks a tenant file against the schema. The schema is closed: what it does not know is a mistake, except keys that begin with
/// <c>x-</c>. Codes: <c>unknown-key</c>, <c>wrong-type</c>, <c>null-value</c>, <c>unknown-value</c>, <c>bad-date</c>,
/// <c>bad-timestamp</c>, <c>out-of-range</c>, <c>bad-format</c>, <c>missing-identity</c>, <c>duplicate-identity</c>,
/// <c>unknown-format</c>, <c>too-many-problems</c>.
/// </summary>
public static class TenantChecker
{
    /// <summary>No more mistakes than this are told one by one.</summary>
    public const int MaxDiagnostics = 200;

    /// <summary>Checks a file and reads its values. Never throws, whatever the file holds.</summary>
    public static TenantCheckResult Check(LocatedDocument document, TenantSchema schema) => new TenantCheck(document, schema).Run();
}
