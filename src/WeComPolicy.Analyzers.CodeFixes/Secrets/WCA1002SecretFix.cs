using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace WeComPolicy.Analyzers.CodeFixes.Secrets;

/// <summary>WCA1002: see <see cref="SecretInSourceFix"/>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WCA1002SecretFix))]
[Shared]
public sealed class WCA1002SecretFix : SecretInSourceFix
{
    /// <summary>Creates the fix.</summary>
    public WCA1002SecretFix()
        : base(RuleIdentifiers.HardCodedCallbackKey)
    {
    }
}
