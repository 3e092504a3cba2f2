using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Secrets;

/// <summary>WCA1006: a token, secret or ticket in an answer to a browser or another client.</summary>
public sealed class WCA1006SecretToClient : WeComAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(RuleIdentifiers.SecretToClient, RuleCategory.Secrets, DiagnosticSeverity.Warning);

    private const int MaxNodes = 5_000;

    /// <summary>Creates the rule.</summary>
    public WCA1006SecretToClient()
        : base(Rule)
    {
    }

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext context) => context.RegisterSyntaxNodeAction(
        Analyze,
        SyntaxKind.ReturnStatement,
        SyntaxKind.ArrowExpressionClause,
        SyntaxKind.SimpleLambdaExpression,
        SyntaxKind.ParenthesizedLambdaExpression,
        SyntaxKind.SimpleAssignmentExpression,
        SyntaxKind.InvocationExpression,
        SyntaxKind.ObjectCreationExpression);

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        const Sensitive Useful = Sensitive.Token | Sensitive.Secret | Sensitive.Address | Sensitive.TokenReply;
        Sensitive sure = Sensitive.None, guessed = Sensitive.None;
        if (context.Node is ObjectCreationExpressionSyntax definition)
        {
            if (IsVisibleSetting(definition, context))
                context.ReportDiagnostic(Rule.Report(definition.GetLocation(), Confidence.Proof));
            return;
        }

        var origin = ValueOrigin.Of(context.Compilation);
        foreach (var value in ClientSink.ValuesOf(context.Node))
        {
            var carried = origin.Of(value, context.CancellationToken, trustsNames: false);
            sure |= carried.Sure & Useful;
            guessed |= carried.Guessed & Useful;
            // Its members may have been emptied before.
            if (!origin.HoldsSecret(value, context.CancellationToken) || EmptiesSecret(value))
                continue;
            if (origin.IsSettings(value, context.CancellationToken))
                sure |= Sensitive.Secret;
            guessed |= Sensitive.Secret;
        }

        // What a failed request answers holds no token.
        if ((sure & Sensitive.TokenReply) != 0 && FailedReply.Is(context.Node))
            sure &= ~Sensitive.TokenReply;
        if (sure == Sensitive.None && guessed == Sensitive.None)
            return;
        var place = context.Node switch
        {
            ReturnStatementSyntax { Expression: { } value } => value,
            ArrowExpressionClauseSyntax arrow => arrow.Expression,
            AssignmentExpressionSyntax shown => shown.Right,
            LambdaExpressionSyntax { Body: ExpressionSyntax body } => body,
            { } node => node,
        };
        context.ReportDiagnostic(Rule.Report(place.GetLocation(), sure != Sensitive.None && !TestCode.Holds(context.Node) ? Confidence.Proof : Confidence.Heuristic));
    }

    /// <summary><c>app.Secret = null;</c>, <c>app.Secret = Mask(app.Secret);</c> in the same member.</summary>
    private static bool EmptiesSecret(ExpressionSyntax value) =>
        value is IdentifierNameSyntax name && MemberAround.Of(value) is { } member
        && member.DescendantNodes().Take(MaxNodes).OfType<AssignmentExpressionSyntax>().Any(set => set.Left is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax owner } part
            && owner.Identifier.ValueText == name.Identifier.ValueText && Credential.OfName(WeComWords.Normalize(part.Name.Identifier.ValueText)) == Sensitive.Secret);

    /// <summary><c>new SettingDefinition("App.WeComSecret", "", isVisibleToClients: true)</c>: ABP sends it to each browser.</summary>
    private static bool IsVisibleSetting(ObjectCreationExpressionSyntax definition, SyntaxNodeAnalysisContext context) =>
        definition.ArgumentList is { Arguments: { Count: > 1 } arguments } && definition.Type.ToString().EndsWith("SettingDefinition", StringComparison.Ordinal)
        && arguments.Any(argument => argument.NameColon?.Name.Identifier.ValueText == "isVisibleToClients" && argument.Expression.IsKind(SyntaxKind.TrueLiteralExpression))
        && context.SemanticModel.GetConstantValue(arguments[0].Expression, context.CancellationToken).Value is string name
        && Credential.OfName(WeComWords.Normalize(name)) == Sensitive.Secret
        && (WeComWords.NamesWeCom(WeComWords.Normalize(name)) || SurroundingsReader.Of(definition, null, context.CancellationToken) == Surroundings.WeCom);
}
