using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Secrets;

/// <summary>WCA1001: a corp, app, suite or provider secret in the source.</summary>
public sealed class WCA1001HardCodedAppSecret : WeComAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(RuleIdentifiers.HardCodedAppSecret, RuleCategory.Secrets, DiagnosticSeverity.Warning);

    /// <summary>Creates the rule.</summary>
    public WCA1001HardCodedAppSecret()
        : base(Rule)
    {
    }

    private static readonly Regex InComment = new(
        "(?:corp|suite|provider)_?secret=(?<value>[A-Za-z0-9_-]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex InQuery = new(
        "(?:corp|suite|provider)_?secret[\"']?\\s{0,4}[=:]\\s{0,4}[\"']?(?<value>[A-Za-z0-9_-]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex AtSecret = new("(?:corp|suite|provider)_?secret=$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext context)
    {
        context.RegisterSyntaxNodeAction(Analyze, StringText.LiteralKinds);
        context.RegisterSyntaxTreeAction(AnalyzeComments);
    }

    /// <summary>Code that was put out of use keeps its secrets in the history; whether this one still opens something, nobody can see.</summary>
    private static void AnalyzeComments(SyntaxTreeAnalysisContext context)
    {
        foreach (var (place, value) in CommentText.Find(context, "secret=", InComment))
        {
            if (SecretShape.IsAppSecret(value) || SecretShape.IsOldAppSecret(value))
                context.ReportDiagnostic(Rule.Report(place, Confidence.Heuristic));
        }
    }

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var literal = (ExpressionSyntax)context.Node;
        var value = literal is LiteralExpressionSyntax { Token.ValueText: { Length: SecretShape.KeyLength or SecretShape.OldSecretLength } text } ? text : null;
        if ((StringText.Writes(literal, "secret") || (value is not null && StringText.IsPart(literal))) && IsInQuery(context, literal))
            context.ReportDiagnostic(Rule.Report(literal.GetLocation(), Confidence.Proof));
        else if (value is not null)
            AnalyzeValue(context, literal, value);
    }

    private static bool IsInQuery(SyntaxNodeAnalysisContext context, ExpressionSyntax literal)
    {
        var text = StringText.Around(literal, context.SemanticModel, context.CancellationToken);
        if (WeComWords.NamesAnotherPlatform(text.Text.ToLowerInvariant()))
            return false;
        foreach (Match match in InQuery.Matches(text.Text))
        {
            var value = match.Groups["value"];
            if ((SecretShape.IsAppSecret(value.Value) || SecretShape.IsOldAppSecret(value.Value))
                && text.Reporter(match.Index, value.Index, SecretName.MaySayAppSecret) == literal)
                return true;
        }

        return false;
    }

    private static void AnalyzeValue(SyntaxNodeAnalysisContext context, ExpressionSyntax literal, string value)
    {
        var isSecret = SecretShape.IsAppSecret(value);
        if (!isSecret && !SecretShape.IsOldAppSecret(value))
            return;
        if (StringTarget.Of(literal, context.SemanticModel, context.CancellationToken) is not { } target)
        {
            ReportUnnamed(context, literal, null, isSecret);
            return;
        }

        if (!WeComWords.NamesAnotherPlatform(target.Name) && SecretParameter.In(context.Compilation).Gets(literal, SecretEnd.AppSecret, context.CancellationToken))
        {
            context.ReportDiagnostic(Rule.Report(literal.GetLocation(), isSecret || IsOnlyWeComs(literal, context.CancellationToken) ? Confidence.Proof : Confidence.Heuristic));
            return;
        }

        var says = SecretName.SaysAppSecret(target.Name);
        if (!says && !SecretName.MaySayAppSecret(target.Name))
        {
            if (SecretName.Tells(target.Name) || !SecretUse.Tells(
                    literal, SecretName.SaysAppSecret, before => AtSecret.IsMatch(before), context.SemanticModel, context.CancellationToken))
            {
                ReportUnnamed(context, literal, target, isSecret);
                return;
            }
        }

        var surroundings = SurroundingsReader.Of(literal, target, context.CancellationToken);
        if (surroundings == Surroundings.AnotherPlatform)
            return;
        // Only the name speaks for it, and DingTalk's corpSecret has the length of the old one.
        if (surroundings == Surroundings.WeCom || says)
            context.ReportDiagnostic(Rule.Report(literal.GetLocation(), isSecret || IsOnlyWeComs(literal, context.CancellationToken) ? Confidence.Proof : Confidence.Heuristic));
    }

    private static void ReportUnnamed(SyntaxNodeAnalysisContext context, ExpressionSyntax literal, StringTarget? target, bool isSecret)
    {
        if (isSecret && UnnamedSecret.Of(literal, target, context.CancellationToken) is { } confidence)
            context.ReportDiagnostic(Rule.Report(literal.GetLocation(), confidence));
    }

    /// <summary>The file speaks of WeCom, and not of DingTalk or another that has such secrets.</summary>
    private static bool IsOnlyWeComs(SyntaxNode node, CancellationToken cancellation) =>
        WeComPresence.In(node.SyntaxTree, cancellation) && !WeComWords.NamesAnotherPlatform(node.SyntaxTree.GetText(cancellation).ToString().ToLowerInvariant());
}
