using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WeComPolicy.Analyzers.Flow;

namespace WeComPolicy.Analyzers.CallRate;

/// <summary>
/// <c>var tasks = users.Select(user => SendAsync(user)); foreach (var task in tasks) await task;</c>: a query makes each task when the loop asks
/// for it, so that the loop is around the call. A list of tasks has begun all of them before.
/// </summary>
internal static class AwaitedInTurn
{
    /// <summary>The loop that waits for the task of a call in a query; null where the tasks were all begun before, or are waited for together.</summary>
    public static LoopAround? Of(ExpressionSyntax call)
    {
        if (call.Ancestors().OfType<AnonymousFunctionExpressionSyntax>().FirstOrDefault() is not { Parent: ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax query } } }
            || CallSyntax.NameOf(query.Expression) != "Select")
            return null;
        return Loop(query) is { } loop ? LoopAround.Of(loop.Statement) : null;
    }

    /// <summary>The loop that awaits what a query, or the list made of it, holds.</summary>
    public static ForEachStatementSyntax? Loop(ExpressionSyntax tasks)
    {
        if (tasks.Parent is ForEachStatementSyntax direct)
            return Awaits(direct) ? direct : null;
        if (tasks.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax { Parent: { } block } } variable })
            return null;
        var name = variable.Identifier.ValueText;
        var uses = block.DescendantNodes().OfType<IdentifierNameSyntax>().Where(use => use.Identifier.ValueText == name).Take(2).ToList();
        return uses.Count == 1 && uses[0].Parent is ForEachStatementSyntax loop && loop.Expression == uses[0] && Awaits(loop) ? loop : null;
    }

    private static bool Awaits(ForEachStatementSyntax loop) => loop.Statement.DescendantNodes().Any(node =>
        node is AwaitExpressionSyntax { Expression: IdentifierNameSyntax task } && task.Identifier.ValueText == loop.Identifier.ValueText);
}
