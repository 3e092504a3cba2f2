using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.CallRate;
using WeComPolicy.Analyzers.CorrectUse;
using WeComPolicy.Analyzers.Secrets;

namespace WeComPolicy.Analyzers;

/// <summary>
/// What compilers and editors load: all rules as one. The compiler hands every node of the sources to each analyzer that asks for nodes, which for
/// 29 analyzers took as long as all the rules together; so one asks, and shows the rules what they asked for.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WeComPolicyAnalyzer : DiagnosticAnalyzer
{
    private readonly ImmutableArray<WeComAnalyzer> _rules;

    /// <summary>Creates the analyzer.</summary>
    public WeComPolicyAnalyzer()
        : this(Rules())
    {
    }

    internal WeComPolicyAnalyzer(ImmutableArray<WeComAnalyzer> rules)
    {
        _rules = rules;
        SupportedDiagnostics = rules.SelectMany(rule => rule.SupportedDiagnostics).ToImmutableArray();
    }

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <summary>New instances of all rules by their ids. Each is named, since a native program has no list of the types that nobody names; a test holds the list to the assembly.</summary>
    /// <returns>The rules, each of which may run by itself.</returns>
    public static ImmutableArray<WeComAnalyzer> Rules() => ImmutableArray.Create<WeComAnalyzer>(
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
        new WCA3006ReceiverUnchecked());

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            var shared = new SharedVisits(start);
            foreach (var rule in _rules)
                shared.Ask(rule);
            shared.Register();
        });
    }
}
