using FsCheck;
using FsCheck.Xunit;
using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Compiled;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Expressions.Tests.Compiled;

public sealed class CompiledFormTests
{
    [Property]
    public void Gives_back_what_was_written(int count, long integer, ulong bits, NormalFloat number, string? text, bool flag, byte one)
    {
        var form = new CompiledWriter();
        var part = form.Part();
        part.WriteInteger(integer);
        part.WriteText(text ?? "");
        form.WriteCount(count & int.MaxValue);
        form.Write(part);
        form.WriteText(text ?? "");
        form.WriteBits(bits);
        form.WriteNumber(number.Get);
        form.WriteFlag(flag);
        form.WriteByte(one);

        var from = new CompiledReader(form.ToArray());
        Assert.Equal(count & int.MaxValue, from.ReadCount());
        var inner = from.Part();
        // A lone half of a surrogate pair is no text.
        var kept = System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text ?? ""));
        Assert.Equal(kept, from.ReadText());
        Assert.Equal(bits, from.ReadBits());
        Assert.Equal(number.Get, from.ReadNumber());
        Assert.Equal(flag, from.ReadFlag());
        Assert.Equal(one, from.ReadByte());
        Assert.Equal(integer, inner.ReadInteger());
        Assert.Same(from.Here().GetType(), inner.GetType());
        Assert.Equal(kept, inner.ReadText());
    }

    [Theory]
    [InlineData("1 + x * 2 - -3 == 4 ? [1, x] : [?optional.of(2)]")]
    [InlineData("{'a': 1, ?'b': optional.none()}.?c.orValue(3) > 2u || !(x in [1, 2]) && b'ab' == b'\\377'")]
    [InlineData("[1, 2].exists(e, e > 1) && [1, 2].map(e, e > 1, e * 2).all(i, v, v > i) && has({'a': 1}.a)")]
    [InlineData("cel.bind(y, x + 1, y * y) > 1.5 && optional.of(1).optMap(v, v + 1).hasValue() && type(x) == int")]
    [InlineData("math.greatest(1, x) > 0 && 'abc'.matches('^[a-c]+$') && timestamp('2024-01-01T00:00:00Z').getFullYear() == 2024")]
    public void An_expression_prints_and_types_as_before(string text)
    {
        var environment = CelEnvironment.Standard.WithVariable("x", CelType.Int);
        var ast = environment.Check(text).Ast!;
        var copy = CompiledCopy.Of(ast, environment);
        Assert.Equal(ExpressionPrinter.Print(ast.Root), ExpressionPrinter.Print(copy.Root));
        Assert.Equal(Nodes(ast), Nodes(copy));
        Assert.Equal(ast.FreeVariables, copy.FreeVariables);
        Assert.Equal((ast.Text, ast.NodeCount), (copy.Text, copy.NodeCount));
    }

    [Fact]
    public void A_record_that_the_host_does_not_name_is_refused()
    {
        var record = new RecordType("Stranger");
        record.SetFields([new RecordField("a", CelType.Int, Absence.NotKnown, 0)]);
        var environment = CelEnvironment.Standard.WithVariable("stranger", record);
        Assert.Throws<ArgumentException>(() => CompiledCopy.Of(environment.Check("stranger.a").Ast!, environment));
    }

    private static List<(Type, int, TextSpan, string, Type?)> Nodes(CheckedAst ast) =>
        [.. ExprWalker.All(ast.Root).SelectMany(n => (IEnumerable<Expr>)[n, .. ExprWalker.Declarations(n)])
            .Select(n => (n.GetType(), n.Id, n.Span, ast.TypeOf(n).ToString(), ast.ReferenceOf(n)?.GetType()))];
}
