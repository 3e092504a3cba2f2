using System.Globalization;
using WeComPolicy.CodeScan.Projects;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Inputs;
using WeComPolicy.Expressions;

namespace WeComPolicy.CodeScan.Judging;

/// <summary>What a scan of code says of itself: what it could not read, did not follow or did not judge, since nothing passes in silence.</summary>
internal sealed class ScanNotes(string workingDirectory)
{
    private const int MaxNames = 5;

    private readonly List<InputDiagnostic> _notes = [];

    /// <summary>By path. Each once: several projects may lie below one configuration.</summary>
    public IEnumerable<InputDiagnostic> All => _notes.DistinctBy(d => (d.Path, d.Code, d.Message)).OrderBy(d => d.Path, StringComparer.Ordinal);

    public void AddRange(IEnumerable<InputDiagnostic> notes) => _notes.AddRange(notes);

    /// <summary>Code can be understood by its names alone.</summary>
    public void NoFramework() => Warn(null, "no-framework",
        new("找不到 .NET 框架的程序集，代码只能按名称理解，结论可能不完整。", "The assemblies of the .NET framework were not found; code is understood by its names alone, and findings may be missing."),
        new("请安装 .NET 运行时，或使用不打包运行时的发布版本。", "Install the .NET runtime, or use the edition that does not bundle one."));

    /// <summary>Sources without a project were judged folder by folder.</summary>
    public void FoldersNotFollowed(CodeProject project, int folders) => Warn(project, "folders-not-followed",
        new(
            $"没有项目文件，而 {folders} 个文件夹声明了同名类型：它们分别检查，没有跟踪进入其他文件夹的调用。",
            $"There is no project file, and {folders} folders declare types of the same names: each was judged by itself, and calls into the others were not followed."),
        new("请分别扫描各个文件夹，或加上项目文件。", "Scan the folders one by one, or add project files."));

    /// <summary>A project refers to too many others.</summary>
    public void ReferencesNotFollowed(CodeProject project, int most) => Warn(project, "references-not-followed",
        new(
            $"这个项目间接引用的项目超过 {most} 个，只跟踪了最近的那些。",
            $"This project refers to more than {most} others indirectly; only the nearest were followed."),
        new("请在项目文件中直接引用需要跟踪的项目。", "Refer directly to the projects that should be followed."));

    /// <summary>Too many types have a method that is called.</summary>
    public void CallsNotFollowed(CodeProject project, IReadOnlyList<(string Method, int Types)> methods)
    {
        if (methods.Count == 0)
            return;
        var shown = Shown(methods.Count, "个", [.. methods.Take(MaxNames).Select(m => new Bilingual($"{m.Method}（{m.Types} 个类型）", $"{m.Method} ({m.Types} types)"))]);
        Warn(project, "calls-not-followed",
            new($"实现这些方法的类型太多，对它们的调用没有跟踪，其中有企业微信的代码：{shown.Zh}。", $"Too many types have these methods, code about WeCom among them, for calls of them to be followed: {shown.En}."),
            new("请在 *.wecom-policy.txt 中把其中调用企业微信的方法声明为 call，或自行检查这些调用。", "Declare the method as a call in a file *.wecom-policy.txt where it leads to WeCom, or look at the calls yourself."));
    }

    /// <summary>Too many projects implement an interface that is called.</summary>
    public void ImplementationsNotFollowed(CodeProject project) => Warn(project, "implementations-not-followed",
        new("这里调用的接口在太多项目中有实现，只跟踪了其中一部分。", "The interfaces that are called here are implemented in too many projects; only some of them were followed."),
        new("请分别扫描各个解决方案。", "Scan the solutions one by one."));

    /// <summary>A build left files out.</summary>
    public void NotBuilt(CodeProject project, IReadOnlyCollection<string> files)
    {
        var shown = Shown(files.Count, "个", [.. files.Order(StringComparer.Ordinal).Take(MaxNames).Select(Same)]);
        Warn(project, "not-built",
            new($"构建没有编译这里的 {files.Count} 个文件，它们仅按源代码检查：{shown.Zh}。", $"The build did not compile {files.Count} of the files here; they were judged by their sources alone: {shown.En}."),
            new("如果应当编译，请把它们加入项目或解决方案。", "If they should be compiled, add them to the project or solution."));
    }

