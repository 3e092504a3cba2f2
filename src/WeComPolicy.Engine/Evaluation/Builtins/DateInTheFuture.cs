using System.Globalization;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Evaluation.Builtins;

/// <summary>
/// What has happened cannot be dated after the day of judgement. Rules do not take such a date for a fact: whatever rests on it is
/// not decided, and this rule says at the date itself why.
/// </summary>
internal sealed class DateInTheFuture : Builtin
{
    protected override IReadOnlyDictionary<string, Type> ParameterTypes { get; } = new Dictionary<string, Type>();

    protected override IEnumerable<Finding?> Verdicts(BuiltinRule rule, Tenant tenant, DateOnly asOf)
    {
        var latest = DateText.EndOfDay(asOf);
        var judged = asOf.ToString("O", CultureInfo.InvariantCulture);
        foreach (var typed in tenant.Model.Files)
        {
            foreach (var node in typed.PastDates)
            {
                if (typed.Bits(node) <= latest)
                {
                    yield return null;
                    continue;
                }

                var text = typed.Document.Text(node);
                yield return Finding(
                    rule,
                    tenant,
                    Verdict.Fail,
                    new Bilingual($"{text} 晚于判定日期 {judged}，所记的事不可能已经发生", $"{text} lies after the day of judgement, {judged}: what it dates cannot have happened"),
                    typed.Document.Range(node),
                    TenantPath.Of(typed, node),
                    text);
            }
        }
    }
}
