using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Values;

/// <summary>
/// Where in a list a text or an int stands, by the elements themselves or by one of their fields: rules that ask for each of many
/// members whether a long list names it would otherwise go through the list for each of them.
/// </summary>
internal sealed class ListLookup
{
    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<long, int> _numbers = [];

    // The next place with the same key; 0 where there is none, since it cannot be the first.
    private readonly int[] _next;
    private readonly List<int> _others = [];

    // Of those the ones that hold something, if perhaps nobody knows what.
    private readonly List<int> _present = [];

    /// <summary>Reads a list.</summary>
    /// <param name="source">What holds it.</param>
    /// <param name="handle">The list.</param>
    /// <param name="field">The field that is looked for in its records; null for the elements themselves.</param>
    public ListLookup(ListSource source, long handle, RecordField? field)
    {
        _next = new int[source.Count(handle)];
        // From the end, so that each place of a key leads to the one behind it.
        for (var i = _next.Length - 1; i >= 0; i--)
        {
            var key = KeyOf(source.Element(handle, i), field, out var isAbsent);
            switch (key.Kind)
            {
                case ValueKind.String:
                    _texts.TryGetValue(key.AsString, out _next[i]);
                    _texts[key.AsString] = i;
                    break;
                case ValueKind.Int:
                    _numbers.TryGetValue(key.AsInt, out _next[i]);
                    _numbers[key.AsInt] = i;
                    break;
                default:
                    _others.Add(i);
                    if (!isAbsent)
                        _present.Add(i);
                    break;
            }
        }

        _others.Reverse();
        _present.Reverse();
    }

    /// <summary>
    /// The places in order at which equality with a text or an int is not certainly false: those that hold it, and those that hold
    /// neither a text nor an int, because they are not known or broken or of another kind.
    /// </summary>
    /// <param name="key">The text or int.</param>
    /// <param name="withAbsent">Whether those that lack a field, where that says that there is none, are among the latter.</param>
    public Candidates Find(Value key, bool withAbsent)
    {
        int first;
        var found = key.Kind == ValueKind.String ? _texts.TryGetValue(key.AsString, out first) : _numbers.TryGetValue(key.AsInt, out first);
        return new Candidates(_next, found ? first : -1, withAbsent ? _others : _present);
    }

    private static Value KeyOf(Value element, RecordField? field, out bool isAbsent)
    {
        isAbsent = false;
        if (field is null)
            return element;
        if (element.Kind != ValueKind.Record)
            return Value.Null;
        var fields = element.RecordSource.Type(element.Handle).Fields;
        if (field.Slot >= fields.Count || !ReferenceEquals(fields[field.Slot], field))
            return Value.Null;
        isAbsent = field.Absence != Absence.NotKnown && !element.RecordSource.Has(element.Handle, field);
        return isAbsent ? Value.Null : element.RecordSource.Field(element.Handle, field);
    }
}
