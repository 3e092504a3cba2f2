using System.Text.RegularExpressions;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Evaluation.Builtins;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Waivers;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Policies;

/// <summary>Reads a policy file of schema <c>wecom-policy/pack/v1</c>; reports every mistake, not the first only.</summary>
public static partial class PackReader
{
    /// <summary>What the key <c>schema</c> of a policy file must say.</summary>
    public const string SchemaName = "wecom-policy/pack/v1";

    // The languages that there are analyzers for.
    private static readonly Dictionary<string, CodeLanguage> s_languages = new(StringComparer.Ordinal) { ["csharp"] = CodeLanguage.CSharp };

    /// <summary>The rules of a document; what cannot be read is reported and left out.</summary>
    public static PackDefinition? Read(LocatedDocument document, ICollection<InputDiagnostic> diagnostics)
    {
        var reader = new MappingReader(document, document.Root, new Bilingual("策略文件", "a policy file"), diagnostics);
        if (!reader.IsMapping)
            return null;
        reader.RequiredSchema(SchemaName, new Bilingual("不认识的策略文件版本。", "Unknown schema of a policy file."));
        var pack = reader.RequiredText("pack");
        var area = reader.RequiredText("area");
        var rulesNode = reader.Required("rules");
        reader.Close();

        var rules = new List<RuleDefinition>();
        if (rulesNode >= 0 && document.Kind(rulesNode) != NodeKind.Sequence)
            reader.Report(rulesNode, "wrong-type", new Bilingual("“rules”应为规则的列表。", "'rules' must be a list of rules."));
        else if (rulesNode >= 0)
        {
            if (document.Children(rulesNode).IsEmpty)
                reader.Report(rulesNode, "no-rules", new Bilingual("策略文件里没有任何规则。", "The policy file holds no rule."));
            foreach (var node in document.Children(rulesNode).ToArray())
            {
                if (ReadRule(document, node, pack ?? "", area ?? "", diagnostics) is { } rule)
                    rules.Add(rule);
            }
        }

        return pack is null || area is null ? null : new PackDefinition(pack, area, document.File, rules);
    }

