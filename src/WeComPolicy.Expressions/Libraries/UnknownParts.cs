using System.Runtime.CompilerServices;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Libraries;

/// <summary>Whether equality with a value can be unknown: it, or something within it, is unknown or an incomplete list.</summary>
internal static class UnknownParts
{
    /// <summary>Why, or null where every part is known.</summary>
    /// <param name="value">The value.</param>
    /// <param name="visits">How many parts may still be looked at; counts down. What lies beyond counts as known.</param>
    public static UnknownSet? Of(Value value, ref int visits)
    {
        if (--visits < 0)
            return null;
        switch (value.Kind)
        {
            case ValueKind.Unknown:
                return value.AsUnknown;
            case ValueKind.List or ValueKind.Map or ValueKind.Record or ValueKind.Optional when RuntimeHelpers.TryEnsureSufficientExecutionStack():
                return Within(value, ref visits);
            default:
                return null;
        }
    }

    private static UnknownSet? Within(Value value, ref int visits)
    {
        UnknownSet? found = null;
        switch (value.Kind)
        {
            case ValueKind.Optional:
                return value.HasOptionalValue ? Of(value.OptionalValue, ref visits) : null;
            case ValueKind.List:
                found = ListReading.WhyIncomplete(value);
                var elements = ListReading.Count(value);
                for (var i = 0; i < elements && visits > 0; i++)
                    found = ListReading.Merge(found, Of(ListReading.Element(value, i), ref visits));
                return found;
            case ValueKind.Map:
                var entries = value.MapSource.Count(value.Handle);
                for (var i = 0; i < entries && visits > 0; i++)
                    found = ListReading.Merge(found, Of(value.MapSource.Element(value.Handle, i), ref visits));
                return found;
            default:
                foreach (var field in value.RecordSource.Type(value.Handle).Fields)
                {
                    if (field.Absence == Absence.NotKnown || value.RecordSource.Has(value.Handle, field))
                        found = ListReading.Merge(found, Of(value.RecordSource.Field(value.Handle, field), ref visits));
                }

                return found;
        }
    }
}
