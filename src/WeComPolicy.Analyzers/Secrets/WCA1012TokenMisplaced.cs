using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Secrets;

/// <summary>WCA1012: the access token in a header or body, where WeCom does not look for it, or in the address of another host.</summary>
public sealed class WCA1012TokenMisplaced : WeComAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(RuleIdentifiers.TokenMisplaced, RuleCategory.Secrets, DiagnosticSeverity.Warning);

    private static readonly Regex OtherHost = new(@"^https?://(?<value>[A-Za-z0-9.-]+\.[A-Za-z]{2,})[/:?]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Creates the rule.</summary>
    public WCA1012TokenMisplaced()
        : base(Rule)
    {
    }

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext context)
    {
        context.RegisterSyntaxNodeAction(AnalyzeCall, SyntaxKind.InvocationExpression);
        context.RegisterSyntaxNodeAction(AnalyzeHeader, SyntaxKind.ObjectCreationExpression);
        context.RegisterSyntaxNodeAction(AnalyzeAddress, SyntaxKind.InterpolatedStringExpression, SyntaxKind.StringLiteralExpression);
    }

    private static void AnalyzeCall(SyntaxNodeAnalysisContext context)
    {
        var call = (InvocationExpressionSyntax)context.Node;
        if (call.Expression is not MemberAccessExpressionSyntax access || call.ArgumentList.Arguments is not { Count: > 0 } arguments)
            return;
        var method = access.Name.Identifier.ValueText;
        if (arguments.Count >= 2 && (method is "AddHeader" or "WithHeader" or "SetHeader" or "AddDefaultHeader"
            || (method is "Add" or "TryAddWithoutValidation" or "Set" && access.Expression.ToString().EndsWith("Headers", StringComparison.Ordinal))))
            ReportIfToken(context, arguments[1].Expression, access.Expression is MemberAccessExpressionSyntax headers ? headers.Expression : access.Expression);
        else if (arguments.Count >= 2 && CallNames.Requests(method) && HasTokenInBody(arguments) && ToWeCom(arguments[0].Expression, context))
            context.ReportDiagnostic(Rule.Report(context.Node.GetLocation(), Confidence.Proof));
    }

    private static void AnalyzeHeader(SyntaxNodeAnalysisContext context)
    {
        var creation = (ObjectCreationExpressionSyntax)context.Node;
        if (creation.ArgumentList is { Arguments: { Count: 2 } arguments } && creation.Type.ToString().EndsWith("AuthenticationHeaderValue", StringComparison.Ordinal))
            ReportIfToken(context, arguments[1].Expression, creation.Parent is AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax headers } } ? headers.Expression : null);
    }

    /// <summary>The body of a request has a part named access_token.</summary>
    private static bool HasTokenInBody(SeparatedSyntaxList<ArgumentSyntax> arguments)
    {
        for (var i = 1; i < arguments.Count; i++)
        {
            foreach (var member in arguments[i].DescendantNodes().OfType<AnonymousObjectMemberDeclaratorSyntax>().Take(64))
            {
                var name = member.NameEquals?.Name.Identifier.ValueText ?? (member.Expression as IdentifierNameSyntax)?.Identifier.ValueText;
                if (name is not null && WeComWords.Normalize(name) == "accesstoken")
                    return true;
            }
        }

        return false;
    }

    private static void AnalyzeAddress(SyntaxNodeAnalysisContext context)
    {
        var literal = (ExpressionSyntax)context.Node;
        if (!StringText.Writes(literal, "://"))
            return;
        var text = StringText.Around(literal, context.SemanticModel, context.CancellationToken);
        if (text.PartAt(0) != literal || !OtherHost.IsMatch(text.Text) || text.Text.IndexOf("qq.com", StringComparison.OrdinalIgnoreCase) >= 0
            || WeComWords.NamesAnotherPlatform(text.Text.ToLowerInvariant()))
            return;
        foreach (var hole in text.Holes)
        {
            if (IsToken(hole, context))
            {
                context.ReportDiagnostic(Rule.Report(literal.GetLocation(), Confidence.Proof));
                return;
            }
        }
    }

    private static bool ToWeCom(ExpressionSyntax address, SyntaxNodeAnalysisContext context) =>
        UrlReader.Of(address, context.SemanticModel, MemberAround.Of(context.Node), context.CancellationToken).Text is var text
        && (WeComUrl.MentionsHost(text) || (text.IndexOf("/cgi-bin/", StringComparison.Ordinal) >= 0 && SurroundingsReader.Of(context.Node, null, context.CancellationToken) == Surroundings.WeCom));

    /// <summary>A token by its name counts where the request, or the client, goes to WeCom.</summary>
    private static void ReportIfToken(SyntaxNodeAnalysisContext context, ExpressionSyntax value, ExpressionSyntax? request)
    {
        if (IsToken(value, context) || (request is not null && IsNamedToken(value, context) && ToWeCom(request, context)))
            context.ReportDiagnostic(Rule.Report(context.Node.GetLocation(), Confidence.Proof));
    }

    private static bool IsNamedToken(ExpressionSyntax value, SyntaxNodeAnalysisContext context) =>
        (ValueOrigin.Of(context.Compilation).Of(value, context.CancellationToken).Sure & Sensitive.Token) != 0;

    /// <summary>Followed to where it was fetched: programs have access tokens of their own.</summary>
    private static bool IsToken(ExpressionSyntax value, SyntaxNodeAnalysisContext context) =>
        (ValueOrigin.Of(context.Compilation).Of(value, context.CancellationToken, trustsNames: false).Sure & Sensitive.Token) != 0;
}
