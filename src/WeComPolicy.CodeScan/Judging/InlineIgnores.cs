using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.CodeScan.Judging;

/// <summary>The ignore comments of a project: they cover findings, and are findings themselves where they are wrong, expired or unused.</summary>
internal sealed class InlineIgnores
{
    private const string Unusable = "WCA0001";
    private const string Expired = "WCA0002";
    private const string Unused = "WCA0003";

    private readonly RuleTable _rules;
    private readonly DateOnly _asOf;
    private readonly Dictionary<string, List<InlineIgnore>> _byPath = new(StringComparer.Ordinal);
    private readonly HashSet<InlineIgnore> _used = new(ReferenceEqualityComparer.Instance);

    private InlineIgnores(RuleTable rules, DateOnly asOf)
    {
        _rules = rules;
        _asOf = asOf;
    }

    /// <summary>Reads the comments of the files that are judged.</summary>
    public static InlineIgnores Of(IEnumerable<AdditionalText> configuration, IEnumerable<SyntaxTree> trees, FindingBuilder files, RuleTable rules, DateOnly asOf)
    {
        var ignores = new InlineIgnores(rules, asOf);
        foreach (var tree in trees)
        {
            var text = tree.GetText().ToString();
            if (!InlineIgnore.MayOccurIn(text))
                continue;
            var root = tree.GetRoot();
            var lines = tree.GetText().Lines;
            ignores.Add(files.FileOf(tree.FilePath, () => text), at => IsComment(root, at), line => StandsAlone(root, lines, line));
        }

        foreach (var file in configuration)
        {
            var text = file.GetText()!.ToString();
            if (InlineIgnore.MayOccurIn(text))
                ignores.Add(files.FileOf(file.Path, () => text), null, null);
        }

        return ignores;
    }

    private void Add(SourceFile file, Func<int, bool>? isComment, Func<int, bool>? standsAlone)
    {
        bool Marked(int line)
        {
            var text = file.LineText(line).TrimStart();
            return text.StartsWith("#") || text.StartsWith("//") || text.StartsWith(";") || text.StartsWith("<!--");
        }

        var found = InlineIgnore.In(file, isComment ?? (_ => true), standsAlone ?? Marked).ToList();
        if (found.Count > 0)
            _byPath[file.Path] = found;
    }

    /// <summary>The finding, with the comment that covers it as its waiver.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="lines">The lines on which it, and the statement around it, begin.</param>
    public Finding Cover(Finding finding, IReadOnlyList<int> lines)
    {
        if (finding.Location is not { } location || !_byPath.TryGetValue(location.File.Path, out var ignores))
            return finding;
        foreach (var ignore in ignores)
        {
            if (!lines.Contains(ignore.Line) || !ignore.Rules.Contains(finding.Rule.Id, StringComparer.OrdinalIgnoreCase))
                continue;
            _used.Add(ignore);
            if (!IsInForce(ignore))
                continue;
            var owner = ignore.Owner.Length > 0 ? ignore.Owner
                : string.Create(CultureInfo.InvariantCulture, $"{ignore.Range.File.Path}:{ignore.Range.Start.Line}");
            return finding with { Waiver = new AppliedWaiver(ignore.Reason, owner, ignore.Until) };
        }

        return finding;
    }

    /// <summary>What is wrong with the comments themselves; asked for when every finding has been covered.</summary>
    public IEnumerable<Finding> Problems() => _byPath.OrderBy(p => p.Key, StringComparer.Ordinal).SelectMany(p => p.Value).SelectMany(ProblemsOf);

    private bool IsInForce(InlineIgnore ignore) => ignore.Reason.Length > 0 && ignore.BadDate is null && !(ignore.Until < _asOf);

    private IEnumerable<Finding> ProblemsOf(InlineIgnore ignore)
    {
        if (ignore.Rules.Count == 0)
            yield return Problem(ignore, Unusable, new("忽略注释没有写明规则，不起作用；请写上规则编号，如 WCA1001。", "The ignore comment names no rule and hides nothing; write the rule's id, such as WCA1001."));
        foreach (var id in ignore.Rules.Where(id => !_rules.Knows(id.ToUpperInvariant())))
        {
            var near = Suggestion.Nearest(id, _rules.All.Select(r => r.Id)) ?? "WCA1001";
            yield return Problem(ignore, Unusable, new(
                $"忽略注释中的“{Excerpt.Of(id)}”不是规则编号；是否想写 {near}？",
                $"'{Excerpt.Of(id)}' in the ignore comment is no rule id; did you mean {near}?"));
        }

        if (ignore.Reason.Length == 0)
            yield return Problem(ignore, Unusable, new("忽略注释没有理由，不起作用；请写上 reason=理由。", "The ignore comment has no reason and hides nothing; write reason=… ."));
        if (ignore.BadDate is { } bad)
        {
            yield return Problem(ignore, Unusable, new(
                $"忽略注释的期限“{bad}”不是日期，不起作用；请写成 until=2027-03-31。",
                $"'{bad}' in the ignore comment is no date, so it hides nothing; write until=2027-03-31."));
        }

        if (ignore.Until is { } until && until < _asOf)
        {
            var day = until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            yield return Problem(ignore, Expired, new(
                $"忽略注释已于 {day} 过期，不再起作用；请解决问题，或重新评估后修改期限。",
                $"The ignore comment ended on {day} and hides nothing any more; solve the problem, or judge it again and move the date."));
        }
        else if (IsInForce(ignore) && !_used.Contains(ignore) && ignore.Rules.Count > 0 && ignore.Rules.All(id => _rules.Knows(id.ToUpperInvariant())))
        {
            yield return Problem(ignore, Unused, new("这条忽略注释没有隐藏任何问题；请删除。", "This ignore comment hides nothing; delete it."));
        }
    }

    private Finding Problem(InlineIgnore ignore, string rule, Bilingual message) => new()
    {
        Rule = _rules.Of(rule),
        Outcome = Verdict.Fail,
        Message = message,
        Location = ignore.Range,
        Subject = ignore.Range.File.Path,
        Fingerprint = "",
    };

    private static bool IsComment(SyntaxNode root, int at)
    {
        var trivia = root.FindTrivia(at, findInsideTrivia: false);
        return trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
            or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia;
    }

    // Nothing but comments and space: no token begins or ends on the line.
    private static bool StandsAlone(SyntaxNode root, Microsoft.CodeAnalysis.Text.TextLineCollection lines, int line)
    {
        if (line > lines.Count)
            return false;
        var text = lines[line - 1];
        var first = text.Start;
        while (first < text.End && char.IsWhiteSpace(text.Text![first]))
            first++;
        return first < text.End && IsComment(root, first);
    }
}
