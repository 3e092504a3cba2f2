using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using WeComPolicy.Expressions.Libraries;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Engine.Functions;

/// <summary>
/// Whether a member lies within one of several ranges, as WeCom's console lets ranges be set: the whole corp, single members,
/// departments with all departments below them, tags with their members and departments, and kinds of employment. What is not
/// known of a range, a department or a tag makes the answer unknown unless another range covers the member for certain.
/// </summary>
internal struct Coverage
{
    // Ranges of one type have the same fields, and a rule asks for each of many members.
    private static readonly ConditionalWeakTable<RecordType, RangeFields> s_fields = [];

    private static readonly string[] s_wholeCorp = ["whole_corp"];
    private static readonly string[] s_employment = ["employment"];
    private static readonly string[] s_users = ["userids", "members", "users", "user_list", "allow_userinfos"];
    private static readonly string[] s_departments = ["departments", "department_list", "allow_partys"];
    private static readonly string[] s_tags = ["tags", "allow_tags"];

    private readonly Value _member;
    private readonly Value _departments;
    private readonly Value _tags;
    private readonly Value _userid;
    private Value _above;

    private Coverage(Value member, Value departments, Value tags)
    {
        _member = member;
        _departments = departments;
        _tags = tags;
        _userid = FieldOf(member, "userid");
        _above = Value.Null;
    }

    /// <summary>Whether the member is within any of the ranges: true, false, or why that is not known.</summary>
    /// <param name="member">A record with <c>userid</c>, <c>department</c> and <c>employment</c>.</param>
    /// <param name="ranges">Records with some of: whole_corp; userids, members, users or user_list; departments or department_list; tags; employment.</param>
    /// <param name="departments">Records with <c>id</c> and <c>parentid</c>.</param>
    /// <param name="tags">Records with <c>tagid</c>, <c>userlist</c> and <c>partylist</c>.</param>
    public static Value IsCovered(Value member, Value ranges, Value departments, Value tags)
    {
        if (member.IsErrorOrUnknown)
            return member;
        if (ranges.IsErrorOrUnknown)
            return ranges;
        if (member.Kind != ValueKind.Record || ranges.Kind != ValueKind.List)
            return NoRange();
        return new Coverage(member, departments, tags).IsWithinAny(ranges);
    }

    /// <summary>
    /// The members within a range. Incomplete where the list of members is, or where it is not known of one of them.
    /// </summary>
    /// <param name="members">A list of what <see cref="IsCovered"/> takes as a member.</param>
    /// <param name="range">One range, as there.</param>
    /// <param name="departments">As there.</param>
    /// <param name="tags">As there.</param>
    public static Value CoveredMembers(Value members, Value range, Value departments, Value tags)
    {
        if (members.IsErrorOrUnknown)
            return members;
        if (range.IsErrorOrUnknown)
            return range;
        if (members.Kind != ValueKind.List)
            return NoRange();
        var ranges = ListReading.ToList([range]);
        var why = ListReading.WhyIncomplete(members);
        var covered = new List<Value>();
        for (var i = 0; i < ListReading.Count(members); i++)
        {
            var member = ListReading.Element(members, i);
            var isCovered = IsCovered(member, ranges, departments, tags);
            if (isCovered.Kind == ValueKind.Error)
                return isCovered;
            if (isCovered.IsTrue)
                covered.Add(member);
            else if (isCovered.Kind == ValueKind.Unknown)
                why = ListReading.Merge(why, isCovered.AsUnknown);
        }

        return ListReading.ToList([.. covered], why);
    }

    // What names the member directly comes first: it needs neither the tree of departments nor the tags.
    private enum Question : byte
    {
        IsNamed,
        IsWithinDepartments,
        IsWithinTags,
    }

    private Value IsWithinAny(Value ranges)
    {
        var result = ListReading.WhyIncomplete(ranges) is { } why ? Value.Unknown(why) : Value.False;
        var count = ListReading.Count(ranges);
        foreach (var question in (ReadOnlySpan<Question>)[Question.IsNamed, Question.IsWithinDepartments, Question.IsWithinTags])
        {
            for (var i = 0; i < count; i++)
            {
                var range = ListReading.Element(ranges, i);
                result = Or(result, range.IsErrorOrUnknown ? range : range.Kind == ValueKind.Record ? Ask(question, range) : NoRange());
                if (result.IsTrue)
                    return result;
            }
        }

        return result;
    }

    private Value Ask(Question question, Value range) => question switch
    {
        Question.IsNamed => IsNamed(range),
        Question.IsWithinDepartments => IsWithinDepartments(range),
        _ => IsWithinTags(range),
    };

    private readonly Value IsNamed(Value range)
    {
        var fields = FieldsOf(range);
        if (fields.Users is null && fields.Departments is null && fields.Tags is null)
            return NoRange();
        var result = Read(range, fields.WholeCorp) ?? Value.False;
        if (!result.IsTrue && Read(range, fields.Users) is { } users)
            result = Or(result, Contains(users, _userid));
        if (!result.IsTrue && Read(range, fields.Employment) is { } kinds && !IsEmpty(kinds))
            result = Or(result, Contains(kinds, FieldOf(_member, "employment")));
        return result;
    }

    private Value IsWithinDepartments(Value range) =>
        Read(range, FieldsOf(range).Departments) is { } departments ? Intersects(departments) : Value.False;

