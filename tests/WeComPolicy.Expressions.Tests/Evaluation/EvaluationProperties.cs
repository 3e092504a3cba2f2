using FsCheck;
using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Evaluation;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Tests.Syntax;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;
using WeComPolicy.Testing;

namespace WeComPolicy.Expressions.Tests.Evaluation;

public sealed class EvaluationProperties
{
    private static readonly CelEnvironment Typed = CelEnvironment.Standard
        .WithVariable("b1", CelType.Bool).WithVariable("b2", CelType.Bool)
        .WithVariable("i1", CelType.Int).WithVariable("i2", CelType.Int)
        .WithVariable("s1", CelType.String).WithVariable("s2", CelType.String)
        .WithVariable("li1", CelType.List(CelType.Int)).WithVariable("li2", CelType.List(CelType.Int))
        .WithVariable("ls1", CelType.List(CelType.String))
        .WithVariable("m1", CelType.Map(CelType.String, CelType.Int))
        .WithVariable("p1", PersonType.Type).WithVariable("p2", PersonType.Type)
        .WithVariable("ps1", CelType.List(PersonType.Type))
        .WithVariable("d1", CelType.Dyn);

    private static readonly CelEnvironment Untyped = CelEnvironment.Standard
        .WithVariable("a", CelType.Dyn).WithVariable("b", CelType.Dyn).WithVariable("x", CelType.Dyn)
        .WithVariable("member", CelType.Dyn).WithVariable("_y1", CelType.Dyn);

    private static readonly EvaluationLimits Small = new(MaxSteps: 100_000);

    /// <summary>Typed or not, whatever parses is evaluated without an exception, and its trace comes to the same.</summary>
    [Property(MaxTest = 300, Arbitrary = [typeof(ExprGenerator)])]
    public void No_expression_throws(Expr expression, int seed)
    {
        var parsed = Parser.Parse(ExpressionPrinter.Print(expression));
        Checker.Check(parsed, Untyped);
        var ast = Checker.Resolve(parsed, Untyped).Ast;
        Assert.NotNull(ast);
        var program = CelProgram.Compile(ast, Untyped);
        Assert.True(program.Cost.Degree >= 0);
        var random = new Random(seed);
        var frame = new Frame(Untyped, Small);
        for (var slot = 0; slot < Untyped.Variables.Count; slot++)
            frame.Set(slot, Anything(random, 3));
        var value = program.Evaluate(frame);
        frame.ResetBudget();
        AssertSame(value, program.Trace(frame).Result);
    }

    [Property(MaxTest = 300)]
    public void No_text_throws(string? text, int seed)
    {
        var random = new Random(seed);
        var pieces = new TypedExpressions(random).Bool(3);
        var cut = random.Next(pieces.Length);
        var broken = pieces[..cut] + (text ?? "") + pieces[random.Next(cut, pieces.Length)..];
        if (Typed.Check(broken).Ast is { } ast)
            CelProgram.Compile(ast, Typed).Evaluate(new Frame(Typed, Small));
        Assert.NotNull(Typed.Check(text ?? "").Diagnostics);
    }

    /// <summary>
    /// The law behind the promise: less knowledge gives the same value, the same failure, or unknown; never another value.
    /// </summary>
    [Property(MaxTest = 1500)]
    public void Forgetting_a_fact_changes_a_value_only_to_unknown(int seed)
    {
        var random = new Random(seed);
        var text = new TypedExpressions(random).Bool(random.Next(1, 5));
        var checkedText = Typed.Check(text);
        Assert.True(checkedText.Ast is not null, $"{text}: {checkedText.Diagnostics.FirstOrDefault()?.Message.En}");
        var program = CelProgram.Compile(checkedText.Ast, Typed);
        var facts = Facts(random);
        var whole = Evaluate(program, facts);
        for (var i = 0; i < 4; i++)
        {
            var incomplete = i % 2 == 1;
            var forgotten = facts.Select(value => Forget(random, value, incomplete)).ToArray();
            var value = Evaluate(program, forgotten);
            if (value.Kind == ValueKind.Unknown || (incomplete && whole.Kind == ValueKind.Error))
                continue;
            Assert.True(
                value.Kind == whole.Kind && (value.Kind == ValueKind.Error || value.AsBool == whole.AsBool),
                $"{text}\nis {Shown(whole)}, but with less knowledge {Shown(value)}\n"
                + string.Join('\n', Typed.Variables.Select((v, n) =>
                    $"{v.Name} = {ValueOperations.ToDisplay(facts[n])} / {ValueOperations.ToDisplay(forgotten[n])}")));
        }
    }

