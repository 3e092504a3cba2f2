using System.Diagnostics.CodeAnalysis;
using WeComPolicy.Expressions;
using static WeComPolicy.Engine.Documents.DocumentBuilder;

namespace WeComPolicy.Engine.Documents;

/// <summary>Mistakes of YAML syntax in our own words. All of them end the reading: what follows cannot be told for certain.</summary>
internal static class YamlProblems
{
    /// <summary>Answers an error of the scanner.</summary>
    /// <param name="builder">Takes the diagnostic.</param>
    /// <param name="file">The file.</param>
    /// <param name="scanner">What the scanner says; only its kind is taken from it.</param>
    /// <param name="span">Where the scanner sees the mistake.</param>
    [DoesNotReturn]
    public static void Stop(DocumentBuilder builder, SourceFile file, string scanner, TextSpan span)
    {
        var text = file.Text;
        var first = One(text, span.Start);
        var last = One(text, span.End);
        if (Says("tab"))
            StopAtTab(builder, NearestTab(text, span));
        if (Says("quoted scalar, found unexpected") || Says("wrong indentation"))
            StopAtOpenQuote(builder, text, span.Start);
        if (Says("escape character"))
        {
            var written = Excerpt.Of(text.Substring(span.End, Math.Min(2, text.Length - span.End)));
            builder.Stop(new TextSpan(span.End, Math.Min(2, text.Length - span.End)), "bad-escape",
                new($"双引号里没有“{written}”这种转义。", $"There is no escape '{written}' in double quotes."),
                new("反斜杠本身写成 \\\\，或改用单引号（单引号里反斜杠就是普通字符）。",
                    "Write a backslash as \\\\, or use single quotes, in which it is an ordinary character."));
        }

        if (Says("hexadecimal") || Says("surrogate") || Says("character escape code"))
        {
            builder.Stop(last, "bad-escape",
                new("转义不完整或不是有效的字符。", "The escape is incomplete, or no valid character."),
                new("写成 \\xHH、\\uHHHH 或 \\UHHHHHHHH，H 为十六进制数字。", "Write \\xHH, \\uHHHH or \\UHHHHHHHH with hexadecimal digits."));
        }

        if (Says("could not find expected ':'"))
            StopAtMissingColon(builder, file, span.Start);
        if (Says("values are not allowed") || Says("value, found invalid mapping") || Says("multiline plain scalar, found invalid mapping"))
        {
            ColonMistakes.StopIfAny(builder, file, span.Start);
            builder.Stop(first, "unexpected-colon",
                new("这里不能再出现“键: 值”。", "There can be no 'key: value' here."),
                new("若冒号属于文字，请给整段文字加引号；否则请检查这一行和上一行的缩进。",
                    "If the colon belongs to a text, put the whole text in quotes; otherwise check the indentation of this line and the one above."));
        }

        if (Says("keys are not allowed") || Says("sequence entries are not allowed") || Says("before sequence entry"))
        {
            builder.Stop(first, "misplaced-item",
                new("列表项或键不能写在这里。", "A list item or key cannot stand here."),
                new("请另起一行，缩进后再写。", "Put it on a line of its own, indented."));
        }

        if (Says("found a comment") || Says("invalid comment"))
            StopAtComment(builder, first);
        if (Says("block scalar"))
        {
            builder.Stop(last, "bad-block-scalar",
                new("多行文字（| 或 >）的写法有误。", "The block text (| or >) is not well formed."),
                new("| 或 > 后面只能有 +、-、1 至 9 的缩进数和注释；正文从下一行开始，首行不能比其余各行缩进得更浅或只含更多空格。",
                    "Behind | or > only +, -, an indentation from 1 to 9 and a comment may stand; the text begins on the next line, and blank lines above it must not be indented deeper than it."));
        }

        if (Says("anchor or alias"))
        {
            builder.Stop(first, "bad-anchor",
                new("锚点或别名的名称无效。", "The name of the anchor or alias is not valid."),
                new("名称里不能有空格和 , [ ] { }；以 & 或 * 开头的普通文字请加引号。",
                    "A name holds no blanks and no , [ ] { }; put text that begins with & or * in quotes."));
        }

        if (Says("tag") && !Says("directive"))
        {
            builder.Stop(first, "bad-tag",
                new("标签的写法有误。", "The tag is not well formed."),
                new("以 ! 开头的普通文字请加引号。", "Put text that begins with ! in quotes."));
        }

        if (Says("directive"))
        {
            builder.Stop(first, "bad-directive",
                new("以 % 开头的指令有误。", "The directive that begins with % is not well formed."),
                new("请删除这一行；以 % 开头的普通文字请加引号。", "Delete the line; put text that begins with % in quotes."));
        }

        if (Says("document end"))
        {
            builder.Stop(first, "bad-document-end",
                new("“...”后面不能有内容。", "Nothing may stand behind '...'."),
                new("请删除这一行。", "Delete the line."));
        }

        if (Says("cannot start any token") || Says("key indicator"))
        {
            if (span.Start < text.Length && text[span.Start] == '\t')
                StopAtTab(builder, first);
            var written = Excerpt.Of(text.Substring(span.Start, first.Length));
            builder.Stop(first, "unexpected-character",
                new($"文字不能以“{written}”开头。", $"Text cannot begin with '{written}'."),
                new("请给整段文字加引号。", "Put the whole text in quotes."));
        }

        builder.Stop(first, "yaml-syntax",
            new("从这里开始不是有效的 YAML。", "From here on this is not valid YAML."),
            new("请检查这里和上一行的引号、括号和缩进。", "Check the quotes, brackets and indentation here and on the line above."));

        bool Says(string part) => scanner.Contains(part, StringComparison.OrdinalIgnoreCase);
    }

