using FsCheck;
using FsCheck.Fluent;
using WeComPolicy.Expressions.Libraries.Patterns;
using WeComPolicy.Expressions.Tests.Evaluation;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;
using WeComPolicy.Testing;

namespace WeComPolicy.Expressions.Tests.Libraries;

public sealed class RegexTests
{
    [Theory]
    [InlineData(@"'abc'.matches('^abc$') && !'abc\n'.matches('^abc$')")]
    [InlineData(@"'a\nb'.matches('(?m)^b$') && !'a\nb'.matches('^b$')")]
    [InlineData(@"!'a\nb'.matches('a.b') && 'a\nb'.matches('(?s)a.b')")]
    [InlineData(@"'ABC'.matches('(?i)abc') && 'ABC'.matches('(?i:a)BC') && !'ABC'.matches('(?i:a)bc')")]
    [InlineData(@"'aB'.matches('a(?i)b') && !'AB'.matches('a(?i)b') && 'aBC'.matches('(a(?i)b)C') && !'aBC'.matches('(a(?i)b)c')")]
    [InlineData(@"'a.b'.matches(r'^\Qa.b\E$') && !'axb'.matches(r'^\Qa.b\E$') && 'a**'.matches(r'\Qa**')")]
    [InlineData(@"'x1'.matches('^[[:alpha:]][[:digit:]]$') && !'中'.matches('[[:alpha:]]') && '中'.matches('^[[:^alpha:]]$')")]
    [InlineData(@"'中文'.matches(r'^\pL+$') && '中文'.matches(r'^\p{Han}+$') && !'中a'.matches(r'^\p{Han}+$') && 'a'.matches(r'^\P{Han}$')")]
    [InlineData(@"'a'.matches(r'^\p{^Han}$') && '１'.matches(r'^\pN$') && '１'.matches(r'^\p{Nd}$') && !'１'.matches(r'\d')")]
    [InlineData(@"'𠮷'.matches(r'^\p{Han}$') && '𠮷'.matches('^.$') && '𠮷野家'.matches('^.{3}$') && '𠮷'.matches('^[^a]$')")]
    [InlineData(@"'😀'.matches('^[😀-😎]$') && !'😏'.matches('^[😀-😎]$') && '😀'.matches(r'^\x{1F600}$')")]
    [InlineData(@"!'é'.matches(r'\w') && !'　'.matches(r'\s') && '中x中'.matches(r'\bx\b') && 'éx'.matches(r'\bx')")]
    [InlineData(@"'a b'.matches(r'\bb\b') && !'ab'.matches(r'\bb') && 'ab'.matches(r'\Bb')")]
    [InlineData(@"'a-b'.matches('^[a-]-[b-]$') && ']'.matches('^[]]$') && 'x'.matches('^[^]]$') && '-'.matches('[a-]')")]
    [InlineData(@"'a{2'.matches('^a{2$') && 'a{,2}'.matches('^a{,2}$') && 'aa'.matches('^a{2}$') && 'aaa'.matches('^a{2,}$')")]
    [InlineData(@"'\u212A'.matches('(?i)k') && 'K'.matches('(?i)\u212A') && '\u017F'.matches('(?i)S') && !'A'.matches('(?i)[^a]') && 'Σ'.matches('(?i)ς')")]
    [InlineData(@"'\x07\f\t\v'.matches(r'^\a\f\t\v$') && 'A'.matches(r'^\101$') && 'A'.matches(r'^\x41$') && 'a/b'.matches(r'^a\/b$')")]
    [InlineData(@"''.matches('(a*)*$') && 'b'.matches('(|a)*b') && 'ab'.matches('(?:(?:a|b)*)*$')")]
    [InlineData(@"'2024'.matches('(?P<year>[0-9]{4})') && '2024'.matches('(?<year>[0-9]{4})')")]
    [InlineData(@"matches('abc', 'b')")]
    [InlineData(@"'hello world'.find('wo..') == 'worl' && 'a'.find('b') == ''")]
    [InlineData(@"'abc 123 def 456'.findAll('[0-9]+') == ['123', '456'] && 'a1b2c3'.findAll('[0-9]', 2) == ['1', '2']")]
    [InlineData(@"'aaa'.findAll('a', 0) == [] && 'aaa'.findAll('a', -1).size() == 3 && 'b'.findAll('a') == []")]
    [InlineData(@"'abc'.findAll('') == ['', '', '', ''] && 'baac'.findAll('a*') == ['', 'aa', '']")]
    [InlineData(@"'xaab'.find('a+?') == 'a' && 'xaab'.find('(?U)a+') == 'a' && 'xaab'.find('(?U)a+?') == 'aa'")]
    [InlineData(@"'ab'.find('a|ab') == 'a' && 'ab'.find('ab|a') == 'ab'")]
    [InlineData(@"regex.extract('hello world', 'hello(.*)') == optional.of(' world')")]
    [InlineData(@"regex.extract('item-A, item-B', r'item-(\w+)') == optional.of('A')")]
    [InlineData(@"regex.extract('HELLO', 'hello') == optional.none() && regex.extract('abc', 'b.') == optional.of('bc')")]
    [InlineData(@"regex.extract('b', '(a)?b') == optional.none()")]
    [InlineData(@"regex.extractAll('id:123, id:456', r'id:\d+') == ['id:123', 'id:456']")]
    [InlineData(@"regex.extractAll('id:123, id:456', r'id:(\d+)') == ['123', '456'] && regex.extractAll('x', 'assa') == []")]
    [InlineData(@"regex.replace('hello world hello', 'hello', 'hi') == 'hi world hi'")]
    [InlineData(@"regex.replace('banana', 'a', 'x', 0) == 'banana' && regex.replace('banana', 'a', 'x', 1) == 'bxnana'")]
    [InlineData(@"regex.replace('banana', 'a', 'x', 2) == 'bxnxna' && regex.replace('banana', 'a', 'x', -12) == 'bxnxnx'")]
    [InlineData(@"regex.replace('foo bar', '(fo)o (ba)r', r'\2 \1') == 'ba fo'")]
    [InlineData(@"regex.replace('abc', 'b', r'[\0]\\$1') == r'a[b]\$1c'")]
    [InlineData(@"regex.replace('b', '(a)?b', r'<\1>') == '<>' && regex.replace('中文', '', '-') == '-中-文-'")]
    public void Holds(string expression) => Expression.Holds(expression);

