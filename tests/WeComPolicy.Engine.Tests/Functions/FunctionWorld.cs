using WeComPolicy.Engine.Functions;
using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Evaluation;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Engine.Tests.Functions;

/// <summary>What expressions come to with the functions of this project, and the values of the variables they name.</summary>
internal sealed class FunctionWorld
{
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);

    public CelEnvironment Environment { get; private set; } = CelEnvironment.Standard.WithLibrary(WeComLibrary.Library);

    public static Value Unknown(string origin) => Value.Unknown(UnknownSet.Of(origin));

    /// <summary>A list of which it is not known whether it holds more.</summary>
    public static Value Incomplete(string origin, params Value[] elements) => Value.List(new ArrayListSource(elements, UnknownSet.Of(origin)), 0);

    /// <summary>The expression is true.</summary>
    public static void Holds(string expression) => Assert.Equal("true", new FunctionWorld().Show(expression));

    /// <summary>The expression checks, and fails when it is run.</summary>
    public static void Fails(string expression)
    {
        var result = new FunctionWorld().Evaluate(expression);
        Assert.True(result.Kind == ValueKind.Error, $"{expression} gives {ValueOperations.ToDisplay(result)}");
        Assert.NotEqual(result.AsError.Message.Zh, result.AsError.Message.En);
    }

    public void Set(string name, CelType type, Value value)
    {
        Environment = Environment.WithVariable(name, type);
        _values[name] = value;
    }

    /// <summary>How the value is displayed.</summary>
    public string Show(string expression) => ValueOperations.ToDisplay(Evaluate(expression));

    private Value Evaluate(string expression)
    {
        var result = Environment.Check(expression);
        Assert.True(result.Ast is not null, $"{expression}: {string.Join("; ", result.Diagnostics.Select(d => d.Message.En))}");
        var frame = new Frame(Environment);
        foreach (var variable in Environment.Variables)
            frame.Set(variable.Slot, _values[variable.Name]);
        return CelProgram.Compile(result.Ast, Environment).Evaluate(frame);
    }
}
