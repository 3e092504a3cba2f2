using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Tests;

public class SnippetTests
{
    private const string EscapeCharacter = "\u001B";

    [Fact]
    public void Carets_stand_under_wide_characters() => AssertSnippet(
        new SourceFile("a.yaml", "name: 张三, role: 管理员\n"),
        "管理员",
        """
          |
        1 | name: 张三, role: 管理员
          |                   ^^^^^^ m
        """);

    [Fact]
    public void Emoji_take_two_cells_and_combining_marks_none() => AssertSnippet(
        new SourceFile("a.yaml", "a: \U0001F600e\u0301 bad"),
        "bad",
        """
          |
        1 | a: 😀é bad
          |        ^^^ m
        """.Replace("é", "e\u0301"));

    [Fact]
    public void Tabs_are_expanded() => AssertSnippet(
        new SourceFile("a.cs", "\tx\t= secret;"),
        "secret",
        """
          |
        1 |     x   = secret;
          |           ^^^^^^ m
        """);

    [Fact]
    public void Control_characters_are_shown_as_escapes() => AssertSnippet(
        new SourceFile("a.yaml", $"k: {EscapeCharacter}[31mred\u202Eevil\u200B bad"),
        "bad",
        """
          |
        1 | k: \u{1B}[31mred\u{202E}evil\u{200B} bad
          |                                      ^^^ m
        """);

    [Fact]
    public void A_long_line_is_cut_around_the_span()
    {
        var text = new string('x', 5_000_000) + "BAD" + new string('y', 5_000_000);
        AssertSnippet(
            new SourceFile("a.json", text),
            "BAD",
            """
              |
            1 | ...xxxxxxxxxxxxxxxxxBADyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy...
              |                     ^^^ m
            """);
    }

    [Fact]
    public void A_span_longer_than_the_line_is_cut_too()
    {
        var text = "[" + new string('界', 500) + "]";
        AssertSnippet(
            new SourceFile("a.json", text),
            text,
            """
              |
            1 | [界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界界...
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              | m
            """);
    }

    [Fact]
    public void A_long_span_of_lines_shows_head_and_tail()
    {
        var file = new SourceFile("a.yaml", "k:\n  - a\n  - b\n  - c\n  - d\n  - e\n  - f\n  - g\nnext: 1\n");
        AssertSnippet(
            file,
            "- a\n  - b\n  - c\n  - d\n  - e\n  - f\n  - g\n",
            """
              |
            2 | /   - a
            3 | |   - b
            ... |
            8 | |   - g
              | |_____^ m
            """);
    }

    [Fact]
    public void A_span_of_lines_can_begin_within_a_line() => AssertSnippet(
        new SourceFile("a.json", "{ \"list\": [\n  1,\n  2\n] }"),
        "[\n  1,\n  2\n]",
        """
          |
        1 |   { "list": [
          |  ___________^
        2 | |   1,
        3 | |   2
        4 | | ] }
          | |_^ m
        """);

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Line_ends_of_other_systems_do_not_show(string lineEnd) => AssertSnippet(
        new SourceFile("a.yaml", $"a: 1{lineEnd}b: bad{lineEnd}"),
        "bad",
        """
          |
        2 | b: bad
          |    ^^^ m
        """);

    [Fact]
    public void An_empty_span_has_one_caret() => AssertSnippet(
        Samples.One(new SourceFile("a.yaml", "a: \n"), new TextSpan(3, 0), "m"),
        "a.yaml:1:4",
        """
          |
        1 | a: 
          |    ^ m
        """);

    [Fact]
    public void An_empty_file_can_be_pointed_into() => AssertSnippet(
        Samples.One(new SourceFile("a.yaml", ""), new TextSpan(0, 0), "m"),
        "a.yaml:1:1",
        """
          |
        1 |
          | ^ m
        """);

    [Fact]
    public void A_span_outside_the_text_is_cut_to_it() => AssertSnippet(
        Samples.One(new SourceFile("a.yaml", "abc"), new TextSpan(1, int.MaxValue), "m"),
        "a.yaml:1:2",
        """
          |
        1 | abc
          |  ^^ m
        """);

