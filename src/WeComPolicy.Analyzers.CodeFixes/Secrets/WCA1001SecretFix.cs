using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace WeComPolicy.Analyzers.CodeFixes.Secrets;

/// <summary>WCA1001: see <see cref="SecretInSourceFix"/>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WCA1001SecretFix))]
[Shared]
public sealed class WCA1001SecretFix : SecretInSourceFix
{
    /// <summary>Creates the fix.</summary>
    public WCA1001SecretFix()
        : base(RuleIdentifiers.HardCodedAppSecret)
    {
    }
}
