using WeComPolicy.Expressions.Tests.Evaluation;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Tests.Libraries;

/// <summary>What expressions without variables come to.</summary>
internal static class Expression
{
    /// <summary>The expression is true.</summary>
    public static void Holds(string expression) => Assert.True("true" == World.Empty.Show(expression), $"{expression} gives {World.Empty.Show(expression)}");

    /// <summary>The expression checks, and fails when it is run.</summary>
    public static void Fails(string expression)
    {
        var result = World.Empty.Evaluate(expression);
        Assert.True(result.Kind == ValueKind.Error, $"{expression} gives {ValueOperations.ToDisplay(result)}");
        Assert.False(result.AsError.Message.Zh == result.AsError.Message.En, $"{expression}: {result.AsError.Message.En}");
    }

    /// <summary>The checker refuses the expression.</summary>
    public static void IsRefused(string expression) => Assert.True(World.Empty.Environment.Check(expression).Ast is null, expression);

    /// <summary>The type that the checker gives.</summary>
    public static string TypeOf(string expression) => World.Empty.Check(expression).Type.ToString();
}
