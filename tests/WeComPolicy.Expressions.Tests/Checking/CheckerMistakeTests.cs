using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Syntax;

namespace WeComPolicy.Expressions.Tests.Checking;

public class CheckerMistakeTests
{
    [Theory]
    [InlineData("«memer».age > 1", "There is no variable named `memer`.", "没有名为 memer 的变量。", "Did you mean `member`?")]
    [InlineData("[1].all(item, «itme» > 0)", "There is no variable named `itme`.", null, "Did you mean `item`?")]
    [InlineData("member.active == «True»", "There is no variable named `True`.", null, "Did you mean `true`?")]
    [InlineData("member.userid == «bob»", "There is no variable named `bob`.", null, "If it is text, quote it: 'bob'.")]
    [InlineData("«bob» == member.userid", "There is no variable named `bob`.", null, "If it is text, quote it: 'bob'.")]
    [InlineData("«size» > 1", "There is no variable named `size`.", null, "`size` is a function; call it with parentheses.")]
    [InlineData("«cel.index(0)»", "cel.index(0) has no value: 0 values can be used here.", null, null)]
    [InlineData("cel.block([«cel.index(0)»], 1)", "cel.index(0) has no value: 0 values can be used here.", null, null)]
    [InlineData("member.«agee» > 1", "Member has no field `agee`.", "Member 没有字段 agee。", "Did you mean `age`?")]
    [InlineData("member.«mfa»", "Member has no field `mfa`.", null, "Did you mean `login.mfa`?")]
    [InlineData("member.login.«zzz»", "Login has no field `zzz`.", null, "Its fields: mfa, last_ip.")]
    [InlineData("has(member.«zzzzzz»)", "Member has no field `zzzzzz`.", null, "Its fields: userid, employment, end_date, login, backup, tags, roles, age, active.")]
    [InlineData("tenant.members.«length» > 1", "A list(Member) has no fields, so `length` cannot be read.", "list(Member) 没有字段，不能取 length。", "Write tenant.members.size().")]
    [InlineData("tenant.members.«age» > 1", "A list(Member) has no fields, so `age` cannot be read.", null, "`age` is a field of the elements: write tenant.members.map(x, x.age) or tenant.members.all(x, …).")]
    [InlineData("member.userid.«size» > 1", "A string has no fields, so `size` cannot be read.", null, "`size` is a function; write member.userid.size().")]
    [InlineData("{1: 2}.«a»", "The keys of map(int, int) are no text, so `.` cannot read it.", null, "Write map[key].")]
    [InlineData("«foo»(1)", "There is no function named `foo`.", "没有名为 foo 的函数。", null)]
    [InlineData("member.userid.«contain»('x')", "There is no function named `contain`.", null, "Did you mean `contains`?")]
    [InlineData("member.userid.«length»()", "There is no function named `length`.", null, "Did you mean `size`?")]
    [InlineData("«twice»(1)", "There is no function named `twice`.", null, "Did you mean `sample.twice`?")]
    [InlineData("«sampel.twice»(1)", "There is no function named `sampel.twice`.", null, "Did you mean `sample.twice`?")]
    [InlineData("«sample.thrice»(1)", "There is no function named `sample.thrice`.", null, "Did you mean `sample.twice`?")]
    [InlineData("«sample.unheard»(1)", "There is no function named `sample.unheard`.", null, "The functions of sample.*: sample.code, sample.holds, sample.pair, sample.twice.")]
    [InlineData("«contains»(member.userid, 'x')", "`contains` is called on a value.", "contains 要写在值的后面。", "Did you mean `member.userid.contains('x')`?")]
    [InlineData("member.age.«string»()", "`string` is not called on a value.", "string 不能写在值的后面。", "Did you mean `string(member.age)`?")]
    [InlineData("«sample.twice»(1, 2)", "`sample.twice` takes 1 argument, not 2.", "sample.twice 需要 1 个参数，这里有 2 个。", "It is written: sample.twice(int) → int; sample.twice(double) → double.")]
    [InlineData("sample.twice(«'a'»)", "This argument of `sample.twice` should be int / double, but is a string.", "sample.twice 的这个参数应是 int / double，但这里的类型是 string。", "It is written: sample.twice(int) → int; sample.twice(double) → double.")]
    [InlineData("member.userid.startsWith(«1»)", "This argument of `startsWith` should be string, but is an int.", null, "It is written: string.startsWith(string) → bool.")]
    [InlineData("member.age.«startsWith»('x')", "There is no function `startsWith` on an int.", "int 没有函数 startsWith。", "It is written: string.startsWith(string) → bool.")]
    [InlineData("tenant.members.«exists»(m)", "`exists` is not used like this.", "exists 的用法不对。", "It is written list.exists(x, condition).")]
    [InlineData("«all»(tenant.members, m, m.active)", "`all` is not used like this.", null, "It is written list.all(x, condition).")]
    [InlineData("1 «==» 'a'", "An int never equals a string.", "int 与 string 永远不会相等。", "Did you mean `'1'`?")]
    [InlineData("member.age «!=» member.userid", "An int never equals a string.", null, "Convert it if that is meant: string(member.age).")]
    [InlineData("member.active «==» 'true'", "A bool never equals a string.", null, "Did you mean `true`?")]
    [InlineData("'3' «==» member.age", "A string never equals an int.", null, "Did you mean `3`?")]
    [InlineData("«cel.bnd»(x, 1, x)", "There is no function named `cel.bnd`.", null, "Did you mean `cel.bind(x, value, expression)`?")]
    [InlineData("«cel.bind»(x, 1)", "There is no function named `cel.bind`.", null, "It is written cel.bind(x, value, expression).")]
    [InlineData("today «>» '2026-01-01'", "The operator `>` cannot take google.protobuf.Timestamp and string.", "运算符 > 不能用于 google.protobuf.Timestamp 和 string。", "Convert it if that is meant: timestamp('2026-01-01').")]
    [InlineData("1 «+» 1.5", "The operator `+` cannot take int and double.", null, "Convert it if that is meant: double(1).")]
    [InlineData("member.?end_date «<» today", "The operator `<` cannot take optional_type(google.protobuf.Timestamp) and google.protobuf.Timestamp.", null, "member.?end_date is optional; give it a default: member.?end_date.orValue(…).")]
    [InlineData("member.age «in» ['a']", "A list(string) never holds an int.", "list(string) 中不会有 int。", "Convert it if that is meant: string(member.age).", false)]
    [InlineData("'a' «in» 'abc'", "`in` needs a list or a map on its right, but this is of type string.", "in 的右边应是列表或映射，但这里的类型是 string。", "Write 'abc'.contains('a').")]
    [InlineData("'a' «in» member.?tags", "`in` needs a list or a map on its right, but this is of type optional_type(list(string)).", null, "Write member.?tags.orValue([]).")]
    [InlineData("member.login «==» null", "A Login is never null.", "Login 永远不会是 null。", "It states a fact: where it is absent the verdict is unknown by itself.")]
    [InlineData("member.?end_date «==» null", "An optional_type(google.protobuf.Timestamp) is never null.", null, "To ask whether there is a value write member.?end_date.hasValue().")]
    [InlineData("«-»'a'", "A string cannot be negated.", "不能对 string 取负。", null)]
    [InlineData("«member.age» && true", "&& needs a bool, but this is of type int.", "&& 需要 bool，但这里的类型是 int。", "To ask for a number other than zero write member.age != 0.")]
    [InlineData("!«member.userid»", "! needs a bool, but this is of type string.", null, "To ask for any text write member.userid != ''.")]
    [InlineData("«1» ? 2 : 3", "?: needs a bool, but this is of type int.", null, null, false)]
    [InlineData("true ? «1 : 'a'»", "The two values of the conditional have different types: int and string.", "条件表达式的两个值类型不同：int 与 string。", "Make them the same type; where both are really needed use dyn(…).")]
    [InlineData("tenant.members.all(m, «m.userid»)", "all needs a bool, but this is of type string.", null, "To ask for any text write m.userid != ''.")]
    [InlineData("«member.age».all(x, true)", "all needs a list or a map, but this is of type int.", "all 只能用于列表或映射，但这里的类型是 int。", null)]
    [InlineData("«member.?tags».all(x, x == '')", "all needs a list or a map, but this is of type optional_type(list(string)).", null, "Write member.?tags.orValue([]).all(…).")]
    [InlineData("«{'a': 1}».sortBy(x, x)", "sortBy needs a list, but this is of type map(string, int).", null, null)]
    [InlineData("tenant.members.sortBy(m, «m»)", "A Member cannot be sorted by: it has no order.", "不能按 Member 排序：它没有大小之分。", "Sort by a number, a text, a time or the like.")]
    [InlineData("«member.age».optMap(x, x)", "optMap needs an optional value, but this is of type int.", null, "Write an optional field as a.?b.")]
    [InlineData("member.?end_date.optFlatMap(x, «x»)", "The expression of optFlatMap must be an optional value, but this is of type google.protobuf.Timestamp.", null, "Use optMap.")]
    [InlineData("[?«1»]", "An element marked ? must be an optional value, but this is of type int.", "标了 ? 的元素必须是可选值，但这里的类型是 int。", "Remove the ?, or write optional.of(…).")]
    [InlineData("{«1.5»: 2}", "A double cannot be the key of a map.", "double 不能用作映射的键。", "A key is a bool, an int, a uint or a string.")]
    [InlineData("{'a': 1, «'a'»: 2}", "The key 'a' stands in the map twice.", "映射中的键 'a' 重复。", "Remove one of the entries.")]
    [InlineData("{1: 1, «1u»: 2}", "The key 1u stands in the map twice.", null, null, false)]
    [InlineData("[1][«'a'»]", "The index of a list should be an int, but this is of type string.", "列表的下标应是 int，但这里的类型是 string。", "To look an element up use list.filter(x, …).")]
    [InlineData("tenant.quota[«1»]", "The keys of this map are string, but this is of type int.", null, null)]
    [InlineData("member«['age']»", "A Member cannot be read with [ ].", "Member 不能用 [ ] 取值。", "Write the field as member.age.")]
    [InlineData("«Member»{age: 1}", "An expression cannot build a Member.", "表达式不能构造 Member。", "Use a map instead, such as {'field': value}.")]
    public void One_mistake(string marked, string english, string? chinese, string? hint, bool hintMatters = true)
    {
        var expected = MarkedText.Parse(marked);
        var result = SampleSchema.Environment.Check(expected.Text);
        Assert.Null(result.Ast);
        var mistake = Assert.Single(result.Diagnostics);
        Assert.Equal(MarkedText.Show(expected.Text, expected.Spans), MarkedText.Show(expected.Text, [mistake.Span]));
        Assert.Equal(english, mistake.Message.En);
        if (chinese is not null)
            Assert.Equal(chinese, mistake.Message.Zh);
        if (hintMatters)
            Assert.Equal(hint, mistake.Hint?.En);
    }

