using Microsoft.CodeAnalysis;

namespace WeComPolicy.CodeScan.Compilations;

/// <summary>Tells the compiler which files an <c>.editorconfig</c> calls generated, and no severity: see <see cref="EditorConfigs"/>.</summary>
internal sealed class GeneratedCodeOptions(EditorConfigs configs) : SyntaxTreeOptionsProvider
{
    public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) =>
        !configs.GetOptions(tree).TryGetValue("generated_code", out var value) ? GeneratedKind.Unknown
        : string.Equals(value, "true", StringComparison.OrdinalIgnoreCase) ? GeneratedKind.MarkedGenerated
        : string.Equals(value, "false", StringComparison.OrdinalIgnoreCase) ? GeneratedKind.NotGenerated
        : GeneratedKind.Unknown;

    public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
    {
        severity = default;
        return false;
    }

    public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
    {
        severity = default;
        return false;
    }
}
