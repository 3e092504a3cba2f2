namespace WeComPolicy.Engine.Differences;

/// <summary>The names that the expressions of change rules can use.</summary>
public static class ChangeVariables
{
    /// <summary>The tenant as it was, a record of the tenant schema.</summary>
    public const string Base = "base";

    /// <summary>The tenant as it is to be.</summary>
    public const string Head = "head";

    /// <summary>The record as it was; of an added record there is none.</summary>
    public const string Before = "before";

    /// <summary>The record as it is to be; of a removed record there is none.</summary>
    public const string After = "after";
}
