using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Secrets;

/// <summary>WCA1008: the client that calls WeCom takes any certificate.</summary>
public sealed class WCA1008CertificateUnchecked : WeComAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(RuleIdentifiers.CertificateUnchecked, RuleCategory.Secrets, DiagnosticSeverity.Warning);

    private const int MaxText = 20_000;

    private static readonly string[] OtherClients =
        ["smtp", "mailkit", "imap", "ftp", "backchannel", "jwt", "mqtt", "redis", "elastic", "minio", "rabbitmq", "kafka", "websocket", "sms", "ldap", "kubernetes"];

    private static readonly Regex Host = new("https?://[A-Za-z0-9]", RegexOptions.CultureInvariant);

    /// <summary>Creates the rule.</summary>
    public WCA1008CertificateUnchecked()
        : base(Rule)
    {
    }

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext context)
    {
        var facts = CallFacts.Of(context.Compilation, context.Options, context.CancellationToken);
        context.RegisterSyntaxNodeAction(node => Analyze(node, facts), SyntaxKind.SimpleAssignmentExpression, SyntaxKind.AddAssignmentExpression);
    }

    private static void Analyze(SyntaxNodeAnalysisContext context, CallFacts facts)
    {
        var assignment = (AssignmentExpressionSyntax)context.Node;
        var (member, owner) = assignment.Left switch
        {
            MemberAccessExpressionSyntax access => (access.Name.Identifier.ValueText, access.Expression.ToString()),
            IdentifierNameSyntax name => (name.Identifier.ValueText, ""),
            _ => ("", ""),
        };
        if (!AcceptAll.IsCallback(member) || !AcceptAll.Is(assignment.Right, context.SemanticModel, context.CancellationToken))
            return;
        var isForAll = owner.EndsWith("ServicePointManager", StringComparison.Ordinal);
        if (Judge(assignment, isForAll, facts, context.CancellationToken) is { } confidence)
            context.ReportDiagnostic(Rule.Report(
                assignment.GetLocation(), IsForDevelopment(assignment) || TestCode.Holds(assignment) ? Confidence.Heuristic : confidence));
    }

    private static Confidence? Judge(AssignmentExpressionSyntax assignment, bool isForAll, CallFacts facts, CancellationToken cancellation)
    {
        // AddHttpClient("…").ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { … }) speaks of one client.
        if (Registration(assignment) is { } registration)
        {
            // The one without a name is anybody's; who registers the library asks for it.
            if (Speaks(registration) == Surroundings.WeCom)
                return RegisteredClient.GoesToWeCom(registration, facts.Compilation, cancellation) == true ? Confidence.Proof : Confidence.Heuristic;
            return IsOfDefault(registration) && Speaks(registration) == Surroundings.Unknown ? Confidence.Heuristic : null;
        }

        if (MemberAround.Of(assignment) is not { } body)
            return null;
        if (!isForAll && Names(body, OtherClients))
            return null;
        if (!facts.From(body, Reach.Any, cancellation).IsEmpty)
            return Confidence.Proof;
        // For the whole process: the calls to WeCom are among them.
        if (isForAll)
            return IsInOtherClient(assignment) ? null : body is MethodDeclarationSyntax helper && SendsToWeCom(helper, facts, cancellation) ? Confidence.Proof : Confidence.Heuristic;
        var near = Speaks(body);
        if (near == Surroundings.Unknown)
            near = SurroundingsReader.Of(assignment, null, cancellation);
        if (near == Surroundings.WeCom)
            return Confidence.Proof;
        if (near == Surroundings.AnotherPlatform || body is not MethodDeclarationSyntax method)
            return null;
        return Callers.In(facts.Compilation).FromWeCom(method.Identifier.ValueText, cancellation).Count > 0 && facts.IsSender(body, cancellation) ? Confidence.Proof : null;
    }

    /// <summary>A helper for any address, and somebody gives it one of WeCom's.</summary>
    private static bool SendsToWeCom(MethodDeclarationSyntax helper, CallFacts facts, CancellationToken cancellation) =>
        facts.IsSender(helper, cancellation) && Callers.In(facts.Compilation).FromWeCom(helper.Identifier.ValueText, cancellation).Any(call =>
            facts.EdgeAt(call, cancellation) is { } edge && !facts.CallsOf(edge, Reach.Any, cancellation).IsEmpty && facts.Bodies(edge, cancellation).Contains(helper));

    private static bool IsInOtherClient(SyntaxNode node) => node.Ancestors().OfType<BaseTypeDeclarationSyntax>().Any(
        type => WeComWords.ContainsAny(type.Identifier.ValueText.ToLowerInvariant(), OtherClients) || WeComWords.NamesAnotherPlatform(WeComWords.Normalize(type.Identifier.ValueText)));

    /// <summary><c>AddHttpClient("")</c>, <c>AddHttpClient(string.Empty)</c>, <c>AddHttpClient(Options.DefaultName)</c>, <c>ConfigureHttpClientDefaults</c></summary>
    private static bool IsOfDefault(SyntaxNode registration) => registration.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Any(call =>
        CallSyntax.NameOf(call.Expression) switch
        {
            "ConfigureHttpClientDefaults" => true,
            "AddHttpClient" => call.Expression is not MemberAccessExpressionSyntax { Name: GenericNameSyntax } && (call.ArgumentList.Arguments.Count == 0
                || call.ArgumentList.Arguments[0].Expression.ToString() is "\"\"" or "string.Empty" or "String.Empty" or "Options.DefaultName"),
            _ => false,
        });

    private static SyntaxNode? Registration(SyntaxNode node)
    {
        if (node.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is null)
            return null;
        SyntaxNode? found = null;
        foreach (var call in node.Ancestors().OfType<InvocationExpressionSyntax>())
        {
            if (call.Expression.ToString() is { Length: < MaxText } chain && chain.IndexOf("Client", StringComparison.Ordinal) >= 0 && chain.IndexOf("Add", StringComparison.Ordinal) >= 0)
                found = call;
        }

        return found?.FirstAncestorOrSelf<StatementSyntax>() ?? found;
    }

    /// <summary>What a statement or method is about by the hosts and names in it.</summary>
    private static Surroundings Speaks(SyntaxNode node)
    {
        var text = node.ToString();
        if (text.Length > MaxText)
            text = text.Substring(0, MaxText);
        var plain = WeComWords.Normalize(text);
        if (WeComUrl.MentionsHost(text) || WeComWords.NamesWeCom(plain))
            return Surroundings.WeCom;
        return WeComWords.NamesAnotherPlatform(plain) || WeComWords.NamesSibling(text) || Host.IsMatch(text) ? Surroundings.AnotherPlatform : Surroundings.Unknown;
    }

    private static bool Names(SyntaxNode node, string[] words) =>
        node.ToString() is { Length: < MaxText } text && WeComWords.ContainsAny(text.ToLowerInvariant(), words);

    private static bool IsForDevelopment(SyntaxNode node) =>
        node.Ancestors().OfType<IfStatementSyntax>().Any(choice => choice.Condition.ToString().IndexOf("Development", StringComparison.Ordinal) >= 0);
}
