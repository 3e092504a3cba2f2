using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Libraries;

/// <summary>Departments as WeCom lists them: each with its id and that of the department above.</summary>
internal static class DepartmentTree
{
    /// <summary>The id that WeCom gives to the root department of every corp.</summary>
    private const long Root = 1;

    /// <summary>
    /// The ids, and those of all departments below them. Unknown or incomplete departments give an incomplete list: what is
    /// known to lie below is there, and more may be.
    /// </summary>
    /// <param name="ids">A list of ids.</param>
    /// <param name="departments">A list of records with <c>id</c> and, except for the root, <c>parentid</c>.</param>
    public static Value WithSubDepartments(Value ids, Value departments)
    {
        if (ids.IsErrorOrUnknown)
            return ids;
        if (ids.Kind != ValueKind.List)
            return NoDepartments();
        var why = ListReading.WhyIncomplete(ids);
        var found = new List<Value>();
        var seen = new HashSet<long>();
        for (var i = 0; i < ListReading.Count(ids); i++)
        {
            var id = ListReading.Element(ids, i);
            switch (id.Kind)
            {
                case ValueKind.Error:
                    return id;
                case ValueKind.Unknown:
                    why = ListReading.Merge(why, id.AsUnknown);
                    break;
                case ValueKind.Int when seen.Add(id.AsInt):
                    found.Add(id);
                    break;
            }
        }

        // Nothing lies below no department, whatever is known of them.
        if (found.Count == 0)
            return ListReading.ToList([], why);
        if (departments.Kind == ValueKind.Unknown)
            return ListReading.ToList([.. found], ListReading.Merge(why, departments.AsUnknown));
        if (departments.Kind == ValueKind.Error)
            return departments;
        if (departments.Kind != ValueKind.List)
            return NoDepartments();
        var failure = ReadChildren(departments, out var children, ref why);
        if (failure.Kind == ValueKind.Error)
            return failure;
        for (var i = 0; i < found.Count; i++)
        {
            foreach (var child in children.GetValueOrDefault(found[i].AsInt, []))
            {
                if (seen.Add(child))
                    found.Add(Value.Int(child));
            }
        }

        return ListReading.ToList([.. found], why);
    }

    /// <summary>
    /// The ids of all departments above those with the given ids. Incomplete where the tree is not known up to the root.
    /// </summary>
    /// <param name="ids">A list of ids.</param>
    /// <param name="departments">A list of records with <c>id</c> and, except for the root, <c>parentid</c>.</param>
    public static Value Above(Value ids, Value departments)
    {
        if (ids.IsErrorOrUnknown)
            return ids;
        if (ids.Kind != ValueKind.List)
            return NoDepartments();
        var why = ListReading.WhyIncomplete(ids);
        var pending = new Queue<long>();
        for (var i = 0; i < ListReading.Count(ids); i++)
        {
            var id = ListReading.Element(ids, i);
            if (id.Kind == ValueKind.Error)
                return id;
            if (id.Kind == ValueKind.Unknown)
                why = ListReading.Merge(why, id.AsUnknown);
            else if (id.Kind == ValueKind.Int && id.AsInt != Root)
                pending.Enqueue(id.AsInt);
        }

        // Nothing lies above the root, whatever is known of the others.
        if (pending.Count == 0)
            return ListReading.ToList([], why);
        if (departments.Kind == ValueKind.Error)
            return departments;
        if (departments.Kind == ValueKind.Unknown)
            return ListReading.ToList([], ListReading.Merge(why, departments.AsUnknown));
        if (departments.Kind != ValueKind.List)
            return NoDepartments();
        UnknownSet? whyIncomplete = null;
        var failure = ReadParents(departments, out var parents, ref whyIncomplete);
        if (failure.Kind == ValueKind.Error)
            return failure;
        var above = new List<Value>();
        var seen = new HashSet<long>();
        while (pending.TryDequeue(out var id))
        {
            if (!parents.TryGetValue(id, out var parent))
                why = ListReading.Merge(why, whyIncomplete);
            else if (parent is { } known && seen.Add(known))
            {
                above.Add(Value.Int(known));
                if (known != Root)
                    pending.Enqueue(known);
            }
        }

        return ListReading.ToList([.. above], why);
    }

    private static Value ReadChildren(Value departments, out Dictionary<long, List<long>> children, ref UnknownSet? why)
    {
        children = [];
        var failure = ReadParents(departments, out var parents, ref why);
        foreach (var (id, parent) in parents)
        {
            if (parent is not { } known)
                continue;
            if (!children.TryGetValue(known, out var below))
                children.Add(known, below = []);
            below.Add(id);
        }

        return failure;
    }

    // The department above each one; null for the root.
    private static Value ReadParents(Value departments, out Dictionary<long, long?> parents, ref UnknownSet? why)
    {
        parents = [];
        why = ListReading.Merge(why, ListReading.WhyIncomplete(departments));
        for (var i = 0; i < ListReading.Count(departments); i++)
        {
            var department = ListReading.Element(departments, i);
            if (department.Kind == ValueKind.Unknown)
            {
                why = ListReading.Merge(why, department.AsUnknown);
                continue;
            }

            if (department.Kind != ValueKind.Record)
                return department.Kind == ValueKind.Error ? department : NoDepartments();
            var source = department.RecordSource;
            var type = source.Type(department.Handle);
            if (type.Find("id") is not { } idField || type.Find("parentid") is not { } parentField)
                return NoDepartments();
            var id = source.Field(department.Handle, idField);
            var parent = source.Has(department.Handle, parentField) ? source.Field(department.Handle, parentField) : Value.Null;
            if (id.Kind == ValueKind.Error || parent.Kind == ValueKind.Error)
                return id.Kind == ValueKind.Error ? id : parent;
            if (id.Kind == ValueKind.Unknown || parent.Kind == ValueKind.Unknown)
            {
                why = ListReading.Merge(why, id.Kind == ValueKind.Unknown ? id.AsUnknown : null);
                why = ListReading.Merge(why, parent.Kind == ValueKind.Unknown ? parent.AsUnknown : null);
            }
            else
                parents.TryAdd(id.AsInt, parent.Kind == ValueKind.Int ? parent.AsInt : null);
        }

        return Value.Null;
    }

    private static Value NoDepartments() =>
        Value.Error("这里需要部门编号的列表和部门的列表", "a list of department ids and a list of departments are needed here");
}
