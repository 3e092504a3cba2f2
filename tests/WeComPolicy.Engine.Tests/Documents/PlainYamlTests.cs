using System.Text;
using FsCheck;
using FsCheck.Fluent;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Testing;

namespace WeComPolicy.Engine.Tests.Documents;

/// <summary>What the reader of plain YAML takes, and that nobody could tell who has read a document.</summary>
public sealed class PlainYamlTests
{
    private static readonly string[] s_pieces =
    [
        "a", "k", "1", "key", "中", "😀", "\u00A0", " ", "  ", "    ", ":", ": ", "- ", "-", "- - ", "? ", "?", "[", "]", "{", "}", "[]", "{}", ", ", ",",
        "\n", "\n  ", "\n    ", "\n- ", "\n  - ", "\na: ", "\n  b: ", "\nc:\n  ", "\n\n", "'", "''", "\"", "\\", "\\n", "#", " #", " # c", "\n# c\n", "&x ", "*x",
        "!", "!!str ", "|", "|\n", ">", "%", "@", "`", "\t", "<<: ", "---", "---\n", "...", "\n---\n", "\n...\n", "~", "\r\n", "\r", "\0", "\u0085", "\u2028",
        "|-\n", ">-\n  ", "|\n    ", "\n   x", "\\u4e2D", "\\\"", "\uFEFF", "true", "null", "1e", "=", "::", "http://x/y#z", "12:30:00", "x-y", "-1", ".5", "\n 'a': ", "\n\"a\": ", "\na : ", "{a: 1}", "[a, 'b']",
    ];

    [Theory]
    [InlineData("a: 1\nb: two words\nc: 'it''s'\nd: \"quoted\"\n")]
    [InlineData("# first\na:   1   # behind\n\n# between\nb:  # on the key\n  c: 1\n  # last\n")]
    [InlineData("list:\n- a\n- b\nother:\n  - a\n  -   b: 1\n      c: 2\n  -\n    d: 3\n  - - x\n    - y\n")]
    [InlineData("a:\nb:\n  c:\nd: []\ne: {}\nf: [a, 'b', \"c\", 1, -2.5, [x]]\ng: {zh: 名称, en: a name, 'k': [1]}\n")]
    [InlineData("---\n- a\n-\n- b: 1\n")]
    [InlineData("  a: 1\n  b: 2")]
    [InlineData("at: 2026-01-02T03:04:05Z\nurl: https://example.com/a#b\nnegative: -1\nword: a#b:c\n'quoted key': 1\n\"another\": 2\n")]
    [InlineData("a: 1\r\nb:\r\n  - x\r\n")]
    [InlineData("a: \"\\n\\\"\\\\\\/\\u4e2d\"\n")]
    [InlineData("a: |\n  one\n    two\n\n  three\nb: >-\n\n   x\n   y\n\n\n   z\n\nc:\n- |-\n one\n- >\n  two\n# end\n")]
    public void Takes_what_people_and_exporters_write(string text) => Assert.True(TwoReaders.Agree(text));

    [Theory]
    [InlineData("a: |2\n  text\n")]
    [InlineData("a: |+\n  text\n")]
    [InlineData("a: >\n  one\n    two\n")]
    [InlineData("a: |\nb: 1\n")]
    [InlineData("a: &x 1\nb: *x\n")]
    [InlineData("a: 1\na: 2\n")]
    [InlineData("a: one\n  two\n")]
    [InlineData("a: b: c\n")]
    [InlineData("a: \"\\e\"\n")]
    [InlineData("a:\t1\n")]
    [InlineData("a: 1\n b: 2\n")]
    [InlineData("a: 1\n---\nb: 2\n")]
    [InlineData("a: [1,\n  2]\n")]
    [InlineData("a: 'open\n")]
    [InlineData("<<: {a: 1}\n")]
    [InlineData("a: \u0001\n")]
    [InlineData("# nothing\n")]
    [InlineData("")]
    [InlineData("text")]
    public void Leaves_the_rest_to_the_full_reader(string text) => Assert.False(TwoReaders.Agree(text));

