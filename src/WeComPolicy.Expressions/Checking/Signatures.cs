using WeComPolicy.Expressions.Libraries;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Checking;

/// <summary>Writes overloads the way a policy author calls them.</summary>
internal static class Signatures
{
    private const int MaxShown = 8;

    /// <summary>Such as <c>string.contains(string) → bool</c> or <c>int + int → int</c>.</summary>
    public static string Of(string name, Overload overload)
    {
        var parameters = overload.Parameters;
        if (OperatorSymbol(name) is { } symbol)
        {
            return parameters.Count == 2
                ? $"{parameters[0]} {symbol} {parameters[1]}"
                : $"{symbol}{string.Join(", ", parameters)}";
        }

        var call = overload.IsMember && parameters.Count > 0
            ? $"{parameters[0]}.{name}({string.Join(", ", parameters.Skip(1))})"
            : $"{name}({string.Join(", ", parameters)})";
        return $"{call} → {overload.Result}";
    }

    /// <summary>How to call a function: its overloads, each once, no more than can be read; null where there are none.</summary>
    public static Bilingual? Usage(string name, IEnumerable<Overload> overloads)
    {
        var all = overloads.Select(o => Of(name, o)).Distinct(StringComparer.Ordinal).ToList();
        if (all.Count == 0)
            return null;
        List<string> shown = [.. all.Take(MaxShown)];
        if (all.Count > MaxShown)
            shown.Add("…");
        return new Bilingual($"可用的写法：{string.Join("；", shown)}。", $"It is written: {string.Join("; ", shown)}.");
    }

    /// <summary>A type with its English article: <c>a string</c>, <c>an int</c>.</summary>
    public static string WithArticle(CelType type)
    {
        var name = type.ToString();
        return (name[0] is 'a' or 'e' or 'i' or 'o' ? "an " : "a ") + name;
    }

    /// <summary>The name under which the standard library keeps an operator.</summary>
    public static string FunctionName(Operator @operator) => @operator switch
    {
        Operator.Not => "!_",
        Operator.Negate => "-_",
        Operator.In => "@in",
        _ => $"_{ExpressionPrinter.Symbol(@operator)}_",
    };

    private static string? OperatorSymbol(string name) => name switch
    {
        "@in" => "in",
        "!_" or "-_" => name[..1],
        ['_', .., '_'] when name.Length > 2 && !char.IsLetter(name[1]) => name[1..^1],
        _ => null,
    };
}
