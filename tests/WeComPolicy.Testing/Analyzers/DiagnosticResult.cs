using Microsoft.CodeAnalysis;

namespace WeComPolicy.Testing.Analyzers;

/// <summary>A diagnostic that a test expects at a <c>{|#0:…|}</c> mark.</summary>
public sealed record DiagnosticResult(string Id, DiagnosticSeverity Severity)
{
    public int? Mark { get; init; }

    public string? Message { get; init; }

    public DiagnosticResult WithLocation(int mark) => this with { Mark = mark };

    public DiagnosticResult WithMessage(string message) => this with { Message = message };

    public DiagnosticResult WithSeverity(DiagnosticSeverity severity) => this with { Severity = severity };
}
