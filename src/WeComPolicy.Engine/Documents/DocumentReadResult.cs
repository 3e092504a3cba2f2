namespace WeComPolicy.Engine.Documents;

/// <summary>What came of reading a document.</summary>
/// <param name="Document">
/// The tree; null where the text could not be followed to its end. With diagnostics beside it the tree is good enough to look for
/// further mistakes in it, but no verdict may rest on it: of a duplicate key, for example, it holds the first value.
/// </param>
/// <param name="Diagnostics">Everything that is wrong, in the order of the text.</param>
public sealed record DocumentReadResult(LocatedDocument? Document, IReadOnlyList<InputDiagnostic> Diagnostics)
{
    /// <summary>Whether there is a document and nothing is wrong with it.</summary>
    public bool Success => Document is not null && !Diagnostics.Any(d => !d.IsWarning);
}
