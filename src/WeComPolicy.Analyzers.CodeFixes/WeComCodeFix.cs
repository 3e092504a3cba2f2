using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace WeComPolicy.Analyzers.CodeFixes;

/// <summary>What all fixes share: one rule, one action, offered only when the mended document is known to differ and to compile.</summary>
public abstract class WeComCodeFix : CodeFixProvider
{
    private readonly string _id;

    private protected WeComCodeFix(string id) => _id = id;

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds => ImmutableArray.Create(_id);

    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
            return;
        foreach (var diagnostic in context.Diagnostics)
        {
            var node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            // The same id again as the action's key: editors and FixAll tell actions apart by it.
            if (await MendAsync(context.Document, root, node, context.CancellationToken).ConfigureAwait(false) is { } mended)
                context.RegisterCodeFix(CodeAction.Create(FixTexts.Title(_id), _ => Task.FromResult(mended), equivalenceKey: _id), diagnostic);
        }
    }

    /// <summary>The document with the finding mended; <c>null</c> where there is no fix, or none that compiles.</summary>
    internal async Task<Document?> MendAsync(Document document, SyntaxNode root, SyntaxNode node, CancellationToken cancellation)
    {
        if (await FixAsync(document, root, node, cancellation).ConfigureAwait(false) is not { } found)
            return null;
        var mended = await LineBreaks.FormatAsync(found, cancellation).ConfigureAwait(false);
        return await MendedCode.CompilesAsync(document, mended, cancellation).ConfigureAwait(false) ? mended : null;
    }

    /// <summary>The document with the finding mended; <c>null</c> where there is no one right answer.</summary>
    /// <param name="document">Where the finding is.</param>
    /// <param name="root">The document's tree.</param>
    /// <param name="node">The node that was reported.</param>
    /// <param name="cancellation">Ends the work.</param>
    private protected abstract Task<Document?> FixAsync(Document document, SyntaxNode root, SyntaxNode node, CancellationToken cancellation);
}
