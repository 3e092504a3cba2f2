using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.PolicyTests.Lint;

/// <summary>The texts of a rule: in both languages, each in its own, with a reference of a known kind.</summary>
internal static class TextLint
{
    public static IEnumerable<InputDiagnostic> Of(RuleDefinition rule)
    {
        var descriptor = rule.Descriptor;
        foreach (var (key, text) in new[] { ("title", descriptor.Title), ("rationale", descriptor.Rationale), ("remediation", descriptor.Remediation) })
        {
            foreach (var problem in Translation(rule.IdRange, $"{descriptor.Id} {key}", text))
                yield return problem;
        }

        if (rule.Body is ExpressionBody { Message: var message })
        {
            foreach (var problem in Translation(rule.IdRange, $"{descriptor.Id} message", new Bilingual(Literals(message.Zh.Text), Literals(message.En.Text))))
                yield return problem;
        }

        foreach (var (name, _, range) in rule.Parameters)
        {
            if (rule.ParameterNotes.TryGetValue(name, out var note))
            {
                foreach (var problem in Translation(range, $"{descriptor.Id} param_notes.{name}", note))
                    yield return problem;
            }
            else
            {
                yield return InputDiagnostic.At(
                    range,
                    "parameter-without-note",
                    new Bilingual($"{descriptor.Id} 没有说明参数 {name} 的含义和默认值的来历。", $"{descriptor.Id} does not say what the parameter {name} means and where its default comes from."),
                    new Bilingual("请在 param_notes 中用 zh 与 en 说明。", "Say so under 'param_notes', in zh and en.")) with { IsWarning = true };
            }
        }

        // What the scanner says of its own inputs (WCP0xxx, WCA0xxx) rests on nothing outside.
        if (descriptor.References.Count == 0 && descriptor.Id[^4] != '0')
        {
            yield return InputDiagnostic.At(
                rule.IdRange,
                "no-reference",
                new Bilingual($"规则 {descriptor.Id} 没有写明依据。", $"Rule {descriptor.Id} names no reference."),
                new Bilingual("请在 references 中写明法律、标准、文档或本单位的制度。", "Name the law, standard, document or own policy under 'references'.")) with { IsWarning = true };
        }

        foreach (var text in descriptor.References)
        {
            if (Reference.Parse(text, out _) is OtherReference)
            {
                yield return InputDiagnostic.At(
                    rule.IdRange,
                    "unknown-reference",
                    new Bilingual($"规则 {descriptor.Id} 的依据“{text}”不是已知的形式。", $"The reference '{text}' of rule {descriptor.Id} is of no known form."),
                    new Bilingual(
                        "可用：guide#28、GB/T 22239-2019 8.1.4.2 d、《名称》(年份) 第N条 / English name art. N、CWE-798、https://…。",
                        "Known: guide#28, GB/T 22239-2019 8.1.4.2 d, 《名称》(年份) 第N条 / English name art. N, CWE-798, https://….")) with { IsWarning = true };
            }
        }
    }

    private static IEnumerable<InputDiagnostic> Translation(SourceRange range, string what, Bilingual text)
    {
        // English names the console's labels in Chinese, and Chinese has English names; but neither consists of the other.
        if (!text.Zh.Any(IsHan))
            yield return Missing(new Bilingual($"{what} 没有中文文本。", $"{what} has no Chinese text."));
        if (!text.En.Any(char.IsAsciiLetter))
            yield return Missing(new Bilingual($"{what} 没有英文文本。", $"{what} has no English text."));

        InputDiagnostic Missing(Bilingual message) => InputDiagnostic.At(
            range,
            "missing-translation",
            message,
            new Bilingual("每段文字都要有 zh 与 en 两种语言。", "Every text is there in both languages, zh and en."));
    }

    private static string Literals(string message) =>
        MessageTemplate.Split(message) is { } pieces ? string.Concat(pieces.Select(p => p.Literal)) : message;

    private static bool IsHan(char c) => c is >= '\u3400' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF';
}
