using System.Runtime.CompilerServices;
using WeComPolicy.Expressions.Libraries;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Checking;

/// <summary>Finds what a name stands for, by CEL's rules: the innermost namespace first, then outwards.</summary>
internal sealed class NameResolution
{
    private static readonly Dictionary<string, CelType> CoreTypes = new(StringComparer.Ordinal)
    {
        ["bool"] = CelType.Bool,
        ["int"] = CelType.Int,
        ["uint"] = CelType.UInt,
        ["double"] = CelType.Double,
        ["string"] = CelType.String,
        ["bytes"] = CelType.Bytes,
        ["list"] = CelType.List(CelType.Dyn),
        ["map"] = CelType.Map(CelType.Dyn, CelType.Dyn),
        ["null_type"] = CelType.Null,
        ["type"] = CelType.TypeOf(CelType.Dyn),
        ["optional_type"] = CelType.Optional(CelType.Dyn),
        ["google.protobuf.Timestamp"] = CelType.Timestamp,
        ["google.protobuf.Duration"] = CelType.Duration,
    };

    // Environments that differ only in variables share their functions, so the types those name are gathered once.
    private static readonly ConditionalWeakTable<object, Dictionary<string, CelType>> TypesOfFunctions = [];

    private readonly CelEnvironment _environment;
    private readonly string[] _prefixes;
    private readonly Dictionary<string, CelType> _types;
    private readonly HashSet<string> _qualifiedRoots = new(StringComparer.Ordinal);

    public NameResolution(CelEnvironment environment)
    {
        _environment = environment;
        _prefixes = Prefixes(environment.Container);
        _types = TypesOfFunctions.GetValue(environment.Functions, static functions => GatherTypes((IEnumerable<Function>)functions));
        foreach (var name in _types.Keys.Concat(environment.Variables.Select(v => v.Name)))
        {
            var dot = name.IndexOf('.', StringComparison.Ordinal);
            if (dot > 0)
                _qualifiedRoots.Add(name[..dot]);
        }
    }

    /// <summary>The names of types that may be used as values.</summary>
    public IEnumerable<string> TypeNames => _types.Keys;

    /// <summary>The variable or type of that name, or null.</summary>
    public Reference? Find(string name, bool absolute)
    {
        foreach (var prefix in absolute ? [""] : _prefixes)
        {
            var candidate = prefix + name;
            if (_environment.FindVariable(candidate) is { } variable)
                return new VariableReference(variable);
            if (_types.TryGetValue(candidate, out var type))
                return new TypeReference(type);
        }

        return null;
    }

    /// <summary>The function of that name, or null.</summary>
    public Function? FindFunction(string name, bool absolute)
    {
        foreach (var prefix in absolute ? [""] : _prefixes)
        {
            if (_environment.FindFunction(prefix + name) is { } function)
                return function;
        }

        return null;
    }

    /// <summary>
    /// Reads <c>a.b.c</c> as a qualified name. Gives the longest part from the left that is one, with its meaning; null where
    /// none is, or where <c>a</c> is a variable of a macro.
    /// </summary>
    public (SelectExpr Node, Reference Reference)? FindQualified(SelectExpr select, Local? locals)
    {
        if (_qualifiedRoots.Count == 0)
            return null;
        var chain = new List<SelectExpr>();
        Expr node = select;
        while (node is SelectExpr { Optional: false } part && Words.IsPlainField(part.Field))
        {
            chain.Add(part);
            node = part.Operand;
        }

        if (node is not IdentExpr root || (!root.Absolute && Local.Find(locals, root.Name) is not null))
            return null;
        if (_prefixes.Length == 1 && !_qualifiedRoots.Contains(root.Name))
            return null;
        var names = new string[chain.Count];
        var name = root.Name;
        for (var i = chain.Count - 1; i >= 0; i--)
            names[i] = name = name + "." + chain[i].Field;
        for (var i = 0; i < chain.Count; i++)
        {
            if (Find(names[i], root.Absolute) is { } reference)
                return (chain[i], reference);
        }

        return null;
    }

    /// <summary>The dotted name that an expression spells, with whether it began with a dot; null where it spells none or begins at a variable of a macro.</summary>
    public static (string Name, bool Absolute)? Spell(Expr node, Local? locals)
    {
        switch (node)
        {
            case IdentExpr ident:
                return !ident.Absolute && Local.Find(locals, ident.Name) is not null ? null : (ident.Name, ident.Absolute);
            case SelectExpr { Optional: false } select when Words.IsPlainField(select.Field) && Spell(select.Operand, locals) is { } operand:
                return (operand.Name + "." + select.Field, operand.Absolute);
            default:
                return null;
        }
    }

    // "a.b" gives "a.b.", "a." and "".
    private static string[] Prefixes(string container)
    {
        var prefixes = new List<string>();
        while (container.Length > 0)
        {
            prefixes.Add(container + ".");
            var dot = container.LastIndexOf('.');
            container = dot < 0 ? "" : container[..dot];
        }

        prefixes.Add("");
        return [.. prefixes];
    }

    private static Dictionary<string, CelType> GatherTypes(IEnumerable<Function> functions)
    {
        var types = new Dictionary<string, CelType>(CoreTypes, StringComparer.Ordinal);
        foreach (var function in functions)
        {
            foreach (var overload in function.Overloads)
            {
                AddType(types, overload.Result);
                foreach (var parameter in overload.Parameters)
                    AddType(types, parameter);
            }
        }

        return types;
    }

    private static void AddType(Dictionary<string, CelType> types, CelType type)
    {
        if (type.Kind == CelTypeKind.Opaque)
            types.TryAdd(type.Name, type);
        foreach (var parameter in type.Parameters)
            AddType(types, parameter);
    }
}
