using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Libraries;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Evaluation;

// Operators other than the logical ones. What is common runs in place; the rest goes through the overloads of the library.
internal sealed partial class StepCompiler
{
    private Step CompileUnary(UnaryExpr unary)
    {
        var operand = Compile(unary.Operand);
        var call = new OverloadCall(unary.Operator == Operator.Not ? "!_" : "-_", Candidates(unary), unary.Span);
        if (unary.Operator == Operator.Not)
        {
            return frame =>
            {
                var value = operand(frame);
                if (value.Kind == ValueKind.Bool)
                    return Value.Bool(!value.AsBool);
                return value.IsErrorOrUnknown ? Undecided.Of(value) : Failure.NoOverload(unary.Span, "!_", [value]);
            };
        }

        return frame =>
        {
            var value = operand(frame);
            if (value.Kind == ValueKind.Int && value.AsInt != long.MinValue)
                return Value.Int(-value.AsInt);
            if (value.Kind == ValueKind.Double)
                return Value.Double(-value.AsDouble);
            return call.Invoke(frame, value);
        };
    }

    private Step CompileBinary(BinaryExpr binary) => binary.Operator switch
    {
        Operator.Equal or Operator.NotEqual => CompileEquality(binary),
        Operator.Less or Operator.LessOrEqual or Operator.Greater or Operator.GreaterOrEqual => CompileOrdering(binary),
        Operator.In => CompileIn(binary),
        _ => CompileArithmetic(binary),
    };

    private Step CompileEquality(BinaryExpr binary)
    {
        var negated = binary.Operator == Operator.NotEqual;
        var span = binary.Span;
        var (one, other) = (binary.Left, binary.Right);
        if (!_traced && _constants.TryGet(one, out _))
            (one, other) = (other, one);
        var left = Compile(one);
        if (!_traced && _constants.TryGet(other, out var constant))
        {
            switch (constant.Kind)
            {
                case ValueKind.String:
                    var text = constant.AsString;
                    return frame =>
                    {
                        var value = left(frame);
                        return value.Kind == ValueKind.String
                            ? Value.Bool(string.Equals(value.AsString, text, StringComparison.Ordinal) != negated)
                            : Equality(frame, value, constant, negated, span);
                    };
                case ValueKind.Int:
                    var number = constant.AsInt;
                    return frame =>
                    {
                        var value = left(frame);
                        return value.Kind == ValueKind.Int
                            ? Value.Bool(value.AsInt == number != negated)
                            : Equality(frame, value, constant, negated, span);
                    };
                default:
                    return frame => Equality(frame, left(frame), constant, negated, span);
            }
        }

        var right = Compile(other);
        return frame =>
        {
            var first = left(frame);
            return Equality(frame, first, right(frame), negated, span);
        };
    }

    private static Value Equality(Frame frame, Value a, Value b, bool negated, TextSpan span)
    {
        var equal = EqualityTest.Of(frame, a, b, span);
        return equal.Kind == ValueKind.Bool ? Value.Bool(equal.AsBool != negated) : equal;
    }

    private Step CompileOrdering(BinaryExpr binary)
    {
        var (op, span) = (binary.Operator, binary.Span);
        var left = Compile(binary.Left);
        if (!_traced && _constants.TryGet(binary.Right, out var constant) && constant.Kind == ValueKind.Int)
        {
            var number = constant.AsInt;
            return op switch
            {
                Operator.Less => frame =>
                {
                    var value = left(frame);
                    return value.Kind == ValueKind.Int ? Value.Bool(value.AsInt < number) : Order(op, value, constant, span);
                },
                Operator.LessOrEqual => frame =>
                {
                    var value = left(frame);
                    return value.Kind == ValueKind.Int ? Value.Bool(value.AsInt <= number) : Order(op, value, constant, span);
                },
                Operator.Greater => frame =>
                {
                    var value = left(frame);
                    return value.Kind == ValueKind.Int ? Value.Bool(value.AsInt > number) : Order(op, value, constant, span);
                },
                _ => frame =>
                {
                    var value = left(frame);
                    return value.Kind == ValueKind.Int ? Value.Bool(value.AsInt >= number) : Order(op, value, constant, span);
                },
            };
        }

        var right = Compile(binary.Right);
        return frame =>
        {
            var first = left(frame);
            return Order(op, first, right(frame), span);
        };
    }

    private static Value Order(Operator op, Value a, Value b, TextSpan span)
    {
        if (a.Kind == ValueKind.Error || b.Kind == ValueKind.Error)
            return Undecided.Of(a, b);
        return Failure.At(
            op switch
            {
                Operator.Less => ValueOperations.Less(a, b),
                Operator.LessOrEqual => ValueOperations.LessOrEqual(a, b),
                Operator.Greater => ValueOperations.Less(b, a),
                _ => ValueOperations.LessOrEqual(b, a),
            },
            span);
    }

