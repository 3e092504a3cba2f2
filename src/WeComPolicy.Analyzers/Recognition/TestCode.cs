using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WeComPolicy.Analyzers.Recognition;

/// <summary>Test projects and samples: what matters at run time of a product is a suggestion there.</summary>
internal static class TestCode
{
    public static bool Holds(SyntaxNode node)
    {
        foreach (var ancestor in node.Ancestors())
        {
            if (ancestor is MethodDeclarationSyntax method && method.AttributeLists.Any(list => list.Attributes.Any(IsTest)))
                return true;
        }

        if (node.SyntaxTree.GetRoot() is not CompilationUnitSyntax root)
            return false;
        foreach (var directive in root.Usings)
        {
            if (directive.Name?.ToString() is { } name && (name == "Xunit" || name.StartsWith("NUnit.", StringComparison.Ordinal)
                || name.StartsWith("Microsoft.VisualStudio.TestTools", StringComparison.Ordinal)))
                return true;
        }

        return false;
    }

    private static bool IsTest(AttributeSyntax attribute) => attribute.Name.ToString() is "Fact" or "Theory" or "Test" or "TestCase" or "TestMethod" or "DataTestMethod";
}
