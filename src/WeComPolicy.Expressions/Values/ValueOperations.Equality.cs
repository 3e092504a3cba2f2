using System.Runtime.CompilerServices;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Values;

public static partial class ValueOperations
{
    /// <summary>
    /// CEL's <c>==</c>: numbers of different types are equal when they are the same number, NaN equals nothing, lists, maps,
    /// records and optionals are compared in depth, values of different families are unequal. A definite difference anywhere
    /// makes the result false; else an unknown part makes it unknown, else an error within makes it that error.
    /// </summary>
    public static Value Equal(Value a, Value b)
    {
        if (a.Kind == b.Kind)
        {
            switch (a.Kind)
            {
                case ValueKind.String:
                    return Value.Bool(string.Equals(a.AsString, b.AsString, StringComparison.Ordinal));
                case ValueKind.Int:
                case ValueKind.UInt:
                case ValueKind.Bool:
                    return Value.Bool(a.AsInt == b.AsInt);
            }
        }

        var visits = MaxVisits;
        return Equal(a, b, ref visits);
    }

    /// <summary>CEL's <c>!=</c>.</summary>
    public static Value NotEqual(Value a, Value b)
    {
        var equal = Equal(a, b);
        return equal.Kind == ValueKind.Bool ? Value.Bool(!equal.AsBool) : equal;
    }

    /// <inheritdoc cref="Equal(Value, Value)"/>
    /// <param name="a">One value.</param>
    /// <param name="b">The other.</param>
    /// <param name="visits">How many elements may still be touched; counts down.</param>
    internal static Value Equal(Value a, Value b, ref int visits)
    {
        if (--visits < 0)
            return TooMuchWork();
        if (a.IsErrorOrUnknown || b.IsErrorOrUnknown)
            return EqualUndecided(a, b);
        if (IsNumber(a) && IsNumber(b))
            return Value.Bool(CompareNumbers(a, b) == ValueOrder.Equal);
        if (a.Kind != b.Kind)
            return Value.False;
        switch (a.Kind)
        {
            case ValueKind.Null:
                return Value.True;
            case ValueKind.Bool:
                return Value.Bool(a.AsBool == b.AsBool);
            case ValueKind.String:
                return Value.Bool(string.Equals(a.AsString, b.AsString, StringComparison.Ordinal));
            case ValueKind.Bytes:
                return Value.Bool(a.AsBytes.AsSpan().SequenceEqual(b.AsBytes));
            case ValueKind.Timestamp:
            case ValueKind.Duration:
                return Value.Bool(a.Seconds == b.Seconds && a.Nanos == b.Nanos);
            case ValueKind.Type:
                return Value.Bool(SameType(a.AsType, b.AsType));
            case ValueKind.Opaque:
                return Value.Bool(SameType(a.AsOpaque.Type, b.AsOpaque.Type) && a.AsOpaque.ValueEquals(b.AsOpaque));
        }

        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            return TooMuchWork();
        return a.Kind switch
        {
            ValueKind.List => EqualLists(a, b, ref visits),
            ValueKind.Map => EqualMaps(a, b, ref visits),
            ValueKind.Record => EqualRecords(a, b, ref visits),
            ValueKind.Optional when a.HasOptionalValue && b.HasOptionalValue => Equal(a.OptionalValue, b.OptionalValue, ref visits),
            _ => Value.Bool(a.HasOptionalValue == b.HasOptionalValue),
        };
    }

    /// <summary>Whether two types are the same at run time, where what a list holds is not part of its type.</summary>
    internal static bool SameType(CelType a, CelType b) => a.Kind == b.Kind && string.Equals(a.Name, b.Name, StringComparison.Ordinal);

    // An unknown size that is known to be at least n differs from every smaller number.
    private static Value EqualUndecided(Value a, Value b)
    {
        if (IsBelowBound(a, b) || IsBelowBound(b, a))
            return Value.False;
        return Absorb(a, b);

        static bool IsBelowBound(Value unknown, Value number) =>
            unknown is { Kind: ValueKind.Unknown, AsUnknown.AtLeast: { } bound }
            && IsNumber(number)
            && CompareNumbers(number, Value.Int(bound)) == ValueOrder.Less;
    }

    private static Value EqualLists(Value a, Value b, ref int visits)
    {
        var (sourceA, sourceB) = (a.ListSource, b.ListSource);
        var (countA, countB) = (sourceA.Count(a.Handle), sourceB.Count(b.Handle));
        var (whyA, whyB) = (sourceA.WhyIncomplete(a.Handle), sourceB.WhyIncomplete(b.Handle));
        if (whyA is not null || whyB is not null)
        {
            // Elements may be missing anywhere, so only numbers decide.
            if ((whyB is null && countA > countB) || (whyA is null && countB > countA))
                return Value.False;
            return Value.Unknown(whyA is null ? whyB! : whyB is null ? whyA : whyA.Merge(whyB));
        }

        if (countA != countB)
            return Value.False;
        var result = Value.True;
        for (var i = 0; i < countA; i++)
        {
            if (!Combine(ref result, Equal(sourceA.Element(a.Handle, i), sourceB.Element(b.Handle, i), ref visits)))
                return result;
        }

        return result;
    }

    private static Value EqualMaps(Value a, Value b, ref int visits)
    {
        var (sourceA, sourceB) = (a.MapSource, b.MapSource);
        var count = sourceA.Count(a.Handle);
        if (count != sourceB.Count(b.Handle))
            return Value.False;
        var result = Value.True;
        for (var i = 0; i < count; i++)
        {
            if (!sourceB.TryGet(b.Handle, sourceA.Key(a.Handle, i), out var other))
                return Value.False;
            if (!Combine(ref result, Equal(sourceA.Element(a.Handle, i), other, ref visits)))
                return result;
        }

        return result;
    }

    private static Value EqualRecords(Value a, Value b, ref int visits)
    {
        var (sourceA, sourceB) = (a.RecordSource, b.RecordSource);

        // A record is itself, whatever is not known of it.
        if (ReferenceEquals(sourceA, sourceB) && a.Handle == b.Handle)
            return Value.True;
        var type = sourceA.Type(a.Handle);
        if (!SameType(type, sourceB.Type(b.Handle)))
            return Value.False;
        var result = Value.True;
        foreach (var field in type.Fields)
        {
            if (field.Absence == Absence.None)
            {
                var has = sourceA.Has(a.Handle, field);
                if (has != sourceB.Has(b.Handle, field))
                    return Value.False;
                if (!has)
                    continue;
            }

            if (!Combine(ref result, Equal(sourceA.Field(a.Handle, field), sourceB.Field(b.Handle, field), ref visits)))
                return result;
        }

        return result;
    }

    // Adds the outcome of one part to that of the whole; false when the whole is decided.
    private static bool Combine(ref Value whole, Value part)
    {
        if (part.IsTrue)
            return true;
        if (part.IsFalse || part is { Kind: ValueKind.Error, AsError.IsLimit: true })
        {
            whole = part;
            return false;
        }

        whole = whole.IsErrorOrUnknown ? Absorb(whole, part) : part;
        return true;
    }
}
