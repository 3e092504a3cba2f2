using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace WeComPolicy.Analyzers.CodeFixes.Secrets;

/// <summary>WCA1003: see <see cref="SecretInSourceFix"/>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WCA1003SecretFix))]
[Shared]
public sealed class WCA1003SecretFix : SecretInSourceFix
{
    /// <summary>Creates the fix.</summary>
    public WCA1003SecretFix()
        : base(RuleIdentifiers.HardCodedWebhookKey)
    {
    }
}
