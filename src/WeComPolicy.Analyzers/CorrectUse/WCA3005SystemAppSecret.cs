using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CorrectUse;

/// <summary>WCA3005: the secret of the system app 客户联系 gets the token, where an app of one's own should.</summary>
public sealed class WCA3005SystemAppSecret : WeComAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(RuleIdentifiers.SystemAppSecret, RuleCategory.CorrectUse, DiagnosticSeverity.Warning);

    /// <summary>Creates the rule.</summary>
    public WCA3005SystemAppSecret()
        : base(Rule)
    {
    }

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext context) => context.RegisterSyntaxNodeAction(
        Analyze, SyntaxKind.IdentifierName, SyntaxKind.StringLiteralExpression);

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var name = context.Node switch
        {
            IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
            LiteralExpressionSyntax { Token.ValueText: { Length: < 120 } key } => key,
            _ => "",
        };
        // Every name of the file comes by here.
        if (name.IndexOf("secret", StringComparison.OrdinalIgnoreCase) < 0 || !NamesSystemApp(WeComWords.Normalize(name)) || !IsHandedOn(context.Node, context))
            return;
        // A name is all there is to see.
        if (SurroundingsReader.Of(context.Node, null, context.CancellationToken) == Surroundings.WeCom)
            context.ReportDiagnostic(Rule.Report(context.Node.GetLocation(), Confidence.Heuristic));
    }

    private static bool NamesSystemApp(string name) =>
        WeComWords.ContainsAny(name, "externalcontactsecret", "customercontactsecret", "externalcontactcorpsecret", "externalsecret", "客户联系secret", "extcontactsecret");

    /// <summary>An argument for a secret, or a part of the URL of gettoken.</summary>
    private static bool IsHandedOn(SyntaxNode node, SyntaxNodeAnalysisContext context)
    {
        var value = (ExpressionSyntax)node;
        if (node is LiteralExpressionSyntax)
        {
            // config["WeCom:ExternalContactSecret"]
            if (value.Parent is not ArgumentSyntax { Parent.Parent: ElementAccessExpressionSyntax or InvocationExpressionSyntax } key)
                return false;
            value = (ExpressionSyntax)key.Parent!.Parent!;
        }
        else if (value.Parent is MemberAccessExpressionSyntax access && access.Name == value)
        {
            value = access;
        }

        if (SecretUse.TextBefore(value) is { } before && before.EndsWith("secret=", StringComparison.OrdinalIgnoreCase))
            return true;
        return value.Parent is ArgumentSyntax && StringTarget.Of(value, context.SemanticModel, context.CancellationToken) is { } target && SecretName.MaySayAppSecret(target.Name);
    }
}
