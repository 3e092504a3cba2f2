using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace WeComPolicy.Analyzers.CodeFixes.Secrets;

/// <summary>WCA1004: see <see cref="SecretInSourceFix"/>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WCA1004SecretFix))]
[Shared]
public sealed class WCA1004SecretFix : SecretInSourceFix
{
    /// <summary>Creates the fix.</summary>
    public WCA1004SecretFix()
        : base(RuleIdentifiers.PrivateKeyInSource)
    {
    }
}
