using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using System.Xml.Schema;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace WeComPolicy.Reporting.Tests;

/// <summary>
/// Reads each format as strictly as its consumers do, and holds it to what they demand; a format without a reader here fails.
/// </summary>
internal static partial class WellFormed
{
    private static readonly Dictionary<string, Action<byte[]>> s_readers = new()
    {
        ["text"] = bytes => Log(Encoding.UTF8.GetString(bytes)),
        ["json"] = bytes => JsonDocument.Parse(bytes).Dispose(),
        ["sarif"] = bytes => JsonDocument.Parse(bytes).Dispose(),
        ["html"] = bytes => Html(bytes).Dispose(),
        ["junit"] = bytes => Junit(bytes),
        ["markdown"] = bytes => Markdown(bytes),
        ["markdown-comment"] = bytes => Markdown(bytes),
        ["github"] = bytes => GitHub(bytes),
        ["gitlab"] = CodeQuality,
        ["gitlab-sast"] = Sast,
        ["csv"] = bytes => Csv(bytes),
    };

    private static readonly XmlSchemaSet s_junitSchema = JunitSchema();

    private static readonly JsonElement s_sastSchema = Schema("gitlab-sast.schema.json");

    private static readonly JsonElement s_codeQualitySchema = Schema("gitlab-code-quality.schema.json");

    public static void Check(ReportFormat format, byte[] bytes) => s_readers[format.Id](bytes);

    /// <summary>The page as a browser reads it; whatever the standard calls a parse error throws.</summary>
    public static IHtmlDocument Html(byte[] bytes) =>
        new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(Encoding.UTF8.GetString(bytes));

    /// <summary>The rows of a table, the names of the columns first.</summary>
    public static List<string[]> Csv(byte[] bytes)
    {
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var rows = CsvTable.Read(Encoding.UTF8.GetString(bytes.AsSpan(3)));
        Assert.All(rows, row => Assert.Equal(rows[0].Length, row.Length));
        Assert.All(rows.SelectMany(r => r), cell => Assert.DoesNotMatch("^[\\s\u3000]*[=+@|\uFF1D\uFF0B\uFF0D\uFF20-]", cell));
        return rows;
    }

    /// <summary>The report as XML that holds to the schema, with counts that agree and names that tell the cases apart.</summary>
    public static XElement Junit(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        var document = XDocument.Load(stream, LoadOptions.PreserveWhitespace);
        document.Validate(s_junitSchema, (_, problem) => Assert.Fail(problem.Message));
        foreach (var counted in document.Descendants().Where(e => e.Name.LocalName is "testsuites" or "testsuite"))
        {
            var cases = counted.Descendants("testcase").ToList();
            Assert.Equal(cases.Count, (int)counted.Attribute("tests")!);
            foreach (var (attribute, element) in (ReadOnlySpan<(string, string)>)[("failures", "failure"), ("errors", "error"), ("skipped", "skipped")])
                Assert.Equal(cases.Count(c => c.Element(element) is not null), (int)counted.Attribute(attribute)!);
        }

        var names = document.Descendants("testcase").Select(c => ((string)c.Attribute("classname")!, (string)c.Attribute("name")!)).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
        return document.Root!;
    }

    /// <summary>The commands, as the runner takes them apart.</summary>
    public static List<WorkflowCommandRead> GitHub(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var commands = new List<WorkflowCommandRead>();
        Assert.EndsWith("\n", text);
        foreach (var line in text[..^1].Split('\n'))
        {
            if (line.StartsWith("- ", StringComparison.Ordinal))
            {
                Log(line);
                continue;
            }

            var match = Command().Match(line);
            Assert.True(match.Success, line);
            commands.Add(new WorkflowCommandRead(
                match.Groups["name"].Value,
                match.Groups["properties"].Value.Split(',').Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => Unescape(p[1])),
                Unescape(match.Groups["text"].Value)));
        }

