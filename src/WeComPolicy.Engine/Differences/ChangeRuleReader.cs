using System.Text.RegularExpressions;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Functions;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Checking;
using WeComPolicy.Expressions.Evaluation;
using WeComPolicy.Expressions.Syntax;
using WeComPolicy.Expressions.Types;

namespace WeComPolicy.Engine.Differences;

/// <summary>
/// Reads and checks a file of change rules, schema <c>wecom-policy/changes/v1</c>: their expressions are typed by the tenant schema,
/// as those of policies are. Reports every mistake at its place.
/// </summary>
public static partial class ChangeRuleReader
{
    /// <summary>What the key <c>schema</c> of the file says.</summary>
    public const string SchemaName = "wecom-policy/changes/v1";

    private static readonly Dictionary<string, ChangeKind> s_kinds = new(StringComparer.Ordinal)
    {
        ["added"] = ChangeKind.Added,
        ["removed"] = ChangeKind.Removed,
        ["changed"] = ChangeKind.Changed,
    };

    private static readonly Dictionary<string, ChangeDirection> s_directions = new(StringComparer.Ordinal)
    {
        ["wider"] = ChangeDirection.Wider,
        ["narrower"] = ChangeDirection.Narrower,
        ["review"] = ChangeDirection.Review,
    };

    private static readonly Lazy<IReadOnlyList<ChangeRule>> s_shipped = new(LoadShipped);

    // An enumeration by the list of its words, which types of expressions carry.
    private static readonly Lazy<Dictionary<IReadOnlyList<string>, SchemaEnum>> s_enums =
        new(() => TenantSchema.V1.Enums.ToDictionary(e => e.Names, (IEqualityComparer<IReadOnlyList<string>>)ReferenceEqualityComparer.Instance));

    /// <summary>The shipped rules, in the order of their file.</summary>
    public static IReadOnlyList<ChangeRule> Shipped => s_shipped.Value;

    /// <summary>The word of a kind, as files write it.</summary>
    public static string Word(ChangeKind kind) => s_kinds.First(k => k.Value == kind).Key;

    /// <summary>The word of a direction, as files write it.</summary>
    public static string Word(ChangeDirection direction) => s_directions.First(d => d.Value == direction).Key;

    /// <summary>The rules of a document; what cannot be used is reported and left out.</summary>
    public static IReadOnlyList<ChangeRule> Read(LocatedDocument document, ICollection<InputDiagnostic> diagnostics)
    {
        var reader = new MappingReader(document, document.Root, new Bilingual("变更规则文件", "a file of change rules"), diagnostics);
        if (!reader.IsMapping)
            return [];
        reader.RequiredSchema(SchemaName, new Bilingual("不认识的变更规则文件版本。", "Unknown schema of change rules."));
        var list = reader.Required("changes");
        reader.Close();
        if (list < 0)
            return [];
        if (document.Kind(list) != NodeKind.Sequence)
        {
            reader.Report(list, "wrong-type", new Bilingual("“changes”应为列表。", "'changes' must be a list."));
            return [];
        }

        var rules = new Dictionary<string, ChangeRule>(StringComparer.Ordinal);
        var inOrder = new List<ChangeRule>();
        foreach (var node in document.Children(list).ToArray())
        {
            if (ReadRule(document, node, diagnostics) is not { } rule)
                continue;
            if (rules.TryAdd(rule.Id, rule))
                inOrder.Add(rule);
            else
                diagnostics.Add(InputDiagnostic.At(rule.IdRange, "duplicate-rule", new Bilingual($"“{rule.Id}”出现了两次。", $"'{rule.Id}' stands twice.")));
        }

        return inOrder;
    }

    private static ChangeRule? ReadRule(LocatedDocument document, int node, ICollection<InputDiagnostic> diagnostics)
    {
        var mistakes = new List<InputDiagnostic>();
        var reader = new MappingReader(document, node, new Bilingual("变更规则", "a change rule"), mistakes);
        var idNode = reader.Required("id");
        var id = reader.Text(idNode);
        if (id is not null && !RuleName().IsMatch(id))
            reader.Report(idNode, "bad-rule-name", new Bilingual($"“{id}”应为小写字母、数字和连字符。", $"'{id}' must be lower-case words joined by hyphens."));
        var eachNode = reader.Required("each");
        var type = ReadPlace(reader, eachNode);
        var on = reader.RequiredWord("on", s_kinds);
        var fields = ReadFields(reader, type, on);
        var direction = reader.RequiredWord("direction", s_directions);
        var whenNode = reader.Required("when");
        var say = reader.Required("say");
        var words = say < 0 ? null : new MappingReader(document, say, new Bilingual("“say”", "'say'"), mistakes);
        var zh = words?.Required("zh") ?? -1;
        var en = words?.Required("en") ?? -1;
        words?.Close();
        reader.Close();
        ChangeRule? rule = null;
        if (id is not null && type is not null && on is { } kind && direction is { } way && reader.Text(whenNode) is not null && reader.Text(zh) is not null && reader.Text(en) is not null)
        {
            var environment = EnvironmentOf(type, kind);
            var when = Compile(new ExpressionSource(document, whenNode), CelType.Bool, environment, mistakes);
            var sayZh = CompileText(new ExpressionSource(document, zh), when, environment, mistakes);
            var sayEn = CompileText(new ExpressionSource(document, en), when, environment, mistakes);
            if (when is not null && sayZh is not null && sayEn is not null)
            {
                rule = new ChangeRule
                {
                    Id = id,
                    IdRange = document.Range(idNode),
                    Each = document.Text(eachNode),
                    On = kind,
                    Fields = fields,
                    Mask = fields.Aggregate(0UL, (mask, field) => mask | (1UL << field.Slot)),
                    Direction = way,
                    Environment = environment,
                    When = new RuleExpression(new ExpressionSource(document, whenNode), when),
                    Say = new MessageTemplate(sayZh, sayEn),
                };
            }
        }

        foreach (var mistake in mistakes)
            diagnostics.Add(mistake);
        return mistakes.Count == 0 ? rule : null;
    }

