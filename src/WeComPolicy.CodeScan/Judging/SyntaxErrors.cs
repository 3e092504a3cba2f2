using Microsoft.CodeAnalysis;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.CodeScan.Judging;

/// <summary>Files about WeCom that are no C# in places: what cannot be parsed cannot be judged, and its neighbours may be misread.</summary>
internal static class SyntaxErrors
{
    /// <summary>The line, from 1, of the first error of a file about WeCom; null where it has none.</summary>
    public static int? FirstLine(SyntaxTree tree, CancellationToken cancellation)
    {
        if (!tree.GetRoot(cancellation).ContainsDiagnostics || !WeComPresence.In(tree, cancellation))
            return null;
        return tree.GetDiagnostics(cancellation).Where(d => d.Severity == DiagnosticSeverity.Error)
            .Select(d => (int?)d.Location.GetLineSpan().StartLinePosition.Line + 1).Min();
    }
}
