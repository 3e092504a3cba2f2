using Microsoft.CodeAnalysis;
using WeComPolicy.Analyzers.Recognition;
using WeComPolicy.CodeScan.Building;
using WeComPolicy.CodeScan.Compilations;
using WeComPolicy.CodeScan.Judging;
using WeComPolicy.CodeScan.Projects;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;

namespace WeComPolicy.CodeScan;

/// <summary>One scan: compiles the projects, judges one after the other, and puts together what was found.</summary>
internal sealed class CodeScanRun
{
    private readonly CodeScanRequest _request;
    private readonly ScanNotes _notes;
    private readonly ProjectCompiler _compiler;
    private readonly ProjectGraph _graph;
    private readonly FoundInCode _found;
    private CodeScope _scope = new();
    private int _judgedProjects;

    private CodeScanRun(CodeScanRequest request, IReadOnlyList<CodeProject> projects, IReadOnlyList<BuiltProject>? built)
    {
        _request = request;
        _notes = new ScanNotes(request.WorkingDirectory);
        if (projects.Count > 0 && FrameworkReferences.All.Count == 0)
            _notes.NoFramework();
        var rules = new RuleTable(request.Rules);
        _compiler = new ProjectCompiler(request.WorkingDirectory, Math.Max(1, request.Jobs), rules.Settings);
        _graph = new ProjectGraph(request, projects, built, _compiler, _notes);
        _found = new FoundInCode(rules, new FindingBuilder(rules, request.WorkingDirectory), _graph.JudgedFiles, request.WorkingDirectory);
    }

    /// <summary>Scans projects.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="projects">The projects.</param>
    /// <param name="diagnostics">What was to be said of the way to them.</param>
    /// <param name="built">What a build recorded of them; null where nothing was built.</param>
    public static CodeScanResult Of(
        CodeScanRequest request, IReadOnlyList<CodeProject> projects, IReadOnlyList<InputDiagnostic> diagnostics, IReadOnlyList<BuiltProject>? built)
    {
        var run = new CodeScanRun(request, projects, built);
        run.JudgeAll();
        return run._found.Result(run._judgedProjects, run._scope, [.. diagnostics, .. run._notes.All]);
    }

    private void JudgeAll()
    {
        var done = 0;
        foreach (var project in _graph.Ordered)
        {
            _request.Cancellation.ThrowIfCancellationRequested();
            if (project.IsJudged)
                Judge(project, _graph.Judged(project));
            _graph.Release(project);
            _request.Progress?.Invoke(++done, _graph.Ordered.Count);
        }

        // The project that such a finding lies in may be judged later than the one that led to it.
        _found.BindElsewhere();
    }

    private void Judge(CodeProject project, IReadOnlyList<ProjectPart> parts)
    {
        var trees = parts.SelectMany(p => p.JudgedTrees).DistinctBy(t => t.FilePath, StringComparer.Ordinal).ToList();
        var configuration = parts[0].Compiled.Configuration;
        _scope = _scope with
        {
            Projects = _scope.Projects + (trees.Count > 0 ? 1 : 0),
            SourceFiles = _scope.SourceFiles + trees.Count,
            ConfigurationFiles = _scope.ConfigurationFiles + configuration.Length,
            Lines = _scope.Lines + trees.Sum(t => t.GetText().Lines.Count),
        };
        TellUnseen(project, parts, trees);
        var present = parts.Where(p => WeComPresence.In(p.Compilation, _request.Cancellation)).ToHashSet();
        if (present.Count == 0 && configuration.IsEmpty)
            return;
        if (present.Count > 0)
            _judgedProjects++;

        var callSites = new HashSet<(string Path, int Start)>();
        var broken = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            if (part.Built is null && configuration.IsEmpty && !part.JudgedTrees.Any(Statements.MayBeIn))
                continue;
            var judged = Judge(part, present.Contains(part));
            if (judged.NotJudged is { } why)
                _notes.NotJudged(project, why);
            _notes.AddRange(judged.TooDeep.Select(_compiler.TooDeep));
            _notes.CallsNotFollowed(project, judged.NotFollowed);
            foreach (var judgement in judged.Found)
                _found.Add(judgement, part);
            foreach (var judgement in judged.HiddenByConfig)
                _found.AddHidden(judgement, part);
            callSites.UnionWith(judged.CallSites);
            broken.UnionWith(judged.Broken);
        }

        var judgedPaths = trees.Select(t => t.FilePath).ToHashSet(StringComparer.Ordinal);
        _scope = _scope with { CallSites = _scope.CallSites + callSites.Count(c => judgedPaths.Contains(c.Path)) };
        foreach (var id in broken)
            _found.AddBroken(id, project);
        _found.Bind(configuration, trees);
    }

    private Judged Judge(ProjectPart part, bool isPresent)
    {
        if (part.Built is { } built)
            return BuildJudge.Judge(built, part.Compiled, _request.Jobs, _request.Cancellation);
        // Without WeCom in the code only the configuration may speak of it, and binding the code would be for nothing.
        var subject = isPresent ? part.Compiled : part.Compiled with { Compilation = part.Compilation.RemoveAllSyntaxTrees() };
        return SourceJudge.Judge(subject, CodeRules.Analyzers, GeneratedScope.Secrets, _request.Jobs, _request.Cancellation);
    }

    /// <summary>Tells of code about WeCom that no rule, or not every rule, gets to see.</summary>
    private void TellUnseen(CodeProject project, IReadOnlyList<ProjectPart> parts, IReadOnlyList<SyntaxTree> trees)
    {
        // What one compilation leaves out, another of the same project may see.
        var inactive = new SortedDictionary<(string Path, int Line), int>();
        var generated = new SortedSet<(string Path, int Line)>();
        foreach (var part in parts)
        {
            var options = part.Compilation.Options.SyntaxTreeOptionsProvider;
            foreach (var tree in part.JudgedTrees)
            {
                foreach (var line in InactiveCode.Lines(tree, _request.Cancellation))
                    inactive[(tree.FilePath, line)] = inactive.GetValueOrDefault((tree.FilePath, line)) + 1;
                generated.UnionWith(GeneratedCode.Lines(tree, options, _request.Cancellation).Select(line => (tree.FilePath, line)));
            }
        }

        _notes.Inactive(project, [.. inactive.Where(p => p.Value == parts.Count(part => part.Compilation.SyntaxTrees.Any(t => t.FilePath == p.Key.Path))).Select(p => p.Key)]);
        _notes.Generated(project, generated);
        _notes.PagesNotRead(project, [.. parts.SelectMany(part => part.Compiled.PagesNotRead).Where(page => project.Judged?.Contains(page.Path) != false).Distinct().OrderBy(page => page.Path, StringComparer.Ordinal)]);
        _notes.SyntaxErrors(project, [.. trees.Select(tree => (tree.FilePath, Line: SyntaxErrors.FirstLine(tree, _request.Cancellation))).Where(p => p.Line is not null)
            .Select(p => (p.FilePath, p.Line!.Value)).OrderBy(p => p.FilePath, StringComparer.Ordinal)]);
    }
}
