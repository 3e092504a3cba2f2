using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.CodeScan.Judging;

/// <summary>The member that a place in code lies in, by name: what stays when lines are inserted above it.</summary>
internal static class EnclosingMember
{
    /// <summary>Such as <c>Sender.Message.Send(2)</c>, with the number of parameters; empty outside of all types.</summary>
    public static string Of(SyntaxNode node)
    {
        var parts = new List<string>();
        foreach (var ancestor in node.AncestorsAndSelf())
        {
            if (NameOf(ancestor) is { } name)
                parts.Add(name);
        }

        var text = new StringBuilder();
        for (var i = parts.Count - 1; i >= 0; i--)
            text.Append(text.Length > 0 ? "." : "").Append(parts[i]);
        return text.ToString();
    }

    private static string? NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => $"{method.Identifier.ValueText}({method.ParameterList.Parameters.Count})",
        LocalFunctionStatementSyntax function => $"{function.Identifier.ValueText}({function.ParameterList.Parameters.Count})",
        ConstructorDeclarationSyntax constructor => $".ctor({constructor.ParameterList.Parameters.Count})",
        DestructorDeclarationSyntax => "~",
        OperatorDeclarationSyntax op => "operator " + op.OperatorToken.Text,
        ConversionOperatorDeclarationSyntax => "operator",
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        EventDeclarationSyntax @event => @event.Identifier.ValueText,
        IndexerDeclarationSyntax => "this",
        VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } field => field.Identifier.ValueText,
        EnumMemberDeclarationSyntax member => member.Identifier.ValueText,
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        BaseNamespaceDeclarationSyntax @namespace => @namespace.Name.ToString(),
        _ => null,
    };
}
