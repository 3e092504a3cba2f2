using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Libraries;

/// <summary>
/// Collects the overloads of a library, by function: how a host declares functions of its own. A body gets as many arguments as
/// there are parameters, of their types, none of them an error or unknown unless the overload is not strict.
/// </summary>
public sealed class FunctionTable
{
    private readonly List<(string Name, List<Overload> Overloads)> _functions = [];
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);

    /// <summary>The work of the overloads added from here on grows with the size of their arguments: <see cref="Overload.Linear"/>.</summary>
    public bool Linear { get; set; }

    /// <summary>The list of the overloads added from here on that is looked up by an index: <see cref="Overload.Indexed"/>.</summary>
    public int? Indexed { get; set; }

    /// <summary>
    /// Looks at arguments that are written out, of the overloads added from here on: <see cref="Overload.Constant"/>; null for
    /// overloads that take every value.
    /// </summary>
    public Func<int, Value, Value>? Constant { get; set; }

    /// <summary>A function without arguments.</summary>
    public void Global(string name, string id, CelType result, Func<Value> body) =>
        Add(name, new() { Id = id, Parameters = [], Result = result, Body0 = body });

    /// <summary>A function of one argument.</summary>
    public void Global(string name, string id, CelType result, CelType[] parameters, Func<Value, Value> body, bool nonStrict = false) =>
        Add(name, new() { Id = id, Parameters = parameters, Result = result, Body1 = body, NonStrict = nonStrict });

    /// <summary>A function that reads a text; one that it cannot read is told when the expression is checked.</summary>
    public void Parser(string name, string id, CelType result, Func<Value, Value> body) =>
        Add(name, new() { Id = id, Parameters = [CelType.String], Result = result, Body1 = body, Constant = (_, text) => body(text) });

    /// <summary>A function of two arguments.</summary>
    public void Global(string name, string id, CelType result, CelType[] parameters, Func<Value, Value, Value> body, bool nonStrict = false) =>
        Add(name, new() { Id = id, Parameters = parameters, Result = result, Body2 = body, NonStrict = nonStrict });

    /// <summary>A function of three arguments.</summary>
    public void Global(string name, string id, CelType result, CelType[] parameters, Func<Value, Value, Value, Value> body) =>
        Add(name, new() { Id = id, Parameters = parameters, Result = result, Body3 = body });

    /// <summary>A function of four or more arguments.</summary>
    public void Global(string name, string id, CelType result, CelType[] parameters, ManyArguments body, bool nonStrict = false) =>
        Add(name, new() { Id = id, Parameters = parameters, Result = result, BodyN = body, NonStrict = nonStrict });

    /// <summary>A member without arguments; the first parameter is the receiver.</summary>
    public void Member(string name, string id, CelType result, CelType[] parameters, Func<Value, Value> body) =>
        Add(name, new() { Id = id, Parameters = parameters, Result = result, IsMember = true, Body1 = body });

    /// <summary>A member of one argument; the first parameter is the receiver.</summary>
    public void Member(string name, string id, CelType result, CelType[] parameters, Func<Value, Value, Value> body) =>
        Add(name, new() { Id = id, Parameters = parameters, Result = result, IsMember = true, Body2 = body });

    /// <summary>A member of two arguments; the first parameter is the receiver.</summary>
    public void Member(string name, string id, CelType result, CelType[] parameters, Func<Value, Value, Value, Value> body) =>
        Add(name, new() { Id = id, Parameters = parameters, Result = result, IsMember = true, Body3 = body });

    /// <summary>A member of three or more arguments; the first parameter is the receiver.</summary>
    public void Member(string name, string id, CelType result, CelType[] parameters, ManyArguments body) =>
        Add(name, new() { Id = id, Parameters = parameters, Result = result, IsMember = true, BodyN = body });

    /// <summary>A member of one argument whose body also takes errors and unknowns, so that it need not look at its argument.</summary>
    public void Lazy(string name, string id, CelType result, CelType[] parameters, Func<Value, Value, Value> body) =>
        Add(name, new() { Id = id, Parameters = parameters, Result = result, IsMember = true, Body2 = body, NonStrict = true });

    /// <summary>The library; functions and overloads stand in the order in which they were added.</summary>
    public FunctionLibrary ToLibrary(string name)
    {
        var functions = new Function[_functions.Count];
        for (var i = 0; i < functions.Length; i++)
            functions[i] = new Function(_functions[i].Name, _functions[i].Overloads);
        return new FunctionLibrary(name, functions);
    }

    private void Add(string name, Overload overload)
    {
        if (!_index.TryGetValue(name, out var index))
        {
            index = _functions.Count;
            _index.Add(name, index);
            _functions.Add((name, []));
        }

        _functions[index].Overloads.Add(overload with { Linear = Linear, Indexed = Indexed, Constant = overload.Constant ?? Constant });
    }
}
