using System.Globalization;
using FsCheck;
using WeComPolicy.Expressions.Libraries;
using WeComPolicy.Expressions.Tests.Evaluation;
using WeComPolicy.Expressions.Tests.ValueTests;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;
using WeComPolicy.Testing;

namespace WeComPolicy.Expressions.Tests.Libraries;

public sealed class StringsTests
{
    // What the conformance suite leaves open.
    [Theory]
    [InlineData("'😀b'.charAt(1) == 'b' && '😀b'.charAt(0) == '😀' && '😀b'.charAt(2) == ''")]
    [InlineData("'a😀b😀'.indexOf('😀', 2) == 3 && 'a😀b'.lastIndexOf('b') == 2")]
    [InlineData("'a😀b'.substring(1, 2) == '😀' && 'a😀b'.substring(2) == 'b'")]
    [InlineData("'abc'.indexOf('', 3) == 3")]
    [InlineData("'a😀'.reverse() == '😀a'")]
    [InlineData("'a😀'.split('') == ['a', '😀']")]
    [InlineData("'abc'.split('', 2) == ['a', 'bc']")]
    [InlineData("''.split(',') == [''] && ''.split('') == []")]
    [InlineData("'a,b,c'.split(',', 2) == ['a', 'b,c']")]
    [InlineData("',a,'.split(',') == ['', 'a', '']")]
    [InlineData("'a😀'.replace('', '-') == '-a-😀-'")]
    [InlineData("'abc'.replace('', '-', 2) == '-a-bc'")]
    [InlineData("'aaa'.replace('a', 'b', 2) == 'bba' && 'aaa'.replace('a', 'b', 0) == 'aaa' && 'aaa'.replace('a', 'b', -1) == 'bbb'")]
    [InlineData("'aaa'.replace('aa', 'b') == 'ba'")]
    [InlineData("size('a😀') == 2 && 'a😀'.size() == 2")]
    [InlineData("'%d %x %b %o'.format([-9223372036854775808, -255, -5, -8]) == '-9223372036854775808 -ff -101 -10'")]
    [InlineData("'%X %x'.format([18446744073709551615u, 0]) == 'FFFFFFFFFFFFFFFF 0'")]
    [InlineData("'%.1f %.0f %.0f'.format([0.25, 0.5, 1.5]) == '0.2 0 2'")]
    [InlineData("'%.2f'.format([-0.001]) == '-0.00'")]
    [InlineData("'%.3e %e'.format([0.0, 999999999.0]) == '0.000e+00 1.000000e+09'")]
    [InlineData("'%.0e %.1e'.format([9.5, 9.96]) == '1e+01 1.0e+01'")]
    [InlineData("'%e'.format([5e-324]) == '4.940656e-324'")]
    [InlineData("'%s'.format([1e21]) == '1000000000000000000000'")]
    [InlineData("'%s %s %s'.format([ip('::1'), cidr('10.0.0.0/8'), url('/a')]) == '::1 10.0.0.0/8 /a'")]
    [InlineData("'%.2f%%'.format([12.345]) == '12.35%' || '%.2f%%'.format([12.345]) == '12.34%'")]
    public void Holds(string expression) => Expression.Holds(expression);

    [Theory]
    [InlineData("'%'.format([])")]
    [InlineData("'%.'.format([1])")]
    [InlineData("'%.2s'.format(['a'])")]
    [InlineData("'%.1001f'.format([1.0])")]
    [InlineData("'%.99999999999999999999f'.format([1.0])")]
    [InlineData("'%s'.format([])")]
    [InlineData("'x'.format([1])")]
    [InlineData("'%s'.format([optional.of(1)])")]
    [InlineData("'中'.charAt(2)")]
    [InlineData("['a', dyn(1)].join()")]
    [InlineData("lists.range(2000000).map(i, 'abcdef').join()")]
    public void Fails(string expression)
    {
        var world = World.Empty;
        world.Limits = new(long.MaxValue);
        Assert.Equal("error", world.Show(expression));
    }

