using System.Globalization;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.PolicyTests;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Engine.Waivers;
using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Reporting.Markdown;

namespace WeComPolicy.Reporting.Catalogue;

/// <summary>
/// The page about a rule, in Markdown and in both languages, with the same headings for every rule. Same rule, same text; links
/// are relative to <c>policies/docs</c>.
/// </summary>
public sealed class RulePage
{
    /// <summary>The headings, in their order.</summary>
    public static IReadOnlyList<Bilingual> Headings { get; } =
    [
        new("检查什么", "What it checks"),
        new("为什么重要", "Why it matters"),
        new("如何整改", "How to mend it"),
        new("不通过的例子", "An example that fails"),
        new("通过的例子", "An example that passes"),
        new("参数", "Parameters"),
        new("何时无法判定", "What stays undecided"),
        new("如何接受风险", "How to accept the risk"),
        new("依据", "References"),
    ];

    private readonly CatalogueEntry _entry;
    private readonly Guide _guide;
    private readonly TextWriter _writer;
    private int _heading;

    private RulePage(CatalogueEntry entry, Guide guide, TextWriter writer) => (_entry, _guide, _writer) = (entry, guide, writer);

    private RuleDescriptor Rule => _entry.Rule;

    // The scanner's own rules about what it was told to ignore.

    private bool IsCode => _entry.Definition.Body is AnalyzerBody;

    /// <summary>Writes the page; lines end with LF.</summary>
    public static void Write(CatalogueEntry entry, Guide guide, TextWriter writer)
    {
        var page = new RulePage(entry, guide, writer);
        page.Head();
        page.Checks();
        page.Text(entry.Rule.Rationale);
        page.Text(entry.Rule.Remediation);
        page.Example(Verdict.Fail);
        page.Example(Verdict.Pass);
        page.Parameters();
        page.Undecided();
        page.Acceptance();
        page.References();
    }

    private void Head()
    {
        Line($"# {Rule.Id} {MarkdownText.Escape(Rule.Title.Zh)}");
        Line();
        Line($"**{MarkdownText.Escape(Rule.Title.En)}**");
        Line();
        Line("| 规则名 name | 严重级别 severity | 置信度 confidence | 定义 defined in | 用例 cases |");
        Line("|---|---|---|---|---|");
        var file = Rule.Definition is { } definition ? Inside(definition.File.Path) : null;
        var tests = _entry.Cases.Count == 0 ? null : Inside(_entry.Cases[0].Document.File.Path);
        Line($"| `{Rule.Name}` | {Both(Terms.Name(Rule.Severity))} | {Both(Terms.Name(Rule.Confidence))} "
            + $"| {(file is null ? Rule.Definition is null ? "" : $"{Rule.Pack}/{Rule.Area}" : $"[{Rule.Pack}/{Rule.Area}](../{file})")} "
            + $"| {(tests is null ? "" : $"[{Path.GetFileName(tests)}](../{tests})")} |");
    }

    private void Checks()
    {
        Heading();
        switch (_entry.Definition.Body)
        {
            case ExpressionBody body:
                Paragraphs(body.Each.Count == 0
                    ? new("对整个租户判断一次。`require` 为真即通过。", "Judges the tenant as a whole. It passes where `require` is true.")
                    : new("逐个判断 `each` 的元素。`require` 为真即通过。", "Judges each element of `each` by itself. It passes where `require` is true."));
                Line();
                Line("```yaml");
                Expressions("each", body.Each);
                Expressions("variables", body.Variables);
                if (body.When is { } when)
                    Expression("when", when, 0);
                Expression("require", body.Require, 0);
                Line("```");
                break;
            case AnalyzerBody:
                Paragraphs(new(
                    $"由代码分析器判断，在编辑器、`dotnet build` 和 `wecom-policy scan` 里都会报告。有确凿依据的发现为“{Terms.Name(Rule.Severity).Zh}”，推测性的发现只作提示。",
                    $"A code analyzer decides it, in the editor, in `dotnet build` and in `wecom-policy scan`. What is proven is {Terms.Name(Rule.Severity).En}, a guess is info and no more."));
                break;
            case WaiverBody:
                Paragraphs(new("由扫描器自身检查豁免文件和忽略注释，没有表达式。", "The scanner itself looks at waivers and ignore comments; there is no expression."));
                break;
            default:
                Paragraphs(new("由扫描器自身检查输入文件，没有表达式。", "The scanner itself looks at the input; there is no expression."));
                break;
        }
    }

