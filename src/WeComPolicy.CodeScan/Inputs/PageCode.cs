using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace WeComPolicy.CodeScan.Inputs;

/// <summary>
/// The C# code that stands in pages: handlers and services without a file of their own (.ashx, .asmx), scripts that run at the server (.aspx, .ascx,
/// .master, .asax), and the code of Razor components and views. Each line of it is the line of the page.
/// </summary>
internal static class PageCode
{
    private const string FormsNamespaces = "using System; using System.Collections.Generic; using System.Linq; using System.Web; using System.Web.UI; using System.Web.UI.WebControls; ";

    // Pages may mean harm: what goes over a whole page takes time in proportion to it, and the rest is short.
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant;

    private const RegexOptions Short = RegexOptions.IgnoreCase | RegexOptions.Multiline | RegexOptions.CultureInvariant;

    private static readonly Regex s_directive = new(@"<%@\s*(?<kind>\w+)(?<attributes>[^%]{0,1000})%>", Linear);

    private static readonly Regex s_script = new("<script(?<attributes>[^>]{0,1000})>(?<body>.*?)</script>", Linear);

    private static readonly Regex s_razorComment = new(@"@\*.*?\*@", Linear);

    private static readonly Regex s_razorBlock = new(@"@(code|functions)\s{0,100}\{", Linear);

    private static readonly Regex s_razorUsing = new(@"^[ \t]{0,100}@using[ \t]+([\w.=: \t<>,]{1,300}?);?[ \t]{0,100}\r?$", Short);

    private static readonly Regex s_razorInject = new(@"^[ \t]{0,100}@inject[ \t]+([\w.<>,?: \t]{1,300}?);?[ \t]{0,100}\r?$", Short);

    private static readonly Regex s_otherLanguage = new(@"\blanguage\s*=\s*[""']?(?!\s*c#|\s*cs\b|\s*csharp)\w", Short);

    private static readonly Regex s_namespace = new(@"\bnamespace\s*=\s*[""']([\w.]+)[""']", Short);

    private static readonly Regex s_serverSide = new(@"\brunat\s*=\s*[""']?server\b", Short);

    /// <summary>The code, with as many lines before it as in the page; null where the page holds none.</summary>
    /// <param name="path">The page, by whose name its class is called.</param>
    /// <param name="text">What it holds.</param>
    public static string? Of(string path, string text)
    {
        var name = ClassName(path);
        return CSharpFile.IsRazor(path) ? OfRazor(name, text) : OfForms(name, text);
    }

    private static string? OfForms(string name, string text)
    {
        var parts = new List<Part>();
        foreach (Match directive in s_directive.Matches(text))
        {
            var attributes = directive.Groups["attributes"].Value;
            if (s_otherLanguage.IsMatch(attributes))
                return null;
            if (directive.Groups["kind"].Value.ToUpperInvariant() is "WEBHANDLER" or "WEBSERVICE")
            {
                var end = directive.Index + directive.Length;
                return string.IsNullOrWhiteSpace(text[end..]) ? null : Compose(text, "", [new Part(end, text.Length, "", "")]);
            }

            if (s_namespace.Match(attributes) is { Success: true } imported)
                parts.Add(new Part(directive.Index, directive.Index, $"using {imported.Groups[1].Value}; ", ""));
        }

        var scripts = s_script.Matches(text).Where(script => s_serverSide.IsMatch(script.Groups["attributes"].Value) && !s_otherLanguage.IsMatch(script.Groups["attributes"].Value)).ToList();
        if (scripts.Count == 0)
            return null;
        parts.AddRange(scripts.Select(script => script.Groups["body"]).Select(body => new Part(body.Index, body.Index + body.Length, $"file partial class {name} {{", "}")));
        return Compose(text, FormsNamespaces, parts);
    }

    private static string? OfRazor(string name, string text)
    {
        var shown = s_razorComment.Replace(text, comment => new string([.. comment.Value.Select(c => c is '\r' or '\n' ? c : ' ')]));
        var isShared = name is "_Imports" or "_ViewImports";
        var parts = s_razorUsing.Matches(shown).Select(used => new Part(used.Index, used.Index, $"{(isShared ? "global " : "")}using {used.Groups[1].Value.Trim().TrimEnd(';')}; ", "")).ToList();
        if (isShared)
            return parts.Count == 0 ? null : Compose(shown, "", parts);
        var injected = string.Concat(s_razorInject.Matches(shown).Select(member => $" {member.Groups[1].Value.Trim().TrimEnd(';')};"));
        var closed = 0;
        foreach (Match block in s_razorBlock.Matches(shown))
        {
            if (block.Index < closed)
                continue;
            // What is never closed leaves nothing behind it.
            var start = block.Index + block.Length;
            if (EndOf(shown, start) is not { } end)
                break;
            parts.Add(new Part(start, end, $"file partial class {name} {{{(closed == 0 ? injected : "")}", "}"));
            closed = end;
        }

        return closed > 0 ? Compose(shown, "", parts) : null;
    }

    /// <summary>Where the brace is closed that was opened just before.</summary>
    private static int? EndOf(string text, int start)
    {
        var depth = 1;
        foreach (var token in SyntaxFactory.ParseTokens(text, start, start))
        {
            depth += token.Kind() switch
            {
                SyntaxKind.OpenBraceToken => 1,
                SyntaxKind.CloseBraceToken => -1,
                _ => 0,
            };
            if (depth == 0)
                return token.SpanStart;
        }

        return null;
    }

    /// <summary>All but the parts is left out; its line ends stay.</summary>
    private static string Compose(string text, string first, IEnumerable<Part> parts)
    {
        var code = new StringBuilder(first);
        var at = 0;
        foreach (var part in parts.OrderBy(part => part.Start))
        {
            // One within another.
            if (part.Start < at)
                continue;
            Leave(text.AsSpan(at, part.Start - at));
            code.Append(part.Before).Append(text, part.Start, part.End - part.Start).Append(part.After);
            at = part.End;
        }

        Leave(text.AsSpan(at));
        return code.ToString();

        void Leave(ReadOnlySpan<char> markup)
        {
            foreach (var c in markup)
            {
                if (c is '\r' or '\n')
                    code.Append(c);
            }
        }
    }

    private static string ClassName(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return SyntaxFacts.IsValidIdentifier(name) ? name : "Page";
    }

    /// <summary>Code of a page from a place to another, and what makes it whole.</summary>
    private readonly record struct Part(int Start, int End, string Before, string After);
}
