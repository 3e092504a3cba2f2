using System.Text;
using System.Text.RegularExpressions;
using WeComPolicy.Engine.Evaluation;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Evaluation;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Engine.Policies;

/// <summary>A rule's message in both languages; what stands between <c>{{</c> and <c>}}</c> is an expression.</summary>
/// <param name="Zh">The pieces of the Chinese text.</param>
/// <param name="En">The pieces of the English text.</param>
public sealed partial record MessageTemplate(IReadOnlyList<MessagePiece> Zh, IReadOnlyList<MessagePiece> En)
{
    private const int MaxItems = 10;
    private const int MaxStated = 4000;

    /// <summary>The message with the values of a frame.</summary>
    public Bilingual Render(Frame frame) => new(Render(Zh, frame, Language.Zh), Render(En, frame, Language.En));

    /// <summary>The values that the message states, without those that change with the day; lists in an order of their own.</summary>
    public IEnumerable<string> Values(Frame frame) =>
        Zh.Where(p => p is { Expression: not null, DependsOnToday: false }).Select(p => Stated(p.Expression!.Evaluate(frame)));

    private static string Stated(Value value) => value.Kind == ValueKind.List
        ? string.Join('\n', Enumerable.Range(0, value.ListSource.Count(value.Handle)).Select(i => Stated(value.ListSource.Element(value.Handle, i))).Order(StringComparer.Ordinal))
        : ValueOperations.ToDisplay(value, MaxStated);

    /// <summary>Cuts a text into pieces.</summary>
    /// <returns>Pairs of literal text and, unless it is the last, the part that holds an expression; null where a brace is not closed.</returns>
    internal static IReadOnlyList<(string Literal, TextSpan? Expression)>? Split(string text)
    {
        var pieces = new List<(string, TextSpan?)>();
        var at = 0;
        while (true)
        {
            var open = text.IndexOf("{{", at, StringComparison.Ordinal);
            if (open < 0)
            {
                pieces.Add((text[at..], null));
                return pieces;
            }

            var close = text.IndexOf("}}", open + 2, StringComparison.Ordinal);
            if (close < 0)
                return null;
            // `}}}` closes a map literal and then the expression.
            while (close + 2 < text.Length && text[close + 2] == '}')
                close++;
            pieces.Add((text[at..open], TextSpan.Between(open + 2, close)));
            at = close + 2;
        }
    }

    /// <summary>The pieces of a text; null, reported, where a brace is not closed.</summary>
    /// <param name="source">The text.</param>
    /// <param name="compile">Makes a piece of an expression, without what stands before it.</param>
    /// <param name="report">Told of every mistake but those within expressions: place, code, message, help.</param>
    internal static IReadOnlyList<MessagePiece>? Compile(
        ExpressionSource source, Func<ExpressionSource, MessagePiece> compile, Action<SourceRange, string, Bilingual, Bilingual?> report)
    {
        var split = Split(source.Text);
        if (split is null)
        {
            report(
                source.RangeOf(new TextSpan(0, source.Text.Length)),
                "bad-message",
                new Bilingual("消息里的“{{”没有对应的“}}”。", "A '{{' of the message has no '}}'."),
                null);
            return null;
        }

        var pieces = new List<MessagePiece>();
        var at = 0;
        foreach (var (literal, span) in split)
        {
            if (FindSingleBraces(literal) is { } single)
            {
                var path = literal.Substring(single.Start + 1, single.Length - 2).Trim();
                report(
                    source.RangeOf(new TextSpan(at + single.Start, single.Length)),
                    "bad-message",
                    new Bilingual($"单花括号“{{{path}}}”会原样显示。", $"Single braces are shown as they stand: '{{{path}}}'."),
                    new Bilingual($"请写“{{{{ {path} }}}}”。", $"Write '{{{{ {path} }}}}'."));
            }

            at = span is { } before ? before.End + 2 : at;
            pieces.Add(span is { } part ? compile(new ExpressionSource(source.Document, source.Node, part)) with { Literal = literal } : new MessagePiece(literal, null));
        }

        return pieces;
    }

    /// <summary>Where a literal text names a field between single braces, which would be shown as it is written.</summary>
    internal static TextSpan? FindSingleBraces(string literal) =>
        SingleBraces().Match(literal) is { Success: true } match ? new TextSpan(match.Index, match.Length) : null;

    [GeneratedRegex(@"\{ *[A-Za-z_][A-Za-z0-9_]*(\.\??[A-Za-z_][A-Za-z0-9_]*)* *\}", RegexOptions.CultureInvariant)]
    private static partial Regex SingleBraces();

    private static string Render(IReadOnlyList<MessagePiece> pieces, Frame frame, Language language)
    {
        var text = new StringBuilder();
        foreach (var piece in pieces)
        {
            text.Append(piece.Literal);
            if (piece.Expression is { } expression)
                Append(text, expression.Evaluate(frame), language, piece.Words);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, Value value, Language language, SchemaEnum? words)
    {
        switch (value.Kind)
        {
            case ValueKind.String when words?.Find(value.AsString) is { } word:
                text.Append(language == Language.Zh ? $"{word.Label.Zh}（{word.Name}）" : $"{word.Label.En} ({word.Name})");
                break;
            case ValueKind.String:
                text.Append(SecretText.Mask(value.AsString));
                break;
            case ValueKind.Unknown:
                text.Append(language == Language.Zh ? "（未知）" : "(not known)");
                break;
            case ValueKind.Error:
                text.Append(language == Language.Zh ? "（无法计算）" : "(cannot be computed)");
                break;
            case ValueKind.Bool:
                text.Append(language == Language.Zh ? (value.AsBool ? "是" : "否") : value.AsBool ? "yes" : "no");
                break;
            case ValueKind.Optional when !value.HasOptionalValue:
                text.Append(language == Language.Zh ? "无" : "none");
                break;
            case ValueKind.Optional:
                Append(text, value.OptionalValue, language, words);
                break;
            case ValueKind.Timestamp:
                text.Append(ChinaTime.Text(value));
                break;
            case ValueKind.List:
                AppendList(text, value, language, words);
                break;
            default:
                text.Append(SecretText.Mask(ValueOperations.ToDisplay(value, 200)));
                break;
        }
    }

    private static void AppendList(StringBuilder text, Value value, Language language, SchemaEnum? words)
    {
        var count = value.ListSource.Count(value.Handle);
        if (count == 0)
            text.Append(language == Language.Zh ? "无" : "none");
        for (var i = 0; i < Math.Min(count, MaxItems); i++)
        {
            if (i > 0)
                text.Append(language == Language.Zh ? "、" : ", ");
            Append(text, value.ListSource.Element(value.Handle, i), language, words);
        }

        if (count > MaxItems)
            text.Append(language == Language.Zh ? $" 等 {count} 项" : $" and {count - MaxItems} more");
    }
}

/// <summary>A piece of a message: a text and the expression behind it, if any.</summary>
/// <param name="Literal">The text.</param>
/// <param name="Expression">The expression; null at the end of a message.</param>
public sealed record MessagePiece(string Literal, CelProgram? Expression)
{
    /// <summary>Whether the value changes with the day though the tenant stays the same.</summary>
    public bool DependsOnToday { get; init; }

    /// <summary>The enumeration whose words are shown as people call them; null where values are shown as files write them.</summary>
    public SchemaEnum? Words { get; init; }
}
