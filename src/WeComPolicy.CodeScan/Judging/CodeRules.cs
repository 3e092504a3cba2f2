using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.CallRate;
using WeComPolicy.Analyzers.CorrectUse;
using WeComPolicy.Analyzers.Secrets;

namespace WeComPolicy.CodeScan.Judging;

/// <summary>The analyzers that this program carries.</summary>
internal static class CodeRules
{
    private static readonly Lazy<ImmutableArray<DiagnosticAnalyzer>> s_all = new(Make);

    public static ImmutableArray<DiagnosticAnalyzer> Analyzers => s_all.Value;

    // By name, since a native program has no list of the types that nobody names. A test holds the list to the assembly.
    private static ImmutableArray<DiagnosticAnalyzer> Make() =>
    [
        new WCA1001HardCodedAppSecret(),
        new WCA1002HardCodedCallbackKey(),
        new WCA1003HardCodedWebhookKey(),
        new WCA1004PrivateKeyInSource(),
        new WCA1005SecretInLog(),
        new WCA1006SecretToClient(),
        new WCA1007PlainHttp(),
        new WCA1008CertificateUnchecked(),
        new WCA1009SecretInConfiguration(),
        new WCA1010UnverifiedCallback(),
        new WCA1011LeakyComparison(),
        new WCA1012TokenMisplaced(),
        new WCA2001LoopWithoutPacing(),
        new WCA2002UnboundedFanOut(),
        new WCA2003UncachedToken(),
        new WCA2004TooFast(),
        new WCA2005LimiterTooHigh(),
        new WCA2006BadRetry(),
        new WCA2007PerItemCall(),
        new WCA2008FrequentPolling(),
        new WCA2009ClientPerCall(),
        new WCA2010DebugQuery(),
        new WCA2011SharedToken(),
        new WCA3001ErrorCodeIgnored(),
        new WCA3002ErrorMessageCompared(),
        new WCA3003DeprecatedEndpoint(),
        new WCA3004ArchiveWithoutConsent(),
        new WCA3005SystemAppSecret(),
        new WCA3006ReceiverUnchecked(),
    ];
}
