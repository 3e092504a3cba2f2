using WeComPolicy.Expressions.Syntax;

namespace WeComPolicy.Engine.PolicyTests.Mutation;

/// <summary>One node of an expression with another in its place.</summary>
/// <param name="Node">The node.</param>
/// <param name="Replacement">What takes its place.</param>
internal readonly record struct Rewrite(Expr Node, Expr Replacement)
{
    /// <summary>The node as text.</summary>
    public string From => ExpressionPrinter.Print(Node);

    /// <summary>What takes its place as text.</summary>
    public string To => ExpressionPrinter.Print(Replacement);

    /// <summary>The whole expression with the replacement.</summary>
    public string Apply(string text) => $"{text[..Node.Span.Start]}({To}){text[Node.Span.End..]}";
}
