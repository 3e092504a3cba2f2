using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Evaluation;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Tests.Evaluation;

/// <summary>The variables that the tests of evaluation speak about.</summary>
internal sealed class World
{
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);

    private World(CelEnvironment environment) => Environment = environment;

    public CelEnvironment Environment { get; private set; }

    public EvaluationLimits? Limits { get; set; }

    public static World Empty => new(CelEnvironment.Standard);

    /// <summary>
    /// Unknown variables of each type (<c>ub ui ud us ul um uo ut up</c>), an incomplete list <c>part</c> of 1, 2, 3, an
    /// incomplete empty list <c>nothing</c>, a list <c>holey</c> of 1, unknown, 3, and two people.
    /// </summary>
    public static World WithUnknowns
    {
        get
        {
            var world = Empty;
            foreach (var (name, type) in new (string, CelType)[]
            {
                ("ub", CelType.Bool), ("ui", CelType.Int), ("ud", CelType.Double), ("us", CelType.String),
                ("ul", CelType.List(CelType.Int)), ("um", CelType.Map(CelType.String, CelType.Int)),
                ("uo", CelType.Optional(CelType.Int)), ("ut", CelType.Timestamp), ("up", PersonType.Type), ("ux", CelType.Dyn),
            })
                world.Set(name, type, Unknown(name));
            world.Set("part", CelType.List(CelType.Int), Incomplete("part", 1, 2, 3));
            world.Set("nothing", CelType.List(CelType.Int), Incomplete("nothing"));
            world.Set("holey", CelType.List(CelType.Int), Value.List(Value.Int(1), Unknown("hole"), Value.Int(3)));
            world.Set("li", PersonType.Type, new Person(
                ("name", Value.String("li")),
                ("age", Value.Int(30)),
                ("tags", Value.List(Value.String("a"), Value.String("b"))),
                ("end", Value.Int(7))).Value);
            world.Set("wu", PersonType.Type, new Person(("name", Value.String("wu")), ("boss", world._values["li"])).Value);
            return world;
        }
    }

    public static Value Unknown(string origin) => Value.Unknown(UnknownSet.Of(origin));

    public static Value Incomplete(string origin, params long[] elements) =>
        Value.List(new ArrayListSource([.. elements.Select(Value.Int)], UnknownSet.Of(origin)), 0);

    public void Set(string name, CelType type, Value value)
    {
        Environment = Environment.WithVariable(name, type);
        _values[name] = value;
    }

    public void Define(string name, string expression) =>
        Environment = Environment.WithDefinition(name, Check(expression));

    public CheckedAst Check(string expression)
    {
        var result = Environment.Check(expression);
        Assert.True(result.Ast is not null, $"{expression}: {string.Join("; ", result.Diagnostics.Select(d => d.Message.En))}");
        return result.Ast;
    }

    public CelProgram Compile(string expression) => CelProgram.Compile(Check(expression), Environment);

    public Frame Frame()
    {
        var frame = new Frame(Environment, Limits);
        foreach (var variable in Environment.Variables)
        {
            if (variable.Definition is null)
                frame.Set(variable.Slot, _values[variable.Name]);
        }

        return frame;
    }

    public Value Evaluate(string expression) => Compile(expression).Evaluate(Frame());

    /// <summary>How the value is displayed; the trace must come to the same.</summary>
    public string Show(string expression)
    {
        var program = Compile(expression);
        var shown = ValueOperations.ToDisplay(program.Evaluate(Frame()));
        Assert.Equal(shown, ValueOperations.ToDisplay(program.Trace(Frame()).Result));
        return shown;
    }
}
