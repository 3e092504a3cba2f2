namespace WeComPolicy.Engine.Documents;

/// <summary>Thrown inside a reader where it cannot go on; never leaves <see cref="DocumentReader"/>.</summary>
internal sealed class ReadingStopped(InputDiagnostic diagnostic) : Exception
{
    public InputDiagnostic Diagnostic { get; } = diagnostic;
}
