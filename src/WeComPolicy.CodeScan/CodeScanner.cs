using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using WeComPolicy.Analyzers.Flow;
using WeComPolicy.Analyzers.Recognition;
using WeComPolicy.CodeScan.Building;
using WeComPolicy.CodeScan.Compilations;
using WeComPolicy.CodeScan.Inputs;
using WeComPolicy.CodeScan.Judging;
using WeComPolicy.CodeScan.Projects;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Inputs;
using WeComPolicy.Engine.Waivers;
using WeComPolicy.Expressions;

namespace WeComPolicy.CodeScan;

/// <summary>
/// Reads code and judges it by the analyzers, project by project. Nothing of the code is built, restored or run, unless the request
/// says so.
/// </summary>
public static class CodeScanner
{
    /// <summary>Scans; the same request gives the same result, whatever <see cref="CodeScanRequest.Jobs"/> is.</summary>
    /// <exception cref="OperationCanceledException">The user stopped it; a build that was under way is taken down.</exception>
    public static CodeScanResult Run(CodeScanRequest request)
    {
        var (projects, diagnostics) = ProjectFinder.Find(request.Targets, request.WorkingDirectory);
        return request.BuildCommand is null ? Scan.Of(request, projects, diagnostics, null) : Build(request, projects, diagnostics);
    }

