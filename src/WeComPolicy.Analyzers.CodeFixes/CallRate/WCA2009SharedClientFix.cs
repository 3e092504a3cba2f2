using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace WeComPolicy.Analyzers.CodeFixes.CallRate;

/// <summary>WCA2009: asks the factory for the client where there is one, else keeps one client for the type. A client that is set up for its use is left alone.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WCA2009SharedClientFix))]
[Shared]
public sealed class WCA2009SharedClientFix : WeComCodeFix
{
    private const string Http = "System.Net.Http";

    /// <summary>Creates the fix.</summary>
    public WCA2009SharedClientFix()
        : base(RuleIdentifiers.ClientPerCall)
    {
    }

    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => SequentialFixAll.Instance;

    /// <inheritdoc/>
    private protected override async Task<Document?> FixAsync(Document document, SyntaxNode root, SyntaxNode node, CancellationToken cancellation)
    {
        if (node is not BaseObjectCreationExpressionSyntax { Initializer: null, ArgumentList: null or { Arguments.Count: 0 } } creation
            || await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model
            || model.GetTypeInfo(creation, cancellation).Type is not { Name: "HttpClient" } type || type.ContainingNamespace?.ToDisplayString() != Http)
            return null;
        if (SymbolsInReach.Of(creation, model).FirstOrDefault(symbol => symbol.Type.Name == "IHttpClientFactory").Name is { } factory)
            return document.WithSyntaxRoot(root.ReplaceNode(creation, SyntaxFactory.ParseExpression(factory + ".CreateClient()").WithTriviaFrom(creation)));
        foreach (var inner in new[] { false, true })
        {
            if (Shared(root, creation, model, inner, cancellation) is { } mended && document.WithSyntaxRoot(mended) is var result
                && await MendedCode.CompilesAsync(document, result, cancellation).ConfigureAwait(false))
                return result;
        }

        return null;
    }

