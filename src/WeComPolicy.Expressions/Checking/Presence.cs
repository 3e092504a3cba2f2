using System.Globalization;
using WeComPolicy.Expressions.Syntax;

namespace WeComPolicy.Expressions.Checking;

/// <summary>
/// Reads from conditions which optional fields are present. A path is written from its root: <c>g:3.login.remark</c> begins
/// at the variable of slot 3, <c>l:17.remark</c> at the local variable declared by node 17.
/// </summary>
internal sealed class Presence
{
    private const int MaxDefinitions = 20;
    private readonly Func<Expr, Reference?> _referenceOf;
    private readonly Dictionary<VariableDeclaration, (PathSet WhenTrue, PathSet WhenFalse)> _definitions;
    private readonly Dictionary<int, (PathSet WhenTrue, PathSet WhenFalse)> _bound = [];
    private readonly Dictionary<int, string> _aliases = [];
    private readonly int _depth;

    public Presence(Func<Expr, Reference?> referenceOf)
        : this(referenceOf, new Dictionary<VariableDeclaration, (PathSet, PathSet)>(ReferenceEqualityComparer.Instance), 0)
    {
    }

    private Presence(
        Func<Expr, Reference?> referenceOf,
        Dictionary<VariableDeclaration, (PathSet WhenTrue, PathSet WhenFalse)> definitions,
        int depth)
    {
        _referenceOf = referenceOf;
        _definitions = definitions;
        _depth = depth;
    }

    /// <summary>What a condition says of variables of the environment where it holds.</summary>
    public static PathSet WhenTrue(CheckedAst condition)
    {
        var presence = new Presence(condition.ReferenceOf);
        return presence.When(condition.Root, true).Where(IsGlobal);
    }

    /// <summary>A local variable stands for a value: what the value says, the variable says too.</summary>
    public void Bind(int declaration, Expr value)
    {
        _bound[declaration] = (When(value, true), When(value, false));
        if (PathOf(value) is { } path)
            _aliases[declaration] = path;
    }

    /// <summary>The path that an expression spells, or null.</summary>
    public string? PathOf(Expr node)
    {
        switch (_referenceOf(node))
        {
            case VariableReference variable:
                return "g:" + variable.Variable.Slot.ToString(CultureInfo.InvariantCulture);
            case LocalReference local:
                return _aliases.GetValueOrDefault(local.Declaration) ?? "l:" + local.Declaration.ToString(CultureInfo.InvariantCulture);
        }

        switch (node)
        {
            case SelectExpr { Optional: false } select when PathOf(select.Operand) is { } operand:
                return FieldPath(operand, select.Field);
            case IndexExpr { Optional: false } index when PathOf(index.Operand) is { } operand:
                var key = index.Index is LiteralExpr literal ? ExpressionPrinter.Print(literal) : PathOf(index.Index);
                return key is null ? null : $"{operand}[{key}]";
            default:
                return null;
        }
    }

    /// <summary>The fields known to be present where a condition is true (or false).</summary>
    public PathSet When(Expr condition, bool holds)
    {
        switch (condition)
        {
            case LiteralExpr { Value: bool value }:
                return value == holds ? PathSet.None : PathSet.All;
            case HasExpr has when holds && PathOf(has.Selection.Operand) is { } operand:
                return PathSet.Of(FieldPath(operand, has.Selection.Field));
            case UnaryExpr { Operator: Operator.Not } not:
                return When(not.Operand, !holds);
            case LogicalExpr logical:
                var left = When(logical.Left, holds);
                var right = When(logical.Right, holds);
                return logical.IsAnd == holds ? left.Union(right) : left.Intersect(right);
            case ConditionalExpr conditional:
                var then = When(conditional.Condition, true).Union(When(conditional.Then, holds));
                var otherwise = When(conditional.Condition, false).Union(When(conditional.Otherwise, holds));
                return then.Intersect(otherwise);
            case BindExpr bind:
                return When(bind.Body, holds);
        }

        return _referenceOf(condition) switch
        {
            LocalReference local when _bound.TryGetValue(local.Declaration, out var facts) => holds ? facts.WhenTrue : facts.WhenFalse,
            VariableReference { Variable: { Definition: not null } variable } => holds ? OfDefinition(variable).WhenTrue : OfDefinition(variable).WhenFalse,
            _ => PathSet.None,
        };
    }

    private static bool IsGlobal(string path) => !path.Contains("l:", StringComparison.Ordinal);

    private static string FieldPath(string operand, string field) =>
        Words.IsPlainField(field) ? $"{operand}.{field}" : $"{operand}.`{field}`";

    private (PathSet WhenTrue, PathSet WhenFalse) OfDefinition(VariableDeclaration variable)
    {
        if (_definitions.TryGetValue(variable, out var known))
            return known;
        var facts = (PathSet.None, PathSet.None);
        if (_depth < MaxDefinitions)
        {
            var definition = variable.Definition!;
            var inner = new Presence(definition.ReferenceOf, _definitions, _depth + 1);
            facts = (inner.When(definition.Root, true).Where(IsGlobal), inner.When(definition.Root, false).Where(IsGlobal));
        }

        _definitions[variable] = facts;
        return facts;
    }
}
