namespace WeComPolicy.Engine.PolicyTests.Mutation;

/// <summary>A mutant that can be put to the cases of its rule.</summary>
internal interface IMutation
{
    /// <summary>What was changed.</summary>
    Mutant Mutant { get; }

    /// <summary>
    /// Whether the case tells the mutant from the rule; null where there is no such mutant for the case, since the loader or the schema
    /// refuses it. One that exists for no case does not count.
    /// </summary>
    bool? IsKilledBy(PreparedCase prepared);
}
