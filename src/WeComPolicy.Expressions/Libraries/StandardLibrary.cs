using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Libraries;

/// <summary>The functions and operators of the CEL language definition, except the logical operators, which are the evaluator's own.</summary>
internal static class StandardLibrary
{
    private static readonly CelType _a = CelType.Parameter("A");
    private static readonly CelType _b = CelType.Parameter("B");
    private static readonly CelType _listOfA = CelType.List(_a);
    private static readonly CelType _mapOfAB = CelType.Map(_a, _b);

    public static FunctionLibrary Create()
    {
        var table = new FunctionTable();
        DeclareOperators(table);
        DeclareOrder(table);
        DeclareText(table);
        Conversions.Declare(table);
        TimeAccess.Declare(table);
        return table.ToLibrary("standard");
    }

    private static void DeclareOperators(FunctionTable table)
    {
        table.Linear = true;
        table.Global("_==_", "equals", CelType.Bool, [_a, _a], ValueOperations.Equal, nonStrict: true);
        table.Global("_!=_", "not_equals", CelType.Bool, [_a, _a], ValueOperations.NotEqual, nonStrict: true);
        table.Global("@in", "in_list", CelType.Bool, [_a, _listOfA], Containers.InList);
        table.Linear = false;
        table.Global("@in", "in_map", CelType.Bool, [_a, _mapOfAB], Containers.InMap);
        table.Global("_[_]", "index_list", _a, [_listOfA, CelType.Int], Containers.Index);
        table.Global("_[_]", "index_map", _b, [_mapOfAB, _a], Containers.Index);
        table.Global("!_", "logical_not", CelType.Bool, [CelType.Bool], v => Value.Bool(!v.AsBool));
        table.Global("-_", "negate_int64", CelType.Int, [CelType.Int], Arithmetic.Negate);
        table.Global("-_", "negate_double", CelType.Double, [CelType.Double], Arithmetic.Negate);

        Binary("_+_", "add_int64", CelType.Int, Arithmetic.Add);
        Binary("_+_", "add_uint64", CelType.UInt, Arithmetic.Add);
        Binary("_+_", "add_double", CelType.Double, Arithmetic.Add);
        Binary("_+_", "add_duration_duration", CelType.Duration, Arithmetic.Add);
        table.Global("_+_", "add_timestamp_duration", CelType.Timestamp, [CelType.Timestamp, CelType.Duration], Arithmetic.Add);
        table.Global("_+_", "add_duration_timestamp", CelType.Timestamp, [CelType.Duration, CelType.Timestamp], Arithmetic.Add);
        table.Linear = true;
        Binary("_+_", "add_string", CelType.String, Arithmetic.Add);
        Binary("_+_", "add_bytes", CelType.Bytes, Arithmetic.Add);
        Binary("_+_", "add_list", _listOfA, Arithmetic.Add);
        table.Linear = false;
        Binary("_-_", "subtract_int64", CelType.Int, Arithmetic.Subtract);
        Binary("_-_", "subtract_uint64", CelType.UInt, Arithmetic.Subtract);
        Binary("_-_", "subtract_double", CelType.Double, Arithmetic.Subtract);
        Binary("_-_", "subtract_duration_duration", CelType.Duration, Arithmetic.Subtract);
        table.Global("_-_", "subtract_timestamp_duration", CelType.Timestamp, [CelType.Timestamp, CelType.Duration], Arithmetic.Subtract);
        table.Global("_-_", "subtract_timestamp_timestamp", CelType.Duration, [CelType.Timestamp, CelType.Timestamp], Arithmetic.Subtract);
        Binary("_*_", "multiply_int64", CelType.Int, Arithmetic.Multiply);
        Binary("_*_", "multiply_uint64", CelType.UInt, Arithmetic.Multiply);
        Binary("_*_", "multiply_double", CelType.Double, Arithmetic.Multiply);
        Binary("_/_", "divide_int64", CelType.Int, Arithmetic.Divide);
        Binary("_/_", "divide_uint64", CelType.UInt, Arithmetic.Divide);
        Binary("_/_", "divide_double", CelType.Double, Arithmetic.Divide);
        Binary("_%_", "modulo_int64", CelType.Int, Arithmetic.Modulo);
        Binary("_%_", "modulo_uint64", CelType.UInt, Arithmetic.Modulo);

        void Binary(string name, string id, CelType type, Func<Value, Value, Value> body) => table.Global(name, id, type, [type, type], body);
    }

    private static void DeclareOrder(FunctionTable table)
    {
        (string Id, CelType Type)[] numbers = [("int64", CelType.Int), ("uint64", CelType.UInt), ("double", CelType.Double)];
        (string Id, CelType Type)[] others =
        [
            ("bool", CelType.Bool), ("string", CelType.String), ("bytes", CelType.Bytes),
            ("timestamp", CelType.Timestamp), ("duration", CelType.Duration),
        ];
        Declare("_<_", "less", ValueOperations.Less);
        Declare("_<=_", "less_equals", ValueOperations.LessOrEqual);
        Declare("_>_", "greater", static (a, b) => ValueOperations.Less(b, a));
        Declare("_>=_", "greater_equals", static (a, b) => ValueOperations.LessOrEqual(b, a));

        void Declare(string name, string id, Func<Value, Value, Value> body)
        {
            foreach (var (typeId, type) in numbers)
                table.Global(name, $"{id}_{typeId}", CelType.Bool, [type, type], body, nonStrict: true);
            foreach (var (typeId, type) in others)
                table.Global(name, $"{id}_{typeId}", CelType.Bool, [type, type], body, nonStrict: true);
            foreach (var (leftId, left) in numbers)
            {
                foreach (var (rightId, right) in numbers)
                {
                    if (left.Kind != right.Kind)
                        table.Global(name, $"{id}_{leftId}_{rightId}", CelType.Bool, [left, right], body, nonStrict: true);
                }
            }
        }
    }

    private static void DeclareText(FunctionTable table)
    {
        table.Global("size", "size_bytes", CelType.Int, [CelType.Bytes], SizeOfBytes);
        table.Global("size", "size_list", CelType.Int, [_listOfA], Containers.SizeOfList);
        table.Global("size", "size_map", CelType.Int, [_mapOfAB], Containers.SizeOfMap);
        table.Member("size", "bytes_size", CelType.Int, [CelType.Bytes], SizeOfBytes);
        table.Member("size", "list_size", CelType.Int, [_listOfA], Containers.SizeOfList);
        table.Member("size", "map_size", CelType.Int, [_mapOfAB], Containers.SizeOfMap);
        table.Linear = true;
        table.Global("size", "size_string", CelType.Int, [CelType.String], SizeOfString);
        table.Member("size", "string_size", CelType.Int, [CelType.String], SizeOfString);
        table.Member("contains", "contains_string", CelType.Bool, [CelType.String, CelType.String], static (a, b) =>
            Value.Bool(TextSearch.IndexOf(a.AsString, b.AsString) >= 0));
        table.Member("startsWith", "starts_with_string", CelType.Bool, [CelType.String, CelType.String], static (a, b) =>
            Value.Bool(a.AsString.StartsWith(b.AsString, StringComparison.Ordinal)));
        table.Member("endsWith", "ends_with_string", CelType.Bool, [CelType.String, CelType.String], static (a, b) =>
            Value.Bool(a.AsString.EndsWith(b.AsString, StringComparison.Ordinal)));
        table.Linear = false;

        static Value SizeOfBytes(Value v) => Value.Int(v.AsBytes.Length);
        static Value SizeOfString(Value v) => Value.Int(CodePoints.Count(v.AsString));
    }
}
