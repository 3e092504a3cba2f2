using WeComPolicy.Expressions;
using YamlDotNet.Core.Tokens;

namespace WeComPolicy.Engine.Documents;

/// <summary>
/// The tags of the core schema, <c>!!str</c> and its like; every other tag is an error, since nothing would act on it. So is a
/// lone <c>!</c> before a scalar: YAML drops it, and <c>require: ! member.enabled</c> would mean the opposite of what it says.
/// </summary>
internal static class YamlTags
{
    private const string Core = "tag:yaml.org,2002:";

    /// <summary>The style that gives a tagged scalar its meaning: a tagged string is never a number, a tagged number never text.</summary>
    public static ScalarStyle StyleOf(DocumentBuilder builder, string text, Tag tag, string value, ScalarStyle style, TextSpan span)
    {
        var fits = true;
        switch (Name(tag))
        {
            case "str":
                return style == ScalarStyle.Plain ? ScalarStyle.Quoted : style;
            case "int":
                fits = CoreScalars.IsInt(value);
                break;
            case "float":
                fits = CoreScalars.TryFloat(value, out _);
                break;
            case "bool":
                fits = CoreScalars.TryBool(value, out _);
                break;
            case "null":
                fits = CoreScalars.IsNull(value);
                break;
            case "map" or "seq":
                fits = false;
                break;
            default:
                ReportUnsupported(builder, text, tag, InQuotes(text, tag, value));
                return style;
        }

        if (fits)
            return ScalarStyle.Plain;
        var written = Written(text, tag);
        builder.Report(span, "tag-mismatch",
            new($"“{Excerpt.Of(value)}”与标签 {written} 不符。", $"'{Excerpt.Of(value)}' does not fit the tag {written}."),
            new("请改正值，或删除标签。", "Correct the value or delete the tag."));
        return style;
    }

    public static void CheckCollection(DocumentBuilder builder, string text, Tag tag, NodeKind kind)
    {
        var name = Name(tag);
        if (name == "!" || name == (kind == NodeKind.Mapping ? "map" : "seq"))
            return;
        if (IsUnsupported(tag))
        {
            ReportUnsupported(builder, text, tag, new("请删除标签。", "Delete the tag."));
            return;
        }

        var written = Written(text, tag);
        builder.Report(Span(text, tag), "tag-mismatch",
            kind == NodeKind.Mapping
                ? new($"映射与标签 {written} 不符。", $"A mapping does not fit the tag {written}.")
                : new($"列表与标签 {written} 不符。", $"A list does not fit the tag {written}."),
            new("请删除标签。", "Delete the tag."));
    }

    /// <summary>Whether the tag may be text that should stand in quotes, such as <c>!member.enabled</c>.</summary>
    public static bool IsUnsupported(Tag tag) => Name(tag) is not ("str" or "int" or "float" or "bool" or "null" or "map" or "seq");

    private static void ReportUnsupported(DocumentBuilder builder, string text, Tag tag, Bilingual help) =>
        builder.Report(Span(text, tag), "unsupported-tag",
            new($"YAML 把 {Written(text, tag)} 当作标签，这里不支持。", $"YAML takes {Written(text, tag)} for a tag, and none is supported here."),
            help);

    private static Bilingual InQuotes(string text, Tag tag, string value)
    {
        var quoted = $"\"{Written(text, tag)}{(value.Length == 0 ? "" : " …")}\"";
        return new($"以 ! 开头的文字或表达式须整段加引号：{quoted}；若本来就是标签，请删除。", $"Text or an expression that begins with ! stands in quotes as a whole: {quoted}; delete what is meant as a tag.");
    }

    /// <summary>Where the tag stands.</summary>
    public static TextSpan Span(string text, Tag tag)
    {
        var start = (int)Math.Min(tag.Start.Index, text.Length);
        return TextSpan.Between(start, (int)Math.Clamp(tag.End.Index, start, text.Length));
    }

    private static string Written(string text, Tag tag)
    {
        var span = Span(text, tag);
        return Excerpt.Of(text.Substring(span.Start, span.Length));
    }

    // "str" of !!str and of !<tag:yaml.org,2002:str>; "!" of a lone exclamation mark; null of all others.
    private static string? Name(Tag tag) => tag.Handle switch
    {
        "!!" => tag.Suffix,
        "" when tag.Suffix == "!" => "!",
        "" when tag.Suffix.StartsWith(Core, StringComparison.Ordinal) => tag.Suffix[Core.Length..],
        _ => null,
    };
}
