using Microsoft.CodeAnalysis;
using WeComPolicy.CodeScan.Compilations;
using WeComPolicy.CodeScan.Projects;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Inputs;
using WeComPolicy.Engine.Waivers;
using WeComPolicy.Expressions;

namespace WeComPolicy.CodeScan.Judging;

/// <summary>What the rules found in all projects of a scan: each place once, with the comments that speak of it, what is hidden apart.</summary>
internal sealed class FoundInCode(RuleTable rules, FindingBuilder builder, IReadOnlySet<string> judgedFiles, string workingDirectory)
{
    private readonly List<RawFinding> _findings = [];
    private readonly Dictionary<RawFinding, (Suppression By, string Reason)> _suppressed = new(ReferenceEqualityComparer.Instance);
    // Where in the list a finding is; negative for one that is hidden.
    private readonly Dictionary<(string Rule, string Path, int Start, int Length), int> _seen = [];
    private readonly List<IgnoreComment> _comments = [];
    private readonly Dictionary<string, CodeComments> _commentsOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SyntaxTree> _foreign = new(StringComparer.Ordinal);
    private readonly List<(int Finding, SyntaxTree Tree)> _elsewhere = [];
    private readonly SortedDictionary<string, int> _broken = new(StringComparer.Ordinal);
    private int _bound;

    /// <summary>Every ignore comment of the files that were judged.</summary>
    public IReadOnlyList<IgnoreComment> Comments => _comments;

    /// <summary>Takes what a rule said of one compilation of a project.</summary>
    public void Add(Judgement judgement, ProjectPart part)
    {
        if (part.Compiled.TreeOf(judgement.Diagnostic.Location) is { } tree && !(part.Compilation.ContainsSyntaxTree(tree) && part.Judges(tree)))
            _foreign[DisplayPath.Of(tree.FilePath, workingDirectory)] = tree;
        if (Raw(judgement.Diagnostic, part) is not var (raw, configured))
            return;
        var key = KeyOf(raw.Finding);
        if (_seen.TryGetValue(key, out var known))
        {
            // Another project, whose calls lead to the same place, may be surer of it.
            if (known >= 0 && raw.Finding.Severity > _findings[known].Finding.Severity)
                _findings[known] = raw with { Finding = raw.Finding with { Ignores = _findings[known].Finding.Ignores } };
            return;
        }

        var (diagnostic, owner) = part.Built is null ? part.Compiled.InSource(judgement.Diagnostic) : (judgement.Diagnostic, part.Compilation);
        if (judgement.IsSuppressed || diagnostic.IsSuppressed)
            Hide(raw, Suppression.InSource, SuppressionReason.Of(diagnostic, raw.Finding, owner));
        else if (configured == ReportDiagnostic.Suppress)
            Hide(raw, Suppression.ByConfiguration);
        else
        {
            _seen.Add(key, _findings.Count);
            _findings.Add(raw);
        }
    }

    /// <summary>Takes what a rule would have said, had no configuration of the build switched it off.</summary>
    public void AddHidden(Judgement judgement, ProjectPart part)
    {
        if (Raw(judgement.Diagnostic, part) is not var (raw, _) || _seen.ContainsKey(KeyOf(raw.Finding)))
            return;
        if (judgement.IsSuppressed)
            Hide(raw, Suppression.InSource, SuppressionReason.Of(judgement.Diagnostic, raw.Finding, part.Compilation));
        else
            Hide(raw, Suppression.ByConfiguration);
    }

    /// <summary>Takes that a rule broke: what it would have found is not known, and that must not look like a pass.</summary>
    public void AddBroken(string id, CodeProject project)
    {
        _broken[id] = _broken.GetValueOrDefault(id) + 1;
        var name = project.Name;
        var place = new SourceRange(new SourceFile(project.ProjectFile is { } file ? DisplayPath.Of(file, workingDirectory) : name, ""), default);
        _findings.Add(new RawFinding(
            new Finding
            {
                Rule = rules.Of(id),
                Outcome = Verdict.Error,
                Message = new Bilingual(
                    $"规则 {id} 在项目 {name} 中出错，它的结论不完整。这是扫描器的缺陷，请提交问题",
                    $"Rule {id} broke in the project {name}; what it says is not complete. This is a bug of the scanner, please report it"),
                Location = place,
                Subject = name,
                Fingerprint = "",
            },
            name + "\nbroken",
            []));
    }

    /// <summary>Ties a project's findings, which are those since the last such call, to the comments in its files.</summary>
    public void Bind(IEnumerable<AdditionalText> configuration, IReadOnlyList<SyntaxTree> trees)
    {
        var comments = CodeComments.Of(configuration, trees, builder);
        _comments.AddRange(comments.All);
        foreach (var tree in trees)
            _commentsOf[DisplayPath.Of(tree.FilePath, workingDirectory)] = comments;
        for (; _bound < _findings.Count; _bound++)
        {
            if (_foreign.TryGetValue(_findings[_bound].Finding.Location!.Value.File.Path, out var tree))
                _elsewhere.Add((_bound, tree));
            else
                Bind(_bound, comments);
        }

        _foreign.Clear();
    }

