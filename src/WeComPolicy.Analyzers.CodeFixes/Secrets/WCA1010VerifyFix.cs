using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.Analyzers.CodeFixes.Secrets;

/// <summary>WCA1010: asks the method at hand that verifies signatures before the callback is decrypted, where it is plain what each of its parameters gets.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WCA1010VerifyFix))]
[Shared]
public sealed class WCA1010VerifyFix : WeComCodeFix
{
    private enum Role
    {
        None,
        Signature,
        Timestamp,
        Nonce,
        Token,
        Cipher,
        Document,
    }

    /// <summary>Creates the fix.</summary>
    public WCA1010VerifyFix()
        : base(RuleIdentifiers.UnverifiedCallback)
    {
    }

    /// <inheritdoc/>
    private protected override async Task<Document?> FixAsync(Document document, SyntaxNode root, SyntaxNode node, CancellationToken cancellation)
    {
        if (node is not InvocationExpressionSyntax call || call.FirstAncestorOrSelf<StatementSyntax>() is not { Parent: BlockSyntax or SwitchSectionSyntax } statement
            || call.Ancestors().TakeWhile(ancestor => ancestor != statement).Any(ancestor => ancestor is AnonymousFunctionExpressionSyntax)
            || await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model
            || Check(call, model, cancellation) is not { } check)
            return null;
        var lineBreak = LineBreaks.Of(root);
        var error = TypeSpelling.At(model, call.SpanStart, "System.Security.Cryptography", "CryptographicException");
        var guard = SyntaxFactory.ParseStatement($"if ({check}){lineBreak}throw new {error}(\"The signature of the callback is wrong.\");{lineBreak}", options: root.SyntaxTree.Options)
            .WithLeadingTrivia(statement.GetLeadingTrivia())
            .WithAdditionalAnnotations(Formatter.Annotation);
        // The comment above the call stays above what now comes first; the call itself keeps its indentation alone.
        var indentation = statement.GetLeadingTrivia().LastOrDefault();
        var rest = statement.WithLeadingTrivia(indentation.IsKind(SyntaxKind.WhitespaceTrivia) ? SyntaxFactory.TriviaList(indentation) : default);
        return document.WithSyntaxRoot(root.ReplaceNode(statement, [guard, rest]));
    }

    /// <summary>The condition that is true of a wrong signature; <c>null</c> unless there is exactly one way to write it.</summary>
    private static string? Check(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellation)
    {
        if (Payload(call, model, cancellation) is not var (payload, kind))
            return null;
        var inReach = Known(call, model);
        var found = new List<string>();
        var receiver = CallSyntax.Receiver(call);
        var ofReceiver = receiver is null || model.GetTypeInfo(receiver, cancellation).Type is not { } type ? []
            : model.LookupSymbols(call.SpanStart, type, includeReducedExtensionMethods: true).OfType<IMethodSymbol>().Where(method => !method.IsStatic || method.ReducedFrom is not null);
        foreach (var method in ofReceiver)
            Add(method, receiver + ".");
        if (found.Count == 0)
        {
            foreach (var method in model.LookupSymbols(call.SpanStart).OfType<IMethodSymbol>())
                Add(method, "");
        }

        return found.Distinct(StringComparer.Ordinal).Count() == 1 ? found[0] : null;

        void Add(IMethodSymbol method, string prefix)
        {
            if (!Verifies(method.Name) || Arguments(method, payload, kind, inReach) is not { } arguments)
                return;
            if (IsWrong($"{prefix}{method.Name}({arguments})", method, IsAsync(call)) is { } condition)
                found.Add(condition);
        }
    }

    private static bool Verifies(string name) => WeComWords.Normalize(name) is var plain
        && WeComWords.ContainsAny(plain, "verify", "check", "valid") && WeComWords.ContainsAny(plain, "signature", "sign", "sinature") && !WeComWords.ContainsAny(plain, "echo", "assign", "design");

    /// <summary>What is decrypted, as it stands in the call.</summary>
    private static (string Text, Role Kind)? Payload(InvocationExpressionSyntax call, SemanticModel model, CancellationToken cancellation)
    {
        var method = model.GetSymbolInfo(call, cancellation).Symbol as IMethodSymbol;
        (string, Role)? found = null;
        for (var i = 0; i < call.ArgumentList.Arguments.Count; i++)
        {
            var argument = call.ArgumentList.Arguments[i];
            // It is read a second time, so it must be no more than a name.
            if (argument.Expression is not (IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax })
                || model.GetTypeInfo(argument.Expression, cancellation).Type?.SpecialType != SpecialType.System_String)
                continue;
            var role = RoleOf(CallSyntax.NameOf(argument.Expression));
            if (role is not (Role.Cipher or Role.Document) && method is not null && argument.NameColon is null && i < method.Parameters.Length)
                role = RoleOf(method.Parameters[i].Name);
            if (role is not (Role.Cipher or Role.Document))
                continue;
            if (found is not null)
                return null;
            found = (argument.Expression.ToString(), role);
        }

