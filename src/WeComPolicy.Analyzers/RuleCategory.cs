namespace WeComPolicy.Analyzers;

/// <summary>The categories of the rules, one for each range of ids.</summary>
internal static class RuleCategory
{
    public const string Secrets = "WeComPolicy.Secrets";

    public const string CallRate = "WeComPolicy.CallRate";

    public const string CorrectUse = "WeComPolicy.CorrectUse";
}
