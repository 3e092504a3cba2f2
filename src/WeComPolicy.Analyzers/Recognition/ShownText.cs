using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>A control that shows a text: a person may read it, the program does not.</summary>
internal static class ShownText
{
    private const int MaxNodes = 50_000;

    /// <summary><c>lblResult.Text = reply;</c>, where the type does not read the control again.</summary>
    public static bool Is(AssignmentExpressionSyntax assignment)
    {
        if (assignment.Left is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Text" or "InnerText" or "InnerHtml" or "Caption" or "Content" or "Value" or "DataSource" } shown
            || shown.Name.Identifier.ValueText is "Content" or "Value" && LogSink.Shown(assignment) is null
            || assignment.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
            return false;
        var control = shown.ToString();
        return !type.DescendantNodes().Take(MaxNodes).Any(node => node is MemberAccessExpressionSyntax read && read.Name.Identifier.ValueText == shown.Name.Identifier.ValueText
            && !(read.Parent is AssignmentExpressionSyntax written && written.Left == read) && read.ToString() == control);
    }
}
