using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Libraries;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Evaluation;

/// <summary>Finds the sub-expressions whose value is known while compiling.</summary>
internal sealed class ConstantFolder
{
    private const int MaxDepth = 60;

    private readonly CheckedAst _ast;
    private readonly bool _literalsOnly;
    private readonly Dictionary<int, Value?> _known = [];
    private int _depth;

    public ConstantFolder(CheckedAst ast, bool literalsOnly)
    {
        _ast = ast;
        _literalsOnly = literalsOnly;
    }

    /// <summary>The value of a node, where it is a constant; never an error or unknown.</summary>
    public bool TryGet(Expr node, out Value value)
    {
        if (_literalsOnly && node is not LiteralExpr || node is IdentExpr or ComprehensionExpr)
        {
            value = default;
            return false;
        }

        if (!_known.TryGetValue(node.Id, out var known))
        {
            // What is nested deeper than anybody writes constants is left to run time.
            if (_depth < MaxDepth)
            {
                _depth++;
                known = Find(node);
                _depth--;
            }

            if (known is { IsErrorOrUnknown: true })
                known = null;
            if (node.Id >= 0)
                _known[node.Id] = known;
        }

        value = known.GetValueOrDefault();
        return known.HasValue;
    }

    /// <summary>The value of a literal.</summary>
    public static Value Literal(LiteralExpr literal) => literal.Value switch
    {
        null => Value.Null,
        bool value => Value.Bool(value),
        long value => Value.Int(value),
        ulong value => Value.UInt(value),
        double value => Value.Double(value),
        string value => Value.String(value),
        byte[] value => Value.Bytes(value),
        _ => Failure.Of(literal.Span, "无法识别的字面量", "unreadable literal"),
    };

    private Value? Find(Expr node)
    {
        switch (node)
        {
            case LiteralExpr literal:
                return Literal(literal);

            case ListExpr list:
            {
                var elements = new Value[list.Elements.Count];
                for (var i = 0; i < elements.Length; i++)
                {
                    if (list.Elements[i].Optional || !TryGet(list.Elements[i].Value, out elements[i]))
                        return null;
                }

                return Value.List(elements);
            }

            case MapExpr map:
            {
                var entries = new DictionaryMapSource(map.Entries.Count);
                foreach (var entry in map.Entries)
                {
                    if (entry.Optional
                        || !TryGet(entry.Key, out var key)
                        || !TryGet(entry.Value, out var value)
                        || !entries.TryAdd(key, value))
                        return null;
                }

                return entries.ToValue();
            }

            case UnaryExpr { Operator: Operator.Negate } unary when TryGet(unary.Operand, out var operand):
                return Call(unary, operand);

            case CallExpr { Arguments: [var only] } call when TargetIsNoArgument(call) && TryGet(only, out var argument):
                return Call(call, argument);

            default:
                return null;
        }
    }

    private bool TargetIsNoArgument(CallExpr call) =>
        call.Target is null || _ast.ReferenceOf(call) is CallReference { TargetIsNamespace: true };

    // timestamp('…'), duration('…'), ip('…') and the like: what would be read anew for each element of a loop.
    private Value? Call(Expr node, Value argument)
    {
        if (_ast.ReferenceOf(node) is not CallReference { Candidates: [{ Body1: { } body, NonStrict: false } overload] }
            || !IsSmall(overload, argument)
            || !RuntimeTypes.Agrees(overload.Parameters[0], argument))
            return null;
        return body(argument);
    }

    private static bool IsSmall(Overload overload, Value argument) =>
        overload.Result.Kind is CelTypeKind.Bool or CelTypeKind.Int or CelTypeKind.UInt or CelTypeKind.Double
            or CelTypeKind.Timestamp or CelTypeKind.Duration or CelTypeKind.Opaque
        && ValueExtent.Of(argument).Weight < 1000;
}
