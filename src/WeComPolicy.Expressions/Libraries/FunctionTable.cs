using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Libraries;

/// <summary>Collects the overloads of a library, by function.</summary>
internal sealed class FunctionTable
{
    private readonly List<(string Name, List<Overload> Overloads)> _functions = [];
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);

    /// <summary>The work of the overloads added from here on grows with the size of their arguments.</summary>
    public bool Linear { get; set; }

    public void Global(string name, string id, CelType result, Func<Value> body) =>
        Add(name, new() { Id = id, Parameters = [], Result = result, Body0 = body, Linear = Linear });

    public void Global(string name, string id, CelType result, CelType[] parameters, Func<Value, Value> body, bool nonStrict = false) =>
        Add(name, new() { Id = id, Parameters = parameters, Result = result, Body1 = body, Linear = Linear, NonStrict = nonStrict });

    public void Global(string name, string id, CelType result, CelType[] parameters, Func<Value, Value, Value> body, bool nonStrict = false) =>
        Add(name, new() { Id = id, Parameters = parameters, Result = result, Body2 = body, Linear = Linear, NonStrict = nonStrict });

    public void Global(string name, string id, CelType result, CelType[] parameters, Func<Value, Value, Value, Value> body) =>
        Add(name, new() { Id = id, Parameters = parameters, Result = result, Body3 = body, Linear = Linear });

    public void Global(string name, string id, CelType result, CelType[] parameters, Func<Value[], Value> body, bool nonStrict = false) =>
        Add(name, new() { Id = id, Parameters = parameters, Result = result, BodyN = body, Linear = Linear, NonStrict = nonStrict });

    public void Member(string name, string id, CelType result, CelType[] parameters, Func<Value, Value> body) =>
        Add(name, new() { Id = id, Parameters = parameters, Result = result, IsMember = true, Body1 = body, Linear = Linear });

    public void Member(string name, string id, CelType result, CelType[] parameters, Func<Value, Value, Value> body) =>
        Add(name, new() { Id = id, Parameters = parameters, Result = result, IsMember = true, Body2 = body, Linear = Linear });

    public void Member(string name, string id, CelType result, CelType[] parameters, Func<Value, Value, Value, Value> body) =>
        Add(name, new() { Id = id, Parameters = parameters, Result = result, IsMember = true, Body3 = body, Linear = Linear });

    public void Member(string name, string id, CelType result, CelType[] parameters, Func<Value[], Value> body) =>
        Add(name, new() { Id = id, Parameters = parameters, Result = result, IsMember = true, BodyN = body, Linear = Linear });

    /// <summary>A member whose body also takes errors and unknowns, so that it need not look at its argument.</summary>
    public void Lazy(string name, string id, CelType result, CelType[] parameters, Func<Value, Value, Value> body) =>
        Add(name, new() { Id = id, Parameters = parameters, Result = result, IsMember = true, Body2 = body, Linear = Linear, NonStrict = true });

    public FunctionLibrary ToLibrary(string name) => new(name, [.. _functions.Select(f => new Function(f.Name, f.Overloads))]);

    private void Add(string name, Overload overload)
    {
        if (!_index.TryGetValue(name, out var index))
        {
            index = _functions.Count;
            _index.Add(name, index);
            _functions.Add((name, []));
        }

        _functions[index].Overloads.Add(overload);
    }
}
