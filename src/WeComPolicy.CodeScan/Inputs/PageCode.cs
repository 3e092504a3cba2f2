using System.Text;
using System.Text.RegularExpressions;

namespace WeComPolicy.CodeScan.Inputs;

/// <summary>
/// The C# of pages and handlers: all of an .ashx or .asmx but its directive, the scripts that run on the server of an .aspx, .ascx or
/// .master, the code blocks of a .razor. What is no code becomes space, so that each line stays where it is; code without a class of its
/// own gets one that is named after the file. Code between <c>&lt;% %&gt;</c> and Razor's single expressions is not read.
/// </summary>
internal static partial class PageCode
{
    private const long MaxBytes = 1024 * 1024;

    /// <summary>Whether the file is small enough for a page that a person wrote.</summary>
    public static bool MayBeIn(WalkedFile file) => file.Length is > 0 and <= MaxBytes;

    /// <summary>The C# of a page; null where it has none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">All of it.</param>
    public static string? Of(string path, string text)
    {
        if (IsOtherLanguage(text))
            return null;
        var code = Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".ASHX" or ".ASMX" => Directive().IsMatch(text) ? Directive().Replace(text, static found => Blank(found.ValueSpan)) : null,
            ".RAZOR" => Blocks(path, text, RazorBlocks(text)),
            _ => Blocks(path, text, [.. ServerScript().Matches(text).Select(found => (found.Index, found.Groups["code"].Index, found.Groups["code"].Length, found.Index + found.Length))]),
        };
        return string.IsNullOrWhiteSpace(code) ? null : code;
    }

    private static bool IsOtherLanguage(string text) =>
        Language().Match(text) is { Success: true } found && !found.Groups["name"].ValueSpan.StartsWith("C", StringComparison.OrdinalIgnoreCase);

    /// <summary>Where each block begins, where its code lies, and where it ends.</summary>
    private static List<(int From, int Start, int Length, int To)> RazorBlocks(string text)
    {
        var blocks = new List<(int, int, int, int)>();
        foreach (Match found in RazorBlock().Matches(text))
        {
            if (blocks.Count > 0 && found.Index < blocks[^1].Item4)
                continue;
            var open = found.Index + found.Length - 1;
            if (EndOfBraces(text, open) is > 0 and var close)
                blocks.Add((found.Index, open + 1, close - open - 1, close + 1));
        }

        return blocks;
    }

    private static string? Blocks(string path, string text, List<(int From, int Start, int Length, int To)> blocks)
    {
        if (blocks.Count == 0)
            return null;
        var name = string.Concat(Path.GetFileNameWithoutExtension(path).Select(c => char.IsLetterOrDigit(c) ? c : '_'));
        var code = new StringBuilder(text.Length + 64);
        foreach (Match found in Using().Matches(text))
            code.Append("using ").Append(found.Groups["name"].ValueSpan).Append(';');
        var at = 0;
        foreach (var (from, start, length, to) in blocks)
        {
            code.Append(Blank(text.AsSpan(at, from - at))).Append("partial class _").Append(name).Append('{');
            // What is injected is a member of the page.
            if (at == 0)
            {
                foreach (Match found in Inject().Matches(text))
                    code.Append(found.Groups["type"].ValueSpan).Append(' ').Append(found.Groups["name"].ValueSpan).Append(';');
            }

            code.Append(Blank(text.AsSpan(from, start - from)));
            code.Append(text, start, length).Append('}').Append(Blank(text.AsSpan(start + length, to - start - length)));
            at = to;
        }

        return code.ToString();
    }

    /// <summary>The brace that closes the one at a place, past texts and comments; -1 where none does.</summary>
    private static int EndOfBraces(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '{':
                    depth++;
                    break;
                case '}' when --depth == 0:
                    return i;
                case '/' when i + 1 < text.Length && text[i + 1] == '/':
                    i = EndOf(text, "\n", i);
                    break;
                case '/' when i + 1 < text.Length && text[i + 1] == '*':
                    i = EndOf(text, "*/", i);
                    break;
                case '"':
                    var isVerbatim = i > 0 && text[i - 1] == '@';
                    for (i++; i < text.Length && text[i] != '"' && (isVerbatim || text[i] != '\n'); i++)
                    {
                        if (text[i] == '\\' && !isVerbatim)
                            i++;
                    }

                    break;
                case '\'' when i + 2 < text.Length && (text[i + 2] == '\'' || text[i + 1] == '\\'):
                    i = text[i + 1] == '\\' ? i + 3 : i + 2;
                    break;
            }
        }

        return -1;
    }

    private static int EndOf(string text, string what, int from)
    {
        var found = text.IndexOf(what, from, StringComparison.Ordinal);
        return found < 0 ? text.Length : found + what.Length - 1;
    }

    private static string Blank(ReadOnlySpan<char> text) =>
        string.Create(text.Length, text, static (blank, from) =>
        {
            for (var i = 0; i < blank.Length; i++)
                blank[i] = from[i] is '\r' or '\n' ? from[i] : ' ';
        });

    [GeneratedRegex(@"<%@[^%]{0,2000}%>", RegexOptions.CultureInvariant)]
    private static partial Regex Directive();

    [GeneratedRegex(@"<(?:%@|script)[^>]{0,2000}?\blanguage\s{0,4}=\s{0,4}[""']?(?<name>[A-Za-z#]+)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Language();

    [GeneratedRegex(@"<script(?=[^>]{0,500}\brunat\s{0,4}=\s{0,4}[""']?server)[^>]{0,500}>(?<code>.*?)</script>", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex ServerScript();

    [GeneratedRegex(@"^@using[ \t]{1,20}(?<name>[A-Za-z_][\w.]{0,200})[ \t;]{0,20}\r?$", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"^@inject[ \t]{1,20}(?<type>[A-Za-z_][\w.<>?]{0,200})[ \t]{1,20}(?<name>[A-Za-z_]\w{0,100})[ \t;]{0,20}\r?$", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Inject();

    [GeneratedRegex(@"^[ \t]{0,40}@(?:code|functions)\s{0,20}\{", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex RazorBlock();
}
