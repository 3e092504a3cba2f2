using WeComPolicy.Expressions.Libraries.Network;

namespace WeComPolicy.Expressions.Libraries;

/// <summary>The libraries of CEL itself and its public extensions; a host adds functions of its own with <see cref="CelEnvironment.WithLibrary"/>.</summary>
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
    ];
}
