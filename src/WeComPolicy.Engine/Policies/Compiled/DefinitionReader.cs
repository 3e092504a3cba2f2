using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Waivers;
using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Compiled;

namespace WeComPolicy.Engine.Policies.Compiled;

/// <summary>Reads what <see cref="DefinitionWriter"/> wrote. The policy file itself is read once somebody asks for a place in it.</summary>
internal sealed class DefinitionReader(CompiledReader from, SourceFile file, string pack, string area)
{
    private readonly Lazy<LocatedDocument> _document = new(() => DocumentReader.Read(file).Document
        ?? throw new InvalidOperationException($"The shipped file '{file.Path}' cannot be read."));

    public RuleDefinition Read()
    {
        var id = from.ReadText();
        var descriptor = new RuleDescriptor
        {
            Id = id,
            Name = from.ReadText(),
            Pack = pack,
            Area = area,
            Severity = (Severity)from.ReadByte(),
            Confidence = (Confidence)from.ReadByte(),
            IsWaivable = from.ReadFlag(),
            Title = from.ReadTexts(),
            Rationale = from.ReadTexts(),
            Remediation = from.ReadTexts(),
            References = Texts(),
        };
        var idRange = Range();
        var parameters = new RuleParameter[from.ReadCount()];
        var notes = new Dictionary<string, Bilingual>(StringComparer.Ordinal);
        var limits = new Dictionary<string, ParameterLimit>(StringComparer.Ordinal);
        var values = new Dictionary<string, object>(parameters.Length, StringComparer.Ordinal);
        for (var i = 0; i < parameters.Length; i++)
        {
            var name = from.ReadText();
            parameters[i] = new RuleParameter(name, Value(), Range());
            values.Add(name, parameters[i].Value);
            if (from.ReadFlag())
                notes.Add(name, from.ReadTexts());
            if (from.ReadFlag())
                limits.Add(name, new ParameterLimit(Number(), Number(), from.ReadFlag() ? from.ReadText() : null, (ParameterOrder)from.ReadByte()));
        }

        return new RuleDefinition
        {
            Descriptor = descriptor with { Parameters = values, Definition = idRange },
            IdRange = idRange,
            Parameters = parameters,
            ParameterNotes = notes,
            ParameterLimits = limits,
            Body = Body(),
        };
    }

    private string[] Texts()
    {
        var texts = new string[from.ReadCount()];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = from.ReadText();
        return texts;
    }

    private SourceRange Range() => new(file, from.ReadSpan());

    private double? Number() => from.ReadFlag() ? from.ReadNumber() : null;

    private object Value()
    {
        switch ((ValueTag)from.ReadByte())
        {
            case ValueTag.Bool:
                return from.ReadFlag();
            case ValueTag.Int:
                return from.ReadInteger();
            case ValueTag.Double:
                return from.ReadNumber();
            case ValueTag.Text:
                return from.ReadText();
            default:
                var list = new List<object>();
                for (var left = from.ReadCount(); left > 0; left--)
                    list.Add(Value());
                return list;
        }
    }

    private RuleBody Body() => (BodyTag)from.ReadByte() switch
    {
        BodyTag.Expressions => new ExpressionBody
        {
            Each = Named(),
            Variables = Named(),
            When = Maybe(),
            Require = Source(),
            At = Maybe(),
            Message = (Source(), Source()),
        },
        BodyTag.Builtin => new BuiltinBody(from.ReadText(), Range()),
        BodyTag.Waiver => new WaiverBody((WaiverProblem)from.ReadByte(), Examples()),
        _ => new AnalyzerBody((CodeLanguage)from.ReadByte(), Examples()),
    };

    private NamedExpression[] Named()
    {
        var named = new NamedExpression[from.ReadCount()];
        for (var i = 0; i < named.Length; i++)
            named[i] = new NamedExpression(from.ReadText(), Range(), Source());
        return named;
    }

    private ExpressionSource? Maybe() => from.ReadFlag() ? Source() : null;

    private ExpressionSource Source() => new(_document, from.ReadCount(), from.ReadText());

    private FileExamples? Examples() => from.ReadFlag() ? new FileExamples(from.ReadText(), from.ReadText(), from.ReadText()) : null;
}