    /// <summary>What is evaluated in one go comes to the same step by step, with constants folded or not, and again.</summary>
    [Property(MaxTest = 300)]
    public void A_trace_comes_to_the_same_as_an_evaluation(int seed)
    {
        var random = new Random(seed);
        var text = new TypedExpressions(random).Bool(4);
        var program = CelProgram.Compile(Typed.Check(text).Ast!, Typed);
        var facts = Facts(random).Select(value => Forget(random, value, random.Next(2) == 0)).ToArray();
        var value = Evaluate(program, facts);
        var frame = Frame(facts);
        var trace = program.Trace(frame);
        AssertSame(value, trace.Result);
        AssertSame(value, trace.Entries[0].Value);
        AssertSame(value, program.Evaluate(frame));
    }

    /// <summary>The static bound holds for lists of the input of at most that many elements.</summary>
    [Property(MaxTest = 300)]
    public void The_cost_bound_holds(int seed)
    {
        var random = new Random(seed);
        var program = CelProgram.Compile(Typed.Check(new TypedExpressions(random).Bool(4)).Ast!, Typed);
        var frame = Frame(Facts(random));
        program.Evaluate(frame);

        // Texts count as short in the bound; here they have at most a few dozen characters.
        Assert.True(frame.UsedSteps <= program.Cost.BoundFor(8) * 100, $"{program.Ast.Text}: {frame.UsedSteps} > {program.Cost.BoundFor(8)}");
    }

