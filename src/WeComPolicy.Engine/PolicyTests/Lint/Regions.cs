using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Engine.PolicyTests.Lint;

/// <summary>
/// Sample values that stand for all that one value can be, as far as a set of constraints can tell them apart: each constant, and one
/// between, below and above them; each word of an enumeration; true and false.
/// </summary>
internal static class Regions
{
    private static readonly object s_other = new();

    /// <summary>The samples.</summary>
    /// <param name="constraints">Constraints of one value; at least one.</param>
    /// <param name="ast">The expression that the value stands in; null where its types are not known.</param>
    public static IReadOnlyList<object> Of(IReadOnlyList<Constraint> constraints, CheckedAst? ast)
    {
        var constants = constraints.SelectMany(c => c.Constants).Distinct().ToList();
        var type = ast?.TypeOf(constraints[0].Operand);
        if (constants.Count == 0 || constants.Exists(c => c is bool))
            return [true, false];
        if (constants.TrueForAll(c => c is string))
            return type is EnumType words ? [.. words.Values] : [.. constants, s_other];
        if (!constants.TrueForAll(c => c is double))
            return [.. constants, s_other];
        var (least, most) = Bounds(constraints[0].Operand, ast);
        return [.. Numbers([.. constants.Cast<double>().Order()], type?.Kind == CelTypeKind.Int).Where(n => n >= least && n <= most).Cast<object>()];
    }

    private static IEnumerable<double> Numbers(List<double> constants, bool whole)
    {
        yield return constants[0] - 1;
        for (var i = 0; i < constants.Count; i++)
        {
            yield return constants[i];
            if (i + 1 < constants.Count && !(whole && constants[i + 1] - constants[i] <= 1))
                yield return whole ? constants[i] + 1 : (constants[i] + constants[i + 1]) / 2;
        }

        yield return constants[^1] + 1;
    }

    // What the schema allows; no list has less than no element.
    private static (double Least, double Most) Bounds(Expr operand, CheckedAst? ast)
    {
        if (operand is CallExpr { Function: "size" })
            return (0, double.PositiveInfinity);
        return ast?.ReferenceOf(operand) is FieldReference reference && FieldsRead.Find(reference.Field) is { Field: var field } && field.Type.IsScalar
            ? (field.Min ?? double.NegativeInfinity, field.Max ?? double.PositiveInfinity)
            : (double.NegativeInfinity, double.PositiveInfinity);
    }
}