    /// <summary>Nothing can be said of a project. An error, not a note: what was not judged must not pass.</summary>
    public void NotJudged(CodeProject project, Bilingual why) => _notes.Add(InputDiagnostic.About(project.Name, "project-not-judged", why,
        new("请分别扫描其中的子文件夹，找出并移走有问题的文件。", "Scan its sub-folders one by one, and move the file that is the cause.")));

    /// <summary>Branches that no compilation takes.</summary>
    public void Inactive(CodeProject project, IReadOnlyCollection<(string Path, int Line)> places) => Warn(project, "inactive-code", places,
        (count, shown) => new($"#if 未启用的分支中有 {count} 段企业微信代码，没有检查：{shown.Zh}。", $"{count} inactive branches of #if hold code about WeCom that was not judged: {shown.En}."),
        new("如果这些分支会被编译，请在项目的 DefineConstants 中定义对应的符号后再扫描。", "If these branches are ever compiled, define their symbols in the project's DefineConstants and scan again."));

    /// <summary>Generated code, of which some rules say nothing.</summary>
    public void Generated(CodeProject project, IReadOnlyCollection<(string Path, int Line)> places) => Warn(project, "generated-code", places,
        (count, shown) => new(
            $"{count} 处企业微信代码标记为生成代码，只检查了密钥类规则，没有检查调用频率和用法：{shown.Zh}。",
            $"{count} places of code about WeCom are marked as generated; they were judged by the rules about secrets alone, not for call rate and correct use: {shown.En}."),
        new(
            "如果是手写代码，请去掉标记（文件名、<auto-generated>、GeneratedCode 或 generated_code）后再扫描。",
            "If a person wrote it, remove the mark (the file's name, <auto-generated>, GeneratedCode or generated_code) and scan again."));

    /// <summary>Code that no compiler would take.</summary>
    public void SyntaxErrors(CodeProject project, IReadOnlyCollection<(string Path, int Line)> places) => Warn(project, "syntax-errors", places,
        (count, shown) => new(
            $"{count} 个企业微信代码文件有语法错误，出错处附近可能没有检查到：{shown.Zh}。",
            $"{count} files of code about WeCom have syntax errors; what is near them may not have been judged: {shown.En}."),
        new("请改正语法后再扫描；如果是模板，请扫描由它生成的代码。", "Mend them and scan again; of a template, scan what is generated from it."));

    /// <summary>Pages with code that no rule gets to see.</summary>
    public void PagesNotRead(CodeProject project, IReadOnlyCollection<(string Path, int Line)> places) => Warn(project, "page-code-not-read", places,
        (count, shown) => new(
            $"{count} 个页面中与企业微信有关的代码没有检查，所列为每个页面中第一处：{shown.Zh}。",
            $"{count} pages hold code about WeCom that was not judged; the first place of each: {shown.En}."),
        new(
            "请把这些代码移到 .cs 文件中（例如代码隐藏文件、PageModel），或改正代码块后再扫描；浏览器脚本和其他语言的代码请自行检查。",
            "Move the code to a .cs file, such as the code-behind or PageModel, or mend the blocks, and scan again; look at scripts for the browser and code in other languages yourself."));

    private void Warn(CodeProject? project, string code, Bilingual message, Bilingual help) =>
        _notes.Add(InputDiagnostic.About(project?.Name, code, message, help) with { IsWarning = true });

    private void Warn(CodeProject project, string code, IReadOnlyCollection<(string Path, int Line)> places, Func<int, Bilingual, Bilingual> message, Bilingual help)
    {
        if (places.Count == 0)
            return;
        var shown = places.Take(MaxNames).Select(p => Same($"{DisplayPath.Of(p.Path, workingDirectory)}:{p.Line.ToString(CultureInfo.InvariantCulture)}")).ToList();
        Warn(project, code, message(places.Count, Shown(places.Count, "处", shown)), help);
    }

    /// <summary>The first few, and how many more there are.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="measure">What Chinese counts them by.</param>
    /// <param name="first">Those that are named.</param>
    private static Bilingual Shown(int count, string measure, IReadOnlyList<Bilingual> first)
    {
        var rest = count - first.Count;
        return new(
            string.Join("、", first.Select(name => name.Zh)) + (rest > 0 ? $" 等（另有 {rest} {measure}）" : ""),
            string.Join(", ", first.Select(name => name.En)) + (rest > 0 ? $" and {rest} more" : ""));
    }

    private static Bilingual Same(string text) => new(text, text);
}
