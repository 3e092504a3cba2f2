using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CallRate;

/// <summary>WCA2010: debug=1 in a WeCom URL.</summary>
public sealed class WCA2010DebugQuery : WeComAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(RuleIdentifiers.DebugQuery, RuleCategory.CallRate, DiagnosticSeverity.Warning);

    /// <summary>Creates the rule.</summary>
    public WCA2010DebugQuery()
        : base(Rule)
    {
    }

    private static readonly Regex Debug = new("[?&]debug=1(?![0-9A-Za-z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext context) =>
        context.RegisterSyntaxNodeAction(Analyze, StringText.LiteralKinds);

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var literal = (ExpressionSyntax)context.Node;
        if (!StringText.Writes(literal, "debug=1"))
            return;
        var text = StringText.Around(literal, context.SemanticModel, context.CancellationToken);
        var match = Debug.Match(text.Text);
        if (!match.Success || text.PartAt(match.Index) != literal)
            return;
        if (WeComUrl.MentionsHost(text.Text))
            context.ReportDiagnostic(Rule.Report(literal.GetLocation(), Confidence.Proof));
        // Official accounts have /cgi-bin/ as well, on a host of their own.
        else if (text.Text.Contains("/cgi-bin/") && !text.Text.Contains("//api.weixin.qq.com")
            && SurroundingsReader.Of(literal, null, context.CancellationToken) == Surroundings.WeCom)
            context.ReportDiagnostic(Rule.Report(literal.GetLocation(), Confidence.Heuristic));
    }
}
