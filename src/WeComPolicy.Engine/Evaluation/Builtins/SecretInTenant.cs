using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Evaluation.Builtins;

/// <summary>No value or comment of a tenant file may look like a secret. What stands there is never shown.</summary>
internal sealed class SecretInTenant : Builtin
{
    protected override IReadOnlyDictionary<string, Type> ParameterTypes { get; } = new Dictionary<string, Type>();

    protected override IEnumerable<Finding?> Verdicts(BuiltinRule rule, Tenant tenant, DateOnly asOf)
    {
        var found = false;
        foreach (var typed in tenant.Model.Files)
        {
            var comments = new CommentOwners(typed);
            foreach (var secret in typed.Secrets)
            {
                found = true;
                var path = secret.Node >= 0 ? TenantPath.Of(typed, secret.Node) : comments.PathOf(secret.Range.Span);
                yield return Finding(
                    rule,
                    tenant,
                    Verdict.Fail,
                    new Bilingual($"这里的内容像是{(char.IsAscii(secret.Kind.Zh[0]) ? " " : "")}{secret.Kind.Zh}（已隐去）", $"this looks like {secret.Kind.En} (not shown)"),
                    secret.Range,
                    path);
            }
        }

        if (!found)
            yield return null;
    }
}