    [DoesNotReturn]
    public static void StopAtTab(DocumentBuilder builder, TextSpan span) =>
        builder.Stop(span, "tab-indentation",
            new("缩进里有制表符（Tab）。", "There is a tab in the indentation."),
            new("YAML 只允许用空格缩进，请把 Tab 换成空格。", "YAML allows only spaces there; replace the tab by spaces."));

    [DoesNotReturn]
    public static void StopAtComment(DocumentBuilder builder, TextSpan span) =>
        builder.Stop(span, "bad-comment",
            new("注释不能写在这里。", "There can be no comment here."),
            new("# 前面须有空格，且不能写在一段文字中间；若 # 属于文字，请给整段文字加引号。",
                "A # needs a blank before it and cannot interrupt a text; if it belongs to the text, put the whole text in quotes."));

    [DoesNotReturn]
    public static void StopAtMissingColon(DocumentBuilder builder, SourceFile file, int start)
    {
        ColonMistakes.StopIfAny(builder, file, start);
        builder.Stop(LineOf(file.Text, start), "missing-colon",
            new("这一行应为“键: 值”，但没有冒号。", "This line should be 'key: value', but has no colon."),
            new("请补上冒号和空格；若它是上一行文字的后续，请把它缩进得比上一行的键更深。",
                "Add a colon and a space; if it continues the text above, indent it deeper than the key there."));
    }

    [DoesNotReturn]
    public static void StopAtFlowIndentation(DocumentBuilder builder, SourceFile file, int open, int here)
    {
        var place = file.PositionAt(open);
        var bracket = file.Text[open];
        var closer = bracket == '[' ? ']' : '}';
        builder.Stop(One(file.Text, here), "bad-indentation",
            new($"这一行还在第 {N(place.Line)} 行第 {N(place.Column)} 列打开的“{bracket}”之内，缩进不够。",
                $"This line is still inside the '{bracket}' that was opened at line {N(place.Line)}, column {N(place.Column)}, and is not indented enough."),
            new($"请把括号内的各行缩进得比所属的键更深；若括号本应闭合，请补上“{closer}”。",
                $"Indent the lines inside the brackets deeper than the key they belong to; if the bracket should be closed, add '{closer}'."));
    }

