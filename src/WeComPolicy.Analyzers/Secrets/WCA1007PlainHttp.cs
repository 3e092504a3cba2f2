using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Secrets;

/// <summary>WCA1007: a WeCom host over plain http; the token in the URL can be read on the way.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WCA1007PlainHttp : WeComAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(RuleIdentifiers.PlainHttp, RuleCategory.Secrets, DiagnosticSeverity.Warning);

    /// <summary>Creates the rule.</summary>
    public WCA1007PlainHttp()
        : base(Rule)
    {
    }

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext context) =>
        context.RegisterSyntaxNodeAction(Analyze, StringText.LiteralKinds);

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var literal = (ExpressionSyntax)context.Node;
        if (!StringText.Writes(literal, "http://"))
            return;
        var text = StringText.Around(literal, context.SemanticModel, context.CancellationToken);
        if ((WeComUrl.FindPlainHttp(text.Text).Any(start => text.PartAt(start) == literal) || GoesOnWithHost(context, literal, text)) && !IsOnlyLookedFor(text.Whole))
            context.ReportDiagnostic(Rule.Report(literal.GetLocation(), Confidence.Proof));
    }

    /// <summary><c>$"http://{host}/cgi-bin/…"</c>, where the host is kept in a variable.</summary>
    private static bool GoesOnWithHost(SyntaxNodeAnalysisContext context, ExpressionSyntax literal, StringText text)
    {
        var start = text.Text.IndexOf("http://" + StringText.Hole, StringComparison.Ordinal);
        return start >= 0 && text.PartAt(start) == literal && WeComPresence.In(literal.SyntaxTree, context.CancellationToken) && text.PartAt(start + "http://".Length) is ExpressionSyntax host
            && UrlReader.Of(host, context.SemanticModel, MemberAround.Of(host), context.CancellationToken).Text is var read
            && read.TrimStart().StartsWith("qyapi.weixin.qq.com", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Code that finds such URLs and mends or refuses them.</summary>
    private static bool IsOnlyLookedFor(ExpressionSyntax text) => text.Parent switch
    {
        BinaryExpressionSyntax comparison => comparison.IsKind(SyntaxKind.EqualsExpression) || comparison.IsKind(SyntaxKind.NotEqualsExpression),
        ConstantPatternSyntax or CaseSwitchLabelSyntax => true,
        ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax method } } list } argument =>
            method.Name.Identifier.ValueText is "StartsWith" or "Contains" or "IndexOf" or "Equals"
            || (method.Name.Identifier.ValueText == "Replace" && list.Arguments.IndexOf(argument) == 0),
        _ => false,
    };
}
