using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Secrets;

/// <summary>WCA1002: an EncodingAESKey or a callback token in the source.</summary>
public sealed class WCA1002HardCodedCallbackKey : WeComAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(RuleIdentifiers.HardCodedCallbackKey, RuleCategory.Secrets, DiagnosticSeverity.Warning);

    /// <summary>Creates the rule.</summary>
    public WCA1002HardCodedCallbackKey()
        : base(Rule)
    {
    }

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext context) =>
        context.RegisterSyntaxNodeAction(Analyze, StringText.LiteralKinds);

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        if (context.Node is not LiteralExpressionSyntax { Token.ValueText: { Length: >= 3 and <= SecretShape.KeyLength } value } literal)
            return;
        var isKey = SecretShape.IsEncodingAesKey(value);
        if (!isKey && PlainAttribute.Takes(literal))
            return;
        // Any word may be a token; only where WeCom is near is it worth to ask whose.
        if (!isKey && (!(WeComPresence.In(literal.SyntaxTree, context.CancellationToken) || SurroundingsReader.ByName(literal) == Surroundings.WeCom) || !SecretShape.IsCallbackToken(value)))
            return;
        if (StringTarget.Of(literal, context.SemanticModel, context.CancellationToken) is not { } target)
            return;
        if (isKey && SecretName.SaysEncodingAesKey(target.Name))
            ReportKey(context, literal, target);
        else if (!SaysItsOwnName(value, target.Name) && (target.Name is "token" or "stoken" || SecretName.SaysCallbackToken(target.Name)))
            ReportToken(context, literal, target);
    }

    private static void ReportKey(SyntaxNodeAnalysisContext context, ExpressionSyntax literal, StringTarget target)
    {
        var surroundings = SurroundingsReader.Of(literal, target, context.CancellationToken);
        // Official accounts have an EncodingAESKey too.
        if (surroundings != Surroundings.AnotherPlatform)
            context.ReportDiagnostic(Rule.Report(literal.GetLocation(), surroundings == Surroundings.WeCom ? Confidence.Proof : Confidence.Heuristic));
    }

    /// <summary>A token may be any word, and every API has tokens: what stands beside it decides.</summary>
    private static void ReportToken(SyntaxNodeAnalysisContext context, ExpressionSyntax literal, StringTarget target)
    {
        var neighbour = CallbackNeighbourReader.Of(literal);
        if (neighbour == CallbackNeighbour.Placeholder || (neighbour == CallbackNeighbour.None && target.Name == "token"))
            return;
        if (SurroundingsReader.Of(literal, target, context.CancellationToken) == Surroundings.WeCom)
            context.ReportDiagnostic(Rule.Report(literal.GetLocation(), neighbour == CallbackNeighbour.Key && !IsPlatform(literal) ? Confidence.Proof : Confidence.Heuristic));
    }

    /// <summary>The platform's name, which SDKs have where nothing is configured; somebody may use it all the same.</summary>
    private static bool IsPlatform(ExpressionSyntax literal) => WeComWords.Normalize(literal.GetFirstToken().ValueText) is "weixin" or "wechat" or "wecom" or "wxwork" or "qywx" or "senparc";

    /// <summary>The name of a setting, not its value.</summary>
    private static bool SaysItsOwnName(string value, string name) => WeComWords.Normalize(value) is var plain && (name.Contains(plain) || plain.Contains(name));
}
