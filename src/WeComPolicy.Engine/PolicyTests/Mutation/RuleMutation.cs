using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Policies;

namespace WeComPolicy.Engine.PolicyTests.Mutation;

/// <summary>A rule with an expression or a parameter changed.</summary>
internal sealed class RuleMutation(Mutant mutant, RuleDefinition mutated, RuleCompiler compiler) : IMutation
{
    // Cases with other parameters need the mutant compiled with these.
    private readonly List<(IReadOnlyDictionary<string, object> Parameters, CompiledRule? Rule)> _compiled = [];

    public Mutant Mutant => mutant;

    /// <summary>Whether the loader takes the mutant: one that it refuses could never run.</summary>
    public bool Loads => Compiled(new Dictionary<string, object>(StringComparer.Ordinal)) is not null;

    public bool? IsKilledBy(PreparedCase prepared) =>
        For(prepared) is { } rule ? prepared.Judge(rule).Count > 0 : null;

    /// <summary>The mutant with the parameters of a case; null where it does not load with them.</summary>
    public CompiledRule? For(PreparedCase prepared) => Compiled(prepared.Case.Parameters);

    private CompiledRule? Compiled(IReadOnlyDictionary<string, object> parameters)
    {
        foreach (var (known, rule) in _compiled)
        {
            if (ReferenceEquals(known, parameters) || known.Count == 0 && parameters.Count == 0)
                return rule;
        }

        var diagnostics = new List<InputDiagnostic>();
        var compiled = compiler.Compile(mutated, parameters, diagnostics);
        _compiled.Add((parameters, compiled));
        return compiled;
    }
}