    [Fact]
    public void All_mistakes_are_told_at_once_and_none_twice()
    {
        var expected = MarkedText.Parse(
            "tenant.members.all(m, m.«agee» + 1 > m.«naem».size() && «foo»(m.«x») || m.employment «=» «'outsorced'» «and» m.«end_date» < «toady»)");
        var found = SampleSchema.Environment.Check(expected.Text).Diagnostics;
        Assert.Equal(MarkedText.Show(expected.Text, expected.Spans), MarkedText.Show(expected.Text, found.Select(d => d.Span)));
    }

    [Theory]
    [InlineData("«nobody».a.b.c(1)[2] + 3 == 'x' && !«nobody»")]
    [InlineData("«nobody».map(x, x.y - x.z).filter(y, y.foo)[0].bar.startsWith(1)")]
    [InlineData("[«nobody»].map(x, x + 1).filter(y, y.z)")]
    [InlineData("«nobody» ? 1 : 2")]
    [InlineData("{«nobody»: 1}.map(k, k + 1)")]
    [InlineData("size(«nobody», 1, 2)")]
    public void A_mistake_does_not_spread(string marked)
    {
        var expected = MarkedText.Parse(marked);
        var found = SampleSchema.Environment.Check(expected.Text).Diagnostics;
        Assert.Equal(MarkedText.Show(expected.Text, expected.Spans), MarkedText.Show(expected.Text, found.Select(d => d.Span)));
    }

    [Fact]
    public void The_number_of_mistakes_is_bounded()
    {
        var text = string.Join(" || ", Enumerable.Repeat("nobody.x == 1", 5_000));
        Assert.InRange(SampleSchema.Environment.Check(text).Diagnostics.Count, 1, 50);
    }

    [Fact]
    public void Nothing_can_be_checked_of_an_empty_text()
    {
        var result = SampleSchema.Environment.Check("");
        Assert.Null(result.Ast);
        Assert.Single(result.Diagnostics);
    }

    [Fact]
    public void Without_operators_they_are_told() =>
        Assert.Equal("The operator `+` cannot be used here.", Assert.Single(Checker.Check(Parser.Parse("1 + 2"), CelEnvironment.Empty).Diagnostics).Message.En);
}
