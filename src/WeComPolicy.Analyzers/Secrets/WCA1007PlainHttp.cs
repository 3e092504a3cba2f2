using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Secrets;

/// <summary>WCA1007: a WeCom host over plain http; the token in the URL can be read on the way.</summary>
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
        if (literal is LiteralExpressionSyntax { Token.ValueText: { Length: 4 or 5 } scheme } && scheme.TrimEnd(':').Equals("http", StringComparison.OrdinalIgnoreCase))
        {
            if (HostBeside(literal) is { } beside && IsOurs(beside, context))
                context.ReportDiagnostic(Rule.Report(literal.GetLocation(), Confidence.Proof));
            return;
        }

        var isWhole = StringText.Writes(literal, "http://");
        if (!isWhole && !StringText.Writes(literal, "://"))
            return;
        if (isWhole && literal is LiteralExpressionSyntax && FormatsHost(literal) is { } filled && WeComPresence.In(literal.SyntaxTree, context.CancellationToken) && IsOurs(filled, context))
        {
            context.ReportDiagnostic(Rule.Report(literal.GetLocation(), Confidence.Proof));
            return;
        }

        var text = StringText.Around(literal, context.SemanticModel, context.CancellationToken);
        // The scheme may be a constant: Scheme + "://" + Host.
        if ((WeComUrl.FindPlainHttp(text.Text).Any(start => text.PartAt(start) == literal || (!isWhole && text.PartAt(start + "http".Length) == literal)) || GoesOnWithHost(context, literal, text)) && !IsOnlyLookedFor(text.Whole))
            context.ReportDiagnostic(Rule.Report(literal.GetLocation(), Confidence.Proof));
    }

    /// <summary>Where a scheme stands by itself, the host that it is for: <c>new UriBuilder("http", host)</c>, <c>{ Scheme = "http", Host = host }</c>, <c>string.Format("{0}://{1}", "http", host)</c>.</summary>
    private static ExpressionSyntax? HostBeside(ExpressionSyntax scheme)
    {
        switch (scheme.Parent)
        {
            case AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "Scheme" }, Parent: InitializerExpressionSyntax { Parent: BaseObjectCreationExpressionSyntax made } initializer }:
                return initializer.Expressions.OfType<AssignmentExpressionSyntax>().FirstOrDefault(set => set.Left is IdentifierNameSyntax { Identifier.ValueText: "Host" })?.Right
                    ?? made.ArgumentList?.Arguments.FirstOrDefault()?.Expression;
            case ArgumentSyntax { Parent: ArgumentListSyntax { Arguments: var given } list } argument:
                var place = given.IndexOf(argument);
                if (list.Parent is BaseObjectCreationExpressionSyntax)
                    return place == 0 && given.Count > 1 ? given[1].Expression : null;
                return list.Parent is InvocationExpressionSyntax call && CallSyntax.NameOf(call.Expression) == "Format" && given.Count > place + 1
                    && given[0].Expression is LiteralExpressionSyntax { Token.ValueText: var format } && format.IndexOf("{" + (place - 1) + "}://{" + place + "}", StringComparison.Ordinal) >= 0
                    ? given[place + 1].Expression : null;
            default:
                return null;
        }
    }

    /// <summary><c>string.Format("http://{0}/…", host)</c></summary>
    private static ExpressionSyntax? FormatsHost(ExpressionSyntax literal) =>
        literal is LiteralExpressionSyntax { Token.ValueText: var format } && format.IndexOf("http://{0}", StringComparison.OrdinalIgnoreCase) >= 0
        && literal.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Arguments: { Count: > 1 } given, Parent: InvocationExpressionSyntax call } } && CallSyntax.NameOf(call.Expression) == "Format" ? given[1].Expression : null;

    private static bool IsOurs(ExpressionSyntax host, SyntaxNodeAnalysisContext context) =>
        UrlReader.Of(host, context.SemanticModel, MemberAround.Of(host), context.CancellationToken).Text.TrimStart().StartsWith("qyapi.weixin.qq.com", StringComparison.OrdinalIgnoreCase);

    /// <summary><c>$"http://{host}/cgi-bin/…"</c>, where the host is kept in a variable.</summary>
    private static bool GoesOnWithHost(SyntaxNodeAnalysisContext context, ExpressionSyntax literal, StringText text)
    {
        var start = text.Text.IndexOf("http://" + StringText.Hole, StringComparison.Ordinal);
        return start >= 0 && text.PartAt(start) == literal && WeComPresence.In(literal.SyntaxTree, context.CancellationToken) && text.PartAt(start + "http://".Length) is ExpressionSyntax host
            && IsOurs(host, context);
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
