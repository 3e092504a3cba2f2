using Microsoft.CodeAnalysis;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;

namespace WeComPolicy.CodeScan.Judging;

/// <summary>Why code hides a finding: the justification of its attribute, else the comment behind the nearest pragma above it.</summary>
internal static class SuppressionReason
{
    private const string Pragma = "#pragma warning disable";

    /// <summary>The reason, what looks like a secret masked; empty where none is given.</summary>
    /// <param name="diagnostic">What is hidden.</param>
    /// <param name="finding">The same as a finding.</param>
    /// <param name="compilation">What it was found in.</param>
    public static string Of(Diagnostic diagnostic, Finding finding, Compilation compilation) => SecretText.Mask(Written(diagnostic, finding, compilation));

    private static string Written(Diagnostic diagnostic, Finding finding, Compilation compilation)
    {
        // A build's own log says that something is hidden, not by what; then only the text is left.
        var attribute = diagnostic.IsSuppressed ? diagnostic.GetSuppressionInfo(compilation)?.Attribute : null;
        if (attribute is not null)
            return attribute.NamedArguments.FirstOrDefault(a => a.Key == "Justification").Value.Value as string ?? "";
        return finding.Location is { } place ? BehindPragma(place.File.Text, place.Span.Start, finding.Rule.Id) : "";
    }

    private static string BehindPragma(string text, int end, string rule)
    {
        while (end > 0)
        {
            var start = text.LastIndexOf('\n', end - 1) + 1;
            var line = text.AsSpan(start, end - start).Trim();
            if (line.StartsWith(Pragma, StringComparison.Ordinal) && line.IndexOf("//") is var comment)
            {
                var ids = comment < 0 ? line[Pragma.Length..] : line[Pragma.Length..comment];
                if (ids.IsWhiteSpace() || ids.Contains(rule, StringComparison.Ordinal))
                    return comment < 0 ? "" : line[(comment + 2)..].Trim().ToString();
            }

            end = start - 1;
        }

        return "";
    }
}
