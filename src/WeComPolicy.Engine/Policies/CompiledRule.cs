using WeComPolicy.Engine.Evaluation.Builtins;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Evaluation;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Engine.Policies;

/// <summary>A checked expression of a rule, ready to run, with its place in the policy file.</summary>
/// <param name="Source">Where it is written.</param>
/// <param name="Program">What runs.</param>
public sealed record RuleExpression(ExpressionSource Source, CelProgram Program);

/// <summary>One level of a rule's <c>each</c>.</summary>
/// <param name="Name">The name of the element.</param>
/// <param name="Slot">The slot of that name in the rule's frames.</param>
/// <param name="Range">Gives the list.</param>
public sealed record EachLevel(string Name, int Slot, RuleExpression Range);

/// <summary>A rule that is ready to judge. Immutable; used by many threads at once.</summary>
/// <param name="Definition">The rule as its file states it.</param>
public abstract record CompiledRule(RuleDefinition Definition)
{
    /// <summary>What the catalogue knows.</summary>
    public RuleDescriptor Descriptor => Definition.Descriptor;
}

/// <summary>A rule that the scanner itself decides.</summary>
/// <param name="Definition">The rule as its file states it.</param>
/// <param name="Builtin">What decides.</param>
/// <param name="Parameters">The parameters in force, by name.</param>
public sealed record BuiltinRule(RuleDefinition Definition, Builtin Builtin, IReadOnlyDictionary<string, object> Parameters) : CompiledRule(Definition);

/// <summary>A rule whose expressions are checked and compiled.</summary>
/// <param name="Definition">The rule as its file states it.</param>
public sealed record ExpressionRule(RuleDefinition Definition) : CompiledRule(Definition)
{
    /// <summary>The expressions as the file states them.</summary>
    public required ExpressionBody Body { get; init; }

    /// <summary>The names that its expressions use, with the variables' definitions.</summary>
    public required CelEnvironment Environment { get; init; }

    /// <summary>The value of <c>params</c>.</summary>
    public required Value Parameters { get; init; }

    /// <summary>What to judge one by one, outer list first.</summary>
    public required IReadOnlyList<EachLevel> Each { get; init; }

    /// <summary>Whether the rule applies; null for always.</summary>
    public RuleExpression? When { get; init; }

    /// <summary><see cref="When"/> does not depend on the elements of <see cref="Each"/>.</summary>
    public bool WhenIsOuter { get; init; }

    /// <summary>What must hold.</summary>
    public required RuleExpression Require { get; init; }

    /// <summary>Whose place a finding takes.</summary>
    public RuleExpression? At { get; init; }

    /// <summary>What a failure says.</summary>
    public MessageTemplate Message => WhenFailed.Value;

    /// <summary>The message; of a rule that is known to be right it is compiled when something fails.</summary>
    public required Lazy<MessageTemplate> WhenFailed { get; init; }
}
