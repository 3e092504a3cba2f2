using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace WeComPolicy.CodeScan.Inputs;

/// <summary>
/// The C# code that stands in pages: handlers and services without a file of their own (.ashx, .asmx), scripts that run at the server (.aspx, .ascx,
/// .master, .asax), their code blocks and expressions (<c>&lt;% %&gt;</c>, <c>&lt;%= %&gt;</c>, <c>&lt;%# %&gt;</c>), and the code of Razor components and views
/// (<c>@code</c>, <c>@functions</c>, <c>@{ }</c>, <c>@if</c> and its like, <c>@value</c>). Each line of it is the line of the page.
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

    private static readonly Regex s_formsComment = new("<%--.*?--%>", Linear);

    // The branch or block before goes on.
    private static readonly Regex s_goesOn = new(@"\A\s{0,100}(else|catch|finally)\b", Short);

    private static readonly Regex s_razorComment = new(@"@\*.*?\*@", Linear);

    private static readonly Regex s_razorBlock = new(@"@(code|functions)\s{0,100}\{", Linear);

    private static readonly Regex s_razorUsing = new(@"^[ \t]{0,100}@using[ \t]+([\w.=: \t<>,]{1,300}?);?[ \t]{0,100}\r?$", Short);

    private static readonly Regex s_razorInject = new(@"^[ \t]{0,100}@inject[ \t]+([\w.<>,?: \t]{1,300}?);?[ \t]{0,100}\r?$", Short);

    private static readonly Regex s_otherLanguage = new(@"\blanguage\s*=\s*[""']?(?!\s*c#|\s*cs\b|\s*csharp)\w", Short);

    private static readonly Regex s_namespace = new(@"\bnamespace\s*=\s*[""']([\w.]+)[""']", Short);

    private static readonly Regex s_serverSide = new(@"\brunat\s*=\s*[""']?server\b", Short);

    private static readonly Regex s_block = new("<%(?<kind>#:|[=:#$@-]?)(?<code>.*?)%>", Linear);

    private static readonly Regex s_inherits = new(@"\binherits\s*=\s*[""']([\w.]{1,300})[""']", Short);

    private static readonly Regex s_model = new(@"^[ \t]{0,100}@model[ \t]+([\w.<>,?\[\]: \t]{1,300}?);?[ \t]{0,100}\r?$", Short);

    /// <summary>The code, with as many lines before it as in the page, and the first place about WeCom that is not in it.</summary>
    /// <param name="path">The page, by whose name its class is called.</param>
    /// <param name="text">What it holds.</param>
    public static PageReading Of(string path, string text)
    {
        var name = ClassName(path);
        return CSharpFile.IsRazor(path) ? OfRazor(name, text) : OfForms(name, text);
    }

    private static PageReading OfForms(string name, string text)
    {
        text = Blanked(text, s_formsComment);
        var parts = new List<PagePart>();
        var isCSharp = false;
        foreach (Match directive in s_directive.Matches(text))
        {
            var attributes = directive.Groups["attributes"].Value;
            var kind = directive.Groups["kind"].Value.ToUpperInvariant();
            var end = directive.Index + directive.Length;
            if (s_otherLanguage.IsMatch(attributes))
                return PageReading.Of(text, null, [], s_block.Matches(text).Concat(s_script.Matches(text).Where(RunsAtServer)).Where(code => !code.Value.StartsWith("<%@", StringComparison.Ordinal)).Select(Whole)
                    .Concat(kind is "WEBHANDLER" or "WEBSERVICE" && !string.IsNullOrWhiteSpace(text[end..]) ? [new PageStretch(end, text.Length)] : []));
            if (kind is "WEBHANDLER" or "WEBSERVICE")
            {
                var handler = new PagePart(end, text.Length, "", "");
                return string.IsNullOrWhiteSpace(text[end..]) ? new PageReading(null, null) : PageReading.Of(text, Compose(text, "", [handler]), [new PageStretch(0, text.Length)], []);
            }

            isCSharp |= kind is "PAGE" or "CONTROL" or "MASTER" && attributes.Contains("c#", StringComparison.OrdinalIgnoreCase);
            if (s_namespace.Match(attributes) is { Success: true } imported)
                parts.Add(new PagePart(directive.Index, directive.Index, "", "") { Header = $"using {imported.Groups[1].Value}; " });
        }

        var atServer = s_script.Matches(text).Where(RunsAtServer).ToList();
        var scripts = atServer.Where(script => !s_otherLanguage.IsMatch(script.Groups["attributes"].Value)).Select(script => script.Groups["body"]).ToList();
        var bodies = scripts.Select(body => new PagePart(body.Index, body.Index + body.Length, "", "}") { Header = $"file partial class {name} {{" }).ToList();
        var leftOut = atServer.Where(script => s_otherLanguage.IsMatch(script.Groups["attributes"].Value)).Select(Whole).ToList();
        var blocks = new List<PagePart>();
        if (PageReading.SaysMuch(text))
        {
            var found = PageBlocks(text, bodies);
            // Only a directive says that it is C#; other pages are Visual Basic, or classic ASP.
            var read = isCSharp ? Take(text, found.Pieces, leftOut) : [];
            if (!isCSharp)
                leftOut.AddRange(found.Pieces.Select(piece => new PageStretch(piece.Start, piece.End)));
            leftOut.AddRange(found.LeftOut);
            var page = s_directive.Matches(text).FirstOrDefault(directive => directive.Groups["kind"].Value.ToUpperInvariant() is "PAGE" or "CONTROL" or "MASTER");
            var inherited = page is not null && s_inherits.Match(page.Groups["attributes"].Value) is { Success: true } match ? $" : {match.Groups[1].Value}" : "";
            blocks = InMethods(read, bodies, i => $"file partial class {name}{(i == 0 ? inherited : "")} {{ void Render{i}() {{ ");
        }

        List<PagePart> all = [.. bodies, .. blocks];
        return PageReading.Of(text, all.Count == 0 ? null : Compose(text, FormsNamespaces, [.. parts, .. all]), all.Select(Stretch), leftOut);
    }

    private static bool RunsAtServer(Match script) => s_serverSide.IsMatch(script.Groups["attributes"].Value);

    private static PageStretch Whole(Match match) => new(match.Index, match.Index + match.Length);

    private static PageStretch Stretch(PagePart part) => new(part.Start, part.End);

    /// <summary>What a page does while it is written. A branch or loop that goes over several blocks is one piece.</summary>
    private static (List<PagePiece> Pieces, List<PageStretch> LeftOut) PageBlocks(string text, List<PagePart> scripts)
    {
        var pieces = new List<PagePiece>();
        var open = new List<PagePart>();
        var depth = 0;
        var count = 0;
        foreach (Match block in s_block.Matches(text))
        {
            var code = block.Groups["code"];
            if (block.Groups["kind"].Value is not ("" or "=" or ":" or "#" or "#:") || string.IsNullOrWhiteSpace(code.Value) || scripts.Exists(script => script.Start <= block.Index && block.Index < script.End))
                continue;
            if (++count > MaxBlocks || scripts.Count >= MaxScripts)
                return (pieces, [new PageStretch(open.Count > 0 ? open[0].Start : block.Index, text.Length)]);
            var isShown = block.Groups["kind"].Length > 0;
            var part = isShown ? PagePart.Shown(code.Index, code.Index + code.Length) : new PagePart(code.Index, code.Index + code.Length, "", " ");
            // Where a script lies between them, the blocks are in two methods.
            if (open.Count > 0 && scripts.Exists(script => open[^1].End <= script.Start && script.End <= block.Index))
            {
                pieces.Add(new PagePiece([.. open]));
                open.Clear();
                depth = 0;
            }
            else if (!isShown && open.Count == 0 && pieces.Count > 0 && s_goesOn.IsMatch(code.Value))
            {
                open.AddRange(pieces[^1].Parts);
                pieces.RemoveAt(pieces.Count - 1);
            }

            open.Add(part);
            depth += isShown ? 0 : Depth(code.Value);
            if (depth > 0)
                continue;
            pieces.Add(new PagePiece([.. open]));
            open.Clear();
            depth = 0;
        }

        if (open.Count > 0)
            pieces.Add(new PagePiece([.. open]));
        return (pieces, []);
    }

    private static int Depth(string code) => SyntaxFactory.ParseTokens(code).Sum(token => token.Kind() switch { SyntaxKind.OpenBraceToken => 1, SyntaxKind.CloseBraceToken => -1, _ => 0 });

    /// <summary>The pieces that are C#, each by itself: half of a statement tells wrong things. Of one that is none its parts are taken that are.</summary>
    private static List<PagePiece> Take(string text, List<PagePiece> pieces, List<PageStretch> leftOut)
    {
        if (AreWhole(text, [.. pieces.SelectMany(piece => piece.Parts)]))
            return pieces;
        var taken = new List<PagePiece>();
        foreach (var piece in pieces)
        {
            if (AreWhole(text, piece.Parts))
            {
                taken.Add(piece);
                continue;
            }

            foreach (var part in piece.Parts)
            {
                if (piece.Parts.Count > 1 && part.End > part.Start && AreWhole(text, [part]))
                    taken.Add(new PagePiece([part]));
                else
                    leftOut.Add(Stretch(part));
            }
        }

        return taken;
    }

    private static bool AreWhole(string text, IReadOnlyList<PagePart> parts)
    {
        var code = new StringBuilder("class A { async void B() {\n");
        foreach (var part in parts)
            code.Append(part.Before).Append(text, part.Start, part.End - part.Start).Append(part.After);
        var root = CSharpSyntaxTree.ParseText(code.Append("\n} }").ToString()).GetRoot();
        // Whoever closes the method writes another page than the one that is meant.
        return !root.ContainsDiagnostics && root.ChildNodes().Count() == 1 && root.ChildNodes().First().ChildNodes().Count() == 1;
    }

    /// <summary>The parts of pieces, in a method for those between two stretches of members.</summary>
    private static List<PagePart> InMethods(List<PagePiece> pieces, IReadOnlyList<PagePart> members, Func<int, string> header)
    {
        var parts = new List<PagePart>();
        var method = 0;
        for (var i = 0; i < pieces.Count; i++)
        {
            var isFirst = i == 0 || IsBehindMembers(i);
            var isLast = i == pieces.Count - 1 || IsBehindMembers(i + 1);
            var of = pieces[i].Parts;
            for (var p = 0; p < of.Count; p++)
            {
                parts.Add(of[p] with
                {
                    Header = isFirst && p == 0 ? header(method++) : "",
                    After = of[p].After + (isLast && p == of.Count - 1 ? "} }" : ""),
                });
            }
        }

        return parts;

        bool IsBehindMembers(int piece) => members.Any(part => part.End > part.Start && pieces[piece - 1].End <= part.Start && part.Start < pieces[piece].Start);
    }

    private static PageReading OfRazor(string name, string text)
    {
        var shown = Blanked(text, s_razorComment);
        var isShared = name is "_Imports" or "_ViewImports";
        var parts = s_razorUsing.Matches(shown).Select(used => new PagePart(used.Index, used.Index, "", "") { Header = $"{(isShared ? "global " : "")}using {used.Groups[1].Value.Trim().TrimEnd(';')}; " }).ToList();
        if (isShared)
            return new PageReading(parts.Count == 0 ? null : Compose(shown, "", parts), null);
        var injected = string.Concat(s_razorInject.Matches(shown).Select(member => $" {member.Groups[1].Value.Trim().TrimEnd(';')};"));
        var members = new List<PagePart>();
        var leftOut = new List<PageStretch>();
        foreach (Match block in s_razorBlock.Matches(shown))
        {
            if (members.Count > 0 && block.Index < members[^1].End)
                continue;
            // What is never closed leaves nothing behind it.
            var start = block.Index + block.Length;
            if (EndOf(shown, start) is not { } end)
            {
                leftOut.Add(new PageStretch(block.Index, shown.Length));
                break;
            }

            members.Add(new PagePart(start, end, "", "}") { Header = $"file partial class {name} {{{(members.Count == 0 ? injected : "")}" });
        }

        var drawn = new List<PagePart>();
        if (PageReading.SaysMuch(shown))
        {
            var read = RazorText.Of(shown, [.. members.Select(Stretch), .. leftOut]);
            var model = s_model.Match(shown) is { Success: true } of ? $" {of.Groups[1].Value.Trim().TrimEnd(';')} Model;" : "";
            if (members.Count < MaxScripts)
                drawn = InMethods(Take(shown, read.Pieces, leftOut), members, i => $"file partial class {name} {{{(i == 0 ? (members.Count == 0 ? injected : "") + model : "")} async System.Threading.Tasks.Task Render{i}() {{ ");
            else
                leftOut.AddRange(read.Pieces.Select(piece => new PageStretch(piece.Start, piece.End)));
            leftOut.AddRange(read.LeftOut);
        }

        List<PagePart> all = [.. members, .. drawn];
        return PageReading.Of(shown, all.Count == 0 ? null : Compose(shown, "", [.. parts, .. all]), all.Select(Stretch), leftOut);
    }

    /// <summary>A page without its comments; all else stands where it stood.</summary>
    private static string Blanked(string text, Regex comments) => comments.Replace(text, comment => new string([.. comment.Value.Select(c => c is '\r' or '\n' ? c : ' ')]));

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

    /// <summary>
    /// All but the parts is left out; its line ends stay. Where what makes a part whole has room in the markup before it, the part stands in the
    /// column where it stood.
    /// </summary>
    private static string Compose(string text, string first, IEnumerable<PagePart> parts)
    {
        var code = new StringBuilder();
        var behind = first;
        var at = 0;
        foreach (var part in parts.OrderBy(part => part.Start))
        {
            // One within another.
            if (part.Start < at)
                continue;
            Leave(text.AsSpan(at, part.Start - at), behind + part.Header, part.Before);
            code.Append(text, part.Start, part.End - part.Start);
            behind = part.After;
            at = part.End;
        }

        Leave(text.AsSpan(at), behind, "");
        return code.ToString();

        void Leave(ReadOnlySpan<char> markup, string anywhere, string before)
        {
            code.Append(anywhere);
            var left = markup;
            for (var end = left.IndexOfAny('\r', '\n'); end >= 0; end = left.IndexOfAny('\r', '\n'))
            {
                code.Append(left[end]);
                left = left[(end + 1)..];
            }

            code.Append(' ', Math.Max(0, left.Length - (left.Length == markup.Length ? anywhere.Length : 0) - before.Length)).Append(before);
        }
    }

    private static string ClassName(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return SyntaxFacts.IsValidIdentifier(name) ? name : "Page";
    }
}
