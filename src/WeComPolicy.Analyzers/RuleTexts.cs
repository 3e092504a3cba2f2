using System.Resources;

namespace WeComPolicy.Analyzers;

/// <summary>The texts of the rules: <c>{id}Title</c>, <c>{id}Message</c>, <c>{id}Description</c>.</summary>
internal sealed class RuleTexts
{
    private RuleTexts()
    {
    }

    public static ResourceManager ResourceManager { get; } =
        new("WeComPolicy.Analyzers.Resources.RuleTexts", typeof(RuleTexts).Assembly);
}