    private void Expressions(string name, IReadOnlyList<NamedExpression> expressions)
    {
        if (expressions.Count == 0)
            return;
        Line($"{name}:");
        foreach (var one in expressions)
            Expression(one.Name, one.Expression, 2);
    }

    private void Expression(string name, ExpressionSource source, int indent)
    {
        var lines = source.Text.ReplaceLineEndings("\n").Trim().Split('\n');
        var margin = new string(' ', indent);
        if (lines.Length == 1 && StandsPlain(lines[0]))
        {
            Line($"{margin}{name}: {lines[0]}");
            return;
        }

        Line($"{margin}{name}: |");
        foreach (var line in lines)
            Line(line.Length == 0 ? "" : $"{margin}  {line.TrimEnd()}");
    }

    // What a page shows is copied into policies: there it must mean the same.
    private static bool StandsPlain(string expression)
    {
        var read = DocumentReader.ReadYaml(new SourceFile("expression.yaml", $"x: {expression}"));
        return read.Success && read.Document is { } document && document.Text(document.Child(document.Root, "x")) == expression;
    }

    private void Text(Bilingual text)
    {
        Heading();
        Paragraphs(new(MarkdownText.Escape(text.Zh.Trim()), MarkdownText.Escape(text.En.Trim())));
    }

    private void Example(Verdict verdict)
    {
        Heading();
        if (_entry.FileExamples is not null || IsCode)
        {
            FileExample(verdict);
            return;
        }

        if (_entry.ExampleOf(verdict) is not { } example || _entry.Compiled is not { } rule)
        {
            Paragraphs(new("还没有这样的用例。", "There is no such case yet."));
            return;
        }

        Line();
        Line($"*{MarkdownText.Escape(example.Name)}* (`--as-of {Day(example)}`)");
        Line();
        Line("```yaml");
        _writer.Write(ExampleYaml.Of(example.Document, example.TenantNode));
        Line("```");
        if (CaseRunner.Judge(example, rule, []) is not { } judgement)
            return;
        foreach (var finding in judgement.Findings.Where(f => f.Outcome == verdict))
        {
            Line();
            Line($"- `{finding.Place}`: {MarkdownText.Escape(finding.Message.Zh)}<br>{MarkdownText.Escape(finding.Message.En)}");
        }
    }