    [DoesNotReturn]
    public static void StopAtIndentation(DocumentBuilder builder, TextSpan span, bool expectsDash) =>
        builder.Stop(span, "bad-indentation",
            expectsDash
                ? new("这里应为以“- ”开头的列表项，或缩进有误。", "Expected a list item that begins with '- ', or the indentation is wrong.")
                : new("缩进有误：这里应为“键: 值”，并与同级的键对齐。", "Wrong indentation: expected 'key: value' in line with the keys beside it."),
            new("请让同一层的内容左对齐，下一层多缩进两个空格。", "Align what belongs together and indent what is inside by two more spaces."));

    [DoesNotReturn]
    public static void StopAtUnexpected(DocumentBuilder builder, string text, int start, bool atEnd)
    {
        if (atEnd || start >= text.Length)
        {
            builder.Stop(new TextSpan(text.Length, 0), "unexpected-end",
                new("文件在这里意外结束。", "The file ends here unexpectedly."),
                new("请检查文件是否完整。", "Check that the file is complete."));
        }

        if (text[start] is ']' or '}')
        {
            builder.Stop(One(text, start), "unexpected-bracket",
                new($"“{text[start]}”没有对应的开括号。", $"There is no opening bracket for this '{text[start]}'."),
                new("请删除它，或给整段文字加引号。", "Delete it, or put the whole text in quotes."));
        }

        StopIfFullWidth(builder, text, start);
        var written = Excerpt.Of(text.Substring(start, One(text, start).Length));
        builder.Stop(One(text, start), "unexpected-text",
            new($"这里不应出现“{written}”。", $"Unexpected '{written}' here."),
            new("请检查这里和上一行的引号、括号和缩进。", "Check the quotes, brackets and indentation here and on the line above."));
    }

    /// <summary>Ends the reading where a full-width mark stands in the place of one of YAML's own.</summary>
    public static void StopIfFullWidth(DocumentBuilder builder, string text, int start)
    {
        const string Marks = "，：、【】［］｛｝“”‘’";
        const string Meant = ",:,[][]{}\"\"''";
        if (start >= text.Length || Marks.IndexOf(text[start], StringComparison.Ordinal) is not (>= 0 and var index))
            return;
        builder.Stop(new TextSpan(start, 1), "full-width-punctuation",
            new($"这里用了全角标点“{text[start]}”。", $"There is a full-width '{text[start]}' here."),
            new($"请改为半角 {Meant[index]}；若它属于文字，请给整段文字加引号。", $"Write {Meant[index]} instead; if it belongs to a text, put the whole text in quotes."));
    }

    [DoesNotReturn]
    private static void StopAtOpenQuote(DocumentBuilder builder, string text, int quote) =>
        builder.Stop(One(text, quote), "unclosed-quote",
            new("这个引号没有闭合，或跨行的后续文字没有缩进。", "This quote is never closed, or a line of the text behind it is not indented."),
            new("请补上闭合的引号；单引号文字里的 ' 写成 ''，双引号文字里的 \" 写成 \\\"。",
                "Add the closing quote. Inside single quotes write ' as '', inside double quotes write \" as \\\"."));

    // The character at a place; both halves where it has two.
    private static TextSpan One(string text, int start)
    {
        if (start >= text.Length)
            return new TextSpan(text.Length, 0);
        var pair = char.IsHighSurrogate(text[start]) && start + 1 < text.Length && char.IsLowSurrogate(text[start + 1]);
        return new TextSpan(start, pair ? 2 : 1);
    }

    private static TextSpan LineOf(string text, int start)
    {
        var length = text.AsSpan(start).IndexOfAny('\r', '\n');
        return TextSpan.Between(start, start + text.AsSpan(start, length < 0 ? text.Length - start : length).TrimEnd().Length);
    }

    private static TextSpan NearestTab(string text, TextSpan span)
    {
        for (var i = Math.Min(span.End, text.Length - 1); i >= 0; i--)
        {
            if (text[i] == '\t')
                return new TextSpan(i, 1);
        }

        return One(text, span.Start);
    }
}