    private static SyntaxNode? Shared(SyntaxNode root, BaseObjectCreationExpressionSyntax creation, SemanticModel model, bool keepsBlock, CancellationToken cancellation)
    {
        if (creation.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type || type is InterfaceDeclarationSyntax)
            return null;
        var existing = Existing(type);
        var field = existing ?? FreeName(type, model);
        var name = SyntaxFactory.IdentifierName(field);
        TypeDeclarationSyntax? mended;
        if (creation.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } direct && Sends(direct))
            mended = type.ReplaceNode(creation, name.WithTriviaFrom(creation));
        else if (creation.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1 } declaration } variable })
            mended = OfVariable(type, declaration, variable, name, keepsBlock, model, cancellation);
        else
            mended = null;
        if (mended is null)
            return null;
        return root.ReplaceNode(type, existing is null ? WithField(mended, field, TypeSpelling.At(model, type.OpenBraceToken.Span.End, Http, "HttpClient"), LineBreaks.Of(root)) : mended);
    }

    private static TypeDeclarationSyntax? OfVariable(
        TypeDeclarationSyntax type, VariableDeclarationSyntax declaration, VariableDeclaratorSyntax variable, IdentifierNameSyntax field, bool keepsBlock, SemanticModel model, CancellationToken cancellation)
    {
        if (declaration.Parent is not (UsingStatementSyntax or LocalDeclarationStatementSyntax) and not null || declaration.Parent is not StatementSyntax { Parent: BlockSyntax } statement
            || model.GetDeclaredSymbol(variable, cancellation) is not { } local)
            return null;
        var uses = new List<IdentifierNameSyntax>();
        foreach (var use in statement.Parent!.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (use.Identifier.ValueText != local.Name || !SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(use, cancellation).Symbol, local))
                continue;
            // What is set up on it, or gets it, may rely on having it alone.
            if (use.Parent is not MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } access || access.Expression != use || !Sends(access))
                return null;
            uses.Add(use);
        }

        if (uses.Count == 0)
            return null;
        var mark = new SyntaxAnnotation();
        var mended = type.ReplaceNodes(uses.Append<SyntaxNode>(statement), (old, rewritten) =>
            old == statement ? rewritten.WithAdditionalAnnotations(mark) : field.WithTriviaFrom(old));
        var now = mended.GetAnnotatedNodes(mark).Single();
        return now is not UsingStatementSyntax block ? mended.RemoveNode(now, SyntaxRemoveOptions.KeepUnbalancedDirectives) : Unwrapped(mended, block, keepsBlock);
    }

    /// <summary>What the using statement holds, in its place.</summary>
    private static TypeDeclarationSyntax Unwrapped(TypeDeclarationSyntax type, UsingStatementSyntax block, bool keepsBlock)
    {
        var held = block.Statement is BlockSyntax { Statements: { Count: > 0 } statements } && !keepsBlock ? statements.ToList() : [block.Statement];
        // What is said before the braces and within them stays; the indentation of the first is the formatter's.
        var within = held[0].GetLeadingTrivia();
        held[0] = held[0].WithLeadingTrivia(within.Any(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia)) ? block.GetLeadingTrivia().AddRange(within) : block.GetLeadingTrivia());
        held[held.Count - 1] = held[held.Count - 1].WithTrailingTrivia(block.GetTrailingTrivia());
        return type.ReplaceNode(block, held.Select(statement => statement.WithAdditionalAnnotations(Formatter.Annotation)));
    }

    /// <summary>Each request stands alone: nothing is kept on the client.</summary>
    private static bool Sends(MemberAccessExpressionSyntax access) => access.Name.Identifier.ValueText is "GetAsync" or "GetStringAsync" or "GetByteArrayAsync" or "GetStreamAsync"
        or "PostAsync" or "PutAsync" or "PatchAsync" or "DeleteAsync" or "SendAsync" or "Send" or "GetFromJsonAsync" or "PostAsJsonAsync" or "PutAsJsonAsync" or "PatchAsJsonAsync";

    private static string? Existing(TypeDeclarationSyntax type)
    {
        foreach (var field in type.Members.OfType<FieldDeclarationSyntax>())
        {
            if (field.Modifiers.Any(SyntaxKind.StaticKeyword) && field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword) && NameOf(field.Declaration.Type) == "HttpClient"
                && field.Declaration.Variables[0].Initializer?.Value is BaseObjectCreationExpressionSyntax { Initializer: null, ArgumentList: null or { Arguments.Count: 0 } })
                return field.Declaration.Variables[0].Identifier.ValueText;
        }

        return null;
    }

    private static string NameOf(TypeSyntax type) => type switch
    {
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        _ => "",
    };

    private static string FreeName(TypeDeclarationSyntax type, SemanticModel model)
    {
        var used = new HashSet<string>(type.DescendantTokens().Select(token => token.ValueText), StringComparer.Ordinal);
        var fields = type.Members.OfType<FieldDeclarationSyntax>().Where(field => field.Modifiers.Any(SyntaxKind.StaticKeyword))
            .SelectMany(field => field.Declaration.Variables).Select(variable => variable.Identifier.ValueText).ToList();
        var prefix = fields.Exists(name => name.StartsWith("s_", StringComparison.Ordinal)) ? "s_" : fields.Exists(name => name.StartsWith("_", StringComparison.Ordinal)) ? "_" : "";
        var names = prefix.Length > 0 ? new[] { prefix + "http", prefix + "httpClient", prefix + "sharedHttpClient" } : ["Http", "SharedHttpClient", "SharedHttp"];
        return names.FirstOrDefault(name => !used.Contains(name) && model.LookupSymbols(type.OpenBraceToken.Span.End, name: name).IsEmpty) ?? names[0] + "ForWeCom";
    }

    private static TypeDeclarationSyntax WithField(TypeDeclarationSyntax type, string name, string client, string lineBreak)
    {
        var field = SyntaxFactory.ParseMemberDeclaration($"private static readonly {client} {name} = new {client}();")!
            .WithAdditionalAnnotations(Formatter.Annotation);
        var end = SyntaxFactory.EndOfLine(lineBreak);
        // Fields stand together; a blank line parts them from the rest.
        field = type.Members[0] is FieldDeclarationSyntax ? field.WithTrailingTrivia(end) : field.WithTrailingTrivia(end, SyntaxFactory.EndOfLine(lineBreak));
        return type.WithMembers(type.Members.Insert(0, field));
    }
}
