using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Evaluation;

/// <summary>Whether values belong to types, asked while an expression runs.</summary>
internal static class RuntimeTypes
{
    /// <summary>Whether a value has the kind of a type; what lies inside is not looked at.</summary>
    public static bool KindAgrees(CelType type, Value value) => type.Kind switch
    {
        CelTypeKind.Dyn or CelTypeKind.Error or CelTypeKind.Parameter => true,
        CelTypeKind.Null => value.Kind == ValueKind.Null,
        CelTypeKind.Bool => value.Kind == ValueKind.Bool,
        CelTypeKind.Int => value.Kind == ValueKind.Int,
        CelTypeKind.UInt => value.Kind == ValueKind.UInt,
        CelTypeKind.Double => value.Kind == ValueKind.Double,
        CelTypeKind.String => value.Kind == ValueKind.String,
        CelTypeKind.Bytes => value.Kind == ValueKind.Bytes,
        CelTypeKind.Timestamp => value.Kind == ValueKind.Timestamp,
        CelTypeKind.Duration => value.Kind == ValueKind.Duration,
        CelTypeKind.Type => value.Kind == ValueKind.Type,
        CelTypeKind.List => value.Kind == ValueKind.List,
        CelTypeKind.Map => value.Kind == ValueKind.Map,
        CelTypeKind.Record => value.Kind == ValueKind.Record && value.RecordSource.Type(value.Handle).Equals(type),
        CelTypeKind.Optional => value.Kind == ValueKind.Optional,
        CelTypeKind.Opaque => value.Kind == ValueKind.Opaque && string.Equals(value.AsOpaque.Type.Name, type.Name, StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>
    /// Whether a value can be handed to a parameter of that type; looks into lists, maps and optionals as far as the type says
    /// something about what lies inside. Unknown and failed elements agree with everything.
    /// </summary>
    public static bool Agrees(CelType type, Value value)
    {
        if (!KindAgrees(type, value))
            return false;
        switch (type.Kind)
        {
            case CelTypeKind.List when SaysSomething(type.Parameters[0]):
            {
                var source = value.ListSource;
                var count = source.Count(value.Handle);
                for (var i = 0; i < count; i++)
                {
                    if (!ElementAgrees(type.Parameters[0], source.Element(value.Handle, i)))
                        return false;
                }

                return true;
            }

            case CelTypeKind.Map when SaysSomething(type.Parameters[0]) || SaysSomething(type.Parameters[1]):
            {
                var source = value.MapSource;
                var count = source.Count(value.Handle);
                for (var i = 0; i < count; i++)
                {
                    if (!ElementAgrees(type.Parameters[0], source.Key(value.Handle, i))
                        || !ElementAgrees(type.Parameters[1], source.Element(value.Handle, i)))
                        return false;
                }

                return true;
            }

            case CelTypeKind.Optional when value.HasOptionalValue:
                return ElementAgrees(type.Parameters[0], value.OptionalValue);
            default:
                return true;
        }
    }

    /// <summary>
    /// Whether a value of static type <paramref name="given"/> always agrees with <paramref name="parameter"/>, so that a call
    /// need not look.
    /// </summary>
    public static bool AlwaysAgrees(CelType parameter, CelType given)
    {
        if (!SaysSomething(parameter))
            return true;
        if (parameter.Kind != given.Kind || parameter.Parameters.Count != given.Parameters.Count)
            return false;
        if (parameter.Kind is CelTypeKind.Type)
            return true;
        if (parameter.Kind is CelTypeKind.Record or CelTypeKind.Opaque && !string.Equals(parameter.Name, given.Name, StringComparison.Ordinal))
            return false;
        for (var i = 0; i < parameter.Parameters.Count; i++)
        {
            if (!AlwaysAgrees(parameter.Parameters[i], given.Parameters[i]))
                return false;
        }

        return true;
    }

    private static bool ElementAgrees(CelType type, Value element) => element.IsErrorOrUnknown || Agrees(type, element);

    private static bool SaysSomething(CelType type) => type.Kind is not (CelTypeKind.Dyn or CelTypeKind.Error or CelTypeKind.Parameter);
}