    private Value IsWithinTags(Value range)
    {
        if (Read(range, FieldsOf(range).Tags) is not { } wanted || IsEmpty(wanted))
            return Value.False;
        if (wanted.IsErrorOrUnknown)
            return wanted;
        if (_tags.IsErrorOrUnknown)
            return _tags;
        var result = ListReading.WhyIncomplete(_tags) is { } why ? Value.Unknown(why) : Value.False;
        for (var i = 0; i < ListReading.Count(_tags) && !result.IsTrue; i++)
        {
            var tag = ListReading.Element(_tags, i);
            var isWanted = tag.IsErrorOrUnknown ? tag : Contains(wanted, FieldOf(tag, "tagid"));
            if (isWanted.IsFalse)
                continue;
            var carries = Or(Contains(FieldOf(tag, "userlist"), _userid), Intersects(FieldOf(tag, "partylist")));
            result = Or(result, And(isWanted, carries));
        }

        return result;
    }

    private Value Intersects(Value wanted)
    {
        if (wanted.IsErrorOrUnknown || IsEmpty(wanted))
            return wanted.IsErrorOrUnknown ? wanted : Value.False;

        var own = FieldOf(_member, "department");
        return DepartmentTree.AnswersOf(_departments, wanted) is { } answers && AnswerOf(answers, wanted, own) is { } answer
            ? answer
            : Intersects(wanted, own);
    }

    // Members belong to few departments, and what holds for one member of a department holds for all. Null where the answers for each
    // do not make up one for all.
    private readonly Value? AnswerOf(ConcurrentDictionary<long, Value> answers, Value wanted, Value own)
    {
        if (own.Kind != ValueKind.List || ListReading.WhyIncomplete(own) is not null)
            return null;
        Value? result = null;
        for (var i = 0; i < ListReading.Count(own); i++)
        {
            var id = ListReading.Element(own, i);
            if (id.Kind != ValueKind.Int)
                return null;
            if (!answers.TryGetValue(id.AsInt, out var answer))
            {
                // The departments above are those of this one alone.
                var alone = new Coverage(_member, _departments, _tags);
                answer = answers.GetOrAdd(id.AsInt, alone.Intersects(wanted, ListReading.ToList([id])));
            }

            result = result is { } earlier ? Or(earlier, answer) : answer;
        }

        return result is { IsErrorOrUnknown: true } && ListReading.Count(own) > 1 ? null : result;
    }

    private Value Intersects(Value wanted, Value own)
    {
        // Every member lies below the root, whatever is known of the departments.
        if (Contains(wanted, Value.Int(DepartmentTree.Root)).IsTrue)
            return Value.True;
        var result = Any(own, id => Contains(wanted, id));
        return result.IsTrue ? result : Or(result, Any(DepartmentsAbove(own), id => Contains(wanted, id)));
    }

    // The departments above those of the member; incomplete where the tree is not known up to the root.
    private Value DepartmentsAbove(Value own)
    {
        if (_above.Kind == ValueKind.Null)
            _above = DepartmentTree.Above(own, _departments);
        return _above;
    }

    private static Value Any(Value list, Func<Value, Value> question)
    {
        if (list.IsErrorOrUnknown)
            return list;
        var result = ListReading.WhyIncomplete(list) is { } why ? Value.Unknown(why) : Value.False;
        for (var i = 0; i < ListReading.Count(list) && !result.IsTrue; i++)
        {
            var element = ListReading.Element(list, i);
            result = Or(result, element.IsErrorOrUnknown ? element : question(element));
        }

        return result;
    }

    private static Value Contains(Value list, Value wanted)
    {
        if (list.IsErrorOrUnknown || wanted.IsErrorOrUnknown)
            return wanted.IsErrorOrUnknown && !IsEmpty(list) ? wanted : list.IsErrorOrUnknown ? list : Value.False;
        return Containers.InList(wanted, list);
    }

    private static bool IsEmpty(Value list) =>
        list.Kind == ValueKind.List && ListReading.Count(list) == 0 && ListReading.WhyIncomplete(list) is null;

    private static Value Or(Value a, Value b)
    {
        if (a.IsTrue || b.IsTrue)
            return Value.True;
        if (a.IsFalse || b.IsFalse)
            return a.IsFalse ? b : a;
        return ValueOperations.Absorb(a, b);
    }

    private static Value And(Value a, Value b)
    {
        if (a.IsFalse || b.IsFalse)
            return Value.False;
        if (a.IsTrue || b.IsTrue)
            return a.IsTrue ? b : a;
        return ValueOperations.Absorb(a, b);
    }

    private static RangeFields FieldsOf(Value range) =>
        s_fields.GetValue(range.RecordSource.Type(range.Handle), static type => new RangeFields(type));

    private static Value? Read(Value range, RecordField? field) => field is null ? null : range.RecordSource.Field(range.Handle, field);

    private static Value FieldOf(Value record, string name) =>
        record.Kind == ValueKind.Record && record.RecordSource.Type(record.Handle).Find(name) is { } field
            ? record.RecordSource.Field(record.Handle, field)
            : Value.Error($"这里需要带有“{name}”的记录", $"a record with '{name}' is needed here");

    // Of each group of names the first that the type has.
    private sealed class RangeFields(RecordType type)
    {
        public RecordField? WholeCorp { get; } = First(type, s_wholeCorp);

        public RecordField? Employment { get; } = First(type, s_employment);

        public RecordField? Users { get; } = First(type, s_users);

        public RecordField? Departments { get; } = First(type, s_departments);

        public RecordField? Tags { get; } = First(type, s_tags);

        private static RecordField? First(RecordType type, string[] names) =>
            names.Select(type.Find).FirstOrDefault(field => field is not null);
    }

    private static Value NoRange() => Value.Error(
        "这里需要成员、范围的列表、部门的列表和标签的列表",
        "a member, a list of ranges, the departments and the tags are needed here");
}
