using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using WeComPolicy.Analyzers.Recognition;
using WeComPolicy.CodeScan.Compilations;
using WeComPolicy.CodeScan.Judging;
using WeComPolicy.CodeScan.Projects;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Inputs;
using WeComPolicy.Expressions;

namespace WeComPolicy.CodeScan;

/// <summary>Reads code and judges it by the analyzers, project by project. Nothing of the code is built, restored or run.</summary>
public static class CodeScanner
{
    /// <summary>Scans; the same request gives the same result, whatever <see cref="CodeScanRequest.Jobs"/> is.</summary>
    public static CodeScanResult Run(CodeScanRequest request)
    {
        var (projects, diagnostics) = ProjectFinder.Find(request.Targets, request.WorkingDirectory);
        var run = new Scan(request, projects);
        run.JudgeAll();
        return run.Result(diagnostics);
    }

    private sealed class Scan
    {
        // A project that takes longer means harm, or meets a bug.
        private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(20);

        private readonly CodeScanRequest _request;
        private readonly IReadOnlyList<CodeProject> _projects;
        private readonly Dictionary<string, CodeProject> _byFolder;
        private readonly Dictionary<string, CSharpCompilation> _compilations = new(StringComparer.Ordinal);
        private readonly Dictionary<string, int> _waiting = new(StringComparer.Ordinal);
        private readonly HashSet<string> _begun = new(StringComparer.Ordinal);
        private readonly List<InputDiagnostic> _diagnostics = [];
        private readonly List<RawFinding> _findings = [];
        private readonly HashSet<(string Rule, string Path, int Start, int Length)> _seen = [];
        private readonly SortedDictionary<string, int> _broken = new(StringComparer.Ordinal);
        private readonly RuleTable _rules;
        private readonly FindingBuilder _builder;
        private readonly ProjectCompiler _compiler;
        private CodeScope _scope = new();
        private int _judgedProjects;
        private int _done;

        public Scan(CodeScanRequest request, IReadOnlyList<CodeProject> projects)
        {
            _request = request;
            _projects = projects;
            _byFolder = projects.ToDictionary(p => p.Folder, StringComparer.Ordinal);
            _rules = new RuleTable(request.Rules);
            _builder = new FindingBuilder(_rules, request.WorkingDirectory);
            _compiler = new ProjectCompiler(request.WorkingDirectory, Math.Max(1, request.Jobs), SettingsOf(_rules.All));
            foreach (var folder in projects.SelectMany(ReferencedFolders))
                _waiting[folder] = _waiting.GetValueOrDefault(folder) + 1;
        }

        public void JudgeAll()
        {
            foreach (var project in _projects)
                Visit(project);
        }

