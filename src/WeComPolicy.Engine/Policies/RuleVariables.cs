namespace WeComPolicy.Engine.Policies;

/// <summary>The names that every rule's expressions can use, at fixed slots.</summary>
public static class RuleVariables
{
    /// <summary>The tenant, a record of the tenant schema.</summary>
    public const string Tenant = "tenant";

    /// <summary>The day of <c>--as-of</c> at 00:00 in UTC+08:00, a timestamp.</summary>
    public const string Today = "today";

    /// <summary>The rule's parameters, a record.</summary>
    public const string Parameters = "params";

    /// <summary>Slot of <see cref="Tenant"/>.</summary>
    public const int TenantSlot = 0;

    /// <summary>Slot of <see cref="Today"/>.</summary>
    public const int TodaySlot = 1;

    /// <summary>Slot of <see cref="Parameters"/>.</summary>
    public const int ParametersSlot = 2;
}
