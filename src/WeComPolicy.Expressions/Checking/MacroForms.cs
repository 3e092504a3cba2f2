namespace WeComPolicy.Expressions.Checking;

/// <summary>How each macro is written; for calls that are nearly one.</summary>
internal static class MacroForms
{
    private static readonly Dictionary<string, string> Forms = new(StringComparer.Ordinal)
    {
        ["has"] = "has(x.field)",
        ["all"] = "list.all(x, condition)",
        ["exists"] = "list.exists(x, condition)",
        ["exists_one"] = "list.exists_one(x, condition)",
        ["existsOne"] = "list.existsOne(x, condition)",
        ["filter"] = "list.filter(x, condition)",
        ["map"] = "list.map(x, value)",
        ["transformList"] = "list.transformList(i, x, value)",
        ["transformMap"] = "map.transformMap(k, v, value)",
        ["transformMapEntry"] = "map.transformMapEntry(k, v, {key: value})",
        ["sortBy"] = "list.sortBy(x, key)",
        ["optMap"] = "optional.optMap(x, value)",
        ["optFlatMap"] = "optional.optFlatMap(x, optional)",
        ["cel.bind"] = "cel.bind(x, value, expression)",
        ["cel.block"] = "cel.block([value, …], expression)",
    };

    /// <summary>The names of all macros.</summary>
    public static IEnumerable<string> Names => Forms.Keys;

    /// <summary>The form of the macro of that name, or null.</summary>
    public static string? Find(string name) => Forms.GetValueOrDefault(name);
}
