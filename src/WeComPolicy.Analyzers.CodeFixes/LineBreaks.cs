using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Formatting;

namespace WeComPolicy.Analyzers.CodeFixes;

/// <summary>How a file ends its lines: new lines end like the old ones.</summary>
internal static class LineBreaks
{
    public static string Of(SyntaxNode root) => Known(root) ?? "\n";

    /// <summary>Formats what a fix marked, by the settings of the document, and takes the marks away: an editor that formats again would end lines in its own way.</summary>
    public static async Task<Document> FormatAsync(Document document, CancellationToken cancellation)
    {
        if (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root)
            return document;
        var options = await document.GetOptionsAsync(cancellation).ConfigureAwait(false);
        var formatted = await Formatter.FormatAsync(
            document, Formatter.Annotation, Known(root) is { } own ? options.WithChangedOption(FormattingOptions.NewLine, LanguageNames.CSharp, own) : options, cancellation).ConfigureAwait(false);
        return await formatted.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is { } mended
            ? formatted.WithSyntaxRoot(mended.ReplaceNodes(mended.GetAnnotatedNodes(Formatter.Annotation), (_, node) => node.WithoutAnnotations(Formatter.Annotation)))
            : formatted;
    }

    private static string? Known(SyntaxNode root)
    {
        var first = root.DescendantTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        return first.IsKind(SyntaxKind.EndOfLineTrivia) ? first.ToString() : null;
    }
}
