using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CorrectUse;

/// <summary>WCA3003: an endpoint that WeCom no longer maintains, or has replaced.</summary>
public sealed class WCA3003DeprecatedEndpoint : WeComAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(RuleIdentifiers.DeprecatedEndpoint, RuleCategory.CorrectUse, DiagnosticSeverity.Warning);

    /// <summary>Creates the rule.</summary>
    public WCA3003DeprecatedEndpoint()
        : base(Rule)
    {
    }

    // The end of service is stated for the first (document 96325); the others have a successor, and still answer.
    private static readonly (string Path, string Successor, Confidence Confidence)[] Endpoints =
    [
        ("externalcontact/transfer", "externalcontact/transfer_customer", Confidence.Proof),
        ("externalcontact/get_groupmsg_list", "externalcontact/get_groupmsg_list_v2", Confidence.Heuristic),
        ("user/getuserinfo", "auth/getuserinfo", Confidence.Heuristic),
    ];

    private static readonly Regex Path = new(
        @"(?:cgi-bin|(?<![\w/]))/?(?<value>externalcontact/transfer|externalcontact/get_groupmsg_list|user/getuserinfo)(?![\w/])", RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext context) =>
        context.RegisterSyntaxNodeAction(Analyze, StringText.LiteralKinds);

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var literal = (ExpressionSyntax)context.Node;
        if (!Endpoints.Any(endpoint => StringText.Writes(literal, endpoint.Path)))
            return;
        var text = StringText.Around(literal, context.SemanticModel, context.CancellationToken);
        var match = Path.Match(text.Text);
        if (!match.Success || text.PartAt(match.Groups["value"].Index) != literal)
            return;
        var isOurs = WeComUrl.MentionsHost(text.Text) || (SurroundingsReader.Of(literal, null, context.CancellationToken) == Surroundings.WeCom && !Credential.GoesElsewhere(text.Text));
        // A test may hold that an old path is gone.
        if (!isOurs || TestCode.Holds(literal))
            return;
        var (path, successor, confidence) = Endpoints.First(endpoint => endpoint.Path == match.Groups["value"].Value);
        context.ReportDiagnostic(Rule.Report(literal.GetLocation(), confidence, path, successor));
    }
}