    private static Value[] Facts(Random random) =>
    [
        Value.Bool(random.Next(2) == 0), Value.Bool(random.Next(2) == 0),
        Value.Int(random.Next(-3, 4)), Value.Int(random.Next(3) == 0 ? long.MaxValue : random.Next(-3, 4)),
        Value.String(random.Next(2) == 0 ? "a" : "b"), Value.String(random.Next(2) == 0 ? "" : "ab"),
        Ints(random), Ints(random),
        Value.List([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value.String(random.Next(2) == 0 ? "a" : "b"))]),
        Map(random),
        SomePerson(random, 1), SomePerson(random, 1),
        Value.List([.. Enumerable.Range(0, random.Next(4)).Select(_ => SomePerson(random, 1))]),
        random.Next(2) == 0 ? Value.Int(1) : Value.String("a"),
    ];

    private static Value Ints(Random random) =>
        Value.List([.. Enumerable.Range(0, random.Next(5)).Select(_ => Value.Int(random.Next(-2, 4)))]);

    private static Value Map(Random random)
    {
        var map = new DictionaryMapSource();
        if (random.Next(2) == 0)
            map.TryAdd(Value.String("a"), Value.Int(random.Next(3)));
        if (random.Next(2) == 0)
            map.TryAdd(Value.String("b"), Value.Int(random.Next(3)));
        return map.ToValue();
    }

    private static Value SomePerson(Random random, int depth)
    {
        var fields = new List<(string, Value)>
        {
            ("name", Value.String(random.Next(2) == 0 ? "a" : "b")),
            ("age", Value.Int(random.Next(-1, 4))),
            ("admin", Value.Bool(random.Next(2) == 0)),
            ("tags", Value.List(Value.String("a"))),
        };
        if (random.Next(2) == 0)
            fields.Add(("end", Value.Int(random.Next(3))));
        if (depth > 0 && random.Next(2) == 0)
            fields.Add(("boss", SomePerson(random, depth - 1)));
        return new Person([.. fields]).Value;
    }

    // The same value with some facts forgotten; where wanted, lists lose elements too and are incomplete then.
    private static Value Forget(Random random, Value value, bool incomplete)
    {
        if (random.Next(5) == 0)
            return World.Unknown("forgotten");
        switch (value.Kind)
        {
            case ValueKind.List:
                var elements = ((ArrayListSource)value.ListSource).Elements.ToArray().Select(e => Forget(random, e, incomplete)).ToList();
                if (!incomplete || random.Next(2) == 0)
                    return Value.List([.. elements]);
                elements.RemoveAll(_ => random.Next(3) == 0);
                return Value.List(new ArrayListSource([.. elements], UnknownSet.Of("missing")), 0);
            case ValueKind.Map:
                var map = new DictionaryMapSource();
                for (var i = 0; i < value.MapSource.Count(value.Handle); i++)
                    map.TryAdd(value.MapSource.Key(value.Handle, i), Forget(random, value.MapSource.Element(value.Handle, i), incomplete));
                return map.ToValue();
            case ValueKind.Record:
                var person = (Person)value.RecordSource;
                var kept = new List<(string, Value)>();
                foreach (var (name, field) in person.Given)
                {
                    if (PersonType.Field(name).Absence == Absence.None || random.Next(4) > 0)
                        kept.Add((name, name == "boss" ? KnownRecord(random, field, incomplete) : Forget(random, field, incomplete)));
                }

                return new Person([.. kept]).Value;
            default:
                return value;
        }
    }

    private static Value KnownRecord(Random random, Value record, bool incomplete)
    {
        Value forgotten;
        do
            forgotten = Forget(random, record, incomplete);
        while (forgotten.Kind != ValueKind.Record);
        return forgotten;
    }

    private static Value Anything(Random random, int depth) => random.Next(depth > 0 ? 14 : 9) switch
    {
        0 => Value.Null,
        1 => Value.Bool(random.Next(2) == 0),
        2 => Value.Int(random.Next(5) == 0 ? long.MinValue : random.Next(-2, 4)),
        3 => Value.UInt((ulong)random.Next(4)),
        4 => Value.Double(random.Next(4) == 0 ? double.NaN : random.Next(-2, 4) / 2.0),
        5 => Value.String(random.Next(2) == 0 ? "a" : "name"),
        6 => Value.Bytes([1, 2]),
        7 => World.Unknown("any"),
        8 => Value.Type(CelType.Int),
        9 => Value.List([.. Enumerable.Range(0, random.Next(4)).Select(_ => Anything(random, depth - 1))]),
        10 => Map(random),
        11 => SomePerson(random, 1),
        12 => random.Next(2) == 0 ? Value.None : Value.Some(Value.Int(1)),
        _ => Value.Timestamp(random.Next()),
    };

    private static Frame Frame(Value[] values)
    {
        var frame = new Frame(Typed, Small);
        for (var slot = 0; slot < values.Length; slot++)
            frame.Set(slot, values[slot]);
        return frame;
    }

    private static Value Evaluate(CelProgram program, Value[] values) => program.Evaluate(Frame(values));

    private static void AssertSame(Value expected, Value actual)
    {
        Assert.Equal(expected.Kind, actual.Kind);
        if (expected.Kind is ValueKind.Error or ValueKind.Unknown)
            return;
        Assert.Equal(ValueOperations.ToDisplay(expected), ValueOperations.ToDisplay(actual));
    }

    private static string Shown(Value value) =>
        ValueOperations.ToDisplay(value) + (value.Kind == ValueKind.Error ? $" ({value.AsError.Message.En})" : "");
}
