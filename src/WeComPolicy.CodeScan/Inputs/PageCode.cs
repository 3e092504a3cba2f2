using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace WeComPolicy.CodeScan.Inputs;

/// <summary>
/// The C# code that stands in pages: handlers and services without a file of their own (.ashx, .asmx), scripts that run at the server (.aspx, .ascx,
/// .master, .asax), their code blocks and expressions (<c>&lt;% %&gt;</c>, <c>&lt;%= %&gt;</c>), and the code of Razor components and views
/// (<c>@code</c>, <c>@functions</c>, <c>@{ }</c>, <c>@value</c>). Each line of it is the line of the page.
/// </summary>
internal static class PageCode
{
    private const string FormsNamespaces = "using System; using System.Collections.Generic; using System.Linq; using System.Web; using System.Web.UI; using System.Web.UI.WebControls; ";

    private const int MaxBlocks = 2_000;

    private const int MaxScripts = 100;

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

    private static readonly SearchValues<string> s_telling = SearchValues.Create(
        ["token", "secret", "ticket", "corpid", "webhook", "robot", "weixin", "wechat", "wecom", "wework", "wxwork", "qywx", "cgi-bin", "企业微信", "企微"], StringComparison.OrdinalIgnoreCase);

    private static readonly Regex s_block = new("<%(?<kind>[=:#$@-]?)(?<code>.*?)%>", Linear);

    private static readonly Regex s_inherits = new(@"\binherits\s*=\s*[""']([\w.]{1,300})[""']", Short);

    private static readonly Regex s_model = new(@"^[ \t]{0,100}@model[ \t]+([\w.<>,?\[\]: \t]{1,300}?);?[ \t]{0,100}\r?$", Short);

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
        var bodies = scripts.Select(script => script.Groups["body"]).Select(body => new Part(body.Index, body.Index + body.Length, $"file partial class {name} {{", "}")).ToList();
        var blocks = Blocks(name, text, bodies);
        if (blocks.Count > 0 && Compose(text, FormsNamespaces, [.. parts, .. bodies, .. blocks]) is var whole && IsWhole(whole))
            return whole;
        return bodies.Count == 0 ? null : Compose(text, FormsNamespaces, [.. parts, .. bodies]);
    }

    /// <summary>What a page does while it is written: one method from script to script.</summary>
    private static List<Part> Blocks(string name, string text, List<Part> scripts)
    {
        var found = new List<Part>();
        // Only a directive says that it is C#; other pages are Visual Basic, or classic ASP.
        var page = s_directive.Matches(text).FirstOrDefault(directive => directive.Groups["kind"].Value.ToUpperInvariant() is "PAGE" or "CONTROL" or "MASTER");
        if (page is null || !SaysMuch(text) || !page.Groups["attributes"].Value.Contains("c#", StringComparison.OrdinalIgnoreCase))
            return found;
        var inherited = s_inherits.Match(page.Groups["attributes"].Value) is { Success: true } match ? $" : {match.Groups[1].Value}" : "";
        var method = -1;
        var opened = -1;
        foreach (var block in s_block.Matches(text).Take(scripts.Count < MaxScripts ? MaxBlocks : 0))
        {
            var code = block.Groups["code"];
            if (block.Groups["kind"].Value is not ("" or "=" or ":") || string.IsNullOrWhiteSpace(code.Value) || scripts.Exists(script => script.Start <= block.Index && block.Index < script.End))
                continue;
            var isShown = block.Groups["kind"].Length > 0;
            var before = isShown ? "Response.Write(" : "";
            var after = isShown ? ");" : " ";
            var at = scripts.Count(script => script.End <= block.Index);
            if (at != opened)
            {
                Close();
                before = $"file partial class {name}{(method < 0 ? inherited : "")} {{ void Render{++method}() {{ {before}";
                opened = at;
            }

            found.Add(new Part(code.Index, code.Index + code.Length, before, after));
        }

        Close();
        return found;

        void Close()
        {
            if (found.Count > 0)
                found[^1] = found[^1] with { After = found[^1].After + "} }" };
        }
    }

    /// <summary>Most pages show what has nothing to do with WeCom; to compile them all would be for nothing.</summary>
    private static bool SaysMuch(string text) => text.AsSpan().ContainsAny(s_telling);

    /// <summary>Pieces that are no whole C# together are left out: half of a page tells wrong things.</summary>
    private static bool IsWhole(string code) => !CSharpSyntaxTree.ParseText(code).GetDiagnostics().Any(problem => problem.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);

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

        var written = RazorText.Of(shown, parts.Where(part => part.End > part.Start).Select(part => (part.Start, part.End)).ToList());
        if (written.Count > 0 && parts.Count < MaxScripts && SaysMuch(shown))
        {
            var model = s_model.Match(shown) is { Success: true } of ? $" {of.Groups[1].Value.Trim().TrimEnd(';')} Model;" : "";
            var members = closed == 0 ? injected : "";
            var drawn = written.Select((piece, i) => new Part(
                piece.Start, piece.End,
                (i == 0 || IsBehind(i) ? $"file partial class {name} {{{(i == 0 ? members + model : "")} async System.Threading.Tasks.Task Render{i}() {{ " : "") + (piece.IsShown ? "Response.Write(" : ""),
                (piece.IsShown ? ");" : " ") + (i == written.Count - 1 || IsBehind(i + 1) ? "} }" : ""))).ToList();
            if (Compose(shown, "", [.. parts, .. drawn]) is var whole && IsWhole(whole))
                return whole;
        }

        return closed > 0 ? Compose(shown, "", parts) : null;

        // A block of members lies between a piece and the one before it.
        bool IsBehind(int piece) => parts.Exists(part => part.End > part.Start && written[piece - 1].End <= part.Start && part.Start < written[piece].Start);
    }

    /// <summary>Where the brace is closed that was opened just before.</summary>
    internal static int? EndOf(string text, int start)
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
