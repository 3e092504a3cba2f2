using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.Flow;

/// <summary>What stands in the parameters of a helper that sends requests for others: its callers know.</summary>
internal static class RequestHelper
{
    private const int MaxNodes = 5_000;

    private const int MaxCallers = 3;

    /// <summary>What a value that depends on the parameters of its method carries, by the method's callers.</summary>
    /// <param name="carried">What was found out within the method.</param>
    /// <param name="place">Where the value is used.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="cancellation">Ends the search.</param>
    public static Carried FromCallers(Carried carried, SyntaxNode place, Compilation compilation, CancellationToken cancellation)
    {
        if ((carried.Parameters | carried.Replies) == 0 || MemberAround.Of(place) is not MethodDeclarationSyntax member
            || Models.Of(compilation, member.SyntaxTree).GetDeclaredSymbol(member, cancellation) is not { } method)
            return Carried.Nothing;
        var callers = Callers.In(compilation);
        var result = Carried.Nothing;
        for (var i = 0; i < Math.Min(method.Parameters.Length, 16); i++)
        {
            var isAddress = (carried.Parameters & (1 << i)) != 0;
            var isReply = (carried.Replies & (1 << i)) != 0;
            if (!isAddress && !isReply)
                continue;
            var sends = SendsTo(member, method.Parameters[i].Name);
            // Whatever it is called, a request is sent to it: its callers say where.
            if (!IsAddressName(method.Parameters[i].Name) && !sends)
                continue;
            var handed = Handed(method, member, i, sends, compilation, 0, cancellation);
            if (isAddress)
                result |= handed.Only(Sensitive.Address | Sensitive.Token | Sensitive.Secret);
            if (isReply && sends)
                result |= handed.Requested().WithoutParameters();

            // A library's callers are elsewhere: what it logs is whatever they ask for.
            if (sends && IsPartOfAddress(method.Parameters[i].Name) && result.IsNothing && method is { IsStatic: true, DeclaredAccessibility: Accessibility.Public } && !callers.Any(method.Name, cancellation))
                result |= Carried.Perhaps(isAddress ? Sensitive.AnyAddress : Posts(member) ? Sensitive.None : Sensitive.TokenReply);
        }

        return result;
    }

    /// <summary>What callers hand over for a parameter, also through methods between them and the request.</summary>
    private static Carried Handed(IMethodSymbol method, SyntaxNode member, int ordinal, bool sends, Compilation compilation, int depth, CancellationToken cancellation)
    {
        var result = Carried.Nothing;
        var callers = Callers.In(compilation);
        foreach (var call in callers.FromWeCom(method.Name, cancellation).Concat(callers.FromFile(member.SyntaxTree, method.Name, cancellation)))
        {
            if (member.Span.Contains(call.Span) && call.SyntaxTree == member.SyntaxTree || !MayMean(call, method, compilation, cancellation))
                continue;
            // An extension is called without its first parameter.
            var argument = CallSyntax.ArgumentOf(call, method, ordinal) ?? (method.IsExtensionMethod ? CallSyntax.ArgumentOf(call, method, ordinal - 1) : null);
            if (argument is null)
                continue;
            var handed = ValueOrigin.Of(compilation).Of(argument, cancellation);
            if (sends)
                result |= handed.WithoutParameters();
            if (handed.Parameters == 0 || depth >= MaxCallers || MemberAround.Of(call) is not MethodDeclarationSyntax caller
                || Models.Of(compilation, caller.SyntaxTree).GetDeclaredSymbol(caller, cancellation) is not { } above)
                continue;
            for (var i = 0; i < Math.Min(above.Parameters.Length, 16); i++)
            {
                if ((handed.Parameters & (1 << i)) != 0 && IsAddressName(above.Parameters[i].Name))
                    result |= Handed(above, caller, i, sends || SendsTo(caller, above.Parameters[i].Name), compilation, depth + 1, cancellation);
            }
        }

        return result;
    }

    /// <summary>A name such as GetAsync is everywhere: where the call binds, it must bind to this method or to what it implements.</summary>
    public static bool MayMean(InvocationExpressionSyntax call, IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        if (Models.Of(compilation, call.SyntaxTree).GetSymbolInfo(call, cancellation).Symbol is not IMethodSymbol bound)
            return true;
        bound = (bound.ReducedFrom ?? bound).OriginalDefinition;
        return SymbolEqualityComparer.Default.Equals(bound, method)
            || (bound.ContainingType is { TypeKind: TypeKind.Interface } or { IsAbstract: true } && bound.Parameters.Length == method.Parameters.Length
                && method.ContainingType is { } type && (type.AllInterfaces.Any(face => SymbolEqualityComparer.Default.Equals(face.OriginalDefinition, bound.ContainingType))
                    || SymbolEqualityComparer.Default.Equals(type.BaseType?.OriginalDefinition, bound.ContainingType)));
    }

    private static bool IsAddressName(string parameter) =>
        WeComWords.ContainsAny(WeComWords.Normalize(parameter), "url", "uri", "address", "link", "api", "endpoint", "path");

    private static bool IsPartOfAddress(string parameter) => IsAddressName(parameter) || IsOperationName(parameter) || IsQueryName(parameter);

    private static bool IsOperationName(string parameter) =>
        WeComWords.Normalize(parameter) is "action" or "method" or "route" or "command" or "cmd" or "operation" or "interface" or "resource" or "function" or "func" or "service";

    private static bool IsQueryName(string parameter) =>
        WeComWords.Normalize(parameter) is "query" or "querystring" or "datastr" or "parameters" or "params" or "getdata" or "args" or "param" or "paramstr";

    private static bool Posts(SyntaxNode member) => member.DescendantTokens().Take(MaxNodes).Any(token =>
        token.IsKind(SyntaxKind.StringLiteralToken) ? token.ValueText == "POST" : token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText.StartsWith("Post", StringComparison.Ordinal));

    /// <summary>The parameter is given to something that sends requests.</summary>
    private static bool SendsTo(SyntaxNode member, string parameter)
    {
        foreach (var node in member.DescendantNodes().Take(MaxNodes))
        {
            var (name, arguments) = node switch
            {
                InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call => (access.Name.Identifier.ValueText, call.ArgumentList),
                InvocationExpressionSyntax { Expression: SimpleNameSyntax simple } call => (simple.Identifier.ValueText, call.ArgumentList),
                ObjectCreationExpressionSyntax creation => (creation.Type.ToString(), creation.ArgumentList),
                _ => ("", null),
            };
            if (arguments is null || !(CallNames.Requests(name) || name is "Create" or "CreateHttp" or "Uri" or "RestRequest" or "RestClient" or "HttpRequestMessage"))
                continue;
            if (arguments.DescendantTokens().Take(200).Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == parameter))
                return true;
        }

        return false;
    }
}