    // The type of the records at a path of the schema.
    private static SchemaType? ReadPlace(MappingReader reader, int node)
    {
        if (reader.Text(node) is not { } path)
            return null;
        var type = TenantSchema.V1.Root;
        foreach (var name in path.Split('.'))
        {
            var field = type.Find(name);
            var inner = field?.Type.Kind == SchemaValueKind.List ? field.Type.Element : field?.Type;
            if (inner?.Record is { } record)
            {
                type = record;
                continue;
            }

            var near = Suggestion.Nearest(name, type.Names);
            reader.Report(
                node,
                "unknown-place",
                new Bilingual($"{type.Label.Zh}没有记录或记录列表“{name}”。", $"{type.Name} has no record and no list of records '{name}'."),
                near is null ? null : new Bilingual($"是否想写“{near}”？", $"Did you mean '{near}'?"));
            return null;
        }

        return type;
    }

    private static List<SchemaField> ReadFields(MappingReader reader, SchemaType? type, ChangeKind? on)
    {
        var stated = reader.Optional("fields");
        var fields = new List<SchemaField>();
        if (on is { } kind && (stated >= 0) != (kind == ChangeKind.Changed))
        {
            reader.Report(
                stated >= 0 ? stated : reader.Node,
                "bad-fields",
                new Bilingual("on 为 changed 的规则要写 fields，其他的不写。", "A rule on 'changed' records names fields; no other does."));
        }

        foreach (var (name, node) in reader.OptionalTexts("fields"))
        {
            if (type is null)
                continue;
            if (type.Find(name) is { } field)
            {
                fields.Add(field);
                continue;
            }

            var near = Suggestion.Nearest(name, type.Names);
            reader.Report(
                node,
                "unknown-field",
                new Bilingual($"{type.Name} 没有字段“{name}”。", $"{type.Name} has no field '{name}'."),
                near is null ? null : new Bilingual($"是否想写“{near}”？", $"Did you mean '{near}'?"));
        }

        return fields;
    }

    private static CelEnvironment EnvironmentOf(SchemaType type, ChangeKind kind)
    {
        var environment = CelEnvironment.Standard
            .WithLibrary(WeComLibrary.Library)
            .WithVariable(ChangeVariables.Base, TenantSchema.V1.RootRecord)
            .WithVariable(ChangeVariables.Head, TenantSchema.V1.RootRecord);
        if (kind != ChangeKind.Added)
            environment = environment.WithVariable(ChangeVariables.Before, type.Cel);
        return kind == ChangeKind.Removed ? environment : environment.WithVariable(ChangeVariables.After, type.Cel);
    }

    private static CelProgram? Compile(ExpressionSource source, CelType? expected, CelEnvironment environment, List<InputDiagnostic> mistakes, CelProgram? assumed = null)
    {
        var result = Checker.Check(Parser.Parse(source.Text), environment, expected, assumed is null ? [] : [assumed.Ast]);
        var problems = result.Ast is { } checkedAst ? ConstantArguments.Check(checkedAst) : result.Diagnostics;
        mistakes.AddRange(source.Located(problems));
        return problems.Count > 0 ? null : CelProgram.Compile(result.Ast!, environment);
    }

    private static IReadOnlyList<MessagePiece>? CompileText(ExpressionSource source, CelProgram? when, CelEnvironment environment, List<InputDiagnostic> mistakes) =>
        MessageTemplate.Compile(
            source,
            part =>
            {
                var program = Compile(part, null, environment, mistakes, when);
                return new MessagePiece("", program) { Words = WordsOf(program?.Ast.Type) };
            },
            (range, code, message, help) => mistakes.Add(InputDiagnostic.At(range, code, message, help)));

    private static SchemaEnum? WordsOf(CelType? type) => type switch
    {
        EnumType words => s_enums.Value.GetValueOrDefault(words.Values),
        { Kind: CelTypeKind.List or CelTypeKind.Optional } list => WordsOf(list.Parameters[0]),
        _ => null,
    };

    private static IReadOnlyList<ChangeRule> LoadShipped()
    {
        var diagnostics = new List<InputDiagnostic>();
        var read = DocumentReader.Read(ShippedFiles.ChangeRules());
        diagnostics.AddRange(read.Diagnostics);
        var rules = read.Document is { } document ? Read(document, diagnostics) : [];
        return diagnostics.Count == 0 ? rules : throw new InvalidOperationException(
            $"The shipped change rules cannot be used: {string.Join("; ", diagnostics.Select(d => $"{d.Range?.Start} {d.Message.En}"))}");
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex RuleName();
}
