namespace WeComPolicy.Expressions.Syntax;

/// <summary>Gathers mistakes; keeps no more than a reader can use.</summary>
internal sealed class DiagnosticCollector
{
    private const int Max = 50;
    private readonly List<ExpressionDiagnostic> _diagnostics = [];

    /// <summary>Number of mistakes so far.</summary>
    public int Count => _diagnostics.Count;

    /// <summary>Nothing more is kept, so nothing more need be found out.</summary>
    public bool IsFull => _diagnostics.Count >= Max;

    /// <summary>Adds a mistake; one that was told before at the same place is left out.</summary>
    public void Add(TextSpan span, Bilingual message, Bilingual? hint = null)
    {
        var diagnostic = new ExpressionDiagnostic(span, message, hint);
        if (_diagnostics.Count < Max && !_diagnostics.Contains(diagnostic))
            _diagnostics.Add(diagnostic);
    }

    /// <summary>The mistakes in the order of the text.</summary>
    public IReadOnlyList<ExpressionDiagnostic> ToList() => [.. _diagnostics.OrderBy(d => d.Span.Start)];
}
