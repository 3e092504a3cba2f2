using WeComPolicy.Engine.Differences;
using WeComPolicy.Engine.Evaluation;
using WeComPolicy.Engine.Tests.Schema;

namespace WeComPolicy.Engine.Tests.Differences;

/// <summary>Two states of a tenant, compared.</summary>
internal sealed record Compared(IReadOnlyList<FactChange> Facts, IReadOnlyList<PrivilegeChange> Privileges)
{
    public static Compared Of(string before, string after) => Of(Tenant("before", before), Tenant("after", after));

    public static Compared Of(Tenant before, Tenant after)
    {
        var (privileges, facts) = PrivilegeChanges.Of(before, after, TenantDifference.Of(before.Model, after.Model), ChangeRuleReader.Shipped);
        return new Compared(facts, privileges);
    }

    /// <summary>The rules that tell of the change.</summary>
    public IEnumerable<string> Told => Privileges.Where(p => !p.IsUndecided).Select(p => p.Rule.Id).Order(StringComparer.Ordinal);

    /// <summary>The rules that cannot tell.</summary>
    public IEnumerable<string> Undecided => Privileges.Where(p => p.IsUndecided).Select(p => p.Rule.Id).Order(StringComparer.Ordinal);

    /// <summary>Each fact on a line.</summary>
    public IEnumerable<string> Lines => Facts.Select(f => $"{f.Kind} {f.Path} {f.From ?? "-"} {f.To ?? "-"}");

    private static Tenant Tenant(string name, string yaml) => new(name, TenantText.Model(yaml));
}
