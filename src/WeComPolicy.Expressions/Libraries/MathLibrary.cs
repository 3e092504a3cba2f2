using System.Globalization;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Libraries;

/// <summary>The math extension.</summary>
internal static class MathLibrary
{
    // The reference expands any number of arguments; nobody writes more by hand, and a list takes the rest.
    private const int MaxArguments = 10;

    private static readonly CelType _int = CelType.Int;
    private static readonly CelType _uint = CelType.UInt;
    private static readonly CelType _double = CelType.Double;

    public static FunctionLibrary Create()
    {
        var table = new FunctionTable();
        DeclareExtremes(table, "math.greatest", "math_greatest", ValueOrder.Greater);
        DeclareExtremes(table, "math.least", "math_least", ValueOrder.Less);
        DeclareRounding(table);
        DeclareBits(table);
        return table.ToLibrary("math");
    }

    private static void DeclareExtremes(FunctionTable table, string name, string id, ValueOrder wanted)
    {
        (string Id, CelType Type)[] numbers = [("int", _int), ("uint", _uint), ("double", _double)];
        foreach (var (typeId, type) in numbers)
            table.Global(name, $"{id}_{typeId}", type, [type], v => Extreme(name, [v], wanted));
        foreach (var (leftId, left) in numbers)
        {
            foreach (var (rightId, right) in numbers)
                table.Global(name, $"{id}_{leftId}_{rightId}", left.Kind == right.Kind ? left : CelType.Dyn, [left, right], (a, b) => Extreme(name, [a, b], wanted));
        }

        (string Id, CelType Type)[] all = [.. numbers, ("dyn", CelType.Dyn)];
        // Every mixture of three and more numbers would be an overload of its own, so mixtures are checked at run time.
        for (var count = 3; count <= MaxArguments; count++)
        {
            foreach (var (typeId, type) in all)
            {
                var parameters = new CelType[count];
                for (var i = 0; i < count; i++)
                    parameters[i] = type;
                var overload = string.Create(CultureInfo.InvariantCulture, $"{id}_{count}_{typeId}");
                if (count == 3)
                    table.Global(name, overload, type, parameters, (a, b, c) => Extreme(name, [a, b, c], wanted));
                else
                    table.Global(name, overload, type, parameters, values => Extreme(name, values, wanted));
            }
        }

        table.Linear = true;
        foreach (var (typeId, type) in all)
        {
            table.Global(name, $"{id}_list_{typeId}", type, [CelType.List(type)], list =>
                ListReading.TryReadAll(list, out var values, out var blocked) ? Extreme(name, values, wanted) : blocked);
        }

        table.Linear = false;
    }

    // The first of equal ones wins.
    private static Value Extreme(string name, ReadOnlySpan<Value> values, ValueOrder wanted)
    {
        if (values.IsEmpty)
            return Value.Error($"{name} 的列表为空", $"{name} was given an empty list");
        var best = values[0];
        foreach (var value in values)
        {
            if (!ValueOperations.IsNumber(value))
            {
                var type = ValueOperations.TypeOf(value).Name;
                return Value.Error($"{name} 只能用于数字，这里有 {type}", $"{name} takes numbers only, not a value of type {type}");
            }

            var order = ValueOperations.Compare(value, best);
            if (order == ValueOrder.Unordered)
                return Value.Error($"{name} 不能用于 NaN", $"{name} cannot take NaN");
            if (order == wanted)
                best = value;
        }

        return best;
    }

    private static void DeclareRounding(FunctionTable table)
    {
        Double("math.ceil", "math_ceil_double", Math.Ceiling);
        Double("math.floor", "math_floor_double", Math.Floor);
        Double("math.round", "math_round_double", d => Math.Round(d, MidpointRounding.AwayFromZero));
        Double("math.trunc", "math_trunc_double", Math.Truncate);
        Double("math.abs", "math_abs_double", Math.Abs);
        Double("math.sign", "math_sign_double", d => double.IsNaN(d) ? d : Math.Sign(d));
        Double("math.sqrt", "math_sqrt_double", Math.Sqrt);
        Test("math.isNaN", "math_isNaN_double", double.IsNaN);
        Test("math.isInf", "math_isInf_double", double.IsInfinity);
        Test("math.isFinite", "math_isFinite_double", double.IsFinite);
        table.Global("math.abs", "math_abs_int", _int, [_int], v =>
            v.AsInt == long.MinValue ? Value.Error("math.abs 运算溢出", "math.abs overflows") : Value.Int(Math.Abs(v.AsInt)));
        table.Global("math.abs", "math_abs_uint", _uint, [_uint], v => v);
        table.Global("math.sign", "math_sign_int", _int, [_int], v => Value.Int(Math.Sign(v.AsInt)));
        table.Global("math.sign", "math_sign_uint", _uint, [_uint], v => Value.UInt(v.AsUInt == 0 ? 0UL : 1UL));
        table.Global("math.sqrt", "math_sqrt_int", _double, [_int], v => Value.Double(Math.Sqrt(v.AsInt)));
        table.Global("math.sqrt", "math_sqrt_uint", _double, [_uint], v => Value.Double(Math.Sqrt(v.AsUInt)));

        void Double(string name, string id, Func<double, double> body) =>
            table.Global(name, id, _double, [_double], v => Value.Double(body(v.AsDouble)));

        void Test(string name, string id, Func<double, bool> body) =>
            table.Global(name, id, CelType.Bool, [_double], v => Value.Bool(body(v.AsDouble)));
    }

    private static void DeclareBits(FunctionTable table)
    {
        Both("math.bitAnd", "math_bitAnd", (a, b) => a & b);
        Both("math.bitOr", "math_bitOr", (a, b) => a | b);
        Both("math.bitXor", "math_bitXor", (a, b) => a ^ b);
        table.Global("math.bitNot", "math_bitNot_int_int", _int, [_int], v => Value.Int(~v.AsInt));
        table.Global("math.bitNot", "math_bitNot_uint_uint", _uint, [_uint], v => Value.UInt(~v.AsUInt));
        Shift("math.bitShiftLeft", "math_bitShiftLeft", (bits, by) => bits << by);
        Shift("math.bitShiftRight", "math_bitShiftRight", (bits, by) => bits >> by);

        void Both(string name, string id, Func<ulong, ulong, ulong> body)
        {
            table.Global(name, id + "_int_int", _int, [_int, _int], (a, b) => Value.Int(unchecked((long)body(a.AsUInt, b.AsUInt))));
            table.Global(name, id + "_uint_uint", _uint, [_uint, _uint], (a, b) => Value.UInt(body(a.AsUInt, b.AsUInt)));
        }

        // The sign bit is shifted like any other.
        void Shift(string name, string id, Func<ulong, int, ulong> body)
        {
            table.Global(name, id + "_int_int", _int, [_int, _int], (a, b) =>
                b.AsInt < 0 ? Negative(name) : Value.Int(b.AsInt > 63 ? 0 : unchecked((long)body(a.AsUInt, (int)b.AsInt))));
            table.Global(name, id + "_uint_int", _uint, [_uint, _int], (a, b) =>
                b.AsInt < 0 ? Negative(name) : Value.UInt(b.AsInt > 63 ? 0 : body(a.AsUInt, (int)b.AsInt)));
        }

        static Value Negative(string name) => Value.Error($"{name} 的位数不能为负", $"{name} cannot shift by a negative number");
    }
}
