namespace WeComPolicy.CodeScan.Judging;

/// <summary>What is done with generated code.</summary>
internal enum GeneratedScope
{
    /// <summary>No rule sees it, as in a compiler.</summary>
    None,

    /// <summary>The rules about secrets judge it as they judge all code.</summary>
    Secrets,

    /// <summary>The rules about secrets judge it, and nothing else is judged: what a compiler has left out.</summary>
    SecretsOnly,
}