    private static CodeScanResult Build(CodeScanRequest request, IReadOnlyList<CodeProject> projects, IReadOnlyList<InputDiagnostic> diagnostics)
    {
        var scratch = Directory.CreateTempSubdirectory("wecom-policy-build-").FullName;
        try
        {
            var rules = new RuleTable(request.Rules).All;
            var (built, problems) = Builder.Build(request, projects, Scan.SettingsOf(rules), rules.Select(r => r.Id), scratch);
            // Half of a build is no basis for a verdict.
            return problems.Count > 0 ? Scan.Of(request, [], [.. diagnostics, .. problems], null) : Scan.Of(request, projects, diagnostics, built);
        }
        finally
        {
            TryDelete(scratch);
        }
    }

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The system clears its folder of temporary files.
        }
    }

    private sealed class Scan
    {
        private const int MaxNames = 5;

        private readonly CodeScanRequest _request;
        private readonly IReadOnlyList<CodeProject> _projects;
        private readonly ILookup<string, BuiltProject>? _built;
        private readonly Dictionary<string, CodeProject> _byFolder;
        private readonly Dictionary<string, string> _byAssembly;
        private readonly Dictionary<string, List<Part>> _parts = new(StringComparer.Ordinal);
        private readonly Dictionary<string, IReadOnlyList<string>> _references = new(StringComparer.Ordinal);
        private readonly Dictionary<string, HashSet<string>> _below = new(StringComparer.Ordinal);
        private readonly HashSet<string> _judgedFiles = new(StringComparer.Ordinal);
        private readonly HashSet<string> _begun = new(StringComparer.Ordinal);
        private readonly List<InputDiagnostic> _diagnostics = [];
        private readonly List<RawFinding> _findings = [];
        private readonly Dictionary<RawFinding, (Suppression By, string Reason)> _suppressed = new(ReferenceEqualityComparer.Instance);
        private readonly List<IgnoreComment> _comments = [];
        // Where in the list a finding is; negative for one that is hidden.
        private readonly Dictionary<(string Rule, string Path, int Start, int Length), int> _seen = [];
        private readonly Dictionary<string, CodeComments> _commentsOf = new(StringComparer.Ordinal);
        private readonly List<(int Finding, SyntaxTree Tree)> _elsewhere = [];
        private readonly SortedDictionary<string, int> _broken = new(StringComparer.Ordinal);
        private readonly RuleTable _rules;
        private readonly FindingBuilder _builder;
        private readonly ProjectCompiler _compiler;
        private CodeScope _scope = new();
        private int _judgedProjects;
        private int _done;

        private Scan(CodeScanRequest request, IReadOnlyList<CodeProject> projects, IReadOnlyList<BuiltProject>? built)
        {
            _request = request;
            _built = built?.ToLookup(b => Path.GetDirectoryName(b.ProjectFile) ?? "", StringComparer.Ordinal);
            _rules = new RuleTable(request.Rules);
            _builder = new FindingBuilder(_rules, request.WorkingDirectory);
            _compiler = new ProjectCompiler(request.WorkingDirectory, Math.Max(1, request.Jobs), SettingsOf(_rules.All));
            _projects = [.. projects.SelectMany(Split)];
            _byFolder = _projects.ToDictionary(p => p.Folder, StringComparer.Ordinal);
            _byAssembly = projects.Where(p => p.ProjectFile is not null).GroupBy(p => Path.GetFileNameWithoutExtension(p.ProjectFile!), StringComparer.OrdinalIgnoreCase)
                .Where(same => same.Count() == 1).ToDictionary(same => same.Key, same => same.First().Folder, StringComparer.OrdinalIgnoreCase);
        }

        public static CodeScanResult Of(
            CodeScanRequest request, IReadOnlyList<CodeProject> projects, IReadOnlyList<InputDiagnostic> found, IReadOnlyList<BuiltProject>? built)
        {
            var scan = new Scan(request, projects, built);
            if (projects.Count > 0 && FrameworkReferences.All.Count == 0)
                scan._diagnostics.Add(NoFramework());
            var ordered = scan._projects.SelectMany(scan.Ordered).ToList();
            foreach (var project in ordered)
                scan.Compile(project);
            scan.JudgeAll(ordered);
            return scan.Result(found);
        }

        private CodeScanResult Result(IReadOnlyList<InputDiagnostic> found)
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
            var hiddenByRule = suppressed.GroupBy(s => s.Finding.Rule.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
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
                    // What is hidden is there: the rule has not passed.
                    Passed = failed.ContainsKey(rule.Id) || hiddenByRule.ContainsKey(rule.Id) ? 0 : _judgedProjects,
                    NotApplicable = failed.ContainsKey(rule.Id) || (_judgedProjects > 0 && !hiddenByRule.ContainsKey(rule.Id)) ? 0 : 1,
                    Reason = hiddenByRule.TryGetValue(rule.Id, out var hidden)
                        ? new Bilingual($"{hidden} 处发现被 #pragma、SuppressMessage 或 .editorconfig 隐藏", $"{hidden} hidden by #pragma, SuppressMessage or .editorconfig")
                        : _judgedProjects > 0 ? null : new Bilingual("代码中没有企业微信", "no WeCom in the code"),
                })],
                Findings = findings,
                Suppressed = suppressed,
                // Several projects may lie below one configuration.
                Diagnostics = [.. found, .. _diagnostics.DistinctBy(d => (d.Path, d.Code, d.Message)).OrderBy(d => d.Path, StringComparer.Ordinal)],
                Secrets = _builder.Secrets(),
                IgnoreComments = _comments,
                Scope = _scope with
                {
                    SuppressedInSource = suppressed.Count(s => s.By == Suppression.InSource),
                    SuppressedByConfig = suppressed.Count(s => s.By == Suppression.ByConfiguration),
                },
            };
        }

        private IReadOnlyList<CodeProject> Split(CodeProject project)
        {
            if (project.ProjectFile is not null)
                return [project];
            var parts = _compiler.Split(project, out var isCut, _request.Cancellation);
            if (isCut)
            {
                _diagnostics.Add(InputDiagnostic.About(project.Name, "folders-not-followed",
                    new(
                        $"没有项目文件，而 {parts.Count} 个文件夹声明了同名类型：它们分别检查，没有跟踪进入其他文件夹的调用。",
                        $"There is no project file, and {parts.Count} folders declare types of the same names: each was judged by itself, and calls into the others were not followed."),
                    new("请分别扫描各个文件夹，或加上项目文件。", "Scan the folders one by one, or add project files.")) with { IsWarning = true });
            }

            return parts;
        }

        // Sources without a project may call any of the projects, as the pages of a web site do; their own types come first all the same.
        private IEnumerable<string> ReferencedFolders(CodeProject project) => project.ProjectFile is null
            ? _projects.Where(p => p.ProjectFile is not null).Select(p => p.Folder)
            : project.Settings.ProjectReferences.Select(r => Path.GetDirectoryName(r)!)
                // A built file of a project that lies here: its source says more.
                .Concat(project.Settings.AssemblyReferences.Select(_byAssembly.GetValueOrDefault).OfType<string>().Where(folder => folder != project.Folder))
                .Where(_byFolder.ContainsKey).Distinct(StringComparer.Ordinal);

        // The thresholds of the catalogue, as the rules read them; an editor configuration has the last word.
        public static Dictionary<string, string> SettingsOf(IReadOnlyList<RuleDescriptor> rules) =>
            rules.SelectMany(rule => rule.Parameters.Select(p => KeyValuePair.Create(
                    $"wecom_policy.{rule.Id}.{p.Key}", Convert.ToString(p.Value, CultureInfo.InvariantCulture) ?? "")))
                // All projects are at hand here, so a call is followed from one into the other.
                .Append(KeyValuePair.Create("wecom_policy.follow_project_references", "true"))
                .ToDictionary(StringComparer.Ordinal);

        // What a project refers to comes first; the way down is kept on the heap, since a chain of projects may be long.
        private IEnumerable<CodeProject> Ordered(CodeProject first)
        {
            var open = new Stack<(CodeProject Project, bool Ready)>();
            open.Push((first, false));
            while (open.TryPop(out var next))
            {
                if (next.Ready)
                {
                    yield return next.Project;
                    continue;
                }

                if (!_begun.Add(next.Project.Folder))
                    continue;
                open.Push((next.Project, true));
                foreach (var folder in ReferencedFolders(next.Project))
                    open.Push((_byFolder[folder], false));
            }
        }

        private void Compile(CodeProject project)
        {
            _request.Cancellation.ThrowIfCancellationRequested();
            // In a circle one of them has to come before what it refers to.
            var references = ReferencedFolders(project).Where(_parts.ContainsKey).ToList();
            _references[project.Folder] = references;
            var parts = _parts[project.Folder] = Parts(project, [.. references.Select(Reference), .. Indirect(project, references)]);
            _below[project.Folder] = references.Concat(references.SelectMany(f => _below[f])).ToHashSet(StringComparer.Ordinal);
            _diagnostics.AddRange(parts.SelectMany(p => p.Compiled.Diagnostics).DistinctBy(d => (d.Path, d.Code)));
            if (!project.IsJudged)
                return;
            foreach (var tree in parts.SelectMany(p => p.Compiled.Compilation.SyntaxTrees.Where(t => IsJudged(t, p))))
                _judgedFiles.Add(tree.FilePath);
        }

        private CSharpCompilation Source(string folder) => _parts[folder][0].Compiled.Compilation;

        private MetadataReference Reference(string folder) => Source(folder).ToMetadataReference();

        /// <summary>What the projects that a project refers to refer to, the nearest first.</summary>
        private List<MetadataReference> Indirect(CodeProject project, IReadOnlyList<string> references)
        {
            var seen = new HashSet<string>(references, StringComparer.Ordinal) { project.Folder };
            var found = new List<MetadataReference>();
            var open = new Queue<string>(references);
            while (open.TryDequeue(out var from))
            {
                foreach (var folder in _references[from].Where(seen.Add))
                {
                    if (found.Count == _request.MaxIndirectProjects)
                    {
                        _diagnostics.Add(NotFollowed(project));
                        return found;
                    }

                    // Where a build hands on no references, the names of what lies further below mean nothing, but its types are known.
                    found.Add(Source(folder).ToMetadataReference(project.Settings.HandsOnReferences ? default : [DistantImplementations.Alias]));
                    open.Enqueue(folder);
                }
            }

            return found;
        }

        private InputDiagnostic NotFollowed(CodeProject project) => InputDiagnostic.About(project.Name, "references-not-followed",
            new(
                $"这个项目间接引用的项目超过 {_request.MaxIndirectProjects} 个，只跟踪了最近的那些。",
                $"This project refers to more than {_request.MaxIndirectProjects} others indirectly; only the nearest were followed."),
            new("请在项目文件中直接引用需要跟踪的项目。", "Refer directly to the projects that should be followed.")) with { IsWarning = true };

        private static InputDiagnostic NotFollowed(CodeProject project, IReadOnlyList<(string Method, int Types)> methods)
        {
            var shown = methods.Take(MaxNames).ToList();
            var rest = methods.Count - shown.Count;
            return InputDiagnostic.About(project.Name, "calls-not-followed",
                new(
                    $"实现这些方法的类型太多，对它们的调用没有跟踪，其中有企业微信的代码：{string.Join("、", shown.Select(m => $"{m.Method}（{m.Types} 个类型）"))}{(rest > 0 ? $" 等（另有 {rest} 个）" : "")}。",
                    $"Too many types have these methods, code about WeCom among them, for calls of them to be followed: {string.Join(", ", shown.Select(m => $"{m.Method} ({m.Types} types)"))}{(rest > 0 ? $" and {rest} more" : "")}."),
                new("请在 *.wecom-policy.txt 中把其中调用企业微信的方法声明为 call，或自行检查这些调用。", "Declare the method as a call in a file *.wecom-policy.txt where it leads to WeCom, or look at the calls yourself.")) with { IsWarning = true };
        }

        private void JudgeAll(List<CodeProject> ordered)
        {
            var compilations = _parts.ToDictionary(p => p.Key, p => p.Value[0].Compiled.Compilation, StringComparer.Ordinal);
            var addresses = ordered.DistinctBy(project => project.Folder).ToDictionary(project => project.Folder, AddressesOf, StringComparer.Ordinal);
            foreach (var (folder, parts) in _parts)
            {
                foreach (var part in parts)
                    addresses[folder].Settle(part.Compiled.Compilation);
            }

            // A build says itself what belongs together.
            var distant = _built is null ? new DistantImplementations(compilations, folder => _below[folder], _request.Cancellation) : null;
            foreach (var project in ordered)
            {
                _request.Cancellation.ThrowIfCancellationRequested();
                var parts = _parts[project.Folder];
                if (project.IsJudged)
                {
                    if (distant is not null)
                        parts = [SeenFrom(project, parts[0], distant)];
                    addresses[project.Folder].Settle(parts[0].Compiled.Compilation);
                    Judge(project, parts);
                }

                // A compilation is kept only until the last project that refers to it is done.
                _parts.Remove(project.Folder);
                _request.Progress?.Invoke(++_done, _projects.Count);
            }

            // The project that such a finding lies in may be judged later than the one that led to it.
            foreach (var (index, tree) in _elsewhere)
                Bind(index, CommentsOf(tree));
        }

        // A library is configured by the programs that use it.
        private ConfiguredAddresses AddressesOf(CodeProject project) => ConfiguredAddresses.In(
            [.. _parts.Where(p => p.Key == project.Folder || _below[p.Key].Contains(project.Folder)).OrderBy(p => p.Key, StringComparer.Ordinal).SelectMany(p => p.Value[0].Compiled.Configuration)],
            _request.Cancellation);

        private Part SeenFrom(CodeProject project, Part part, DistantImplementations distant)
        {
            var seen = distant.SeenFrom(project.Folder, part.Compiled.Compilation, out var isCut);
            if (isCut)
            {
                _diagnostics.Add(InputDiagnostic.About(project.Name, "implementations-not-followed",
                    new("这里调用的接口在太多项目中有实现，只跟踪了其中一部分。", "The interfaces that are called here are implemented in too many projects; only some of them were followed."),
                    new("请分别扫描各个解决方案。", "Scan the solutions one by one.")) with { IsWarning = true });
            }

            return part with { Compiled = part.Compiled with { Compilation = seen } };
        }

        // A build may compile a project for several frameworks, and leave out files or whole projects: those are judged by their sources.
        private List<Part> Parts(CodeProject project, IReadOnlyList<MetadataReference> references)
        {
            var built = _built?[project.Folder].ToList() ?? [];
            var parts = built.Select(b => new Part(_compiler.Compile(project, b, _request.Cancellation), b)).ToList();
            var missing = project.Sources.Except(built.SelectMany(b => b.Sources), StringComparer.Ordinal).Where(s => project.Judged?.Contains(s) != false && (parts.Count == 0 || !CSharpFile.IsRazor(s))).ToHashSet(StringComparer.Ordinal);
            if (parts.Count > 0 && missing.Count == 0)
                return parts;
            if (_built is not null && project.IsJudged && missing.Where(s => !CSharpFile.IsPage(s)).ToList() is { Count: > 0 } notBuilt)
                _diagnostics.Add(NotBuilt(project, notBuilt));
            parts.Add(new Part(_compiler.Compile(parts.Count == 0 ? project : project with { Judged = missing }, references, _request.Cancellation), null));
            return parts;
        }

        private static InputDiagnostic NoFramework() => InputDiagnostic.About(null, "no-framework",
            new("找不到 .NET 框架的程序集，代码只能按名称理解，结论可能不完整。", "The assemblies of the .NET framework were not found; code is understood by its names alone, and findings may be missing."),
            new("请安装 .NET 运行时，或使用不打包运行时的发布版本。", "Install the .NET runtime, or use the edition that does not bundle one.")) with { IsWarning = true };

        private InputDiagnostic NotBuilt(CodeProject project, IReadOnlyCollection<string> missing)
        {
            var shown = missing.Order(StringComparer.Ordinal).Take(MaxNames).Select(f => DisplayPath.Of(f, _request.WorkingDirectory)).ToList();
            var rest = missing.Count - shown.Count;
            return InputDiagnostic.About(project.Name, "not-built",
                new(
                    $"构建没有编译这里的 {missing.Count} 个文件，它们仅按源代码检查：{string.Join("、", shown)}{(rest > 0 ? $" 等（另有 {rest} 个）" : "")}。",
                    $"The build did not compile {missing.Count} of the files here; they were judged by their sources alone: {string.Join(", ", shown)}{(rest > 0 ? $" and {rest} more" : "")}."),
                new("如果应当编译，请把它们加入项目或解决方案。", "If they should be compiled, add them to the project or solution.")) with { IsWarning = true };
        }

        private void Judge(CodeProject project, List<Part> parts)
        {
            var trees = parts.SelectMany(p => p.Compiled.Compilation.SyntaxTrees.Where(t => IsJudged(t, p))).DistinctBy(t => t.FilePath, StringComparer.Ordinal).ToList();
            var configuration = parts[0].Compiled.Configuration;
            _scope = _scope with
            {
                Projects = _scope.Projects + (trees.Count > 0 ? 1 : 0),
                SourceFiles = _scope.SourceFiles + trees.Count,
                ConfigurationFiles = _scope.ConfigurationFiles + configuration.Length,
                Lines = _scope.Lines + trees.Sum(t => t.GetText().Lines.Count),
            };
            AddInactive(project, parts);
            AddGenerated(project, parts);
            AddSyntaxErrors(project, trees);
            var present = parts.Where(p => WeComPresence.In(p.Compiled.Compilation, _request.Cancellation)).ToHashSet();
            if (present.Count == 0 && configuration.IsEmpty)
                return;
            if (present.Count > 0)
                _judgedProjects++;

            var first = _findings.Count;
            var callSites = new HashSet<(string, int)>();
            var broken = new SortedSet<string>(StringComparer.Ordinal);
            var foreign = new SortedDictionary<string, SyntaxTree>(StringComparer.Ordinal);
            foreach (var part in parts)
            {
                if (part.Built is null && configuration.IsEmpty && !part.Compiled.Compilation.SyntaxTrees.Any(t => IsJudged(t, part) && Statements.MayBeIn(t)))
                    continue;
                // Without WeCom in the code only the configuration may speak of it, and binding the code would be for nothing.
                var subject = present.Contains(part) ? part.Compiled : part.Compiled with { Compilation = part.Compiled.Compilation.RemoveAllSyntaxTrees() };
                var judged = part.Built is { } built
                    ? BuildJudge.Judge(built, part.Compiled, _request.Jobs, _request.Cancellation)
                    : SourceJudge.Judge(subject, CodeRules.Analyzers, GeneratedScope.Secrets, _request.Jobs, _request.Cancellation);
                if (judged.NotJudged is { } why)
                    NotJudged(part.Compiled, why);
                _diagnostics.AddRange(judged.TooDeep.Select(_compiler.TooDeep));
                if (judged.NotFollowed.Count > 0)
                    _diagnostics.Add(NotFollowed(project, judged.NotFollowed));
                foreach (var judgement in judged.Found)
                {
                    Add(judgement, part);
                    if (part.Compiled.TreeOf(judgement.Diagnostic.Location) is { } tree && !(part.Compiled.Compilation.ContainsSyntaxTree(tree) && IsJudged(tree, part)))
                        foreign[DisplayPath.Of(tree.FilePath, _request.WorkingDirectory)] = tree;
                }

                foreach (var judgement in judged.HiddenByConfig)
                    AddHidden(judgement, part);
                callSites.UnionWith(judged.CallSites);
                broken.UnionWith(judged.Broken);
            }

            var judgedPaths = trees.Select(t => t.FilePath).ToHashSet(StringComparer.Ordinal);
            _scope = _scope with { CallSites = _scope.CallSites + callSites.Count(c => judgedPaths.Contains(c.Item1)) };
            var comments = CodeComments.Of(configuration, trees, _builder);
            _comments.AddRange(comments.All);
            foreach (var tree in trees)
                _commentsOf[DisplayPath.Of(tree.FilePath, _request.WorkingDirectory)] = comments;
            for (var i = first; i < _findings.Count; i++)
            {
                if (foreign.TryGetValue(_findings[i].Finding.Location!.Value.File.Path, out var tree))
                    _elsewhere.Add((i, tree));
                else
                    Bind(i, comments);
            }

            foreach (var id in broken)
                AddBroken(id, project);
        }

        private void Bind(int index, CodeComments comments)
        {
            var (finding, _, lines) = _findings[index];
            _findings[index] = _findings[index] with { Finding = comments.Bind(finding, lines) };
        }

        // What one compilation leaves out, another of the same project may see.
        private void AddInactive(CodeProject project, List<Part> parts)
        {
            var places = new SortedDictionary<(string Path, int Line), int>();
            foreach (var tree in parts.SelectMany(p => p.Compiled.Compilation.SyntaxTrees.Where(t => IsJudged(t, p))))
            {
                foreach (var line in InactiveCode.Lines(tree, _request.Cancellation))
                    places[(tree.FilePath, line)] = places.GetValueOrDefault((tree.FilePath, line)) + 1;
            }

            var found = places.Where(p => p.Value == parts.Count(part => part.Compiled.Compilation.SyntaxTrees.Any(t => t.FilePath == p.Key.Path))).Select(p => p.Key).ToList();
            AddPlaces(project, "inactive-code", found,
                (count, shown) => new($"#if 未启用的分支中有 {count} 段企业微信代码，没有检查：{shown.Zh}。", $"{count} inactive branches of #if hold code about WeCom that was not judged: {shown.En}."),
                new("如果这些分支会被编译，请在项目的 DefineConstants 中定义对应的符号后再扫描。", "If these branches are ever compiled, define their symbols in the project's DefineConstants and scan again."));
        }

        private void AddGenerated(CodeProject project, List<Part> parts)
        {
            var places = new SortedSet<(string Path, int Line)>();
            foreach (var part in parts)
            {
                var options = part.Compiled.Compilation.Options.SyntaxTreeOptionsProvider;
                foreach (var tree in part.Compiled.Compilation.SyntaxTrees.Where(t => IsJudged(t, part)))
                    places.UnionWith(GeneratedCode.Lines(tree, options, _request.Cancellation).Select(line => (tree.FilePath, line)));
            }

            AddPlaces(project, "generated-code", places,
                (count, shown) => new(
                    $"{count} 处企业微信代码标记为生成代码，只检查了密钥类规则，没有检查调用频率和用法：{shown.Zh}。",
                    $"{count} places of code about WeCom are marked as generated; they were judged by the rules about secrets alone, not for call rate and correct use: {shown.En}."),
                new(
                    "如果是手写代码，请去掉标记（文件名、<auto-generated>、GeneratedCode 或 generated_code）后再扫描。",
                    "If a person wrote it, remove the mark (the file's name, <auto-generated>, GeneratedCode or generated_code) and scan again."));
        }

        private void AddSyntaxErrors(CodeProject project, List<SyntaxTree> trees) => AddPlaces(
            project,
            "syntax-errors",
            [.. trees.Select(tree => (tree.FilePath, Line: SyntaxErrors.FirstLine(tree, _request.Cancellation))).Where(p => p.Line is not null).Select(p => (p.FilePath, p.Line!.Value))
                .OrderBy(p => p.FilePath, StringComparer.Ordinal)],
            (count, shown) => new(
                $"{count} 个企业微信代码文件有语法错误，出错处附近可能没有检查到：{shown.Zh}。",
                $"{count} files of code about WeCom have syntax errors; what is near them may not have been judged: {shown.En}."),
            new("请改正语法后再扫描；如果是模板，请扫描由它生成的代码。", "Mend them and scan again; of a template, scan what is generated from it."));

        private void AddPlaces(
            CodeProject project, string code, IReadOnlyCollection<(string Path, int Line)> places, Func<int, Bilingual, Bilingual> message, Bilingual help)
        {
            if (places.Count == 0)
                return;
            var shown = places.Take(MaxNames).Select(p => $"{DisplayPath.Of(p.Path, _request.WorkingDirectory)}:{p.Line.ToString(CultureInfo.InvariantCulture)}").ToList();
            var rest = places.Count - shown.Count;
            _diagnostics.Add(InputDiagnostic.About(project.Name, code,
                message(places.Count, new(
                    string.Join("、", shown) + (rest > 0 ? $" 等（另有 {rest} 处）" : ""),
                    string.Join(", ", shown) + (rest > 0 ? $" and {rest} more" : ""))),
                help) with { IsWarning = true });
        }

        /// <summary>The comments of a helper's file, which lies in another project.</summary>
        private CodeComments CommentsOf(SyntaxTree tree)
        {
            var path = DisplayPath.Of(tree.FilePath, _request.WorkingDirectory);
            if (!_commentsOf.TryGetValue(path, out var comments))
            {
                // Nothing in that project spoke of WeCom.
                _commentsOf.Add(path, comments = CodeComments.Of([], [tree], _builder));
                _comments.AddRange(comments.All);
            }

            return comments;
        }

        private static bool IsJudged(SyntaxTree tree, Part part) => part.Built is null
            ? !tree.FilePath.EndsWith("ImplicitUsings.g.cs", StringComparison.Ordinal) && part.Compiled.Project.Judged?.Contains(tree.FilePath) != false
            : part.Compiled.Project.Judged?.Contains(tree.FilePath) ?? !IsMadeByBuild(tree.FilePath, part.Compiled.Project.Folder);

        private static bool IsMadeByBuild(string path, string folder) =>
            ProjectFinder.IsWithin(path, Path.Combine(folder, "obj")) || ProjectFinder.IsWithin(path, Path.Combine(folder, "bin"));

        // An error, not a note: what was not judged must not pass.
        private void NotJudged(CompiledProject compiled, Bilingual why) =>
            _diagnostics.Add(InputDiagnostic.About(compiled.Project.Name, "project-not-judged", why,
                new("请分别扫描其中的子文件夹，找出并移走有问题的文件。", "Scan its sub-folders one by one, and move the file that is the cause.")));

        private void Add(Judgement judgement, Part part)
        {
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

            var (diagnostic, owner) = part.Built is null ? part.Compiled.InSource(judgement.Diagnostic) : (judgement.Diagnostic, part.Compiled.Compilation);
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

        private void AddHidden(Judgement judgement, Part part)
        {
            if (Raw(judgement.Diagnostic, part) is not var (raw, _) || _seen.ContainsKey(KeyOf(raw.Finding)))
                return;
            if (judgement.IsSuppressed)
                Hide(raw, Suppression.InSource, SuppressionReason.Of(judgement.Diagnostic, raw.Finding, part.Compiled.Compilation));
            else
                Hide(raw, Suppression.ByConfiguration);
        }

        private void Hide(RawFinding raw, Suppression by, string reason = "")
        {
            _seen.Add(KeyOf(raw.Finding), -1);
            _suppressed.Add(raw, (by, reason));
        }

        private (RawFinding Raw, ReportDiagnostic? Configured)? Raw(Diagnostic diagnostic, Part part)
        {
            if (!_rules.Knows(diagnostic.Id) || (part.Compiled.TreeOf(diagnostic.Location) is { } tree && !_judgedFiles.Contains(tree.FilePath)))
                return null;
            var configs = part.Compiled.Configs;
            var configured = configs.SeverityOf(diagnostic.Id, diagnostic.Location.SourceTree?.FilePath ?? diagnostic.Location.GetLineSpan().Path ?? "");
            return _builder.Of(diagnostic, part.Compiled, configured) is { } raw ? (raw, configured) : null;
        }

        private static (string, string, int, int) KeyOf(Finding finding)
        {
            var range = finding.Location!.Value;
            return (finding.Rule.Id, range.File.Path, range.Span.Start, range.Span.Length);
        }

        // The rule broke: what it would have found is not known, and that must not look like a pass.
        private void AddBroken(string id, CodeProject project)
        {
            _broken[id] = _broken.GetValueOrDefault(id) + 1;
            var name = project.Name;
            var place = new SourceRange(new SourceFile(project.ProjectFile is { } file ? DisplayPath.Of(file, _request.WorkingDirectory) : name, ""), default);
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

        /// <summary>One way in which a project is compiled.</summary>
        /// <param name="Compiled">The compilation.</param>
        /// <param name="Built">What the build recorded of it; null where only the sources were read.</param>
        private sealed record Part(CompiledProject Compiled, BuiltProject? Built);
    }
}
