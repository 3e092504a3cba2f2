using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Libraries;

/// <summary>Departments as WeCom lists them: each with its id and that of the department above.</summary>
internal static class DepartmentTree
{
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

    private static Value ReadChildren(Value departments, out Dictionary<long, List<long>> children, ref UnknownSet? why)
    {
        children = [];
        why = ListReading.Merge(why, ListReading.WhyIncomplete(departments));
        for (var i = 0; i < ListReading.Count(departments); i++)
        {
            var department = ListReading.Element(departments, i);
            if (department.IsErrorOrUnknown)
            {
                if (department.Kind == ValueKind.Error)
                    return department;
                why = ListReading.Merge(why, department.AsUnknown);
                continue;
            }

            if (department.Kind != ValueKind.Record)
                return NoDepartments();
            var source = department.RecordSource;
            var type = source.Type(department.Handle);
            if (type.Find("id") is not { } idField || type.Find("parentid") is not { } parentField)
                return NoDepartments();
            if (!source.Has(department.Handle, parentField))
                continue;
            var id = source.Field(department.Handle, idField);
            var parent = source.Field(department.Handle, parentField);
            if (id.Kind == ValueKind.Int && parent.Kind == ValueKind.Int)
            {
                if (!children.TryGetValue(parent.AsInt, out var below))
                    children.Add(parent.AsInt, below = []);
                below.Add(id.AsInt);
            }
            else if (id.Kind == ValueKind.Error || parent.Kind == ValueKind.Error)
                return id.Kind == ValueKind.Error ? id : parent;
            else
            {
                why = ListReading.Merge(why, id.Kind == ValueKind.Unknown ? id.AsUnknown : null);
                why = ListReading.Merge(why, parent.Kind == ValueKind.Unknown ? parent.AsUnknown : null);
            }
        }

        return Value.Null;
    }

    private static Value NoDepartments() =>
        Value.Error("这里需要部门编号的列表和部门的列表", "a list of department ids and a list of departments are needed here");
}
