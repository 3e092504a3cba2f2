using System.Globalization;
using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Engine.Schema;

/// <summary>Writes a tenant schema as a reference for people, in Markdown: a heading for each section and record, a row for each field.</summary>
public static class TenantFieldReference
{
    /// <summary>Writes the reference in one language. Same schema, same text; lines end with LF.</summary>
    public static void Write(TextWriter writer, TenantSchema schema, Language language)
    {
        Line(writer, $"# {Say(language, "租户文件字段参考", "Tenant file reference")}");
        Line(writer);
        Line(writer, Say(language,
            $"文件可在顶层写 `{TenantSchema.HeaderKey}: {schema.TenantFormat}`。以 `x-` 开头的键可自由使用，其余未列出的键都是错误。",
            $"A file may begin with `{TenantSchema.HeaderKey}: {schema.TenantFormat}`. Keys that begin with `x-` are free; every other key that is not listed is a mistake."));
        Line(writer, Say(language,
            "“缺失”一栏：“不知道”的字段是事实，缺失时需要它的规则无法判定；“没有”的字段本来就可能没有。",
            "Column \"absent\": \"not known\" marks a fact, without which the rules that need it cannot decide; \"none\" marks what need not exist."));
        Table(writer, Say(language, "顶层", "Top level"), null, schema.Root, language);
        foreach (var type in schema.Types)
            Table(writer, $"{type.Name}: {type.Label.In(language)}", type.Key, type, language);
        foreach (var words in schema.Enums)
        {
            Line(writer);
            Line(writer, $"## {words.Name}");
            Line(writer);
            foreach (var value in words.Values)
                Line(writer, $"- `{value.Name}` {value.Label.In(language)}");
        }
    }

    private static void Table(TextWriter writer, string title, SchemaField? key, SchemaType type, Language language)
    {
        Line(writer);
        Line(writer, $"## {title}");
        Line(writer);
        if (key is not null)
        {
            Line(writer, Say(language, $"列表元素以 `{key.Name}` 识别。", $"Elements of a list are identified by `{key.Name}`."));
            Line(writer);
        }

        Line(writer, Say(language, "| 字段 | 类型 | 含义 | 缺失 | 管理后台 | API | 示例 |", "| field | type | meaning | absent | admin console | API | example |"));
        Line(writer, "|---|---|---|---|---|---|---|");
        foreach (var field in type.Fields)
        {
            var absent = field.Absence == Absence.None
                ? Say(language, "没有：", "none: ") + field.Why!.Value.In(language)
                : Say(language, "不知道", "not known");
            Line(writer, $"| `{field.Name}` | {field.Type}{Range(field)} | {Cell(field.FullDescription.In(language))} | {Cell(absent)} "
                + $"| {Cell(field.Console)} | {Cell(field.Api)} | `{Cell(field.Sample)}` |");
        }
    }

    private static string Range(SchemaField field)
    {
        if (field.Min is null && field.Max is null)
            return "";
        return $" {field.Min?.ToString(CultureInfo.InvariantCulture)}…{field.Max?.ToString(CultureInfo.InvariantCulture)}";
    }

    private static string Cell(string? text) => (text ?? "").Replace("|", "\\|", StringComparison.Ordinal);

    private static string Say(Language language, string zh, string en) => new Bilingual(zh, en).In(language);

    private static void Line(TextWriter writer, string text = "")
    {
        writer.Write(text);
        writer.Write('\n');
    }
}
