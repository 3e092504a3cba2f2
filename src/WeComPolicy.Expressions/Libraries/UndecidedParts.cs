using System.Runtime.CompilerServices;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Libraries;

/// <summary>
/// Whether equality with a value can be undecided: it, or something within it, is unknown, an error or an incomplete list.
/// </summary>
internal static class UndecidedParts
{
    /// <summary>The unknown or error it would be; null (as a value) where every part is known.</summary>
    /// <param name="value">The value.</param>
    /// <param name="visits">How many parts may still be looked at; counts down. What lies beyond counts as known.</param>
    public static Value Of(Value value, ref int visits)
    {
        if (--visits < 0)
            return Value.Null;
        switch (value.Kind)
        {
            case ValueKind.Unknown or ValueKind.Error:
                return value;
            case ValueKind.List or ValueKind.Map or ValueKind.Record or ValueKind.Optional when RuntimeHelpers.TryEnsureSufficientExecutionStack():
                return Within(value, ref visits);
            default:
                return Value.Null;
        }
    }

    /// <summary>Both, where both are undecided.</summary>
    public static Value Merge(Value a, Value b) =>
        !a.IsErrorOrUnknown ? b : !b.IsErrorOrUnknown ? a : ValueOperations.Absorb(a, b);

    private static Value Within(Value value, ref int visits)
    {
        var found = Value.Null;
        switch (value.Kind)
        {
            case ValueKind.Optional:
                return value.HasOptionalValue ? Of(value.OptionalValue, ref visits) : found;
            case ValueKind.List:
                if (ListReading.WhyIncomplete(value) is { } why)
                    found = Value.Unknown(why);
                var elements = ListReading.Count(value);
                for (var i = 0; i < elements && visits > 0; i++)
                    found = Merge(found, Of(ListReading.Element(value, i), ref visits));
                return found;
            case ValueKind.Map:
                var entries = value.MapSource.Count(value.Handle);
                for (var i = 0; i < entries && visits > 0; i++)
                    found = Merge(found, Of(value.MapSource.Element(value.Handle, i), ref visits));
                return found;
            default:
                foreach (var field in value.RecordSource.Type(value.Handle).Fields)
                {
                    if (field.Absence == Absence.NotKnown || value.RecordSource.Has(value.Handle, field))
                        found = Merge(found, Of(value.RecordSource.Field(value.Handle, field), ref visits));
                }

                return found;
        }
    }
}
