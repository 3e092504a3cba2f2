using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Secrets;

/// <summary>WCA1004: a private key in the source, such as the one that opens the message archive.</summary>
public sealed class WCA1004PrivateKeyInSource : WeComAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(RuleIdentifiers.PrivateKeyInSource, RuleCategory.Secrets, DiagnosticSeverity.Warning);

    /// <summary>Creates the rule.</summary>
    public WCA1004PrivateKeyInSource()
        : base(Rule)
    {
    }

    // The header alone is how code recognises a key; a key goes on.
    private static readonly Regex Pem = new(
        @"-----BEGIN (?:RSA )?PRIVATE KEY-----(?:\s|\\n|\\r){0,8}(?<value>[A-Za-z0-9+/=\s]{64,})", RegexOptions.CultureInvariant);

    private static readonly Regex Body = new(@"^[A-Za-z0-9+/=\s]+$", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext context) =>
        context.RegisterSyntaxNodeAction(Analyze, StringText.LiteralKinds);

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var literal = (ExpressionSyntax)context.Node;
        if (!StringText.Writes(literal, "PRIVATE KEY-----"))
        {
            AnalyzeBody(context, literal);
            return;
        }

        var text = StringText.Around(literal, context.SemanticModel, context.CancellationToken);
        var match = Pem.Match(text.Text);
        if (match.Success && text.PartAt(match.Index) == literal && match.Groups["value"].Value.Distinct().Count() > 20)
            context.ReportDiagnostic(Rule.Report(literal.GetLocation(), Confidence.Proof));
    }

    /// <summary>The key without its header, as libraries and settings take it: its name says what it is.</summary>
    private static void AnalyzeBody(SyntaxNodeAnalysisContext context, ExpressionSyntax literal)
    {
        if (literal is not LiteralExpressionSyntax { Token.ValueText: { Length: >= 300 } value } || !value.StartsWith("MII", StringComparison.Ordinal) || !Body.IsMatch(value))
            return;
        if (StringTarget.Of(literal, context.SemanticModel, context.CancellationToken) is { } target && WeComWords.ContainsAny(target.Name, "privatekey", "prikey", "privkey")
            && SurroundingsReader.Of(literal, target, context.CancellationToken) == Surroundings.WeCom)
            context.ReportDiagnostic(Rule.Report(literal.GetLocation(), Confidence.Proof));
    }
}
