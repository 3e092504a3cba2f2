using Microsoft.CodeAnalysis;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CodeFixes.CallRate;

/// <summary>A limiter of .NET that the project keeps already: it holds all loops together to one rate, which no delay in one loop does.</summary>
internal static class LimiterInReach
{
    /// <summary>The name of the nearest one; null where there is none.</summary>
    public static string? Of(SyntaxNode place, SemanticModel model)
    {
        foreach (var (name, type) in SymbolsInReach.Of(place, model))
        {
            // The rule knows it by its name as well, and would report the mended loop again otherwise.
            if (Limits(type) && WeComWords.ContainsAny(WeComWords.Normalize(name), "limiter", "ratelimit", "throttl", "tokenbucket"))
                return name;
        }

        return null;
    }

    // A limiter of concurrency says how many run side by side, not how many a second.
    private static bool Limits(ITypeSymbol type)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            if (at.Name == "ConcurrencyLimiter")
                return false;
            if (at is { Name: "RateLimiter", ContainingNamespace: { Name: "RateLimiting", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } } })
                return true;
        }

        return false;
    }
}
