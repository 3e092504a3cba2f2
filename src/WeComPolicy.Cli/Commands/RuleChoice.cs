using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Cli.Commands;

/// <summary>Finds the rule that an argument names.</summary>
internal static class RuleChoice
{
    /// <summary>The rule of that id or name, in any letter case; null, reported, where there is none.</summary>
    public static RuleDescriptor? Find(IReadOnlyList<RuleDescriptor> rules, string wanted, CliContext context)
    {
        foreach (var rule in rules)
        {
            if (string.Equals(rule.Id, wanted, StringComparison.OrdinalIgnoreCase) || string.Equals(rule.Name, wanted, StringComparison.OrdinalIgnoreCase))
                return rule;
        }

        var near = Suggestion.Nearest(wanted, rules.Select(r => r.Id).Concat(rules.Select(r => r.Name)));
        var shown = Excerpt.Of(wanted);
        context.Error.WriteLine((near is null
            ? new Bilingual($"没有规则“{shown}”；运行 wecom-policy rules 查看全部，自己的规则请用 --policy 指定", $"there is no rule '{shown}'; wecom-policy rules lists all, and --policy names rules of your own")
            : new Bilingual($"没有规则“{shown}”；是否想写“{near}”？", $"there is no rule '{shown}'; did you mean '{near}'?")).In(context.Language));
        return null;
    }
}
