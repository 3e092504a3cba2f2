using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Values;

/// <summary>An origin that can be a record of which a field is wanted.</summary>
public interface ISelectableOrigin
{
    /// <summary>The origin of the field where this is the origin of a record that has it; else this origin.</summary>
    object Select(RecordField field);
}

/// <summary>
/// The facts that an unknown value depends on. Each origin is an object of the host's, such as the place where a key is
/// missing; compared by <see cref="object.Equals(object?)"/>.
/// </summary>
public sealed class UnknownSet
{
    /// <summary>No more origins than this are kept: a message that names more helps nobody, and merging stays cheap.</summary>
    public const int MaxOrigins = 64;

    private readonly object[] _origins;

    private UnknownSet(object[] origins, long? atLeast)
    {
        _origins = origins;
        AtLeast = atLeast;
    }

    /// <summary>What is missing, in the order of first meeting.</summary>
    public IReadOnlyList<object> Origins => _origins;

    /// <summary>
    /// Where the unknown value is an int of which a lower bound is known, that bound: the size of a list that may be
    /// incomplete. Comparisons decide by it where they can.
    /// </summary>
    public long? AtLeast { get; }

    /// <summary>Unknown because of one missing fact.</summary>
    public static UnknownSet Of(object origin) => new([origin], null);

    /// <summary>Unknown because of one missing fact, but not less than <paramref name="atLeast"/>.</summary>
    public UnknownSet WithAtLeast(long? atLeast) => new(_origins, atLeast);

    /// <summary>
    /// Unknown as a field of what is unknown: an origin that is exactly the record of that field names the field instead, so
    /// that the reader is told of the fact itself and not of the section around it.
    /// </summary>
    public UnknownSet Select(RecordField field)
    {
        var selected = Array.ConvertAll(_origins, origin => origin is ISelectableOrigin record ? record.Select(field) : origin);
        return new(selected, null);
    }

    /// <summary>Unknown because of both. The lower bound is lost.</summary>
    public UnknownSet Merge(UnknownSet other)
    {
        if (ReferenceEquals(this, other) || _origins.Length >= MaxOrigins)
            return AtLeast is null ? this : WithAtLeast(null);
        var merged = new List<object>(_origins);
        foreach (var origin in other._origins)
        {
            if (merged.Count < MaxOrigins && !merged.Contains(origin))
                merged.Add(origin);
        }

        return new UnknownSet([.. merged], null);
    }
}