    [Theory]
    [InlineData("x.replace('', y)")]
    [InlineData("x.replace('a', y)")]
    [InlineData("'%s%s%s%s%s%s%s%s%s%s%s'.format([x, x, x, x, x, x, x, x, x, x, x])")]
    [InlineData("'%x%x%x%x%x%x'.format([x, x, x, x, x, x])")]
    [InlineData("[x, x].join(x + x + x + x + x + x + x + x + x)")]
    [InlineData("regex.replace(x, 'a', y)")]
    [InlineData("regex.replace(x, 'a*', r'\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0')")]
    public void A_result_that_is_too_large_is_an_error(string expression)
    {
        var world = World.Empty;
        world.Limits = new(long.MaxValue);
        world.Set("x", CelType.String, Value.String(new string('a', 1_000_000)));
        world.Set("y", CelType.String, Value.String("bbbbbbbbbbbb"));
        Assert.Equal("error", world.Show(expression));
    }

    [Fact]
    public void A_sum_that_is_too_large_is_an_error()
    {
        var half = Value.String(new string('a', 5_000_001));
        Assert.Equal(ValueKind.Error, Arithmetic.Add(half, half).Kind);
    }

    [Fact]
    public void Searching_takes_no_longer_for_repetitive_text()
    {
        var world = World.Empty;
        world.Limits = new(long.MaxValue);
        world.Set("x", CelType.String, Value.String(new string('a', 2_000_000)));
        world.Set("y", CelType.String, Value.String(new string('a', 1_000_000) + "b"));
        Assert.Equal("false", world.Show("x.contains(y)"));
        Assert.Equal("-1", world.Show("x.indexOf(y)"));
        Assert.Equal("-1", world.Show("x.lastIndexOf(y)"));
        Assert.Equal("1", world.Show("x.split(y).size()"));
        Assert.Equal("true", world.Show("x.replace(y, '') == x"));
    }

    [Property(MaxTest = 300)]
    public void The_slow_search_finds_what_the_quick_one_finds(NonNull<string> text, byte from, byte length)
    {
        // Long enough for the slow search, of few letters, so that there is much to find.
        var hay = string.Concat(Enumerable.Repeat(string.Concat(text.Get.Select(c => c % 2 == 0 ? 'a' : 'b')) + "ab", 20_000));
        var needle = hay.Substring(from % hay.Length, Math.Min(length + 1, hay.Length - from % hay.Length));
        var wanted = string.Concat(Enumerable.Repeat(needle, Math.Max(1, 400 / needle.Length)));
        Assert.Equal(hay.IndexOf(wanted, 3, StringComparison.Ordinal), TextSearch.IndexOf(hay, wanted, 3));
        Assert.Equal(hay.AsSpan(0, Math.Min(hay.Length, 5000 + wanted.Length)).LastIndexOf(wanted), TextSearch.LastIndexOf(hay, wanted, 5000));
    }

    [Property(Arbitrary = [typeof(ValueGenerator)], MaxTest = 500)]
    public void Format_gives_a_text_or_an_error_and_never_throws(NonNull<string> format, Value[] values)
    {
        var body = StandardLibraries.All.SelectMany(l => l.Functions).First(f => f.Name == "format").Overloads[0].Body2!;
        foreach (var pattern in new[] { format.Get, string.Concat(format.Get.Select((c, i) => "%" + "sdfebxXo%."[(c + i) % 10])), string.Concat(values.Select(_ => "%s")) })
            Assert.Contains(body(Value.String(pattern), Value.List(values)).Kind, new[] { ValueKind.String, ValueKind.Error, ValueKind.Unknown });
    }

    [Property(MaxTest = 500)]
    public void Fixed_decimals_are_those_of_the_exact_value(int mantissa, byte scale)
    {
        // A double of few binary digits is exact as decimal, so that decimal's own rounding (half to even) is the judge.
        var number = mantissa / 1024 / Math.Pow(2, scale % 11);
        var exact = (decimal)number;
        for (var decimals = 0; decimals < 6; decimals++)
        {
            var expected = Math.Round(exact, decimals, MidpointRounding.ToEven).ToString("F" + decimals, CultureInfo.InvariantCulture);
            Assert.Equal(expected.TrimStart('-'), ExactDecimal.Fixed(number, decimals).TrimStart('-'));
        }
    }
}