    private static RuleDefinition? ReadRule(LocatedDocument document, int node, string pack, string area, ICollection<InputDiagnostic> diagnostics)
    {
        var reader = new MappingReader(document, node, new Bilingual("规则", "a rule"), diagnostics);
        if (!reader.IsMapping)
            return null;
        var idNode = reader.Required("id");
        var id = reader.Text(idNode);
        if (id is not null && !RuleId().IsMatch(id))
        {
            reader.Report(
                idNode,
                "bad-rule-id",
                new Bilingual($"规则编号“{id}”不合格式。", $"'{id}' is not a rule id."),
                new Bilingual("编号是两到五个大写字母加四位数字，例如 WCP4001。", "An id is two to five capital letters and four digits, such as WCP4001."));
        }

        var nameNode = reader.Required("name");
        var name = reader.Text(nameNode);
        if (name is not null && !RuleName().IsMatch(name))
        {
            reader.Report(
                nameNode,
                "bad-rule-name",
                new Bilingual($"规则名“{name}”应为小写字母、数字和连字符。", $"The rule name '{name}' must be lower-case words joined by hyphens."));
        }

        var severity = reader.RequiredWord("severity", SeverityWords.Severities);
        var waivable = reader.OptionalFlag("waivable") ?? true;
        var confidence = reader.OptionalWord("confidence", SeverityWords.Confidences) ?? Confidence.High;
        var title = reader.RequiredBilingual("title");
        var rationale = reader.RequiredBilingual("rationale");
        var remediation = reader.RequiredBilingual("remediation");
        var references = ReadReferences(reader);
        var parameters = ParameterReader.Read(reader, child => CheckName(reader, child));
        var notes = ReadParameterNotes(reader, parameters);
        var limits = ParameterLimitReader.Read(reader, parameters);
        var body = ReadBody(reader);
        reader.Close();
        if (body is WaiverBody waivers)
            CheckParameters(reader, waivers, parameters);
        if (title is { } stated && RuleTitle.FindUnknown(stated, [.. parameters.Select(p => p.Name)]) is { } unknown)
        {
            reader.Report(
                reader.Optional("title"),
                "bad-title",
                new Bilingual($"标题里的“{unknown}”不是规则的参数。", $"'{unknown}' in the title is no parameter of the rule."),
                new Bilingual("标题里只能写“{{ params.名字 }}”。", "A title takes '{{ params.name }}' only."));
        }

        if (id is null || name is null || severity is null || title is null || rationale is null || remediation is null || body is null)
            return null;
        return new RuleDefinition
        {
            Descriptor = new RuleDescriptor
            {
                Id = id,
                Name = name,
                Pack = pack,
                Area = area,
                Severity = severity.Value,
                Confidence = confidence,
                IsWaivable = waivable,
                Title = title.Value,
                Rationale = rationale.Value,
                Remediation = remediation.Value,
                References = references,
                Parameters = parameters.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal),
                Definition = document.Range(idNode),
            },
            IdRange = document.Range(idNode),
            Parameters = parameters,
            ParameterNotes = notes,
            ParameterLimits = limits,
            Body = body,
        };
    }

    private static void CheckParameters(MappingReader reader, WaiverBody body, List<RuleParameter> parameters)
    {
        var types = WaiverRule.ParameterTypes(body.Problem);
        if (parameters.Count == types.Count && parameters.All(p => types.TryGetValue(p.Name, out var type) && p.Value.GetType() == type))
            return;
        var wanted = string.Join(", ", types.Select(t => $"{t.Key} ({(t.Value == typeof(long) ? "int" : "list")})"));
        reader.Report(
            reader.Node,
            "bad-parameter",
            new Bilingual($"这条豁免规则的参数应为：{wanted}", $"this rule about waivers takes these parameters: {wanted}"));
    }

    private static RuleBody? ReadBody(MappingReader reader)
    {
        var examples = reader.Optional("examples");
        if (examples >= 0 && reader.Optional("analyzer") < 0 && reader.Optional("waiver") < 0)
        {
            reader.Report(
                examples,
                "examples-not-used",
                new Bilingual("“examples”只用于代码规则和豁免规则。", "'examples' belong to rules about code and about waivers."),
                new Bilingual("租户规则的例子取自它的用例，写在 *.tests.yaml 里。", "The examples of a rule about tenants are its cases, in *.tests.yaml."));
        }

        if (reader.Optional("builtin") is >= 0 and var node)
        {
            if (reader.Text(node) is not { } builtin)
                return null;
            if (Builtin.All.ContainsKey(builtin))
                return new BuiltinBody(builtin, reader.Document.Range(node));
            var near = Suggestion.Nearest(builtin, Builtin.All.Keys);
            reader.Report(
                node,
                "unknown-builtin",
                new Bilingual($"扫描器没有内置规则“{builtin}”。", $"The scanner has no builtin rule '{builtin}'."),
                near is null ? null : new Bilingual($"是否想写“{near}”？", $"Did you mean '{near}'?"));
            return null;
        }

        if (reader.Optional("analyzer") >= 0)
            return reader.OptionalWord("analyzer", s_languages) is { } language ? new AnalyzerBody(language, ReadExamples(reader, examples)) : null;

        if (reader.Optional("waiver") >= 0)
            return reader.OptionalWord("waiver", WaiverRule.Words) is { } problem ? new WaiverBody(problem, ReadExamples(reader, examples)) : null;

        var variables = ReadNamed(reader, "variables");
        var each = ReadNamed(reader, "each");
        var when = ReadExpression(reader, reader.Optional("when"));
        var require = ReadExpression(reader, reader.Required("require"));
        var at = ReadExpression(reader, reader.Optional("at"));
        var message = ReadMessage(reader);
        return require is null || message is null
            ? null
            : new ExpressionBody { Each = each, Variables = variables, When = when, Require = require, At = at, Message = message.Value };
    }

    private static FileExamples? ReadExamples(MappingReader rule, int node)
    {
        if (node < 0)
            return null;
        var reader = new MappingReader(rule.Document, node, new Bilingual("“examples”", "'examples'"), rule.Diagnostics);
        var file = reader.OptionalText("file") ?? "Example.cs";
        var bad = reader.RequiredText("bad");
        var good = reader.RequiredText("good");
        reader.Close();
        return bad is null || good is null ? null : new FileExamples(file, bad, good);
    }

    private static List<string> ReadReferences(MappingReader reader)
    {
        var references = new List<string>();
        foreach (var (text, node) in reader.OptionalTexts("references"))
        {
            Reference.Parse(text, out var mistake);
            if (mistake is { } wrong)
                reader.Report(node, "bad-reference", wrong.Message, wrong.Help);
            references.Add(text);
        }

        return references;
    }

    private static Dictionary<string, Bilingual> ReadParameterNotes(MappingReader rule, List<RuleParameter> parameters)
    {
        var notes = new Dictionary<string, Bilingual>(StringComparer.Ordinal);
        var node = rule.Optional("param_notes");
        if (node < 0)
            return notes;
        // A note on a parameter that is not there is a key that nobody asked for.
        var reader = new MappingReader(rule.Document, node, new Bilingual("“param_notes”", "'param_notes'"), rule.Diagnostics);
        foreach (var (name, _, _) in parameters)
        {
            if (reader.Optional(name) >= 0 && reader.RequiredBilingual(name) is { } note)
                notes.Add(name, note);
        }

        reader.Close();
        return notes;
    }

    private static List<NamedExpression> ReadNamed(MappingReader reader, string key)
    {
        var named = new List<NamedExpression>();
        var node = reader.Optional(key);
        if (node < 0)
            return named;
        var document = reader.Document;
        if (document.Kind(node) != NodeKind.Mapping)
        {
            reader.Report(
                node, "wrong-type",
                new Bilingual($"“{key}”应为“名字: 表达式”的映射。", $"'{key}' must be a mapping of names to expressions."),
                new Bilingual($"请给它起个名字，例如“{key}: {{ member: tenant.members }}”。", $"Give it a name, such as '{key}: {{ member: tenant.members }}'."));
            return named;
        }

        foreach (var child in document.Children(node))
        {
            if (CheckName(reader, child) && ReadExpression(reader, child) is { } expression)
                named.Add(new NamedExpression(document.Key(child)!, document.KeyRange(child), expression));
        }

        return named;
    }

    private static bool CheckName(MappingReader reader, int child)
    {
        var name = reader.Document.Key(child)!;
        if (VariableName().IsMatch(name) && name is not ("tenant" or "today" or "params" or "true" or "false" or "null" or "in"))
            return true;
        reader.Report(
            child,
            "bad-name",
            new Bilingual($"“{name}”不能用作名字。", $"'{name}' cannot be used as a name."),
            new Bilingual("名字由小写字母、数字和下划线组成，且不能与 tenant、today、params 重名。", "Names are lower-case letters, digits and underscores, and not tenant, today or params."));
        return false;
    }

    private static ExpressionSource? ReadExpression(MappingReader reader, int node) =>
        node >= 0 && reader.Text(node) is not null ? new ExpressionSource(reader.Document, node) : null;

    private static (ExpressionSource Zh, ExpressionSource En)? ReadMessage(MappingReader reader)
    {
        var node = reader.Required("message");
        if (node < 0 || reader.RequiredBilingual("message") is null)
            return null;
        return (new ExpressionSource(reader.Document, reader.Document.Child(node, "zh")), new ExpressionSource(reader.Document, reader.Document.Child(node, "en")));
    }

    [GeneratedRegex("^[A-Z]{2,5}[0-9]{4}$", RegexOptions.CultureInvariant)]
    private static partial Regex RuleId();

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex RuleName();

    [GeneratedRegex("^[a-z][a-z0-9_]{0,39}$", RegexOptions.CultureInvariant)]
    private static partial Regex VariableName();
}