        return found;
    }

    private static string? Arguments(IMethodSymbol method, string payload, Role kind, Dictionary<Role, List<string>> known)
    {
        var arguments = new List<string>();
        var roles = new HashSet<Role>();
        foreach (var parameter in method.Parameters)
        {
            if (parameter.IsOptional && RoleOf(parameter.Name) == Role.None)
                continue;
            var role = RoleOf(parameter.Name);
            if (parameter.Type.SpecialType != SpecialType.System_String || parameter.RefKind != RefKind.None || !roles.Add(role) || arguments.Count > 8)
                return null;
            if (role == kind)
                arguments.Add(payload);
            else if (role is not (Role.None or Role.Cipher or Role.Document) && known.TryGetValue(role, out var values) && values.Count == 1)
                arguments.Add(values[0]);
            else
                return null;
        }

        return roles.Contains(Role.Signature) && roles.Contains(kind) ? string.Join(", ", arguments) : null;
    }

    private static string? IsWrong(string check, IMethodSymbol method, bool mayWait)
    {
        var type = method.ReturnType;
        if (AwaitedType.Of(type) is var result && !ReferenceEquals(result, type))
        {
            if (!mayWait)
                return null;
            (type, check) = (result, "await " + check);
        }

        // The vendor's sample class answers 0 if all is well.
        if (type.SpecialType == SpecialType.System_Int32)
            return method.ContainingType.Name == "WXBizMsgCrypt" ? check + " != 0" : null;
        if (type.SpecialType == SpecialType.System_Boolean
            || type.GetMembers("op_Implicit").OfType<IMethodSymbol>().Any(conversion => conversion.ReturnType.SpecialType == SpecialType.System_Boolean))
            return "!" + (check.StartsWith("await ", StringComparison.Ordinal) ? $"({check})" : check);
        var answers = type.GetMembers().OfType<IPropertySymbol>()
            .Where(property => property is { IsStatic: false, DeclaredAccessibility: Accessibility.Public, Type.SpecialType: SpecialType.System_Boolean }).ToList();
        return answers.Count == 1 ? $"!{(check.StartsWith("await ", StringComparison.Ordinal) ? $"({check})" : check)}.{answers[0].Name}" : null;
    }

    /// <summary>Texts by what they are: parameters and variables, and what a parameter or variable holds; fields only if nothing nearer is there.</summary>
    private static Dictionary<Role, List<string>> Known(SyntaxNode place, SemanticModel model)
    {
        var known = new Dictionary<Role, List<string>>();
        foreach (var (name, type) in SymbolsInReach.Of(place, model))
        {
            if (type.SpecialType == SpecialType.System_String)
            {
                Add(RoleOf(name), name);
            }
            else if (type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, SpecialType: SpecialType.None } holder && holder.Locations.Any(location => location.IsInSource))
            {
                foreach (var property in holder.GetMembers().OfType<IPropertySymbol>())
                {
                    if (property is { IsStatic: false, IsIndexer: false, GetMethod: not null, Type.SpecialType: SpecialType.System_String })
                        Add(RoleOf(property.Name), $"{name}.{property.Name}");
                }
            }
        }

        return known;

        void Add(Role role, string text)
        {
            if (!known.TryGetValue(role, out var texts))
                known.Add(role, texts = []);
            texts.Add(text);
        }
    }

    private static Role RoleOf(string name)
    {
        var plain = WeComWords.Normalize(name);
        if (WeComWords.ContainsAny(plain, "signature", "msgsig", "sigture", "sinature") || plain is "sign" or "sig")
            return Role.Signature;
        if (WeComWords.ContainsAny(plain, "timestamp"))
            return Role.Timestamp;
        if (WeComWords.ContainsAny(plain, "nonce"))
            return Role.Nonce;
        if (WeComWords.ContainsAny(plain, "encrypt", "echostr", "cipher") && !WeComWords.ContainsAny(plain, "type"))
            return Role.Cipher;
        if (plain.EndsWith("token", StringComparison.Ordinal) && !WeComWords.ContainsAny(plain, "access", "refresh", "cancel"))
            return Role.Token;
        return WeComWords.ContainsAny(plain, "xml", "json", "body") ? Role.Document : Role.None;
    }

    private static bool IsAsync(SyntaxNode node) => node.Ancestors().FirstOrDefault(ancestor => ancestor is MethodDeclarationSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax) switch
    {
        MethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword),
        LocalFunctionStatementSyntax function => function.Modifiers.Any(SyntaxKind.AsyncKeyword),
        GlobalStatementSyntax => true,
        _ => false,
    };
}