    [Fact]
    public void Takes_the_example_tenants()
    {
        var taken = Examples().Where(f => f.Contains("tenants", StringComparison.Ordinal)).Where(f => TwoReaders.Agree(File.ReadAllText(f))).ToList();
        Assert.True(taken.Count > 3, string.Join("\n", taken));
    }

    [Fact]
    public void Takes_every_policy_that_a_scan_reads()
    {
        var policies = Directory.GetFiles(Path.Combine(RepositoryRoot.Find(), "policies"), "*.yaml", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".tests.yaml", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(policies);
        Assert.All(policies, file => Assert.True(TwoReaders.Agree(File.ReadAllText(file)), file));
    }

    [Fact]
    public void A_policy_or_example_reads_the_same() => Assert.All(Examples(), file => TwoReaders.Agree(File.ReadAllText(file)));

    [Property(MaxTest = 2000)]
    public Property Any_text_reads_the_same() => Seeded(random =>
    {
        var text = new StringBuilder(random.Next(2) == 0 ? "" : "a: ");
        for (var i = random.Next(1, 20); i > 0; i--)
            text.Append(s_pieces[random.Next(s_pieces.Length)]);
        TwoReaders.Agree(text.ToString());
    });

    [Property(MaxTest = 500)]
    public Property A_damaged_tree_reads_the_same() => Seeded(random =>
    {
        var writer = new TreeWriter(random.Next());
        TwoReaders.Agree(Damaged(writer.Yaml(writer.Make(4)), random));
    });

    [Property(MaxTest = 500)]
    public Property A_plain_tree_is_taken() => Seeded(random =>
    {
        var text = new PlainYamlWriter(random.Next()).Document();
        Assert.True(TwoReaders.Agree(text), text);
    });

    [Property(MaxTest = 2000)]
    public Property A_damaged_plain_tree_reads_the_same() =>
        Seeded(random => TwoReaders.Agree(Damaged(new PlainYamlWriter(random.Next()).Document(), random)));

    [Property(MaxTest = 300)]
    public Property A_damaged_example_reads_the_same() => Seeded(random =>
    {
        var examples = s_stretches.Value;
        TwoReaders.Agree(Damaged(examples[random.Next(examples.Count)], random));
    });

    private static readonly Lazy<List<string>> s_stretches = new(() =>
    [
        .. Examples().SelectMany(file => File.ReadAllText(file).Split('\n').Chunk(40)).Select(lines => string.Join('\n', lines)),
    ]);

    private static IEnumerable<string> Examples() =>
        new[] { "examples", "policies" }
            .SelectMany(folder => Directory.EnumerateFiles(RepositoryRoot.PathOf(folder), "*.yaml", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal);

    private static Property Seeded(Action<Random> check) => Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue)), seed => check(new Random(seed)));

    // Characters and whole lines taken out, put in, moved, doubled, indented otherwise.
    private static string Damaged(string text, Random random)
    {
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            if (random.Next(2) == 0)
            {
                var at = random.Next(text.Length + 1);
                var length = random.Next(Math.Min(5, text.Length - at + 1));
                text = text[..at] + (random.Next(3) == 0 ? "" : s_pieces[random.Next(s_pieces.Length)]) + text[(at + length)..];
                continue;
            }

            var lines = text.Split('\n').ToList();
            var line = random.Next(lines.Count);
            switch (random.Next(5))
            {
                case 0:
                    lines.RemoveAt(line);
                    break;
                case 1:
                    lines.Insert(random.Next(lines.Count + 1), lines[line]);
                    break;
                case 2:
                    lines[line] = new string(' ', random.Next(1, 4)) + lines[line];
                    break;
                case 3:
                    lines[line] = lines[line].Length > 2 ? lines[line][random.Next(1, 3)..] : "";
                    break;
                default:
                    lines[line] += s_pieces[random.Next(s_pieces.Length)];
                    break;
            }

            text = string.Join('\n', lines);
        }

        return text;
    }
}
