using Microsoft.CodeAnalysis;
using WeComPolicy.Analyzers.Recognition;

namespace WeComPolicy.CodeScan.Judging;

/// <summary>Whether a file holds anything that does something. One of plain declarations makes no call and hands nothing over, whatever they are called.</summary>
internal static class Statements
{
    // A call or a parameter list, a text, a value that is given.
    private static readonly string[] s_signs = ["(", "\"", "="];

    public static bool MayBeIn(SyntaxTree tree) => TextSearch.Holds(tree.GetText(), StringComparison.Ordinal, s_signs);
}
