using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace WeComPolicy.Analyzers.CodeFixes;

/// <summary>Whether code is as good after a fix as it was before. What the compiler thinks is asked, not guessed.</summary>
internal static class MendedCode
{
    /// <summary>No error and no warning is new, in the language version of the project and with its nullable setting.</summary>
    /// <param name="before">The document with the finding.</param>
    /// <param name="after">The mended one.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static async Task<bool> CompilesAsync(Document before, Document after, CancellationToken cancellation)
    {
        if (await before.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model)
            return false;
        var text = await after.GetTextAsync(cancellation).ConfigureAwait(false);
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
