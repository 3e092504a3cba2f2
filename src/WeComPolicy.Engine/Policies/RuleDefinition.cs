using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Waivers;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Policies;

/// <summary>An expression with the name under which others refer to its value.</summary>
/// <param name="Name">The name.</param>
/// <param name="NameRange">Where the name stands.</param>
/// <param name="Expression">The expression.</param>
public sealed record NamedExpression(string Name, SourceRange NameRange, ExpressionSource Expression);

/// <summary>A rule as its policy file states it, before its expressions are checked.</summary>
public sealed record RuleDefinition
{
    /// <summary>What the catalogue knows.</summary>
    public required RuleDescriptor Descriptor { get; init; }

    /// <summary>Where the id stands.</summary>
    public required SourceRange IdRange { get; init; }

    /// <summary>Parameters by name, in the order of the file, with the place of each.</summary>
    public required IReadOnlyList<RuleParameter> Parameters { get; init; }

    /// <summary>What a parameter means and where its default comes from, by name; not every parameter needs a note.</summary>
    public required IReadOnlyDictionary<string, Bilingual> ParameterNotes { get; init; }

    /// <summary>Which values of a parameter make sense, by name; not every parameter states it.</summary>
    public IReadOnlyDictionary<string, ParameterLimit> ParameterLimits { get; init; } = new Dictionary<string, ParameterLimit>();

    /// <summary>What decides.</summary>
    public required RuleBody Body { get; init; }
}

/// <summary>What decides the verdicts of a rule.</summary>
public abstract record RuleBody;

/// <summary>A rule that expressions decide.</summary>
public sealed record ExpressionBody : RuleBody
{
    /// <summary>What to judge one by one, outer list first; empty for a rule with one verdict.</summary>
    public required IReadOnlyList<NamedExpression> Each { get; init; }

    /// <summary>Named values that the other expressions share.</summary>
    public required IReadOnlyList<NamedExpression> Variables { get; init; }

    /// <summary>Whether the rule applies; null for always.</summary>
    public ExpressionSource? When { get; init; }

    /// <summary>What must hold.</summary>
    public required ExpressionSource Require { get; init; }

    /// <summary>Whose place a finding takes; null for the element of <see cref="Each"/>, or the end of the first path read.</summary>
    public ExpressionSource? At { get; init; }

    /// <summary>What a failure says, in both languages; expressions stand between <c>{{</c> and <c>}}</c>.</summary>
    public required (ExpressionSource Zh, ExpressionSource En) Message { get; init; }
}

/// <summary>A rule about the input itself, which no expression can see: the scanner decides it.</summary>
/// <param name="Name">Which one, such as <c>secret-in-tenant</c>.</param>
/// <param name="Range">Where the name stands.</param>
public sealed record BuiltinBody(string Name, SourceRange Range) : RuleBody;

/// <summary>A rule about waivers, which the scanner decides.</summary>
/// <param name="Problem">What it finds.</param>
/// <param name="Examples">What it reports and what it accepts; null where the file gives none.</param>
public sealed record WaiverBody(WaiverProblem Problem, FileExamples? Examples) : RuleBody;

/// <summary>A rule about code, which an analyzer decides; the policy file says what it means and with which parameters.</summary>
/// <param name="Language">The language of the code.</param>
/// <param name="Examples">What it reports and what it accepts; null where the file gives none.</param>
public sealed record AnalyzerBody(CodeLanguage Language, FileExamples? Examples) : RuleBody;

/// <summary>A file that a rule reports, and the same put right.</summary>
/// <param name="File">The name of the file that holds either.</param>
/// <param name="Bad">What the rule reports.</param>
/// <param name="Good">What no rule reports.</param>
public sealed record FileExamples(string File, string Bad, string Good);

/// <summary>A language that there are analyzers for.</summary>
public enum CodeLanguage : byte
{
    /// <summary>C#.</summary>
    CSharp,
}

/// <summary>A policy file.</summary>
/// <param name="Name">The pack.</param>
/// <param name="Area">The area within the pack.</param>
/// <param name="File">The file.</param>
/// <param name="Rules">Its rules, in the order of the file; without those that could not be read.</param>
public sealed record PackDefinition(string Name, string Area, SourceFile File, IReadOnlyList<RuleDefinition> Rules);