    /// <summary>Ties findings that lie in another project than the one that led to them. Call once, when every project is judged.</summary>
    public void BindElsewhere()
    {
        foreach (var (index, tree) in _elsewhere)
            Bind(index, CommentsOf(tree));
    }

    /// <summary>The result, but for what the scan says of itself and how much it covered.</summary>
    /// <param name="judgedProjects">How many projects speak of WeCom.</param>
    /// <param name="scope">What was scanned.</param>
    /// <param name="notes">What the scan says of itself.</param>
    public CodeScanResult Result(int judgedProjects, CodeScope scope, IReadOnlyList<InputDiagnostic> notes)
    {
        // What is hidden is numbered too: to hide a finding changes no other's fingerprint.
        var identified = FindingBuilder.Identified(_findings.Concat(_suppressed.Keys)
                .OrderBy(f => f.Finding.Location!.Value.File.Path, StringComparer.Ordinal)
                .ThenBy(f => f.Finding.Location!.Value.Span.Start)
                .ThenBy(f => f.Finding.Rule.Id, StringComparer.Ordinal))
            .OrderByDescending(f => f.Finding.Severity)
            .ThenBy(f => f.Finding.Rule.Id, StringComparer.Ordinal)
            .ToList();
        var findings = identified.Where(f => !_suppressed.ContainsKey(f.Raw)).Select(f => f.Finding).ToList();
        var suppressed = identified.Where(f => _suppressed.ContainsKey(f.Raw)).Select(f => new SuppressedFinding(f.Finding, _suppressed[f.Raw].By) { Reason = _suppressed[f.Raw].Reason }).ToList();
        return new CodeScanResult
        {
            Rules = rules.All,
            Outcomes = Outcomes(findings, suppressed, judgedProjects),
            Findings = findings,
            Suppressed = suppressed,
            Diagnostics = notes,
            Secrets = builder.Secrets(),
            IgnoreComments = _comments,
            Scope = scope with
            {
                SuppressedInSource = suppressed.Count(s => s.By == Suppression.InSource),
                SuppressedByConfig = suppressed.Count(s => s.By == Suppression.ByConfiguration),
            },
        };
    }

    private List<RuleOutcome> Outcomes(IReadOnlyList<Finding> findings, IReadOnlyList<SuppressedFinding> suppressed, int judgedProjects)
    {
        var hidden = suppressed.GroupBy(s => s.Finding.Rule.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        var failed = findings.GroupBy(f => f.Rule.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        return [.. rules.All.Select(rule => new RuleOutcome
        {
            Rule = rule,
            Tenant = "",
            Failed = failed.GetValueOrDefault(rule.Id) - _broken.GetValueOrDefault(rule.Id),
            Errors = _broken.GetValueOrDefault(rule.Id),
            // What is hidden is there: the rule has not passed.
            Passed = failed.ContainsKey(rule.Id) || hidden.ContainsKey(rule.Id) ? 0 : judgedProjects,
            NotApplicable = failed.ContainsKey(rule.Id) || (judgedProjects > 0 && !hidden.ContainsKey(rule.Id)) ? 0 : 1,
            Reason = hidden.TryGetValue(rule.Id, out var count)
                ? new Bilingual($"{count} 处发现被 #pragma、SuppressMessage 或 .editorconfig 隐藏", $"{count} hidden by #pragma, SuppressMessage or .editorconfig")
                : judgedProjects > 0 ? null : new Bilingual("代码中没有企业微信", "no WeCom in the code"),
        })];
    }

    private void Bind(int index, CodeComments comments)
    {
        var (finding, _, lines) = _findings[index];
        _findings[index] = _findings[index] with { Finding = comments.Bind(finding, lines) };
    }

    /// <summary>The comments of a helper's file, which lies in another project.</summary>
    private CodeComments CommentsOf(SyntaxTree tree)
    {
        var path = DisplayPath.Of(tree.FilePath, workingDirectory);
        if (!_commentsOf.TryGetValue(path, out var comments))
        {
            // Nothing in that project spoke of WeCom.
            _commentsOf.Add(path, comments = CodeComments.Of([], [tree], builder));
            _comments.AddRange(comments.All);
        }

        return comments;
    }

    private void Hide(RawFinding raw, Suppression by, string reason = "")
    {
        _seen.Add(KeyOf(raw.Finding), -1);
        _suppressed.Add(raw, (by, reason));
    }

    private (RawFinding Raw, ReportDiagnostic? Configured)? Raw(Diagnostic diagnostic, ProjectPart part)
    {
        if (!rules.Knows(diagnostic.Id) || (part.Compiled.TreeOf(diagnostic.Location) is { } tree && !judgedFiles.Contains(tree.FilePath)))
            return null;
        var configured = part.Compiled.Configs.SeverityOf(diagnostic.Id, diagnostic.Location.SourceTree?.FilePath ?? diagnostic.Location.GetLineSpan().Path ?? "");
        return builder.Of(diagnostic, part.Compiled, configured) is { } raw ? (raw, configured) : null;
    }

    private static (string, string, int, int) KeyOf(Finding finding)
    {
        var range = finding.Location!.Value;
        return (finding.Rule.Id, range.File.Path, range.Span.Start, range.Span.Length);
    }
}
