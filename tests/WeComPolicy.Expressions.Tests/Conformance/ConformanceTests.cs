using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Evaluation;
using WeComPolicy.Expressions.Libraries;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Tests.Compiled;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;
using Xunit.Abstractions;

namespace WeComPolicy.Expressions.Tests.Conformance;

public sealed class ConformanceTests(ITestOutputHelper output)
{
    private const string Absent = "the conformance suite is not on this machine; set CEL_CONFORMANCE to its folder";

    // A theory without rows fails, so where there is no suite one row says so.
    public static TheoryData<string, int> Rows
    {
        get
        {
            var rows = new TheoryData<string, int>();
            foreach (var (suite, cases) in ConformanceSuite.Cases)
            {
                foreach (var one in cases)
                    rows.Add(suite, one.Number);
            }

            if (rows.Count == 0)
                rows.Add(Absent, 0);
            return rows;
        }
    }

    [Fact]
    public void The_suite_is_whole_or_its_absence_is_said()
    {
        if (ConformanceSuite.Folder is null)
            output.WriteLine($"NOT RUN: {Absent}");
        else
            Assert.Equal(ConformanceSuite.ExpectedCount, ConformanceSuite.Cases.Values.Sum(cases => cases.Count));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Case(string suite, int number)
    {
        if (!ConformanceSuite.Cases.TryGetValue(suite, out var cases))
            output.WriteLine($"NOT RUN: {suite}");
        else
            Run(cases[number]);
    }

    private static void Run(ConformanceCase one)
    {
        var environment = EnvironmentOf(one);
        var parsed = Parser.Parse(one.Expression, new ParseOptions { Macros = one.Macros });
        Assert.True(parsed.Diagnostics.Count == 0, $"{one}\ndoes not parse: {Told(parsed.Diagnostics)}");
        var result = one.Checked ? Checker.Check(parsed, environment) : Checker.Resolve(parsed, environment);

        // What always fails, such as a key that stands twice, may be told before it is run; it has to fail unchecked too.
        if (one.ExpectsError && result.Diagnostics.Count > 0)
            result = Checker.Resolve(parsed, environment);
        Assert.True(result is { Ast: not null, Diagnostics.Count: 0 }, $"{one}\ndoes not check: {Told(result.Diagnostics)}");
        var ast = result.Ast!;
        if (one.Type is { } type)
            Assert.Equal(ConformanceValues.ReadType(type), ast.Type);
        if (one.OnlyChecked)
            return;
        var frame = new Frame(environment);
        foreach (var binding in one.Bindings)
            frame.Set(environment.FindVariable(binding.Name)!.Slot, ConformanceValues.Read(binding.Value));
        var program = CelProgram.Compile(ast, environment);
        var actual = program.Evaluate(frame);
        AssertExpected(one, actual);
        AssertExpected(one, program.Trace(frame).Result);
        Assert.True(program.Cost.BoundFor(1000) >= 0);
        if (one.Checked)
            AssertExpected(one, CelProgram.Compile(CompiledCopy.Of(ast, environment), environment).Evaluate(frame));
    }

    private static void AssertExpected(ConformanceCase one, Value actual)
    {
        if (one.ExpectsError)
        {
            Assert.True(actual.Kind == ValueKind.Error, $"{one}\nshould fail, but gives {ValueOperations.ToDisplay(actual)}");
            Assert.NotNull(actual.AsError.Span);
            return;
        }

        var expected = one.Value is { } value ? ConformanceValues.Read(value) : Value.True;
        var error = actual.Kind == ValueKind.Error ? $" ({actual.AsError.Message.En})" : "";
        Assert.True(
            ConformanceValues.Same(expected, actual),
            $"{one}\nshould give {ValueOperations.ToDisplay(expected)}, but gives {ValueOperations.ToDisplay(actual)}{error}");
    }

    private static CelEnvironment EnvironmentOf(ConformanceCase one)
    {
        var environment = CelEnvironment.Standard.InContainer(one.Container);
        var functions = new List<Function>();
        foreach (var declaration in one.Declarations)
        {
            var name = declaration.GetProperty("name").GetString()!;
            if (declaration.TryGetProperty("type", out var type))
            {
                environment = environment.WithVariable(name, ConformanceValues.ReadType(type));
                continue;
            }

            functions.Add(new Function(name, [.. declaration.GetProperty("overloads").EnumerateArray().Select(overload => new Overload
            {
                Id = overload.GetProperty("id").GetString()!,
                Parameters = [.. overload.GetProperty("params").EnumerateArray().Select(ConformanceValues.ReadType)],
                Result = ConformanceValues.ReadType(overload.GetProperty("result")),
                IsMember = overload.GetProperty("member").GetBoolean(),
            })]));
        }

        if (functions.Count > 0)
            environment = environment.WithLibrary(new FunctionLibrary("declared", functions));
        foreach (var binding in one.Bindings)
        {
            if (environment.FindVariable(binding.Name) is null)
                environment = environment.WithVariable(binding.Name, CelType.Dyn);
        }

        return environment;
    }

    private static string Told(IReadOnlyList<ExpressionDiagnostic> diagnostics) =>
        string.Join("; ", diagnostics.Select(d => $"{d.Span.Start}: {d.Message.En}"));
}