    [Fact]
    public void Labels_of_several_spans_in_a_line_hang_below_one_another()
    {
        var file = new SourceFile("a.yaml", "login: { ips: any, devices: all, until: never }");
        AssertSnippet(
            Samples.One(
                file,
                Samples.Range(file, "all").Span,
                "any device may sign in",
                Samples.Related(file, "any", "ips"),
                Samples.Related(file, "never", "until"),
                Samples.Related(file, "all", "again")),
            "a.yaml:1:29",
            """
              |
            1 | login: { ips: any, devices: all, until: never }
              |               ---           ^^^         ----- until
              |               |             |
              |               |             any device may sign in
              |               |             again
              |               ips
            """);
    }

    [Fact]
    public void A_label_too_long_for_its_line_is_wrapped_below() => AssertSnippet(
        Samples.One(
            new SourceFile("a.yaml", "a: bad"), new TextSpan(3, 3), "现有四名超级管理员，多于规定的三名。请在管理后台移除多余的人员，改为按需授权的分级管理员。"),
        "a.yaml:1:4",
        """
          |
        1 | a: bad
          |    ^^^
          |    现有四名超级管理员，多于规定的三名。请在管理后台移除多余的人员，改为按需
          |    授权的分级管理员。
        """);

    [Fact]
    public void Marks_far_apart_in_a_long_line_are_quoted_apart()
    {
        var file = new SourceFile("a.json", "ONE" + new string(' ', 300) + "TWO");
        AssertSnippet(
            Samples.One(file, Samples.Range(file, "TWO").Span, "second", Samples.Related(file, "ONE", "first")),
            "a.json:1:304",
            $"""
              |
            1 | ONE{new string(' ', 70)}...
              | --- first
            1 | ...{new string(' ', 70)}TWO
              |    {new string(' ', 70)}^^^
              | {new string(' ', 70)}second
            """);
    }

    [Fact]
    public void A_secret_is_never_quoted()
    {
        var file = new SourceFile("a.yaml", "corpsecret: hunter2hunter2\nother: 1\n");
        var result = Samples.One(file, Samples.Range(file, "hunter2hunter2").Span, "a secret stands here") with
        {
            Secrets = [Samples.Range(file, "hunter2hunter2")],
        };
        AssertSnippet(
            result,
            "a.yaml:1:13",
            """
              |
            1 | corpsecret: ********
              |             ^^^^^^^^ a secret stands here
            """);
        foreach (var format in ReportFormats.All)
            Assert.DoesNotContain("hunter2", System.Text.Encoding.UTF8.GetString(Samples.Write(result, format)));
    }

    [Fact]
    public void A_secret_of_several_lines_is_masked_on_each()
    {
        var file = new SourceFile("a.yaml", "key: |\n  BEGIN\n  hunter2\n  END\n");
        var span = Samples.Range(file, "BEGIN\n  hunter2\n  END");
        var result = Samples.One(file, span.Span, "m") with { Secrets = [span] };
        AssertSnippet(
            result,
            "a.yaml:2:3",
            """
              |
            2 | /   ********
            3 | | ********
            4 | | ********
              | |________^ m
            """);
    }

    [Fact]
    public void More_values_than_are_shown_are_counted()
    {
        var file = new SourceFile("a.yaml", string.Concat(Enumerable.Range(0, 20).Select(i => $"k{i}: v{i}\n")));
        var related = Enumerable.Range(1, 19).Select(i => Samples.Related(file, $"v{i}\n", $"k{i}")).ToArray();
        var text = Samples.Text(Samples.One(file, Samples.Range(file, "v0").Span, "m", [.. related]));
        Assert.Contains("= and 13 more values read\n", text);
        Assert.Contains("k6", text);
        Assert.DoesNotContain("k7", text);
    }

    private static void AssertSnippet(SourceFile file, string marked, string expected)
    {
        var range = Samples.Range(file, marked);
        AssertSnippet(Samples.One(file, range.Span, "m"), $"{file.Path}:{range.Start.Line}:{range.Start.Column}", expected);
    }

    private static void AssertSnippet(Engine.Findings.ScanResult result, string place, string expected)
    {
        var text = Samples.Text(result);
        var start = text.IndexOf($"\n{place}: ", StringComparison.Ordinal);
        Assert.True(start >= 0, $"no {place} in\n{text}");
        start = text.IndexOf("\n  |\n", start, StringComparison.Ordinal) + 1;
        var end = text.IndexOf("\n  = ", start, StringComparison.Ordinal) + 1;
        Assert.Equal(expected + "\n", text[start..end]);
    }
}