    [Theory]
    [InlineData("(")]
    [InlineData(")")]
    [InlineData("[")]
    [InlineData("[]")]
    [InlineData("[b-a]")]
    [InlineData(@"[a-\d]")]
    [InlineData("[[:nope:]]")]
    [InlineData("*a")]
    [InlineData("a**")]
    [InlineData("a*+")]
    [InlineData("a++")]
    [InlineData("a{2}{3}")]
    [InlineData("a{3,2}")]
    [InlineData("a{1001}")]
    [InlineData("a{99999999999999999999}")]
    [InlineData("(?i)*")]
    [InlineData("(?=a)")]
    [InlineData("(?!a)")]
    [InlineData("(?<=a)b")]
    [InlineData("(?<!a)b")]
    [InlineData("(?>a)")]
    [InlineData("(?(a)b|c)")]
    [InlineData("(?#a)")]
    [InlineData("(?x)a")]
    [InlineData("(?P=a)")]
    [InlineData("(?P<a>b)(?P<a>c)")]
    [InlineData("(?<1a-b>c)")]
    [InlineData("(?")]
    [InlineData("(?i")]
    [InlineData(@"(a)\1")]
    [InlineData(@"(?P<a>b)\k<a>")]
    [InlineData(@"\Z")]
    [InlineData(@"\G")]
    [InlineData(@"\R")]
    [InlineData(@"\p{Nope}")]
    [InlineData(@"\p{Han")]
    [InlineData(@"\pQ")]
    [InlineData(@"\x{110000}")]
    [InlineData(@"\xZZ")]
    [InlineData(@"\x{}")]
    [InlineData("a\\")]
    [InlineData("[a\\")]
    [InlineData("((((a{100}){100}){100}){100})")]
    public void A_pattern_that_re2_does_not_know_is_an_error(string pattern)
    {
        var world = World.Empty;
        world.Set("p", CelType.String, Value.String(pattern));
        var result = world.Evaluate("'text'.matches(p)");
        Assert.Equal(ValueKind.Error, result.Kind);
        Assert.Matches("正则", result.AsError.Message.Zh);
        Assert.Equal(ValueKind.Error, world.Evaluate("'text'.find(p)").Kind);
        Assert.Equal(ValueKind.Error, world.Evaluate("regex.replace('text', p, '')").Kind);
    }

    [Theory]
    [InlineData("regex.extract('testuser@testdomain', '(.*)@([^.]*)')")]
    [InlineData("regex.extractAll('testuser@testdomain', '(.*)@([^.]*)')")]
    [InlineData(@"regex.replace('test', '(.)', r'\2')")]
    [InlineData(@"regex.replace('id=123', r'id=(?P<value>\d+)', r'value: \values')")]
    [InlineData(@"regex.replace('a', 'a', '\\')")]
    public void Fails(string expression) => Expression.Fails(expression);

