using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Text;
using WeComPolicy.Testing;

namespace WeComPolicy.Reporting.Tests;

public class ReportPropertyTests
{
    private static readonly string[] Pieces =
    [
        "a", "key: ", "  ", "\t", "\n", "\r\n", "\r", "企业", "，", "😀", "e\u0301", "\u001B[2J", "\u202E", "\u200B", "\u0000", "\u0085", "\u2028",
        "<script>", "](x)", "\"", "\\", "{", "[", "]", "'", "#", "\uD83D", "\uDE00", "\uFEFF", new string('x', 150), new string('宽', 90), "𠮷", "'ｱ",
        "=cmd()", "::error::x", " ::warning file=a::", "##vso[task.setvariable variable=a]b", "##[error]", "%0A", "%", "@org/team", "#12", "https://evil.example", "www.evil.example", "$x$",
        "</details>", "|", "`", "&#64;", "]]>", "\uFFFF", "\uFDD0", "- [ ] ", "**", "1. ",
    ];

    [Property(MaxTest = 60, Arbitrary = [typeof(Arbitraries)])]
    public void No_text_and_no_span_breaks_a_writer(Scene scene)
    {
        foreach (var format in ReportFormats.All)
        {
            foreach (var verbosity in Enum.GetValues<Verbosity>())
            {
                var options = new ReportOptions
                {
                    Verbosity = verbosity,
                    Width = scene.Width,
                    Language = (Language)(scene.Width % 2),
                    MaxPerRule = null,
                    MaxRelated = null,
                };
                var bytes = Samples.Write(scene.Result, format, options);

                // The same bytes once more, and through a text writer whose line end is another.
                Assert.Equal(bytes, Samples.Write(scene.Result, format, options));
                var writer = new StringWriter { NewLine = "\r\n" };
                format.Write(scene.Result, options, writer);
                Assert.Equal(Encoding.UTF8.GetString(bytes), writer.ToString());

                // Of all formats only a table for spreadsheets begins with a mark and ends its lines with CR LF.
                AssertHarmless(format.Id == "csv" ? writer.ToString().TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal) : writer.ToString());
                WellFormed.Check(format, bytes);
            }
        }
    }

    /// <summary>What a consumer reads is what was said, with hidden characters made visible: nothing is lost, cut short or split in two.</summary>
    [Property(MaxTest = 100, Arbitrary = [typeof(Arbitraries)])]
    public void What_is_read_back_is_what_was_said(Scene scene)
    {
        var finding = scene.Result.Findings[0];
        var result = scene.Result with { Findings = [finding], Diagnostics = [] };
        var lines = string.Join('\n', finding.Message.En.Trim().ReplaceLineEndings("\n").Split('\n').Select(VisibleText.Line));
        var line = VisibleText.Line(finding.Message.En.Trim());

        var rows = WellFormed.Csv(Samples.Write(result, "csv"));
        var cell = Assert.Single(rows, r => r[0] == "finding")[Array.IndexOf(rows[0], "message")];
        Assert.Equal(lines, cell.StartsWith('\'') && cell != lines ? cell[1..] : cell);

        var command = Assert.Single(WellFormed.GitHub(Samples.Write(result, "github")), c => c.Properties["title"].StartsWith(finding.Rule.Id, StringComparison.Ordinal));
        Assert.StartsWith(lines, command.Text);
        if (finding.Location is { } location)
            Assert.Equal(VisibleText.Line(location.File.Path), command.Properties["file"]);

        var skipped = Assert.Single(WellFormed.Junit(Samples.Write(result, "junit")).Descendants("testcase"), c => c.Attribute("file") is not null);
        Assert.EndsWith(VisibleText.Line("x" + finding.Message.En.Trim())[1..], (string)skipped.Element("skipped")!.Attribute("message")!);

        using var issues = JsonDocument.Parse(Samples.Write(result, "gitlab"));
        Assert.Equal(line.Length > 0 ? line : finding.Rule.Id, issues.RootElement[0].GetProperty("description").GetString());
    }

    [Property(MaxTest = 300, Arbitrary = [typeof(Arbitraries)])]
    public void The_first_caret_stands_under_the_first_character_of_the_span(Scene scene)
    {
        var file = scene.File;
        var span = TextSpan.Between(Math.Clamp(scene.Start, 0, file.Text.Length), Math.Clamp(scene.Start, 0, file.Text.Length));
        var place = file.PositionAt(span.Start);
        var line = file.LineText(place.Line).ToString();
        if (place.Column > line.Length || char.IsLowSurrogate(line[place.Column - 1]))
            return;
        var text = Samples.Text(Samples.One(file, span with { Length = 1 }, "m"), new ReportOptions { Width = scene.Width, Language = Language.En });
        // A line that may hold a secret is not quoted as it is; masks have tests of their own.
        if (text.Contains("********", StringComparison.Ordinal))
            return;
        var lines = text.Split('\n');
        var caret = Array.FindIndex(lines, l => l.AsSpan().TrimStart(" |").StartsWith("^"));
        var quoted = lines[caret - 1];
        var column = lines[caret].IndexOf('^');
        var cell = 0;
        var index = 0;
        while (cell < column)
        {
            _ = Rune.DecodeFromUtf16(quoted.AsSpan(index), out var rune, out var taken);
            cell += TerminalCells.Of(rune);
            index += taken;
        }

        // Combining marks of the character before stand at the same cell.
        Assert.Equal(column, cell);
        var first = new StringBuilder();
        _ = VisibleText.Append(first, line.AsSpan(place.Column - 1), out _);
        var expected = line[place.Column - 1] == '\t' ? " " : first.ToString();
        Assert.Contains(expected, quoted[Math.Max(0, index - 1)..]);
        var at = quoted.AsSpan(index);
        while (at.Length > 0 && !at.StartsWith(expected, StringComparison.Ordinal) && TerminalCells.Of(at[..1]) == 0)
            at = at[1..];
        Assert.StartsWith(expected, at.ToString());
    }

    private static void AssertHarmless(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            Assert.False(
                rune.Value != '\n' && category is System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format,
                $"U+{rune.Value:X4} came through");
        }
    }

    public sealed record Scene(SourceFile File, int Start, int Width, ScanResult Result)
    {
        public override string ToString() => $"{JsonSerializer.Serialize(File.Text)} at {Start}, width {Width}";
    }

    public static class Arbitraries
    {
        public static Arbitrary<Scene> Scenes()
        {
            var text = Gen.Choose(0, 14).SelectMany(n => Gen.Elements(Pieces).ArrayOf(n)).Select(string.Concat);
            var offset = Gen.Frequency((8, Gen.Choose(-3, 60)), (2, Gen.Choose(-5, 800)), (1, Gen.Constant(int.MaxValue)));
            var span = from start in offset from length in offset select new TextSpan(start, length);
            var scene =
                from content in text
                from path in text
                from message in text
                from note in text
                from spans in span.ArrayOf(5)
                from width in Gen.Choose(0, 150)
                select Build(content, path, message, note, spans, width);
            return scene.ToArbitrary();
        }

        private static Scene Build(string content, string path, string message, string note, TextSpan[] spans, int width)
        {
            var file = new SourceFile(path, content);
            var other = new SourceFile("other.yaml", note);
            var result = Samples.One(
                file,
                spans[0],
                message,
                new RelatedRange(new SourceRange(file, spans[1]), Bilingual.Same(note)),
                new RelatedRange(new SourceRange(file, spans[2]), Bilingual.Same(message)),
                new RelatedRange(new SourceRange(other, spans[3]), Bilingual.Same(path)));
            var first = result.Findings[0] with { Subject = note, Tenant = path };
            result = result with
            {
                Tenants = [new ScannedTenant(path, note, [path])],
                Findings =
                [
                    first,
                    first with { Outcome = Verdict.Unknown, Missing = [new MissingFact(note, new SourceRange(file, spans[4]), message, Bilingual.Same(path))] },
                    first with { Location = null, Outcome = Verdict.Error },
                    first with { Waiver = new AppliedWaiver(message, note, new DateOnly(2026, 1, 1)) },
                ],
                Outcomes = [new RuleOutcome { Rule = Samples.Sharing, Tenant = path, Passed = 1, Reason = Bilingual.Same(message) }],
                Diagnostics =
                [
                    InputDiagnostic.At(new SourceRange(file, spans[4]), note, Bilingual.Same(message), Bilingual.Same(path)),
                    InputDiagnostic.About(path, "code", Bilingual.Same(note)) with { IsWarning = true },
                ],
                Secrets = [new SourceRange(other, spans[1])],
            };
            return new Scene(file, spans[0].Start, width, result);
        }
    }
}
