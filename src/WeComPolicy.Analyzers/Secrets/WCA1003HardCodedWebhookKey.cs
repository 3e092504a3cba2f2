using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Secrets;

/// <summary>WCA1003: the key of a group robot in the source; whoever has it can post.</summary>
public sealed class WCA1003HardCodedWebhookKey : WeComAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(RuleIdentifiers.HardCodedWebhookKey, RuleCategory.Secrets, DiagnosticSeverity.Warning);

    /// <summary>Creates the rule.</summary>
    public WCA1003HardCodedWebhookKey()
        : base(Rule)
    {
    }

    private static readonly Regex InUrl = new(
        @"webhook/(?:send|upload_media)\?(?:[^""'\s]*&)?key=(?<value>[0-9A-Fa-f-]{36})(?![0-9A-Za-z-])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex AtKey = new(
        @"(?:webhook|/send|/upload_media)[^""'\s]*[?&]key=$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext context)
    {
        context.RegisterSyntaxNodeAction(Analyze, StringText.LiteralKinds);
        context.RegisterSyntaxTreeAction(AnalyzeComments);
    }

    /// <summary>Code that was put out of use keeps its secrets in the history; whether this one still opens something, nobody can see.</summary>
    private static void AnalyzeComments(SyntaxTreeAnalysisContext context)
    {
        foreach (var (place, value) in CommentText.Find(context, "webhook/", InUrl))
        {
            if (SecretShape.IsWebhookKey(value))
                context.ReportDiagnostic(Rule.Report(place, Confidence.Heuristic));
        }
    }

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var literal = (ExpressionSyntax)context.Node;
        var isKey = literal is LiteralExpressionSyntax { Token.ValueText: { Length: 36 } value } && SecretShape.IsWebhookKey(value);
        if ((StringText.Writes(literal, "webhook/") || (isKey && StringText.IsPart(literal))) && IsInUrl(context, literal))
            context.ReportDiagnostic(Rule.Report(literal.GetLocation(), Confidence.Proof));
        else if (isKey)
            AnalyzeValue(context, literal);
    }

    private static bool IsKeyOfRobot(string name) => name is "webhookkey" or "robotkey" or "botkey";

    private static bool IsInUrl(SyntaxNodeAnalysisContext context, ExpressionSyntax literal)
    {
        var text = StringText.Around(literal, context.SemanticModel, context.CancellationToken);
        var match = InUrl.Match(text.Text);
        return match.Success && SecretShape.IsWebhookKey(match.Groups["value"].Value)
            && text.Reporter(match.Index, match.Groups["value"].Index, SecretName.SaysWebhookKey) == literal;
    }

    private static void AnalyzeValue(SyntaxNodeAnalysisContext context, ExpressionSyntax literal)
    {
        if (StringTarget.Of(literal, context.SemanticModel, context.CancellationToken) is not { } target)
            return;
        if (SecretParameter.In(context.Compilation).Gets(literal, SecretEnd.RobotKey, context.CancellationToken))
        {
            context.ReportDiagnostic(Rule.Report(literal.GetLocation(), Confidence.Proof));
            return;
        }

        var surroundings = SurroundingsReader.Of(literal, target, context.CancellationToken);
        if (surroundings == Surroundings.AnotherPlatform)
            return;
        if (target.Owner == "webhookapi" || SecretUse.Tells(
                literal, IsKeyOfRobot, before => AtKey.IsMatch(before), context.SemanticModel, context.CancellationToken))
        {
            if (surroundings == Surroundings.WeCom)
                context.ReportDiagnostic(Rule.Report(literal.GetLocation(), Confidence.Proof));
        }
        else if (surroundings == Surroundings.WeCom && SecretName.SaysWebhookKey(target.Name))
        {
            context.ReportDiagnostic(Rule.Report(literal.GetLocation(), Confidence.Heuristic));
        }
    }
}
