using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace WeComPolicy.Analyzers.CodeFixes;

/// <summary>Mends one finding of a document after the other, for fixes that may write the same thing: a field, a key.</summary>
internal sealed class SequentialFixAll : DocumentBasedFixAllProvider
{
    public static readonly SequentialFixAll Instance = new();

    private SequentialFixAll()
    {
    }

    /// <inheritdoc/>
    protected override async Task<Document?> FixAllAsync(FixAllContext fixAllContext, Document document, ImmutableArray<Diagnostic> diagnostics)
    {
        var cancellation = fixAllContext.CancellationToken;
        if (fixAllContext.CodeFixProvider is not WeComCodeFix fix || await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root)
            return null;
        // Positions move with each fix, so the nodes are marked first.
        var marks = new List<SyntaxAnnotation>();
        var nodes = new Dictionary<SyntaxNode, SyntaxAnnotation>();
        foreach (var diagnostic in diagnostics.OrderBy(found => found.Location.SourceSpan.Start))
        {
            var node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            if (nodes.ContainsKey(node))
                continue;
            var mark = new SyntaxAnnotation();
            nodes.Add(node, mark);
            marks.Add(mark);
        }

        var current = document.WithSyntaxRoot(root.ReplaceNodes(nodes.Keys, (node, rewritten) => rewritten.WithAdditionalAnnotations(nodes[node])));
        foreach (var mark in marks)
        {
            if (await current.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } now
                || now.GetAnnotatedNodes(mark).FirstOrDefault() is not { } node)
                continue;
            if (await fix.MendAsync(current, now, node, cancellation).ConfigureAwait(false) is { } mended)
                current = mended;
        }

        return current;
    }
}
