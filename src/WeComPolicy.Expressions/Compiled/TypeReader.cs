using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Compiled;

/// <summary>Reads the table of types of a compiled form.</summary>
internal static class TypeReader
{
    /// <summary>Stands where others have their <see cref="CelTypeKind"/>: an enumeration has the kind of text.</summary>
    public const byte Enum = byte.MaxValue;

    /// <summary>The types, in the order in which they were written.</summary>
    public static CelType[] Read(CompiledReader table, int count, TypeCatalogue catalogue)
    {
        var types = new CelType[count];
        for (var i = 0; i < count; i++)
            types[i] = ReadOne(table, types, catalogue);
        return types;
    }

    private static CelType ReadOne(CompiledReader table, CelType[] types, TypeCatalogue catalogue)
    {
        var kind = table.ReadByte();
        if (kind == Enum)
            return new EnumType(table.ReadText(), catalogue.Words[table.ReadCount()]);
        if (kind == (byte)CelTypeKind.Record)
            return catalogue.Records[table.ReadCount()];
        var name = kind is (byte)CelTypeKind.Opaque or (byte)CelTypeKind.Parameter ? table.ReadText() : "";
        var parameters = new CelType[table.ReadCount()];
        for (var i = 0; i < parameters.Length; i++)
            parameters[i] = types[table.ReadCount()];
        return (CelTypeKind)kind switch
        {
            CelTypeKind.Dyn => CelType.Dyn,
            CelTypeKind.Null => CelType.Null,
            CelTypeKind.Bool => CelType.Bool,
            CelTypeKind.Int => CelType.Int,
            CelTypeKind.UInt => CelType.UInt,
            CelTypeKind.Double => CelType.Double,
            CelTypeKind.String => CelType.String,
            CelTypeKind.Bytes => CelType.Bytes,
            CelTypeKind.Timestamp => CelType.Timestamp,
            CelTypeKind.Duration => CelType.Duration,
            CelTypeKind.Type => CelType.TypeOf(parameters[0]),
            CelTypeKind.List => CelType.List(parameters[0]),
            CelTypeKind.Map => CelType.Map(parameters[0], parameters[1]),
            CelTypeKind.Optional => CelType.Optional(parameters[0]),
            CelTypeKind.Opaque => CelType.Opaque(name, parameters),
            CelTypeKind.Parameter => CelType.Parameter(name),
            _ => throw new InvalidDataException($"A compiled form holds no type of kind {(CelTypeKind)kind}."),
        };
    }
}
