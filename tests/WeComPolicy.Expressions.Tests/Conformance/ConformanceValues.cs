using System.Globalization;
using System.Text.Json;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Tests.Conformance;

/// <summary>Reads the suite's values and types, and compares results with them: number types distinct, NaN the same as NaN.</summary>
internal static class ConformanceValues
{
    public static Value Read(JsonElement json)
    {
        var (kind, content) = Only(json);
        switch (kind)
        {
            case "int":
                return Value.Int(long.Parse(content.GetString()!, CultureInfo.InvariantCulture));
            case "uint":
                return Value.UInt(ulong.Parse(content.GetString()!, CultureInfo.InvariantCulture));
            case "double":
                return Value.Double(ReadDouble(content.GetString()!));
            case "bool":
                return Value.Bool(content.GetBoolean());
            case "string":
                return Value.String(content.GetString()!);
            case "bytes":
                return Value.Bytes(content.GetBytesFromBase64());
            case "null":
                return Value.Null;
            case "type":
                return Value.Type(CelType.Opaque(content.GetString()!));
            case "list":
                return Value.List([.. content.EnumerateArray().Select(Read)]);
            case "map":
                var map = new DictionaryMapSource();
                foreach (var entry in content.EnumerateArray())
                    Assert.True(map.TryAdd(Read(entry[0]), Read(entry[1])));
                return map.ToValue();
            case "timestamp":
                return Value.Timestamp(Seconds(content), Nanos(content));
            case "duration":
                return Value.Duration(Seconds(content), Nanos(content));
            default:
                throw new InvalidOperationException($"unknown kind of value '{kind}'");
        }
    }

    public static CelType ReadType(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            return json.GetString() switch
            {
                "int64" => CelType.Int,
                "uint64" => CelType.UInt,
                "double" => CelType.Double,
                "bool" => CelType.Bool,
                "string" => CelType.String,
                "bytes" => CelType.Bytes,
                "null" => CelType.Null,
                "dyn" => CelType.Dyn,
                var name => throw new InvalidOperationException($"unknown type '{name}'"),
            };
        }

        if (json.TryGetProperty("abstract", out var name2))
        {
            var parameters = json.TryGetProperty("parameters", out var list) ? list.EnumerateArray().Select(ReadType).ToArray() : [];
            return name2.GetString() == "optional_type" ? CelType.Optional(parameters[0]) : CelType.Opaque(name2.GetString()!, parameters);
        }

        var (kind, content) = Only(json);
        return kind switch
        {
            "list" => CelType.List(ReadType(content)),
            "map" => CelType.Map(ReadType(content[0]), ReadType(content[1])),
            "type" => CelType.TypeOf(ReadType(content)),
            "param" => CelType.Parameter(content.GetString()!),
            "message" when content.GetString() == "google.protobuf.Duration" => CelType.Duration,
            "message" when content.GetString() == "google.protobuf.Timestamp" => CelType.Timestamp,
            _ => throw new InvalidOperationException($"unknown type '{kind}'"),
        };
    }

    public static bool Same(Value expected, Value actual)
    {
        if (expected.Kind != actual.Kind)
            return false;
        switch (expected.Kind)
        {
            case ValueKind.Double:
                return expected.AsDouble.Equals(actual.AsDouble) && (expected.AsDouble != 0 || double.IsNegative(expected.AsDouble) == double.IsNegative(actual.AsDouble));
            case ValueKind.Type:
                return expected.AsType.Name == actual.AsType.Name;
            case ValueKind.List:
                var count = expected.ListSource.Count(expected.Handle);
                if (actual.ListSource.Count(actual.Handle) != count || actual.ListSource.WhyIncomplete(actual.Handle) is not null)
                    return false;
                return Enumerable.Range(0, count).All(i =>
                    Same(expected.ListSource.Element(expected.Handle, i), actual.ListSource.Element(actual.Handle, i)));
            case ValueKind.Map:
                return actual.MapSource.Count(actual.Handle) == expected.MapSource.Count(expected.Handle) && Holds(actual, expected);
            default:
                return ValueOperations.Equal(expected, actual).IsTrue;
        }
    }

    private static bool Holds(Value map, Value entries)
    {
        for (var i = 0; i < entries.MapSource.Count(entries.Handle); i++)
        {
            var key = entries.MapSource.Key(entries.Handle, i);
            var found = Enumerable.Range(0, map.MapSource.Count(map.Handle)).Any(j =>
                Same(key, map.MapSource.Key(map.Handle, j))
                && Same(entries.MapSource.Element(entries.Handle, i), map.MapSource.Element(map.Handle, j)));
            if (!found)
                return false;
        }

        return true;
    }

    private static double ReadDouble(string text) => text.ToLowerInvariant() switch
    {
        "inf" or "infinity" => double.PositiveInfinity,
        "-inf" or "-infinity" => double.NegativeInfinity,
        "nan" => double.NaN,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    private static long Seconds(JsonElement json) =>
        json.TryGetProperty("seconds", out var seconds) ? long.Parse(seconds.ToString(), CultureInfo.InvariantCulture) : 0;

    private static int Nanos(JsonElement json) =>
        json.TryGetProperty("nanos", out var nanos) ? int.Parse(nanos.ToString(), CultureInfo.InvariantCulture) : 0;

    private static (string Name, JsonElement Value) Only(JsonElement json)
    {
        var only = Assert.Single(json.EnumerateObject().ToArray());
        return (only.Name, only.Value);
    }
}
