using System.Globalization;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Checking;

/// <summary>Finds out what type parameters stand for while one expression is checked.</summary>
internal sealed class TypeInference
{
    private readonly Dictionary<string, CelType> _bindings = new(StringComparer.Ordinal);
    private readonly List<(string Name, CelType? Before)> _trail = [];
    private int _variables;

    /// <summary>A type that is not known yet.</summary>
    public CelType NewVariable() => CelType.Parameter("_" + (_variables++).ToString(CultureInfo.InvariantCulture));

    /// <summary>Whether a value of type <paramref name="from"/> may stand where <paramref name="to"/> is asked; if so, what that says of the parameters is kept.</summary>
    public bool IsAssignable(CelType from, CelType to)
    {
        var mark = _trail.Count;
        if (Assign(from, to))
            return true;
        RollBack(mark);
        return false;
    }

    /// <summary>As <see cref="IsAssignable(CelType, CelType)"/>, for all at once.</summary>
    public bool AreAssignable(IReadOnlyList<CelType> from, IReadOnlyList<CelType> to)
    {
        var mark = _trail.Count;
        if (AssignAll(from, to))
            return true;
        RollBack(mark);
        return false;
    }

    /// <summary>The type with parameters replaced by what is known of them; with <paramref name="freeToDyn"/> the others become dyn.</summary>
    public CelType Substitute(CelType type, bool freeToDyn)
    {
        if (type.Kind == CelTypeKind.Parameter)
        {
            if (_bindings.TryGetValue(type.Name, out var bound))
                return Substitute(bound, freeToDyn);
            return freeToDyn ? CelType.Dyn : type;
        }

        return MapParameters(type, p => Substitute(p, freeToDyn));
    }

    /// <summary>The parameters of a signature replaced by new unknown types.</summary>
    public CelType Instantiate(CelType type, Dictionary<string, CelType> fresh)
    {
        if (type.Kind == CelTypeKind.Parameter)
        {
            if (!fresh.TryGetValue(type.Name, out var variable))
                fresh[type.Name] = variable = NewVariable();
            return variable;
        }

        return MapParameters(type, p => Instantiate(p, fresh));
    }

    /// <summary>The type that both can be seen as, or null where there is none but dyn.</summary>
    public CelType? Join(CelType a, CelType b) => IsAssignable(a, b) ? MostGeneral(a, b) : null;

