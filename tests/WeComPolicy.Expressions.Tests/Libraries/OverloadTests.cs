using WeComPolicy.Expressions.Libraries;

namespace WeComPolicy.Expressions.Tests.Libraries;

public sealed class OverloadTests
{
    [Fact]
    public void Every_overload_has_an_id_of_its_own_and_one_body_for_its_arguments()
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var function in StandardLibraries.All.SelectMany(l => l.Functions))
        {
            foreach (var overload in function.Overloads)
            {
                Assert.True(ids.Add(overload.Id), $"{overload.Id} stands twice");
                var arity = overload switch
                {
                    { Body0: not null } => 0,
                    { Body1: not null } => 1,
                    { Body2: not null } => 2,
                    { Body3: not null } => 3,
                    _ => Math.Max(4, overload.Parameters.Count),
                };
                Assert.True(arity == overload.Parameters.Count, $"{overload.Id}: {overload.Parameters.Count} parameters, a body for {arity}");
                var bodies = new object?[] { overload.Body0, overload.Body1, overload.Body2, overload.Body3, overload.BodyN };
                Assert.True(bodies.Count(b => b is not null) == 1, overload.Id);
                Assert.True(!overload.IsMember || overload.Parameters.Count > 0, overload.Id);
            }
        }
    }

    [Theory]
    [InlineData("[[1], [2]].flatten()", "list(int)")]
    [InlineData("[1, [2]].flatten()", "dyn")]
    [InlineData("['b', 'a'].sort()", "list(string)")]
    [InlineData("[1, 2].first()", "optional_type(int)")]
    [InlineData("[1u, 2u].max()", "uint")]
    [InlineData("[1.0].sum()", "double")]
    [InlineData("[].sum()", "int")]
    [InlineData("['a'].distinct()", "list(string)")]
    [InlineData("lists.range(3)", "list(int)")]
    [InlineData("math.greatest(1, 2)", "int")]
    [InlineData("math.greatest(1, 2.0)", "dyn")]
    [InlineData("math.least(1.0, 2.0, 3.0, 4.0)", "double")]
    [InlineData("math.least([1u])", "uint")]
    [InlineData("math.least([1u, 1])", "dyn")]
    [InlineData("math.abs(-1)", "int")]
    [InlineData("optional.unwrap([optional.of('a')])", "list(string)")]
    [InlineData("regex.extract('a', 'a')", "optional_type(string)")]
    [InlineData("url('/').getQuery()", "map(string, list(string))")]
    [InlineData("cidr('::/0').ip()", "net.IP")]
    [InlineData("timestamp(0) - timestamp(0)", "google.protobuf.Duration")]
    [InlineData("timestamp(0) - duration('1s')", "google.protobuf.Timestamp")]
    [InlineData("type(1)", "type(int)")]
    [InlineData("dyn(1)", "dyn")]
    [InlineData("'%s'.format([1])", "string")]
    [InlineData("'a,b'.split(',')", "list(string)")]
    public void Types(string expression, string type) => Assert.Equal(type, Expression.TypeOf(expression));

    [Theory]
    [InlineData("[[1]].sort()")]
    [InlineData("['a'].sum()")]
    [InlineData("[1].join()")]
    [InlineData("math.ceil(1)")]
    [InlineData("math.greatest('a', 'b')")]
    [InlineData("math.bitAnd(1, 1u)")]
    [InlineData("1 + 1u")]
    [InlineData("1 < 'a'")]
    [InlineData("'a'.matches(1)")]
    [InlineData("sets.contains([1], ['a'])")]
    [InlineData("ip('::1').containsIP('::1')")]
    [InlineData("timestamp(0) + timestamp(0)")]
    [InlineData("-1u")]
    public void Refused(string expression) => Expression.IsRefused(expression);
}