    private Step CompileIn(BinaryExpr binary)
    {
        var item = Compile(binary.Left);
        var membership = new Membership(binary.Span);
        if (!_traced && _constants.TryGet(binary.Right, out var constant) && ConstantSet.Of(constant) is { } set)
        {
            return frame =>
            {
                var value = item(frame);
                return value.IsErrorOrUnknown ? membership.Test(frame, value, constant) : Value.Bool(set.Contains(value));
            };
        }

        var container = Compile(binary.Right);
        return frame =>
        {
            var value = item(frame);
            return membership.Test(frame, value, container(frame));
        };
    }

    private Step CompileArithmetic(BinaryExpr binary)
    {
        var left = Compile(binary.Left);
        var right = Compile(binary.Right);
        var span = binary.Span;
        var (name, integers, doubles) = Arithmetic(binary.Operator);
        var call = new OverloadCall(name, Candidates(binary), span);
        var isAdd = binary.Operator == Operator.Add;
        return frame =>
        {
            var a = left(frame);
            if (a.Kind == ValueKind.Error && a.AsError.IsLimit)
                return a;
            var b = right(frame);
            if (a.Kind == b.Kind)
            {
                switch (a.Kind)
                {
                    case ValueKind.Int when integers(a.AsInt, b.AsInt, out var number):
                        return Value.Int(number);
                    case ValueKind.Double when doubles is not null:
                        return Value.Double(doubles(a.AsDouble, b.AsDouble));
                    case ValueKind.List when isAdd:
                        return ListBuilder.Concat(frame, a, b, span);
                    case ValueKind.String when isAdd:
                        // Before the text is made: doubling may not get hold of memory that it has not paid for.
                        if (!frame.Charge(1 + a.AsString.Length + (long)b.AsString.Length))
                            return Failure.Limit(frame, span);
                        if (!frame.Build(ListBuilder.WeightOfText(a.AsString.Length + (long)b.AsString.Length)))
                            return Failure.TooMuch(frame, span);
                        return Value.String(a.AsString + b.AsString);
                    case ValueKind.Bytes when isAdd:
                        if (!frame.Charge(1 + a.AsBytes.Length + (long)b.AsBytes.Length))
                            return Failure.Limit(frame, span);
                        break;
                }
            }

            // The size of an incomplete list stays bounded from below when a small number is added.
            if (isAdd && SumOfBounds(a, b) is { } bounded)
                return bounded;
            return call.Invoke(frame, a, b);
        };
    }

    private static Value? SumOfBounds(Value a, Value b)
    {
        const long small = int.MaxValue;
        if (a.Kind != ValueKind.Unknown && b.Kind != ValueKind.Unknown
            || Bound(a) is not { } first || Bound(b) is not { } second
            || first is < 0 or > small || second is < 0 or > small)
            return null;
        var sum = ValueOperations.Absorb(a, b);
        return Value.Unknown(sum.AsUnknown.WithAtLeast(first + second));

        static long? Bound(Value value) => value.Kind switch
        {
            ValueKind.Int => value.AsInt,
            ValueKind.Unknown => value.AsUnknown.AtLeast,
            _ => null,
        };
    }

    private delegate bool IntegerOperation(long a, long b, out long result);

    // False where the result does not fit or is not defined: the library says what is wrong.
    private static (string Name, IntegerOperation Integers, Func<double, double, double>? Doubles) Arithmetic(Operator op) => op switch
    {
        Operator.Add => ("_+_", static (long a, long b, out long r) =>
        {
            r = unchecked(a + b);
            return ((a ^ r) & (b ^ r)) >= 0;
        }, static (a, b) => a + b),
        Operator.Subtract => ("_-_", static (long a, long b, out long r) =>
        {
            r = unchecked(a - b);
            return ((a ^ b) & (a ^ r)) >= 0;
        }, static (a, b) => a - b),
        Operator.Multiply => ("_*_", static (long a, long b, out long r) =>
        {
            var high = Math.BigMul(a, b, out r);
            return high == r >> 63;
        }, static (a, b) => a * b),
        Operator.Divide => ("_/_", static (long a, long b, out long r) =>
        {
            var defined = b != 0 && (b != -1 || a != long.MinValue);
            r = defined ? a / b : 0;
            return defined;
        }, static (a, b) => a / b),
        _ => ("_%_", static (long a, long b, out long r) =>
        {
            var defined = b != 0 && (b != -1 || a != long.MinValue);
            r = defined ? a % b : 0;
            return defined;
        }, null),
    };

    private IReadOnlyList<Overload> Candidates(Expr node) => (_ast.ReferenceOf(node) as CallReference)?.Candidates ?? [];
}
