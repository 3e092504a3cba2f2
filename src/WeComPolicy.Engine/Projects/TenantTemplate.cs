using System.Text;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Engine.Projects;

/// <summary>
/// A tenant file to start from: every fact that the rules read, commented out, with its meaning and its place in the admin
/// console. Made from the schema and the rules, so that it asks for what is needed and nothing else.
/// </summary>
public sealed class TenantTemplate
{
    private readonly HashSet<RecordField> _fields;
    private readonly Language _language;
    private readonly StringBuilder _text = new();

    private TenantTemplate(IEnumerable<CompiledRule> rules, Language language)
    {
        _fields = new HashSet<RecordField>(rules.OfType<ExpressionRule>().SelectMany(RuleFields.Of), ReferenceEqualityComparer.Instance);
        _language = language;
    }

    /// <summary>The file's text.</summary>
    public static string Write(TenantSchema schema, IEnumerable<CompiledRule> rules, Language language)
    {
        var template = new TenantTemplate(rules, language);
        template.WriteFile(schema);
        return template._text.ToString();
    }

    private void WriteFile(TenantSchema schema)
    {
        Comment(0, new Bilingual(
            "租户文件：写明你确知的事实，去掉行首的“# ”即可。不知道的不要写，也不要猜：扫描会指出还缺什么。",
            "Tenant file: state the facts that you know by removing the '# '. Leave out what you do not know: the scan tells what is missing."));
        Comment(0, new Bilingual(
            "标有“可选”的键：没有就不写，不写即表示没有；其余的键不写表示不知道。",
            "Keys marked 'optional' are left out where there is none: absent means none. Of all other keys absent means not known."));
        Comment(0, new Bilingual(
            "provenance.<部分>.complete: true 表示该部分的清单没有遗漏；否则“没有其他……”一类的规则无法判定。",
            "provenance.<section>.complete: true says that the lists of that section leave nothing out; else rules of the kind 'there is no other …' stay undecided."));
        _text.Append("schema: ").Append(schema.TenantFormat).Append("\n\n");
        foreach (var section in schema.Sections)
        {
            if (section.Name == TenantSchema.ProvenanceSection || !IsWanted(section))
                continue;
            Comment(0, Bilingual.Same(Meaning(section)));
            if (section.Name == "corp")
            {
                _text.Append("corp:\n");
                _text.Append("  full_name: ").Append(new Bilingual("示例公司", "Example Ltd").In(_language)).Append('\n');
                WriteFields(section.Type.Record!, 1, except: "full_name");
            }
            else
                WriteField(section, 0);
            _text.Append('\n');
        }

        WriteProvenance(schema);
    }

    private void WriteProvenance(TenantSchema schema)
    {
        var provenance = schema.Root.Find(TenantSchema.ProvenanceSection)!;
        Comment(0, provenance.Description);
        _text.Append("# provenance:\n");
        foreach (var entry in provenance.Type.Record!.Fields)
        {
            if (schema.Root.Find(entry.Name) is { } section && IsWanted(section))
                _text.Append("#   ").Append(entry.Name).Append(": { source: attested, by: <").Append(new Bilingual("姓名", "name").In(_language)).Append(">, on: <YYYY-MM-DD>, complete: <true|false> }\n");
        }
    }

    private void WriteFields(SchemaType type, int depth, string? except = null)
    {
        foreach (var field in type.Fields)
        {
            if (field.Name != except && (IsWanted(field) || field == type.Key))
                WriteField(field, depth);
        }
    }

    private void WriteField(SchemaField field, int depth)
    {
        var record = field.Type.Record ?? field.Type.Element?.Record;
        if (record is null)
        {
            _text.Append("# ").Append(' ', 2 * depth).Append(FieldSample.Insert(field)).Append("   # ").Append(Meaning(field)).Append('\n');
            return;
        }

        _text.Append("# ").Append(' ', 2 * depth).Append(field.Name).Append(':');
        // The heading of a section has said it.
        if (depth > 0)
            _text.Append("   # ").Append(Meaning(field));
        _text.Append('\n');
        var isList = field.Type.Kind == SchemaValueKind.List;
        var before = _text.Length;
        WriteFields(record, depth + (isList ? 2 : 1));
        if (isList && _text.Length > before)
        {
            // The first key of an element takes the dash.
            var dash = before + 2 + (2 * (depth + 1));
            _text[dash] = '-';
        }
    }

    private void Comment(int depth, Bilingual text) => _text.Append("# ").Append(' ', 2 * depth).Append(text.In(_language)).Append('\n');

    private string Meaning(SchemaField field)
    {
        var optional = field.Absence == Absence.NotKnown ? "" : new Bilingual("可选：", "optional: ").In(_language);
        var place = field.Console is { } console ? new Bilingual($"（{console}）", $" ({console})").In(_language) : "";
        return optional + field.Description.In(_language) + place;
    }

    private bool IsWanted(SchemaField field) => _fields.Contains(field.Cel);
}
