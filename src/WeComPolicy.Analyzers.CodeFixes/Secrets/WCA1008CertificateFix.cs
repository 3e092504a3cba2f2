using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace WeComPolicy.Analyzers.CodeFixes.Secrets;

/// <summary>WCA1008: takes the callback that accepts any certificate away; without one the framework checks.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WCA1008CertificateFix))]
[Shared]
public sealed class WCA1008CertificateFix : WeComCodeFix
{
    /// <summary>Creates the fix.</summary>
    public WCA1008CertificateFix()
        : base(RuleIdentifiers.CertificateUnchecked)
    {
    }

    /// <inheritdoc/>
    private protected override Task<Document?> FixAsync(Document document, SyntaxNode root, SyntaxNode node, CancellationToken cancellation)
    {
        var mended = node is not AssignmentExpressionSyntax assignment ? null : assignment.Parent switch
        {
            ExpressionStatementSyntax statement => Without(root, statement),
            InitializerExpressionSyntax { Parent: BaseObjectCreationExpressionSyntax creation } initializer => Without(root, creation, initializer, assignment),
            _ => null,
        };
        return Task.FromResult(mended is null ? null : document.WithSyntaxRoot(mended));
    }

    private static SyntaxNode? Without(SyntaxNode root, StatementSyntax statement) => statement.Parent switch
    {
        // What is said right above it was said about it.
        BlockSyntax { Statements.Count: 1, Parent: IfStatementSyntax { Else: null, Parent: BlockSyntax } choice } when OnlyReads(choice.Condition) => Remove(root, choice),
        IfStatementSyntax { Else: null, Parent: BlockSyntax } choice when OnlyReads(choice.Condition) => Remove(root, choice),
        BlockSyntax or SwitchSectionSyntax => Remove(root, statement),
        GlobalStatementSyntax global => Remove(root, global),
        _ => null,
    };

    private static SyntaxNode? Remove(SyntaxNode root, SyntaxNode node) => root.RemoveNode(node, SyntaxRemoveOptions.KeepUnbalancedDirectives);

    private static bool OnlyReads(ExpressionSyntax condition) => condition switch
    {
        IdentifierNameSyntax => true,
        MemberAccessExpressionSyntax access => OnlyReads(access.Expression),
        ThisExpressionSyntax => true,
        PrefixUnaryExpressionSyntax not when not.IsKind(SyntaxKind.LogicalNotExpression) => OnlyReads(not.Operand),
        ParenthesizedExpressionSyntax inner => OnlyReads(inner.Expression),
        _ => false,
    };

    private static SyntaxNode Without(SyntaxNode root, BaseObjectCreationExpressionSyntax creation, InitializerExpressionSyntax initializer, AssignmentExpressionSyntax assignment)
    {
        if (initializer.Expressions.Count > 1)
        {
            var isLast = initializer.Expressions.Last() == assignment;
            var rest = initializer.RemoveNode(assignment, SyntaxRemoveOptions.KeepUnbalancedDirectives)!;
            // The line of the brace begins after what stands last.
            if (isLast && rest.Expressions.SeparatorCount < rest.Expressions.Count)
                rest = rest.ReplaceNode(rest.Expressions.Last(), rest.Expressions.Last().WithTrailingTrivia(assignment.GetTrailingTrivia()));
            return root.ReplaceNode(initializer, rest);
        }

        // The space or the line before the brace goes with it.
        var bare = creation switch
        {
            ObjectCreationExpressionSyntax named => (BaseObjectCreationExpressionSyntax)named
                .WithType(named.ArgumentList is null ? named.Type.WithoutTrailingTrivia() : named.Type)
                .WithArgumentList((named.ArgumentList ?? SyntaxFactory.ArgumentList()).WithoutTrailingTrivia()).WithInitializer(null),
            _ => creation.WithArgumentList((creation.ArgumentList ?? SyntaxFactory.ArgumentList()).WithoutTrailingTrivia()).WithInitializer(null),
        };
        return root.ReplaceNode(creation, bare.WithTrailingTrivia(creation.GetTrailingTrivia()).WithAdditionalAnnotations(Formatter.Annotation));
    }
}