        Assert.All(commands.SelectMany(c => c.Properties.Keys), key => Assert.Contains(key, (string[])["file", "line", "endLine", "col", "endColumn", "title"]));
        Assert.All(commands.Where(c => c.Name != "notice").GroupBy(c => c.Name), kind => Assert.InRange(kind.Count(), 0, 10));
        Assert.InRange(commands.Count(c => c.Name == "notice"), 1, 10);
        return commands;
    }

    /// <summary>The page, with no markup but the report's own.</summary>
    public static MarkdownDocument Markdown(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var page = Markdig.Markdown.Parse(text, new MarkdownPipelineBuilder().UsePipeTables().UseAutoLinks().UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough).UseTaskLists().UseMathematics().UseFootnotes().Build());
        foreach (var part in page.Descendants())
        {
            switch (part)
            {
                case HtmlInline tag:
                    Assert.Contains(tag.Tag, (string[])["<code>", "</code>", "<br>", "<!-- -->"]);
                    break;
                case HtmlBlock block:
                    Assert.Matches("^(<details><summary>[^<>]*</summary>|</details>)\\s*$", block.Lines.ToString());
                    break;
                case AutolinkInline link:
                    Assert.StartsWith("https://", link.Url);
                    break;
                case LinkInline link:
                    Assert.StartsWith("https://github.com/wecom-policy/wecom-policy/blob/main/policies/docs/WC", link.Url);
                    Assert.False(link.IsImage);
                    break;
                case EmphasisInline emphasis:
                    Assert.Equal(2, emphasis.DelimiterCount);
                    break;
                case LiteralInline literal:
                    Assert.DoesNotMatch("(?i)@[a-z0-9]|#[0-9]|[a-z]://|www\\.", literal.Content.ToString());
                    break;
                default:
                    Assert.False(part is CodeInline or CodeBlock or Markdig.Extensions.TaskLists.TaskList or Markdig.Extensions.Mathematics.MathInline, part.GetType().Name);
                    break;
            }
        }

        Assert.Equal(Regex.Count(text, "^<details>", RegexOptions.Multiline), Regex.Count(text, "^</details>$", RegexOptions.Multiline));
        return page;
    }

    /// <summary>Lines of a log in which CI servers find no command.</summary>
    public static void Log(string text)
    {
        Assert.DoesNotContain("##[", text);
        Assert.DoesNotContain("##vso[", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch("(?m)^\\s*::[A-Za-z]", text);
    }

    private static void CodeQuality(byte[] bytes)
    {
        using var report = JsonDocument.Parse(bytes);
        Assert.Empty(new SchemaValidator(s_codeQualitySchema).Validate(report.RootElement));
        var fingerprints = report.RootElement.EnumerateArray().Select(i => i.GetProperty("fingerprint").GetString()).ToList();
        Assert.Equal(fingerprints.Count, fingerprints.Distinct().Count());
    }

    private static void Sast(byte[] bytes)
    {
        using var report = JsonDocument.Parse(bytes);
        Assert.Empty(new SchemaValidator(s_sastSchema).Validate(report.RootElement));
        var ids = report.RootElement.GetProperty("vulnerabilities").EnumerateArray().Select(v => v.GetProperty("id").GetString()).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    private static JsonElement Schema(string name) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Snapshot.ProjectDirectory, "Schemas", name))).RootElement;

    private static XmlSchemaSet JunitSchema()
    {
        var schemas = new XmlSchemaSet();
        schemas.Add("", Path.Combine(Snapshot.ProjectDirectory, "Schemas", "junit.xsd"));
        schemas.Compile();
        return schemas;
    }

    private static string Unescape(string text) =>
        text.Replace("%0A", "\n").Replace("%0D", "\r").Replace("%3A", ":").Replace("%2C", ",").Replace("%25", "%");

    [GeneratedRegex("^::(?<name>error|warning|notice) (?<properties>[a-zA-Z]+=[^:,]*(,[a-zA-Z]+=[^:,]*)*)::(?<text>.*)$")]
    private static partial Regex Command();
}

/// <summary>A workflow command that was read back.</summary>
internal sealed record WorkflowCommandRead(string Name, Dictionary<string, string> Properties, string Text);
