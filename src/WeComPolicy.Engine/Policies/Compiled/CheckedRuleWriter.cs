using WeComPolicy.Expressions.Compiled;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Engine.Policies.Compiled;

/// <summary>Writes the checked expressions of a rule.</summary>
internal sealed class CheckedRuleWriter(ExpressionWriter expressions, CompiledWriter to)
{
    public void Write(ExpressionRule rule)
    {
        var own = (RecordType)rule.Environment.Variables[RuleVariables.ParametersSlot].Type;
        var variables = rule.Environment.Variables.Skip(RuleVariables.ParametersSlot + 1).ToList();
        to.WriteCount(variables.Count);
        foreach (var variable in variables)
        {
            to.WriteText(variable.Name);
            to.WriteFlag(variable.Definition is not null);
            if (variable.Definition is { } definition)
                expressions.Write(to, definition, own);
            else
                expressions.WriteType(to, variable.Type, own);
        }

        to.WriteCount(rule.Each.Count);
        foreach (var level in rule.Each)
        {
            to.WriteCount(level.Slot);
            expressions.Write(to, level.Range.Program.Ast, own);
        }

        Maybe(rule.When, own);
        to.WriteFlag(rule.WhenIsOuter);
        expressions.Write(to, rule.Require.Program.Ast, own);
        Maybe(rule.At, own);
        Pieces(rule.Message.Zh, own);
        Pieces(rule.Message.En, own);
    }

    private void Maybe(RuleExpression? expression, RecordType own)
    {
        to.WriteFlag(expression is not null);
        if (expression is not null)
            expressions.Write(to, expression.Program.Ast, own);
    }

    private void Pieces(IReadOnlyList<MessagePiece> pieces, RecordType own)
    {
        to.WriteCount(pieces.Count);
        foreach (var piece in pieces)
        {
            if (piece.Words is not null)
                throw new ArgumentException("A rule's message shows no words of an enumeration.", nameof(pieces));
            to.WriteText(piece.Literal);
            to.WriteFlag(piece.DependsOnToday);
            to.WriteFlag(piece.Expression is not null);
            if (piece.Expression is { } expression)
                expressions.Write(to, expression.Ast, own);
        }
    }
}
