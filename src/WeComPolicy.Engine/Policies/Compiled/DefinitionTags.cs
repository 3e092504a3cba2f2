namespace WeComPolicy.Engine.Policies.Compiled;

/// <summary>What stands before the value of a parameter.</summary>
internal enum ValueTag : byte
{
    Bool,
    Int,
    Double,
    Text,
    List,
}

/// <summary>What stands before what decides a rule.</summary>
internal enum BodyTag : byte
{
    Expressions,
    Builtin,
    Waiver,
    Analyzer,
}
