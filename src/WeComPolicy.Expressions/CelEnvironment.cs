using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Libraries;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions;

/// <summary>The names that an expression can use. Immutable: each <c>With…</c> gives a new environment.</summary>
public sealed class CelEnvironment
{
    private readonly VariableDeclaration[] _variables;
    private readonly Dictionary<string, VariableDeclaration> _variablesByName;
    private readonly Dictionary<string, Function> _functions;
    private int[][]? _dependents;

    private CelEnvironment(
        VariableDeclaration[] variables,
        Dictionary<string, VariableDeclaration> variablesByName,
        Dictionary<string, Function> functions,
        string container)
    {
        _variables = variables;
        _variablesByName = variablesByName;
        _functions = functions;
        Container = container;
    }

    /// <summary>No variable and no function, not even an operator.</summary>
    public static CelEnvironment Empty { get; } = new([], new(StringComparer.Ordinal), new(StringComparer.Ordinal), "");

    /// <summary>Every library of <see cref="StandardLibraries"/>.</summary>
    public static CelEnvironment Standard { get; } = StandardLibraries.All.Aggregate(Empty, (environment, library) => environment.WithLibrary(library));

    /// <summary>
    /// Every variable, at the index of its slot. A name that was declared twice stands here twice; <see cref="FindVariable"/>
    /// gives the later.
    /// </summary>
    public IReadOnlyList<VariableDeclaration> Variables => _variables;

    /// <summary>Every function.</summary>
    public IEnumerable<Function> Functions => _functions.Values;

    /// <summary>The namespace in which names are looked up first, such as <c>a.b</c>; empty for none.</summary>
    public string Container { get; }

    /// <summary>Adds a variable whose value the host sets.</summary>
    public CelEnvironment WithVariable(string name, CelType type) => With(name, type, null);

    /// <summary>Adds a variable that stands for an expression, checked against an environment that this one was made from.</summary>
    public CelEnvironment WithDefinition(string name, CheckedAst definition) => With(name, definition.Type, definition);

    /// <summary>Adds variables whose slots are known already.</summary>
    /// <param name="variables">The variables; the slot of the first is the number of variables so far, that of each other one more.</param>
    /// <exception cref="ArgumentException">A slot is not the next one.</exception>
    public CelEnvironment WithVariables(IReadOnlyList<VariableDeclaration> variables)
    {
        var byName = new Dictionary<string, VariableDeclaration>(_variablesByName, StringComparer.Ordinal);
        for (var i = 0; i < variables.Count; i++)
        {
            if (variables[i].Slot != _variables.Length + i)
                throw new ArgumentException($"The variable '{variables[i].Name}' has slot {variables[i].Slot}, expected {_variables.Length + i}.", nameof(variables));
            byName[variables[i].Name] = variables[i];
        }

        return new([.. _variables, .. variables], byName, _functions, Container);
    }

    /// <summary>Adds functions. A function that is there already gains the overloads; an overload of the same id is replaced.</summary>
    public CelEnvironment WithLibrary(FunctionLibrary library)
    {
        var functions = new Dictionary<string, Function>(_functions, StringComparer.Ordinal);
        foreach (var added in library.Functions)
        {
            if (functions.TryGetValue(added.Name, out var present))
            {
                var kept = present.Overloads.Where(o => !added.Overloads.Any(a => string.Equals(a.Id, o.Id, StringComparison.Ordinal)));
                functions[added.Name] = added with { Overloads = [.. kept, .. added.Overloads] };
            }
            else
            {
                functions[added.Name] = added;
            }
        }

        return new(_variables, _variablesByName, functions, Container);
    }

    /// <summary>Looks names up in that namespace first.</summary>
    public CelEnvironment InContainer(string container) => new(_variables, _variablesByName, _functions, container);

    /// <summary>The variable of exactly that name, or null.</summary>
    public VariableDeclaration? FindVariable(string name) => _variablesByName.GetValueOrDefault(name);

    /// <summary>The function of exactly that name, or null.</summary>
    public Function? FindFunction(string name) => _functions.GetValueOrDefault(name);

    /// <summary>Parses and checks an expression.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="expected">The type it must have; null for any.</param>
    public CheckResult Check(string text, CelType? expected = null) => Checker.Check(Parser.Parse(text), this, expected);

    /// <summary>The slots of the definitions that read a variable, directly or through other definitions.</summary>
    internal ReadOnlySpan<int> DependentsOf(int slot) => (_dependents ??= FindDependents())[slot];

    private int[][] FindDependents()
    {
        var dependents = new List<int>[_variables.Length];
        for (var slot = 0; slot < dependents.Length; slot++)
            dependents[slot] = [];
        foreach (var variable in _variables)
        {
            if (variable.Definition is null)
                continue;

            // A definition reads only what was declared before it, so what it depends on is complete by now.
            var read = new HashSet<int>();
            foreach (var free in variable.Definition.FreeVariables)
            {
                if (free.Slot < variable.Slot)
                    read.Add(free.Slot);
            }

            for (var slot = 0; slot < variable.Slot; slot++)
            {
                if (read.Contains(slot) || dependents[slot].Exists(read.Contains))
                    dependents[slot].Add(variable.Slot);
            }
        }

        return [.. dependents.Select(list => list.ToArray())];
    }

    private CelEnvironment With(string name, CelType type, CheckedAst? definition)
    {
        var variable = new VariableDeclaration(name, type, _variables.Length, definition);
        var byName = new Dictionary<string, VariableDeclaration>(_variablesByName, StringComparer.Ordinal) { [name] = variable };
        return new([.. _variables, variable], byName, _functions, Container);
    }
}
