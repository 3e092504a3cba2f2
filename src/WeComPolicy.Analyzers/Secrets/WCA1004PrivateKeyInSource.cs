using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Flow;
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

    private static readonly Regex Body = new(@"^[A-Za-z0-9+/=\s]+$", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext context) =>
        context.RegisterSyntaxNodeAction(Analyze, StringText.LiteralKinds);

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var literal = (ExpressionSyntax)context.Node;
        if (!PrivateKey.Clues.Any(clue => StringText.Writes(literal, clue)))
        {
            AnalyzeBody(context, literal);
            return;
        }

        var text = StringText.Around(literal, context.SemanticModel, context.CancellationToken);
        if (PrivateKey.In(text.Text) is var (start, _, _) && text.PartAt(start) == literal && Judge(context, literal) is { } confidence)
            context.ReportDiagnostic(Rule.Report(literal.GetLocation(), confidence));
    }

    /// <summary>Payment and licences have keys as well; the one of WeCom's archive stands in code about it, or that makes use of it.</summary>
    private static Confidence? Judge(SyntaxNodeAnalysisContext context, ExpressionSyntax literal)
    {
        var target = StringTarget.Of(literal, context.SemanticModel, context.CancellationToken);
        return SurroundingsReader.Of(literal, target, context.CancellationToken) switch
        {
            Surroundings.AnotherPlatform => null,
            Surroundings.WeCom => Confidence.Proof,
            _ => !TestCode.Holds(literal) && (SaysArchive(literal, target) || IsUsedByWeCom(literal, target, context.Compilation, context.CancellationToken)) ? Confidence.Proof : Confidence.Heuristic,
        };
    }

    private static bool SaysArchive(ExpressionSyntax literal, StringTarget? target) =>
        WeComWords.ContainsAny((target?.Name ?? "") + WeComWords.Normalize(literal.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>()?.Identifier.ValueText ?? ""), "archive", "msgaudit", "chatdata", "chatmsg");

    /// <summary>A file about WeCom reads it: <c>Keys.Archive</c>.</summary>
    private static bool IsUsedByWeCom(ExpressionSyntax literal, StringTarget? target, Compilation compilation, CancellationToken cancellation)
    {
        if (target is null || literal.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>()?.Identifier.ValueText is not { } type)
            return false;
        return WeComPresence.FilesWith(type, compilation, cancellation).Any(tree => tree.GetRoot(cancellation).DescendantNodes().OfType<MemberAccessExpressionSyntax>().Any(read =>
            WeComWords.Normalize(read.Name.Identifier.ValueText) == target.Name && CallSyntax.NameOf(read.Expression) == type));
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
