using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CallRate;

/// <summary>WCA2009: an HttpClient, or an object that makes one, is created for each call of WeCom.</summary>
public sealed class WCA2009ClientPerCall : WeComAnalyzer
{
    internal static readonly DiagnosticDescriptor Rule = RuleDescriptor.Create(RuleIdentifiers.ClientPerCall, RuleCategory.CallRate, DiagnosticSeverity.Warning);

    private const int MaxDepth = 3;

    /// <summary>Creates the rule.</summary>
    public WCA2009ClientPerCall()
        : base(Rule)
    {
    }

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext context)
    {
        var facts = CallFacts.Of(context.Compilation, context.Options, context.CancellationToken);
        context.RegisterSyntaxNodeAction(node => Analyze(node, facts), SyntaxKind.ObjectCreationExpression, SyntaxKind.ImplicitObjectCreationExpression);
        context.RegisterSyntaxNodeAction(node => AnalyzeFactory(node, facts), SyntaxKind.InvocationExpression);
        if (facts.Scope.HasFurther)
            context.RegisterSyntaxNodeAction(node => AnalyzeHelper(node, facts), SyntaxKind.InvocationExpression);
    }

    /// <summary>
    /// A helper in another project makes a client for the address that it is given here. It is told there, as it would be if it lay here;
    /// only a scan that sees all projects can.
    /// </summary>
    private static void AnalyzeHelper(SyntaxNodeAnalysisContext context, CallFacts facts)
    {
        var cancellation = context.CancellationToken;
        if (facts.EdgeAt(context.Node, cancellation) is not { Targets.IsEmpty: false } edge || facts.Direct(edge, cancellation) is not { } direct)
            return;
        foreach (var body in facts.Senders(edge, cancellation))
        {
            if (facts.Scope.FurtherOwner(body.SyntaxTree) is null)
                continue;
            foreach (var node in body.DescendantNodes())
            {
                if (node is not BaseObjectCreationExpressionSyntax creation || !IsHttpClient(creation) || !Lifetime.IsPerUse(creation))
                    continue;
                // Another compilation's file is an outside one here.
                var there = Location.Create(creation.SyntaxTree.FilePath, creation.Span, creation.GetLocation().GetLineSpan().Span);
                context.ReportDiagnostic(Rule.Report(there, TestCode.Holds(context.Node) || TestCode.Holds(creation) ? Confidence.Heuristic : direct.Confidence));
            }
        }
    }

    /// <summary><c>HttpClientFactory.Create()</c> of the old Web API client makes a new one each time.</summary>
    private static void AnalyzeFactory(SyntaxNodeAnalysisContext context, CallFacts facts)
    {
        if (context.Node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Create", Expression: var factory } } call
            && factory.ToString() is "HttpClientFactory" or "System.Net.Http.HttpClientFactory" && OfClient(call, facts, context.CancellationToken) is { } confidence)
            context.ReportDiagnostic(Rule.Report(call.GetLocation(), TestCode.Holds(call) ? Confidence.Heuristic : confidence));
    }

    private static void Analyze(SyntaxNodeAnalysisContext context, CallFacts facts)
    {
        var creation = (BaseObjectCreationExpressionSyntax)context.Node;
        var cancellation = context.CancellationToken;
        var confidence = IsHttpClient(creation) ? OfClient(creation, facts, cancellation)
            : creation is ObjectCreationExpressionSyntax named ? OfOwner(named, context.SemanticModel, facts, cancellation) : null;
        if (confidence is not { } found)
            return;
        if (TestCode.Holds(creation))
            found = Confidence.Heuristic;
        context.ReportDiagnostic(Rule.Report(creation.GetLocation(), found));
    }

    private static bool IsHttpClient(BaseObjectCreationExpressionSyntax creation) => creation switch
    {
        ObjectCreationExpressionSyntax named => TreeIndex.TypeName(named) == "HttpClient",
        { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } } } => LastName(declaration.Type) == "HttpClient",
        { Parent: EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } } => LastName(property.Type) == "HttpClient",
        _ => false,
    };

    private static string LastName(TypeSyntax type) => type switch
    {
        NullableTypeSyntax nullable => LastName(nullable.ElementType),
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };

    private static Confidence? OfClient(ExpressionSyntax creation, CallFacts facts, CancellationToken cancellation)
    {
        if (MemberAround.Of(creation) is not { } member)
            return null;
        if (creation is BaseObjectCreationExpressionSyntax made && IsMadeForWeCom(made, member, facts, cancellation))
            return Confidence.Proof;
        if (IsHandedOut(creation, member) is { } giver)
            return OfUsers(giver, member, facts, cancellation);
        if (!Lifetime.IsPerUse(creation))
            return OfField(member, creation, facts, cancellation);
        var direct = facts.Of(member, cancellation).Edges.Select(edge => facts.Direct(edge, cancellation)).FirstOrDefault(call => call is not null);
        if (direct is not null)
            return direct.Confidence;
        return facts.IsSender(member, cancellation) ? OfCallers(member, facts, cancellation, 0) : null;
    }

    /// <summary><c>HttpClient Create() => new() { BaseAddress = … };</c>: each caller gets one of its own.</summary>
    private static bool IsMadeForWeCom(BaseObjectCreationExpressionSyntax creation, SyntaxNode member, CallFacts facts, CancellationToken cancellation) =>
        member is MethodDeclarationSyntax method && creation.Parent is ArrowExpressionClauseSyntax or ReturnStatementSyntax && creation.Initializer is not null
        && ApiAddress.MentionsApi(UrlReader.Of(creation, facts.Scope.ModelOf(creation.SyntaxTree), member, cancellation).Text)
        && TreeIndex.Calls(facts.Compilation, method.Identifier.ValueText, cancellation).Any(call => MemberAround.Of(call) is MethodDeclarationSyntax);

    /// <summary><c>HttpClient Client => new HttpClient();</c>, <c>HttpClient Make() { return new HttpClient(); }</c></summary>
    private static string? IsHandedOut(ExpressionSyntax creation, SyntaxNode member) => creation.Parent is ArrowExpressionClauseSyntax or ReturnStatementSyntax ? member switch
    {
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        _ => null,
    }
    : null;

    /// <summary>Calls of WeCom on what the member hands out, in its own type.</summary>
    private static Confidence? OfUsers(string giver, SyntaxNode member, CallFacts facts, CancellationToken cancellation)
    {
        Confidence? best = null;
        foreach (var other in member.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Members ?? default)
        {
            if (other == member || other is not BaseMethodDeclarationSyntax)
                continue;
            foreach (var edge in facts.Of(other, cancellation).Edges)
            {
                if (edge.Node is InvocationExpressionSyntax call && CallSyntax.Receiver(call) is { } receiver && IsGiven(receiver, giver, other)
                    && best != Confidence.Proof && (facts.Direct(edge, cancellation)?.Confidence ?? (edge.Address.UsesParameter ? OfCallers(other, facts, cancellation, 0) : null)) is { } found)
                    best = found;
            }
        }

        return best;
    }

    private static bool IsGiven(ExpressionSyntax receiver, string giver, SyntaxNode member)
    {
        if (NameOf(receiver) == giver)
            return true;
        return receiver is IdentifierNameSyntax local && Assigned.In(member).To(local.Identifier.ValueText).Any(value => NameOf(Wrapped.Value(value)) == giver);
    }

    private static string NameOf(ExpressionSyntax value) => CallSyntax.NameOf(value is InvocationExpressionSyntax call ? call.Expression : value);

    /// <summary>A field of an object that itself lives for one use.</summary>
    private static Confidence? OfField(SyntaxNode member, SyntaxNode creation, CallFacts facts, CancellationToken cancellation)
    {
        var isField = member is FieldDeclarationSyntax field && !field.Modifiers.Any(SyntaxKind.StaticKeyword) && creation.Parent is EqualsValueClauseSyntax;
        var isSet = member is ConstructorDeclarationSyntax made && !made.Modifiers.Any(SyntaxKind.StaticKeyword)
            && creation.Parent is AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax or ArrowExpressionClauseSyntax };
        if (!(isField || isSet) || member.Parent is not TypeDeclarationSyntax type)
            return null;
        return TreeIndex.Creations(facts.Compilation, type.Identifier.ValueText, cancellation).Any(Lifetime.IsPerUse) ? CallsOf(type, facts, cancellation) : null;
    }

    /// <summary>The client is in a helper that takes the address: whether someone calls WeCom through it.</summary>
    private static Confidence? OfCallers(SyntaxNode member, CallFacts facts, CancellationToken cancellation, int depth)
    {
        if (member is not MethodDeclarationSyntax method)
            return null;
        Confidence? best = null;
        foreach (var call in TreeIndex.Calls(facts.Compilation, method.Identifier.ValueText, cancellation))
        {
            if (MemberAround.Of(call) is not { } caller || caller == member || facts.EdgeAt(call, cancellation) is not { } edge
                || !edge.Targets.Any(target => facts.Bodies(target, cancellation).Contains(member)))
                continue;
            var found = facts.Direct(edge, cancellation)?.Confidence;
            if (found is null && depth < MaxDepth && edge.Address.UsesParameter)
                found = OfCallers(caller, facts, cancellation, depth + 1);
            if (found == Confidence.Proof)
                return found;
            best ??= found;
        }

        return best;
    }

    /// <summary>An object that makes a client of its own, for one use.</summary>
    private static Confidence? OfOwner(ObjectCreationExpressionSyntax creation, SemanticModel model, CallFacts facts, CancellationToken cancellation)
    {
        if (!Lifetime.IsPerUse(creation) || model.GetSymbolInfo(creation.Type, cancellation).Symbol is not INamedTypeSymbol { DeclaringSyntaxReferences.Length: > 0 } symbol)
            return null;
        if (creation.ArgumentList?.Arguments.Any(argument => WeComWords.ContainsAny(WeComWords.Normalize(argument.Expression.ToString()), "httpclient", "clientfactory", "httphandler")) == true)
            return null;
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellation) is TypeDeclarationSyntax type && facts.Compilation.ContainsSyntaxTree(type.SyntaxTree) && OwnsClient(type))
                return CallsOf(type, facts, cancellation);
        }

        return null;
    }

    private static bool OwnsClient(TypeDeclarationSyntax type)
    {
        foreach (var member in type.Members)
        {
            if (member is not (FieldDeclarationSyntax or PropertyDeclarationSyntax or ConstructorDeclarationSyntax) || member.Modifiers.Any(SyntaxKind.StaticKeyword))
                continue;
            foreach (var node in member.DescendantNodes())
            {
                if (node is BaseObjectCreationExpressionSyntax creation && IsHttpClient(creation) && !(member is PropertyDeclarationSyntax { ExpressionBody: not null }))
                    return true;
            }
        }

        return false;
    }

    private static Confidence? CallsOf(TypeDeclarationSyntax type, CallFacts facts, CancellationToken cancellation)
    {
        Confidence? best = null;
        foreach (var member in type.Members)
        {
            if (member is not BaseMethodDeclarationSyntax)
                continue;
            foreach (var call in facts.From(member, Reach.Any, cancellation))
            {
                if (call.Confidence == Confidence.Proof)
                    return call.Confidence;
                best = call.Confidence;
            }
        }

        return best;
    }
}
