using System.Composition;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace WeComPolicy.Analyzers.CodeFixes.Secrets;

/// <summary>WCA1007: writes https.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WCA1007PlainHttpFix))]
[Shared]
public sealed class WCA1007PlainHttpFix : WeComCodeFix
{
    private static readonly Regex Http = new("http://", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex HttpToWeCom = new(
        @"http(?=://(?:[a-z0-9-]+\.)*weixin\.qq\.com(?![A-Za-z0-9-]))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Creates the fix.</summary>
    public WCA1007PlainHttpFix()
        : base(RuleIdentifiers.PlainHttp)
    {
    }

    /// <inheritdoc/>
    private protected override Task<Document?> FixAsync(Document document, SyntaxNode root, SyntaxNode node, CancellationToken cancellation) =>
        Task.FromResult(LiteralRewrite.Apply(document, root, node, Mend));

    private static string Mend(string written)
    {
        if (HttpToWeCom.IsMatch(written))
            return HttpToWeCom.Replace(written, "https");
        // The host stands in a constant beside it; which scheme is meant is plain only if there is one.
        return Http.Matches(written).Count == 1 ? Http.Replace(written, "https://") : written;
    }
}
