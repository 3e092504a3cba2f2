using WeComPolicy.Engine.Documents;

namespace WeComPolicy.Engine.PolicyTests.Mutation;

/// <summary>Names the mutants of a rule so that no two have the same name.</summary>
internal sealed class MutantNames(string ruleId)
{
    private readonly Dictionary<(string, string, string), int> _used = [];

    public Mutant Name(string part, string from, string to, SourceRange range)
    {
        var count = _used.GetValueOrDefault((part, from, to)) + 1;
        _used[(part, from, to)] = count;
        return new Mutant(ruleId, part, from, to, count, range);
    }

    /// <summary>The mutant is none after all, and its name is free.</summary>
    public void Forget(Mutant mutant) => _used[(mutant.Part, mutant.From, mutant.To)] = mutant.Occurrence - 1;
}
