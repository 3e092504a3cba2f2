using WeComPolicy.Expressions.Libraries.Network;

namespace WeComPolicy.Expressions.Libraries;

/// <summary>The libraries that every environment of this project starts with.</summary>
public static class StandardLibraries
{
    /// <summary>All of them; created once, on first use.</summary>
    public static IReadOnlyList<FunctionLibrary> All { get; } =
    [
        StandardLibrary.Create(),
        RegexLibrary.Create(),
        StringsLibrary.Create(),
        ListsLibrary.Create(),
        SetsLibrary.Create(),
        MathLibrary.Create(),
        EncodersLibrary.Create(),
        OptionalsLibrary.Create(),
        NetworkLibrary.Create(),
        UrlLibrary.Create(),
        WeComLibrary.Create(),
    ];
}
