using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace WeComPolicy.Analyzers.CodeFixes;

/// <summary>Whether code is as good after a fix as it was before. What the compiler thinks is asked, not guessed.</summary>
internal static class MendedCode
{
    /// <summary>No error and no warning is new, in the language version and with the nullable setting of every project that has the file.</summary>
    /// <param name="before">The document with the finding.</param>
    /// <param name="after">The mended one.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static async Task<bool> CompilesAsync(Document before, Document after, CancellationToken cancellation)
    {
        var text = await after.GetTextAsync(cancellation).ConfigureAwait(false);
        // A project for several frameworks is several here; what one has the other may lack.
        foreach (var id in before.GetLinkedDocumentIds().Prepend(before.Id))
        {
            if (before.Project.Solution.GetDocument(id) is { } document && !await CompilesAsync(document, text, cancellation).ConfigureAwait(false))
                return false;
        }

        return true;
    }

    private static async Task<bool> CompilesAsync(Document document, SourceText text, CancellationToken cancellation)
    {
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model)
            return false;
        // Parsed anew: a tree put together by hand may hold what the language version has no syntax for.
        var mended = CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)model.SyntaxTree.Options, model.SyntaxTree.FilePath, cancellation);
        var compilation = model.Compilation.ReplaceSyntaxTree(model.SyntaxTree, mended);
        var known = Problems(model, cancellation);
        foreach (var problem in Problems(compilation.GetSemanticModel(mended), cancellation))
        {
            if (!known.TryGetValue(problem.Key, out var count) || problem.Value > count)
                return false;
        }

        return true;
    }

    private static Dictionary<string, int> Problems(SemanticModel model, CancellationToken cancellation) => model
        .GetDiagnostics(cancellationToken: cancellation)
        .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
        .GroupBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
}
