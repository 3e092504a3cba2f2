using WeComPolicy.Engine.Documents;

namespace WeComPolicy.Engine.Policies;

/// <summary>A parameter of a rule. No tuple: what the framework does with a list of those is compiled at each start.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">A bool, long, double, string or list of these.</param>
/// <param name="Range">Where the value stands.</param>
public sealed record RuleParameter(string Name, object Value, SourceRange Range);