    [Theory]
    [InlineData("(a*)*b")]
    [InlineData("(a|a)*b")]
    [InlineData("(a|aa)+$b")]
    [InlineData("(.*)(.*)(.*)(.*)(.*)[^a]")]
    [InlineData("(a?){500}a{500}b")]
    [InlineData(".*b|a")]
    [InlineData(@"(\b|a)*b")]
    [InlineData("((((((((((a*)*)*)*)*)*)*)*)*)*)*b")]
    [InlineData("(?:(?:(?:(?:(?:){1000}){1000}){1000}){1000}){1000}b")]
    public void A_pattern_that_hangs_others_gives_an_answer_or_a_limit(string pattern)
    {
        var world = World.Empty;
        world.Limits = new(long.MaxValue);
        world.Set("p", CelType.String, Value.String(pattern));
        world.Set("a", CelType.String, Value.String(new string('a', 5_000)));
        world.Set("e", CelType.String, Value.String(string.Concat(Enumerable.Repeat("é😀", 500))));
        foreach (var expression in new[] { "a.matches(p)", "e.matches(p)", "a.findAll(p)", "regex.replace(e, p, '')" })
        {
            var result = world.Evaluate(expression);
            Assert.True(result.Kind is ValueKind.Bool or ValueKind.List or ValueKind.String || result.AsError.IsLimit, expression);
        }
    }

    [Property(Arbitrary = [typeof(Patterns)], MaxTest = 1000)]
    public void Both_engines_agree(Patterns.Pattern pattern, Patterns.Subject subject)
    {
        var compiled = CompiledPattern.Of(pattern.Text);
        Assert.True(compiled.Error.Kind != ValueKind.Error, $"{pattern.Text}: {ValueOperations.ToDisplay(compiled.Error)}");
        var quick = compiled.IsMatch(subject.Text);
        var slow = compiled.On(subject.Text, 0).Find(0);
        Assert.True(quick.IsTrue == slow is not null, $"{pattern.Text} in {subject.Text}");
        var reference = System.Text.RegularExpressions.Regex.Match(subject.Text, pattern.Text.Replace("$", "\\z"), System.Text.RegularExpressions.RegexOptions.CultureInvariant);
        Assert.Equal(reference.Success, slow is not null);
        if (slow is not null && !pattern.HasEmptyLoop)
            Assert.Equal((reference.Index, reference.Index + reference.Length), (slow[0], slow[1]));
    }

    [Property(MaxTest = 1000)]
    public void Any_text_is_a_pattern_or_a_mistake(NonNull<string> any, NonNull<string> text)
    {
        var alphabet = @"ab\()[]{}|*+?.^$-:=!<>PQEpL1,0ixzdsU&中";
        foreach (var pattern in new[] { any.Get, string.Concat(any.Get.Select((c, i) => alphabet[(c + i) % alphabet.Length])) })
            Assert.Contains(CompiledPattern.Of(pattern).IsMatch(text.Get).Kind, new[] { ValueKind.Bool, ValueKind.Error });
    }

    /// <summary>Patterns that .NET and RE2 read alike, and texts in which they find something.</summary>
    public static class Patterns
    {
        public static Arbitrary<Pattern> All() => Arb.From(Part(3).Select(p => new Pattern(p)));

        public static Arbitrary<Subject> Subjects() => Arb.From(
            Gen.Choose(0, 8).SelectMany(n => Gen.ListOf(Gen.Elements("a", "b", "c", " ", "\n"), n)).Select(l => new Subject(string.Concat(l))));

        private static Gen<string> Part(int depth)
        {
            var atom = Gen.Elements("a", "b", "c", ".", "[ab]", "[^a]", "^", "$", @"\b", @"\B", "(?:)", "(?i:A)");
            if (depth == 0)
                return atom;
            var inner = Part(depth - 1);
            return Gen.OneOf(
                atom,
                inner.SelectMany(x => inner.Select(y => x + y)),
                inner.SelectMany(x => inner.Select(y => $"(?:{x}|{y})")),
                inner.SelectMany(x => Gen.Elements("*", "+", "?", "*?", "+?", "??", "{2}", "{1,3}", "{0,2}?").Select(q => $"(?:{x}){q}")),
                inner.Select(x => $"({x})"));
        }

        public sealed record Pattern(string Text)
        {
            // Where a loop can turn without taking anything, engines differ in what they prefer, not in whether there is a match.
            public bool HasEmptyLoop => System.Text.RegularExpressions.Regex.IsMatch(Text, @"\)[*+?{]");
        }

        public sealed record Subject(string Text);
    }
}
