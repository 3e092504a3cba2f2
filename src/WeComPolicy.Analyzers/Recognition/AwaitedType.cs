using Microsoft.CodeAnalysis;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>What comes out of a call once it is waited for.</summary>
internal static class AwaitedType
{
    /// <summary>The <c>T</c> of a <c>Task&lt;T&gt;</c> or <c>ValueTask&lt;T&gt;</c>; any other type itself.</summary>
    public static ITypeSymbol Of(ITypeSymbol type) => type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: { Length: 1 } result } ? result[0] : type;
}