    private void FileExample(Verdict verdict)
    {
        if (_entry.FileExamples is not { } examples)
        {
            Paragraphs(new("还没有例子。", "There is no example yet."));
            return;
        }

        Line();
        Line($"`{examples.File}`");
        Line();
        Line($"```{Fence}");
        foreach (var line in (verdict == Verdict.Fail ? examples.Bad : examples.Good).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
            Line(line);
        Line("```");
    }

    private void Parameters()
    {
        Heading();
        if (_entry.Definition.Parameters.Count == 0)
        {
            Paragraphs(new("没有参数。", "None."));
            return;
        }

        Line();
        Line("| 参数 parameter | 默认值 default | 可取的值 range | 含义与来源 meaning and source |");
        Line("|---|---|---|---|");
        foreach (var (name, value, _) in _entry.Definition.Parameters.OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            var note = _entry.Definition.ParameterNotes.TryGetValue(name, out var said) ? $"{Cell(said.Zh)}<br>{Cell(said.En)}" : "";
            Line($"| `{name}` | `{CatalogueText.Display(value)}` | {(_entry.Definition.ParameterLimits.TryGetValue(name, out var limit) ? Range(limit) : "")} | {note} |");
        }

        if (!IsCode)
            return;
        Paragraphs(new("在 `.editorconfig` 里按代码位置覆盖：", "Overridden for parts of the code in `.editorconfig`:"));
        Line();
        Line("```ini");
        Line("[*.cs]");
        foreach (var (name, value, _) in _entry.Definition.Parameters.OrderBy(p => p.Name, StringComparer.Ordinal))
            Line($"wecom_policy.{Rule.Id}.{name} = {CatalogueText.Display(value)}");
        Line("```");
    }

    private static string Range(ParameterLimit limit)
    {
        var stricter = limit.Stricter switch
        {
            ParameterOrder.Lower => new Bilingual("越小越严", "lower is stricter"),
            ParameterOrder.Higher => new("越大越严", "higher is stricter"),
            ParameterOrder.Fewer => new("名单越短越严，空名单最宽", "a shorter list is stricter, the empty one the loosest"),
            _ => new("任何改动都须写理由", "any change needs a reason"),
        };
        var above = limit.NotAbove is { } other ? new Bilingual($"，不大于 `{other}`", $", not above `{other}`") : new("", "");
        return limit.Range is not { } range ? $"{stricter.Zh}<br>{stricter.En}" : $"{range.Zh}{above.Zh}；{stricter.Zh}<br>{range.En}{above.En}; {stricter.En}";
    }

    private void Undecided()
    {
        Heading();
        if (IsCode)
        {
            Paragraphs(new(
                "代码规则只有“报告”与“不报告”。不能确定的写法作提示或不报告；读不了的文件会在扫描结果中列出。",
                "A rule about code reports or does not. What is not certain is a suggestion or left out; files that cannot be read are named by the scan."));
            return;
        }

        var facts = _entry.Compiled is ExpressionRule rule ? ReadFact.Of(rule, TenantSchema.V1) : [];
        if (facts.Count > 0)
        {
            Paragraphs(new("结论取决于下列内容。输入里没有的事实一律“不知道”：", "The verdict depends on these. A fact that is not in the input is not known:"));
            Line();
            Line("| 字段 field | 含义 meaning | 没有写明时 where it is absent |");
            Line("|---|---|---|");
            foreach (var (path, field) in facts)
                Line($"| `{path}` | {Cell(field.Description.Zh)}<br>{Cell(field.Description.En)} | {WhenAbsent(path, field)} |");
        }

        if (UndecidedExample() is var (example, missing))
        {
            var paths = missing.Select(path => $"`{path}`").ToList();
            Paragraphs(new(
                $"例如，下面的租户没有 {string.Join("、", paths)}，因此无法判定：",
                $"For example, this tenant lacks {string.Join(", ", paths)} and stays undecided:"));
            Line();
            Line("```yaml");
            _writer.Write(ExampleYaml.Of(example.Document, example.TenantNode));
            Line("```");
        }
        else if (facts.Count == 0)
        {
            Paragraphs(new("只要输入能读，就能判定。", "It is decided whenever the input can be read."));
        }
    }

    // The first case that is undecided for want of something, not because what is there cannot be a fact.
    private (PolicyCase Example, IReadOnlyList<string> Missing)? UndecidedExample()
    {
        foreach (var example in _entry.Cases.Where(c => c.Expected == Verdict.Unknown && c.Parameters.Count == 0))
        {
            var missing = _entry.Compiled is { } rule && CaseRunner.Judge(example, rule, []) is { } judgement
                ? judgement.Findings.SelectMany(f => f.Missing).ToList()
                : [];
            if (missing.Count > 0 && missing.All(m => m.Insert.Length > 0))
                return (example, [.. missing.Select(m => m.Path).Distinct(StringComparer.Ordinal)]);
        }

        return null;
    }

    private static string WhenAbsent(string path, SchemaField field)
    {
        if (field.Absence == Absence.None)
            return $"视为没有：{Cell(field.Why!.Value.Zh)}<br>none: {Cell(field.Why!.Value.En)}";
        if (!field.IsPartial)
            return "无法判定<br>undecided";
        var section = path[..(path.AsSpan().IndexOfAny('.', '[') is >= 0 and var end ? end : path.Length)];
        return $"没有 `provenance.{section}.complete: true` 时，“全部”与“没有”无法判定<br>without `provenance.{section}.complete: true`, \"all\" and \"none\" are undecided";
    }

    private void Acceptance()
    {
        Heading();
        if (!Rule.IsWaivable)
        {
            Paragraphs(new(
                "这条规则不接受豁免，任何文件都不能停用它或降低其级别：请整改。",
                "This rule takes no waivers, and no file can switch it off or lower its severity: mend what it finds."));
            if (_entry.Definition.Parameters.Count == 0)
                return;
            Paragraphs(new(
                "参数可在项目文件 `wecom-policy.yaml` 里、在上述范围内调整；放宽须写理由。",
                "Its parameters are changed in the project file `wecom-policy.yaml`, within the ranges above; a looser one needs a reason."));
            Changed(null);
            return;
        }

        if (!IsCode)
        {
            Waiver();
            Override();
            return;
        }

        Paragraphs(new(
            "在发现所在行的行尾或上一行写忽略注释。理由和期限必填，期限不得超过 [WCP0017](WCP0017.md) 的上限；到期后发现重新计入结果。",
            "Write an ignore comment behind the line or on the one above it. A reason and an end are compulsory, the end within the limits of [WCP0017](WCP0017.md); after that day the finding counts again."));
        Line();
        Line($"```{Fence}");
        Line($"// wecom-policy: ignore {Rule.Id} reason=已评估，迁移中{Approver} until=2026-11-30");
        Line("```");
        if (Fence != "csharp")
            return;
        Paragraphs(new("或在 `.editorconfig` 里调整整个目录的级别：", "Or set its severity for a folder in `.editorconfig`:"));
        Line();
        Line("```ini");
        Line("[*.cs]");
        Line($"dotnet_diagnostic.{Rule.Id}.severity = suggestion");
        Line("```");
    }

    private void Waiver()
    {
        Paragraphs(new(
            "写一条豁免：由谁负责、谁批准、到哪天为止；只对所接受的值有效。",
            "Write a waiver: who answers for it, who has approved it, until when. It holds for the accepted value only."));
        Line();
        Line("```sh");
        Line($"wecom-policy waive {Rule.Id} --reason \"已评估，整改中\" --owner li.na --approver wang.fang --expires 2027-01-31");
        Line("```");
        Paragraphs(new("或在租户文件里，写在该值的行尾或上一行：", "Or in the tenant file, behind the value or on the line above it:"));
        Line();
        Line("```text");
        Line($"# wecom-policy: ignore {Rule.Id} reason=已评估，整改中{Approver} until=2027-01-31");
        Line("```");
    }

    private void Override()
    {
        Paragraphs(new(
            "在项目文件 `wecom-policy.yaml` 里改参数或严重级别，或停用规则。放宽参数、降级与停用必须写理由，每份报告都会列出。",
            "Change parameters or severity in the project file `wecom-policy.yaml`, or switch the rule off. A looser parameter, a lower severity and a rule switched off need a reason, and every report lists them."));
        Changed(Rule.Severity == Severity.Info ? "    enabled: false" : "    severity: info");
    }

    // Severe risks are accepted by somebody who is named.
    private string Approver => Rule.Severity >= WaiverTerms.NamedApprover ? " approver=wang.fang" : "";

    private void Changed(string? other)
    {
        Line();
        Line("```yaml");
        Line("schema: wecom-policy/config/v1");
        Line("rules:");
        Line($"  {Rule.Id}:");
        if (_entry.Definition.Parameters.Count > 0)
            Line($"    params: {{ {string.Join(", ", _entry.Definition.Parameters.Select(p => $"{p.Name}: {CatalogueText.Display(p.Value)}"))} }}");
        if (other is not null)
            Line(other);
        Line("    reason: { zh: 已评估并书面接受，至 2027-03-31, en: assessed and accepted in writing until 2027-03-31 }");
        Line("```");
    }

    // What Markdown calls the language of the examples.
    private string Fence => Path.GetExtension(_entry.FileExamples?.File ?? ".cs").TrimStart('.').ToLowerInvariant() switch
    {
        "cs" => "csharp",
        "json" => "jsonc",
        var extension => extension,
    };

    private void References()
    {
        Heading();
        Line();
        foreach (var text in Rule.References)
        {
            switch (Reference.Parse(text, out _))
            {
                case GuideReference guide:
                    var statement = _guide.Statements[guide.Statement - 1].Text;
                    Line($"- `{text}` {MarkdownText.Escape(statement.Zh)} · {MarkdownText.Escape(statement.En)}");
                    break;
                case WeaknessReference weakness:
                    Line($"- [{text}](https://cwe.mitre.org/data/definitions/{weakness.Number}.html)");
                    break;
                default:
                    Line($"- {MarkdownText.Reference(text)}");
                    break;
            }
        }

        if (Rule.References.Count == 0)
            Line("- 无 · none");
        Line();
        Line("[规则目录](../README.zh-CN.md) · [All rules](../README.md)");
    }

    private void Heading()
    {
        Line();
        Line($"## {Both(Headings[_heading++], " · ")}");
    }

    private void Paragraphs(Bilingual text)
    {
        Line();
        Line(text.Zh.ReplaceLineEndings("<br>"));
        Line();
        Line(text.En.ReplaceLineEndings("<br>"));
    }

    private static string Both(Bilingual text, string between = " ") => $"{text.Zh}{between}{text.En}";

    private static string Cell(string text) => MarkdownText.Escape(text).ReplaceLineEndings(" ");

    private static string Day(PolicyCase example) => example.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // Of policies/baseline/members.yaml what is below policies; of other files nothing that a page could link to.
    private static string? Inside(string path) => path.StartsWith("policies/", StringComparison.Ordinal) ? path["policies/".Length..] : null;

    private void Line(string text = "")
    {
        _writer.Write(text);
        _writer.Write('\n');
    }
}
