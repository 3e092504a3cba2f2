using System.Runtime.CompilerServices;
using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Evaluation;

/// <summary>An expression ready to run. Immutable; may run on many threads at once, each with its own <see cref="Frame"/>.</summary>
public sealed class CelProgram
{
    private static readonly ConditionalWeakTable<CheckedAst, CelProgram> Definitions = [];

    private Steps? _steps;
    private Steps? _traced;
    private CostBound? _cost;
    private CelEnvironment? _fitting;

    private CelProgram(CheckedAst ast) => Ast = ast;

    /// <summary>The expression.</summary>
    public CheckedAst Ast { get; }

    /// <summary>How the work grows with the lists of the input.</summary>
    public CostBound Cost => _cost ??= CostAnalysis.Of(Ast);

    /// <summary>Compiles an expression.</summary>
    /// <param name="ast">The expression.</param>
    /// <param name="environment">The environment that it was checked against, or one made from that.</param>
    /// <exception cref="ArgumentException">The environment lacks a variable of the expression.</exception>
    public static CelProgram Compile(CheckedAst ast, CelEnvironment environment)
    {
        var program = new CelProgram(ast);
        program.Require(environment, nameof(environment));
        return program;
    }

    /// <summary>Evaluates the expression. What fails comes back as an error value.</summary>
    /// <exception cref="ArgumentException">The frame's environment lacks a variable of the expression.</exception>
    public Value Evaluate(Frame frame)
    {
        Require(frame.Environment, nameof(frame));
        frame.Begin();
        return Run(frame);
    }

    /// <summary>Evaluates the expression and notes the value of every sub-expression on the way.</summary>
    /// <exception cref="ArgumentException">The frame's environment lacks a variable of the expression.</exception>
    public EvaluationTrace Trace(Frame frame)
    {
        Require(frame.Environment, nameof(frame));
        _traced ??= new Steps(Ast, traced: true);
        var recorder = new TraceRecorder(frame.Limits.MaxTraceEntries);
        var outer = frame.Recorder;
        frame.Recorder = recorder;
        frame.Begin();
        try
        {
            var result = Run(frame, _traced);
            return recorder.Finish(result);
        }
        finally
        {
            frame.Recorder = outer;
        }
    }

    /// <summary>The program of a definition, compiled once however many expressions read it.</summary>
    internal static CelProgram OfDefinition(CheckedAst definition) => Definitions.GetValue(definition, static ast => new CelProgram(ast));

    /// <summary>Evaluates the expression.</summary>
    // The steps are made when they are first run, which for much of a policy is never: two threads may both make them.
    internal Value Run(Frame frame) => Run(frame, _steps ??= new Steps(Ast, traced: false));

    private static Value Run(Frame frame, Steps steps)
    {
        var outer = frame.Enter(steps.LocalCount);
        try
        {
            return steps.First(frame);
        }
        finally
        {
            frame.Leave(outer);
        }
    }

    // In an environment of another origin the same slot holds another variable, and the result would be wrong in silence.
    private void Require(CelEnvironment environment, string parameter)
    {
        if (ReferenceEquals(environment, _fitting))
            return;
        foreach (var variable in Ast.FreeVariables)
        {
            if (variable.Slot >= environment.Variables.Count || !ReferenceEquals(environment.Variables[variable.Slot], variable))
                throw new ArgumentException($"The environment has no variable '{variable.Name}' in slot {variable.Slot}.", parameter);
        }

        _fitting = environment;
    }

    private sealed class Steps
    {
        public readonly Step First;
        public readonly int LocalCount;

        public Steps(CheckedAst ast, bool traced) => First = StepCompiler.Compile(ast, traced, out LocalCount);
    }
}
