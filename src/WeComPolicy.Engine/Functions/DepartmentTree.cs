using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions.Libraries;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Engine.Functions;

/// <summary>Departments as WeCom lists them: each with its id and that of the department above.</summary>
internal static class DepartmentTree
{
    /// <summary>The id that WeCom gives to the root department of every corp.</summary>
    public const long Root = 1;

    // A rule asks for each of many members; the departments are the same every time.
    private static readonly ConditionalWeakTable<ListSource, ConcurrentDictionary<long, Tree>> s_trees = [];

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
        var found = new List<Value>(ListReading.Count(ids) + 4);
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
        var tree = TreeOf(departments);
        if (tree.Failure.Kind == ValueKind.Error)
            return tree.Failure;
        why = ListReading.Merge(why, tree.Why);
        for (var i = 0; i < found.Count; i++)
        {
            foreach (var child in tree.Children.GetValueOrDefault(found[i].AsInt, []))
            {
                Hear(departments, tree.Departments[child]);
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
        var pending = new List<long>();
        for (var i = 0; i < ListReading.Count(ids); i++)
        {
            var id = ListReading.Element(ids, i);
            if (id.Kind == ValueKind.Error)
                return id;
            if (id.Kind == ValueKind.Unknown)
                why = ListReading.Merge(why, id.AsUnknown);
            else if (id.Kind == ValueKind.Int && id.AsInt != Root)
                pending.Add(id.AsInt);
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
        var tree = TreeOf(departments);
        if (tree.Failure.Kind == ValueKind.Error)
            return tree.Failure;

        // Most members belong to one department, and there are few departments beside members.
        if (pending.Count > 1 || why is not null || IsRecorded(departments))
            return Above(pending, why, departments, tree);
        var one = pending[0];
        return tree.AboveOne.TryGetValue(one, out var known) ? known : tree.AboveOne.GetOrAdd(one, Above(pending, null, departments, tree));
    }

    private static Value Above(List<long> pending, UnknownSet? why, Value departments, Tree tree)
    {
        var above = new List<Value>(4);
        var seen = new HashSet<long>();
        for (var next = 0; next < pending.Count; next++)
        {
            if (!tree.Departments.TryGetValue(pending[next], out var department))
            {
                why = ListReading.Merge(why, tree.Why);
                continue;
            }

            Hear(departments, department);
            if (department.Parent is { } known && seen.Add(known))
            {
                above.Add(Value.Int(known));
                if (known != Root)
                    pending.Add(known);
            }
        }

        return ListReading.ToList([.. above], why);
    }

    /// <summary>
    /// Remembers for one department after the other what was said of it and a list of the tenant; null where the list is no part of
    /// a tenant, or somebody hears of the reads.
    /// </summary>
    public static ConcurrentDictionary<long, Value>? AnswersOf(Value departments, Value wanted) =>
        departments.Kind == ValueKind.List && !IsRecorded(departments)
            && wanted.Kind == ValueKind.List && TenantModel.TryLocate(wanted, out _, out _) && !IsRecorded(wanted)
            ? TreeOf(departments).Answers.GetOrAdd(new HandleKey(wanted.ListSource, wanted.Handle), static _ => [])
            : null;

    private static Tree TreeOf(Value departments)
    {
        var trees = s_trees.GetValue(departments.ListSource.Unrecorded, static _ => new());
        return trees.GetOrAdd(departments.Handle, static (handle, source) => Read(Value.List(source, handle)), departments.ListSource.Unrecorded);
    }

    private static bool IsRecorded(Value departments) => !ReferenceEquals(departments.ListSource, departments.ListSource.Unrecorded);

    // To whoever hears of the reads, the department above is what the answer rests on.
    private static void Hear(Value departments, Department department)
    {
        if (!IsRecorded(departments))
            return;
        var record = ListReading.Element(departments, department.Position);
        if (record.RecordSource.Type(record.Handle).Find("parentid") is { } parent && record.RecordSource.Has(record.Handle, parent))
            record.RecordSource.Field(record.Handle, parent);
    }

    private static Tree Read(Value departments)
    {
        var tree = new Tree { Why = ListReading.WhyIncomplete(departments) };
        for (var i = 0; i < ListReading.Count(departments); i++)
        {
            var department = ListReading.Element(departments, i);
            if (department.Kind == ValueKind.Unknown)
            {
                tree.Why = ListReading.Merge(tree.Why, department.AsUnknown);
                continue;
            }

            if (department.Kind != ValueKind.Record)
                return new Tree { Failure = department.Kind == ValueKind.Error ? department : NoDepartments() };
            var source = department.RecordSource;
            var type = source.Type(department.Handle);
            if (type.Find("id") is not { } idField || type.Find("parentid") is not { } parentField)
                return new Tree { Failure = NoDepartments() };
            var id = source.Field(department.Handle, idField);
            var parent = source.Has(department.Handle, parentField) ? source.Field(department.Handle, parentField) : Value.Null;
            if (id.Kind == ValueKind.Error || parent.Kind == ValueKind.Error)
                return new Tree { Failure = id.Kind == ValueKind.Error ? id : parent };
            if (id.Kind == ValueKind.Unknown || parent.Kind == ValueKind.Unknown)
            {
                tree.Why = ListReading.Merge(tree.Why, id.Kind == ValueKind.Unknown ? id.AsUnknown : null);
                tree.Why = ListReading.Merge(tree.Why, parent.Kind == ValueKind.Unknown ? parent.AsUnknown : null);
            }
            else
                tree.Add(id.AsInt, new Department(i, parent.Kind == ValueKind.Int ? parent.AsInt : null));
        }

        return tree;
    }

    private static Value NoDepartments() =>
        Value.Error("这里需要部门编号的列表和部门的列表", "a list of department ids and a list of departments are needed here");

    // Where a department stands in the list, and the one above it; null for the root.
    private sealed record Department(int Position, long? Parent);

    private sealed class Tree
    {
        public Value Failure { get; init; } = Value.Null;

        public UnknownSet? Why { get; set; }

        public Dictionary<long, Department> Departments { get; } = [];

        public Dictionary<long, List<long>> Children { get; } = [];

        // The departments above one, as they were asked for.
        public ConcurrentDictionary<long, Value> AboveOne { get; } = [];

        public ConcurrentDictionary<HandleKey, ConcurrentDictionary<long, Value>> Answers { get; } = new(HandleKey.Comparer);

        public void Add(long id, Department department)
        {
            if (!Departments.TryAdd(id, department) || department.Parent is not { } parent)
                return;
            if (!Children.TryGetValue(parent, out var below))
                Children.Add(parent, below = []);
            below.Add(id);
        }
    }
}