    private static CelType MapParameters(CelType type, Func<CelType, CelType> map)
    {
        if (!type.IsGeneric)
            return type;
        var changed = false;
        var parameters = new CelType[type.Parameters.Count];
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i] = map(type.Parameters[i]);
            changed |= !ReferenceEquals(parameters[i], type.Parameters[i]);
        }

        return changed ? WithParameters(type, parameters) : type;
    }

    private static CelType WithParameters(CelType type, CelType[] parameters) => type.Kind switch
    {
        CelTypeKind.List => CelType.List(parameters[0]),
        CelTypeKind.Map => CelType.Map(parameters[0], parameters[1]),
        CelTypeKind.Type => CelType.TypeOf(parameters[0]),
        CelTypeKind.Optional => CelType.Optional(parameters[0]),
        CelTypeKind.Opaque => CelType.Opaque(type.Name, parameters),
        _ => type,
    };

    private static bool IsDynOrError(CelType type) => type.Kind is CelTypeKind.Dyn or CelTypeKind.Error;

    private static bool IsNullable(CelType type) => type.Kind is CelTypeKind.Null or CelTypeKind.Optional or CelTypeKind.Opaque;

    private bool Assign(CelType from, CelType to)
    {
        if (to.Kind == CelTypeKind.Parameter)
        {
            var (valid, bound) = Bind(to, from);
            if (valid)
                return true;
            if (bound)
                return false;
        }

        if (from.Kind == CelTypeKind.Parameter)
            return Bind(from, to).Valid;
        if (IsDynOrError(from) || IsDynOrError(to))
            return true;
        if (from.Kind == CelTypeKind.Null)
            return IsNullable(to);
        if (to.Kind == CelTypeKind.Null)
            return IsNullable(from);
        if (from.Kind != to.Kind)
            return false;
        return from.Kind switch
        {
            CelTypeKind.Type => true,
            CelTypeKind.List or CelTypeKind.Map or CelTypeKind.Optional => AssignAll(from.Parameters, to.Parameters),
            CelTypeKind.Opaque => string.Equals(from.Name, to.Name, StringComparison.Ordinal) && AssignAll(from.Parameters, to.Parameters),
            CelTypeKind.Record => string.Equals(from.Name, to.Name, StringComparison.Ordinal),
            _ => true,
        };
    }

    private bool AssignAll(IReadOnlyList<CelType> from, IReadOnlyList<CelType> to)
    {
        if (from.Count != to.Count)
            return false;
        for (var i = 0; i < from.Count; i++)
        {
            if (!Assign(from[i], to[i]))
                return false;
        }

        return true;
    }

    private (bool Valid, bool Bound) Bind(CelType variable, CelType type)
    {
        if (IsSameVariable(type, variable))
            return (true, true);
        if (_bindings.TryGetValue(variable.Name, out var bound))
        {
            if (IsSameVariable(type, bound))
                return (true, true);
            if (!Assign(type, bound))
                return (false, true);
            var general = MostGeneral(type, bound);
            if (!Occurs(variable, general))
                Set(variable.Name, general);
            return (true, true);
        }

        if (Occurs(variable, type))
            return (false, false);
        Set(variable.Name, type);
        return (true, false);
    }

    private static bool IsSameVariable(CelType a, CelType b) =>
        a.Kind == CelTypeKind.Parameter && b.Kind == CelTypeKind.Parameter && string.Equals(a.Name, b.Name, StringComparison.Ordinal);

    private bool Occurs(CelType variable, CelType within)
    {
        if (within.Kind == CelTypeKind.Parameter)
        {
            return string.Equals(within.Name, variable.Name, StringComparison.Ordinal)
                || (_bindings.TryGetValue(within.Name, out var bound) && Occurs(variable, bound));
        }

        return within.IsGeneric && within.Parameters.Any(p => Occurs(variable, p));
    }

    // Both are known to be assignable to each other.
    private static CelType MostGeneral(CelType a, CelType b)
    {
        if (a.Kind is CelTypeKind.Dyn or CelTypeKind.Parameter)
            return a;
        if (b.Kind is CelTypeKind.Dyn or CelTypeKind.Parameter)
            return b;
        if (a.Kind == CelTypeKind.Error || b.Kind == CelTypeKind.Error)
            return CelType.Error;
        if (a.Kind == CelTypeKind.Null)
            return b;
        if (b.Kind == CelTypeKind.Null)
            return a;
        if (a is EnumType x)
            return b is EnumType y && x.Values.SequenceEqual(y.Values, StringComparer.Ordinal) ? a : CelType.String;
        if (b is EnumType)
            return CelType.String;
        if (a.Parameters.Count == 0 || a.Parameters.Count != b.Parameters.Count || a.Kind == CelTypeKind.Type)
            return a;
        var parameters = new CelType[a.Parameters.Count];
        for (var i = 0; i < parameters.Length; i++)
            parameters[i] = MostGeneral(a.Parameters[i], b.Parameters[i]);
        return WithParameters(a, parameters);
    }

    private void Set(string name, CelType type)
    {
        _trail.Add((name, _bindings.GetValueOrDefault(name)));
        _bindings[name] = type;
    }

    private void RollBack(int mark)
    {
        for (var i = _trail.Count - 1; i >= mark; i--)
        {
            var (name, before) = _trail[i];
            if (before is null)
                _bindings.Remove(name);
            else
                _bindings[name] = before;
        }

        _trail.RemoveRange(mark, _trail.Count - mark);
    }
}
