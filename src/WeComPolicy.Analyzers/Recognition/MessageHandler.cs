using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>Classes through which every request of a client passes: whose requests, their registration tells.</summary>
internal static class MessageHandler
{
    /// <summary>Whether the class around a node handles the requests to WeCom; null where that is not to be seen.</summary>
    public static bool? Of(SyntaxNode node, Compilation compilation, CancellationToken cancellation)
    {
        if (node.FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { } type)
            return false;
        var name = type.Identifier.ValueText;
        var isRegistered = false;
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (!WeComPresence.In(tree, cancellation) || tree.GetText(cancellation).ToString().IndexOf(name, StringComparison.Ordinal) < 0)
                continue;
            foreach (var use in tree.GetRoot(cancellation).DescendantNodes().OfType<SimpleNameSyntax>())
            {
                if (use.Identifier.ValueText != name || use.FirstAncestorOrSelf<StatementSyntax>() is not { } statement || !IsRegistration(use))
                    continue;
                isRegistered = true;
                if (RegisteredClient.GoesToWeCom(statement, compilation, cancellation) == true)
                    return true;
            }
        }

        if (isRegistered)
            return false;
        if (SurroundingsReader.ByName(type) == Surroundings.WeCom && type.BaseList is not null)
            return true;
        // Code that makes its requests itself, in a file about WeCom.
        return WeComPresence.In(node.SyntaxTree, cancellation) ? null : false;
    }

    private static bool IsRegistration(SimpleNameSyntax use) =>
        use.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call && call.Expression.ToString().IndexOf("Handler", StringComparison.Ordinal) >= 0;
}