        public CodeScanResult Result(IReadOnlyList<InputDiagnostic> found)
        {
            var findings = FindingBuilder.Identified(_findings
                    .OrderBy(f => f.Finding.Location!.Value.File.Path, StringComparer.Ordinal)
                    .ThenBy(f => f.Finding.Location!.Value.Span.Start)
                    .ThenBy(f => f.Finding.Rule.Id, StringComparer.Ordinal))
                .OrderByDescending(f => f.Severity)
                .ThenBy(f => f.Rule.Id, StringComparer.Ordinal)
                .ToList();
            var failed = findings.GroupBy(f => f.Rule.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
            return new CodeScanResult
            {
                Rules = _rules.All,
                Outcomes = [.. _rules.All.Select(rule => new RuleOutcome
                {
                    Rule = rule,
                    Tenant = "",
                    Failed = failed.GetValueOrDefault(rule.Id) - _broken.GetValueOrDefault(rule.Id),
                    Errors = _broken.GetValueOrDefault(rule.Id),
                    Passed = failed.ContainsKey(rule.Id) ? 0 : _judgedProjects,
                    NotApplicable = failed.ContainsKey(rule.Id) || _judgedProjects > 0 ? 0 : 1,
                    Reason = _judgedProjects > 0 ? null : new Bilingual("代码中没有企业微信", "no WeCom in the code"),
                })],
                Findings = findings,
                Diagnostics = [.. found, .. _diagnostics.OrderBy(d => d.Path, StringComparer.Ordinal)],
                Secrets = _builder.Secrets(),
                Scope = _scope,
            };
        }

        private IEnumerable<string> ReferencedFolders(CodeProject project) =>
            project.Settings.ProjectReferences.Select(r => Path.GetDirectoryName(r)!).Where(_byFolder.ContainsKey).Distinct(StringComparer.Ordinal);

        // The thresholds of the catalogue, as the rules read them; an editor configuration has the last word.
        private static Dictionary<string, string> SettingsOf(IReadOnlyList<RuleDescriptor> rules) =>
            rules.SelectMany(rule => rule.Parameters.Select(p => KeyValuePair.Create(
                    $"wecom_policy.{rule.Id}.{p.Key}", Convert.ToString(p.Value, CultureInfo.InvariantCulture) ?? "")))
                // All projects are at hand here, so a call is followed from one into the other.
                .Append(KeyValuePair.Create("wecom_policy.follow_project_references", "true"))
                .ToDictionary(StringComparer.Ordinal);

        // What a project refers to comes first; the way down is kept on the heap, since a chain of projects may be long.
        private void Visit(CodeProject first)
        {
            var open = new Stack<(CodeProject Project, bool Ready)>();
            open.Push((first, false));
            while (open.TryPop(out var next))
            {
                if (next.Ready)
                {
                    Judge(next.Project);
                    continue;
                }

                if (!_begun.Add(next.Project.Folder))
                    continue;
                open.Push((next.Project, true));
                foreach (var folder in ReferencedFolders(next.Project))
                    open.Push((_byFolder[folder], false));
            }
        }

        private void Judge(CodeProject project)
        {
            _request.Cancellation.ThrowIfCancellationRequested();
            var references = ReferencedFolders(project).ToList();
            var compiled = _compiler.Compile(project, references.Select(f => _compilations.GetValueOrDefault(f)).OfType<CSharpCompilation>(), _request.Cancellation);
            _diagnostics.AddRange(compiled.Diagnostics);
            if (project.IsJudged)
                Judge(compiled);
            if (_waiting.GetValueOrDefault(project.Folder) > 0)
                _compilations[project.Folder] = compiled.Compilation;

            // A compilation is kept only until the last project that refers to it is done.
            foreach (var folder in references)
            {
                if (--_waiting[folder] == 0)
                    _compilations.Remove(folder);
            }

            _request.Progress?.Invoke(++_done, _projects.Count);
        }

        private void Judge(CompiledProject compiled)
        {
            var trees = compiled.Compilation.SyntaxTrees.Where(t => IsJudged(t, compiled.Project)).ToList();
            _scope = _scope with
            {
                Projects = _scope.Projects + (trees.Count > 0 ? 1 : 0),
                SourceFiles = _scope.SourceFiles + trees.Count,
                ConfigurationFiles = _scope.ConfigurationFiles + compiled.Configuration.Length,
                Lines = _scope.Lines + trees.Sum(t => t.GetText().Lines.Count),
            };
            var isPresent = WeComPresence.In(compiled.Compilation, _request.Cancellation);
            if (!isPresent && compiled.Configuration.IsEmpty)
                return;
            if (isPresent)
                _judgedProjects++;

            var first = _findings.Count;

            // Without WeCom in the code only the configuration may speak of it, and binding the code would be for nothing.
            var subject = isPresent ? compiled : compiled with { Compilation = compiled.Compilation.RemoveAllSyntaxTrees() };
            var broken = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
            var callSites = new CallSites();
            foreach (var diagnostic in Diagnose(subject, callSites, broken))
                Add(diagnostic, subject);
            _scope = _scope with { CallSites = _scope.CallSites + callSites.Count };
            var ignores = InlineIgnores.Of(subject, trees, _builder, _rules, _request.AsOf);
            for (var i = first; i < _findings.Count; i++)
                _findings[i] = _findings[i] with { Finding = ignores.Cover(_findings[i].Finding, _findings[i].Lines) };
            _scope = _scope with { Ignored = _scope.Ignored + _findings.Skip(first).Count(f => f.Finding.Waiver is not null) };
            _findings.AddRange(ignores.Problems().Select(p => new RawFinding(p, $"{p.Subject}\n{p.Message.En}", [])));
            foreach (var id in broken.Keys.Order(StringComparer.Ordinal))
                AddBroken(id, subject);
        }

        private static bool IsJudged(SyntaxTree tree, CodeProject project) =>
            !tree.FilePath.EndsWith("ImplicitUsings.g.cs", StringComparison.Ordinal) && project.Judged?.Contains(tree.FilePath) != false;

        private ImmutableArray<Diagnostic> Diagnose(CompiledProject compiled, CallSites callSites, ConcurrentDictionary<string, bool> broken)
        {
            var analysis = compiled.Compilation.WithAnalyzers(
                CodeRules.Analyzers.Add(callSites),
                new CompilationWithAnalyzersOptions(
                    new AnalyzerOptions(compiled.Configuration, compiled.Configs),
                    onAnalyzerException: (_, analyzer, _) =>
                    {
                        foreach (var rule in analyzer.SupportedDiagnostics)
                            broken[rule.Id] = true;
                    },
                    concurrentAnalysis: _request.Jobs > 1,
                    logAnalyzerExecutionTime: false,
                    reportSuppressedDiagnostics: true));
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(_request.Cancellation);
            limit.CancelAfter(s_longest);
            try
            {
                return analysis.GetAnalyzerDiagnosticsAsync(limit.Token).GetAwaiter().GetResult();
            }
            catch (OperationCanceledException) when (!_request.Cancellation.IsCancellationRequested)
            {
                NotJudged(compiled, new("检查超过 20 分钟，已中止，这个项目没有结论。", "Judging took longer than 20 minutes and was stopped; nothing is said of this project."));
            }
            catch (InsufficientExecutionStackException)
            {
                NotJudged(compiled, new("代码嵌套过深，这个项目没有结论。", "The code is nested too deep; nothing is said of this project."));
            }

            return [];
        }

        // An error, not a note: what was not judged must not pass.
        private void NotJudged(CompiledProject compiled, Bilingual why) =>
            _diagnostics.Add(InputDiagnostic.About(compiled.Project.Name, "project-not-judged", why,
                new("请分别扫描其中的子文件夹，找出并移走有问题的文件。", "Scan its sub-folders one by one, and move the file that is the cause.")));

        private void Add(Diagnostic diagnostic, CompiledProject compiled)
        {
            if (!_rules.Knows(diagnostic.Id))
                return;
            var configured = diagnostic.Location.SourceTree?.FilePath is { } path ? compiled.Configs.SeverityOf(diagnostic.Id, path)
                : compiled.Configs.SeverityOf(diagnostic.Id, diagnostic.Location.GetLineSpan().Path ?? "");
            if (diagnostic.Location.SourceTree is { } tree && !IsJudged(tree, compiled.Project))
                return;
            if (_builder.Of(diagnostic, compiled, configured) is not { } raw || !_seen.Add(KeyOf(raw.Finding)))
                return;
            if (diagnostic.IsSuppressed)
                _scope = _scope with { SuppressedInSource = _scope.SuppressedInSource + 1 };
            else if (configured == ReportDiagnostic.Suppress)
                _scope = _scope with { SuppressedByConfig = _scope.SuppressedByConfig + 1 };
            else
                _findings.Add(raw);
        }

        private static (string, string, int, int) KeyOf(Finding finding)
        {
            var range = finding.Location!.Value;
            return (finding.Rule.Id, range.File.Path, range.Span.Start, range.Span.Length);
        }

        // The rule broke: what it would have found is not known, and that must not look like a pass.
        private void AddBroken(string id, CompiledProject compiled)
        {
            _broken[id] = _broken.GetValueOrDefault(id) + 1;
            var name = compiled.Project.Name;
            var place = new SourceRange(new SourceFile(compiled.Project.ProjectFile is { } file ? DisplayPath.Of(file, _request.WorkingDirectory) : name, ""), default);
            _findings.Add(new RawFinding(
                new Finding
                {
                    Rule = _rules.Of(id),
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
    }
}
