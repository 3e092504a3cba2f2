using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CallRate;

/// <summary>WCA2011: a method that serves several apps keeps one token for all of them.</summary>
public sealed class WCA2011SharedToken : WeComAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(RuleIdentifiers.SharedToken, RuleCategory.CallRate, DiagnosticSeverity.Warning);

    /// <summary>Creates the rule.</summary>
    public WCA2011SharedToken()
        : base(Rule)
    {
    }

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext context)
    {
        var facts = CallFacts.Of(context.Compilation, context.Options, context.CancellationToken);
        context.RegisterSyntaxNodeAction(node => AnalyzeCall(node, facts), SyntaxKind.InvocationExpression);
        context.RegisterSyntaxNodeAction(node => AnalyzeReturn(node, facts), SyntaxKind.ReturnStatement);
    }

    /// <summary><c>cache.Get("access_token")</c> in a method that is given the secret.</summary>
    private static void AnalyzeCall(SyntaxNodeAnalysisContext context, CallFacts facts)
    {
        var call = (InvocationExpressionSyntax)context.Node;
        if (call.Expression is not MemberAccessExpressionSyntax access || call.ArgumentList.Arguments is not { Count: > 0 } arguments
            || !WeComWords.ContainsAny(WeComWords.Normalize(access.Expression.ToString()), "cache", "redis")
            || !access.Name.Identifier.ValueText.StartsWith("Get", StringComparison.Ordinal) && !access.Name.Identifier.ValueText.StartsWith("TryGet", StringComparison.Ordinal)
                && access.Name.Identifier.ValueText != "StringGet")
            return;
        if (context.SemanticModel.GetConstantValue(arguments[0].Expression, context.CancellationToken) is not { HasValue: true, Value: string key }
            || !WeComWords.ContainsAny(key.ToLowerInvariant(), "token", "ticket") || IsNamedCache(call, access) || arguments.Skip(1).Any(NamesParameter))
            return;
        Report(context, facts);
    }

    /// <summary><c>manager.GetCache("tokens").Get(appId)</c>: the text names the cache, and the key comes after.</summary>
    private static bool IsNamedCache(InvocationExpressionSyntax call, MemberAccessExpressionSyntax access)
    {
        var name = WeComWords.Normalize(access.Name.Identifier.ValueText);
        if (WeComWords.ContainsAny(name, "cache", "caching", "store", "database", "region", "bucket", "collection", "provider", "hash", "dictionary"))
            return true;
        return call.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } keys } } next
            && (next.Name.Identifier.ValueText.StartsWith("Get", StringComparison.Ordinal) || next.Name.Identifier.ValueText.StartsWith("TryGet", StringComparison.Ordinal))
            && keys[0].Expression is not LiteralExpressionSyntax;
    }

    /// <summary><c>redis.GetField("tokens", appId)</c>: something of the caller's is a part of the key.</summary>
    private static bool NamesParameter(ArgumentSyntax argument)
    {
        if (argument.Expression is AnonymousFunctionExpressionSyntax or DeclarationExpressionSyntax || argument.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method)
            return false;
        return argument.Expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
            .Any(name => method.ParameterList.Parameters.Any(parameter => parameter.Identifier.ValueText == name.Identifier.ValueText));
    }

    /// <summary><c>if (_token is still good) return _token;</c> with a static field, in such a method.</summary>
    private static void AnalyzeReturn(SyntaxNodeAnalysisContext context, CallFacts facts)
    {
        if (((ReturnStatementSyntax)context.Node).Expression is not (IdentifierNameSyntax or MemberAccessExpressionSyntax) || context.Node.FirstAncestorOrSelf<IfStatementSyntax>() is null)
            return;
        var value = ((ReturnStatementSyntax)context.Node).Expression!;
        if (!WeComWords.ContainsAny(WeComWords.Normalize(value.ToString()), "token", "ticket"))
            return;
        if (context.SemanticModel.GetSymbolInfo(value, context.CancellationToken).Symbol is IFieldSymbol { IsStatic: true, IsConst: false } or IPropertySymbol { IsStatic: true })
            Report(context, facts);
    }

    private static void Report(SyntaxNodeAnalysisContext context, CallFacts facts)
    {
        if (context.Node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method || !method.ParameterList.Parameters.Any(IsOfOneApp))
            return;
        if (TestCode.Holds(method) || !facts.From(method, Reach.Any, context.CancellationToken).Any(call => call.IsToken))
            return;
        if (SurroundingsReader.Of(context.Node, null, context.CancellationToken) == Surroundings.WeCom)
            context.ReportDiagnostic(Rule.Report(context.Node.GetLocation(), Confidence.Proof));
    }

    private static bool IsOfOneApp(ParameterSyntax parameter) =>
        WeComWords.ContainsAny(WeComWords.Normalize(parameter.Identifier.ValueText), "secret", "agentid", "appid");
}
