using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Engine.Tests.Functions;

/// <summary><c>wecom.withSubDepartments</c>: a tree of departments, some of it not known.</summary>
public sealed class DepartmentTreeTests
{
    private static readonly RecordType DepartmentType = CreateType();

    [Theory]
    [InlineData("[1]", "[1, 2, 3, 4, 5]")]
    [InlineData("[2]", "[2, 4, 5]")]
    [InlineData("[4, 2]", "[4, 2, 5]")]
    [InlineData("[3, 3]", "[3]")]
    [InlineData("[99]", "[99]")]
    [InlineData("[]", "[]")]
    public void Complete(string ids, string expected)
    {
        var world = Tree(Value.List([.. Example()]));
        Assert.Equal("true", world.Show($"wecom.withSubDepartments({ids}, departments) == {expected}"));
    }

    [Theory]
    [InlineData("2 in wecom.withSubDepartments([1], departments)", "true")]
    [InlineData("5 in wecom.withSubDepartments([1], departments)", "true")]
    [InlineData("9 in wecom.withSubDepartments([1], departments)", "unknown")]
    [InlineData("9 in wecom.withSubDepartments([], departments)", "false")]
    [InlineData("sets.intersects([4], wecom.withSubDepartments([2], departments))", "true")]
    [InlineData("sets.intersects([9], wecom.withSubDepartments([2], departments))", "unknown")]
    [InlineData("sets.intersects([], wecom.withSubDepartments([2], departments))", "false")]
    public void MoreDepartmentsMayExist(string expression, string expected)
    {
        var world = Tree(Value.List(new ArrayListSource([.. Example()], UnknownSet.Of("departments")), 0));
        Assert.Equal(expected, world.Show(expression));
    }

    [Theory]
    [InlineData("1 in wecom.withSubDepartments([1], departments)", "true")]
    [InlineData("2 in wecom.withSubDepartments([1], departments)", "unknown")]
    [InlineData("2 in wecom.withSubDepartments([], departments)", "false")]
    [InlineData("2 in wecom.withSubDepartments(part, departments)", "true")]
    [InlineData("2 in wecom.withSubDepartments(ul, departments)", "unknown")]
    [InlineData("3 in wecom.withSubDepartments(holey, departments)", "true")]
    public void NothingIsKnownOfDepartments(string expression, string expected)
    {
        var world = new FunctionWorld();
        world.Set("departments", CelType.List(DepartmentType), FunctionWorld.Unknown("departments"));
        world.Set("part", CelType.List(CelType.Int), FunctionWorld.Incomplete("part", Value.Int(1), Value.Int(2), Value.Int(3)));
        world.Set("ul", CelType.List(CelType.Int), FunctionWorld.Unknown("ul"));
        world.Set("holey", CelType.List(CelType.Int), Value.List(Value.Int(1), FunctionWorld.Unknown("hole"), Value.Int(3)));
        Assert.Equal(expected, world.Show(expression));
    }

    [Fact]
    public void DepartmentsAboveEachOther()
    {
        var world = Tree(Value.List(Department(1, 2), Department(2, 1), Department(3, 3)));
        Assert.Equal("true", world.Show("wecom.withSubDepartments([1], departments) == [1, 2]"));
        Assert.Equal("true", world.Show("wecom.withSubDepartments([3], departments) == [3]"));
    }

    [Fact]
    public void OtherRecordsAreNoDepartments()
    {
        var person = new RecordType("Person");
        person.SetFields([]);
        var world = new FunctionWorld();
        world.Set("people", CelType.List(person), Value.List(Value.Record(new NoDepartment(person), 0)));
        Assert.Equal("error", world.Show("wecom.withSubDepartments([1], people)"));
    }

    private static FunctionWorld Tree(Value departments)
    {
        var world = new FunctionWorld();
        world.Set("departments", CelType.List(DepartmentType), departments);
        return world;
    }

    // 1 ─ 2 ─ 4 ─ 5
    //   └ 3
    private static Value[] Example() => [Department(5, 4), Department(1, null), Department(2, 1), Department(3, 1), Department(4, 2)];

    private static Value Department(long id, long? parent) => Value.Record(new OneDepartment(id, parent), 0);

    private static RecordType CreateType()
    {
        var type = new RecordType("Department");
        type.SetFields([new("id", CelType.Int, Absence.NotKnown, 0), new("parentid", CelType.Int, Absence.None, 1)]);
        return type;
    }

    private sealed class NoDepartment(RecordType type) : RecordSource
    {
        public override RecordType Type(long handle) => type;

        public override Value Field(long handle, RecordField field) => Value.Null;

        public override bool Has(long handle, RecordField field) => false;
    }

    private sealed class OneDepartment(long id, long? parent) : RecordSource
    {
        public override RecordType Type(long handle) => DepartmentType;

        public override Value Field(long handle, RecordField field) => Value.Int(field.Slot == 0 ? id : parent!.Value);

        public override bool Has(long handle, RecordField field) => field.Slot == 0 || parent is not null;
    }
}
