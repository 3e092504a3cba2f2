using System.Text;
using System.Xml;
using WeComPolicy.CodeScan.Inputs;
using WeComPolicy.CodeScan.Projects;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Inputs;

namespace WeComPolicy.CodeScan.Building;

/// <summary>One thing to hand to <c>dotnet build</c>.</summary>
/// <param name="Path">A project or solution, absolute.</param>
/// <param name="Folder">Where to run it: there lie the files, such as <c>global.json</c>, that choose the SDK.</param>
internal sealed record BuildStep(string Path, string Folder);

/// <summary>What to build for the targets of a scan.</summary>
internal sealed class BuildPlan
{
    private readonly List<BuildStep> _steps = [];
    private readonly List<InputDiagnostic> _problems = [];
    private readonly IReadOnlyList<CodeProject> _projects;
    private readonly string _workingDirectory;
    private readonly string _scratch;

    private BuildPlan(IReadOnlyList<CodeProject> projects, string workingDirectory, string scratch)
    {
        _projects = projects;
        _workingDirectory = workingDirectory;
        _scratch = scratch;
    }

    public IReadOnlyList<BuildStep> Steps => _steps;

    /// <summary>Targets that cannot be built; then there is nothing to run.</summary>
    public IReadOnlyList<InputDiagnostic> Problems => _problems;

    /// <summary>Makes the plan. A folder is built as <c>dotnet build</c> would, by its solution; without one, all of its projects are.</summary>
    /// <param name="targets">What the user named.</param>
    /// <param name="projects">The projects that were found there.</param>
    /// <param name="workingDirectory">What display paths are relative to.</param>
    /// <param name="scratch">A folder for files of our own.</param>
    public static BuildPlan Of(IReadOnlyList<CodeTarget> targets, IReadOnlyList<CodeProject> projects, string workingDirectory, string scratch)
    {
        var plan = new BuildPlan(projects, workingDirectory, scratch);
        foreach (var target in targets.OrderBy(t => t.Kind).ThenBy(t => t.Path, StringComparer.Ordinal))
            plan.Add(target);
        return plan;
    }

    private void Add(CodeTarget target)
    {
        switch (target.Kind)
        {
            case CodeTargetKind.Folder:
                AddFolder(target.Path);
                break;
            case CodeTargetKind.SourceFile:
                if (_projects.FirstOrDefault(p => p.Judged?.Contains(target.Path) == true)?.ProjectFile is { } owner)
                    AddStep(owner);
                else
                    AddNothingToBuild(target.Path);
                break;
            default:
                AddStep(target.Path);
                break;
        }
    }

    private void AddFolder(string folder)
    {
        var solutions = Directory.EnumerateFiles(folder).Where(f => CodeTarget.KindOfFile(f) == CodeTargetKind.Solution).Order(StringComparer.Ordinal).ToList();
        if (solutions.Count > 1)
        {
            var names = solutions.Select(s => DisplayPath.Of(s, _workingDirectory)).ToList();
            _problems.Add(InputDiagnostic.About(DisplayPath.Of(folder, _workingDirectory), "several-solutions",
                new($"这个文件夹里有多个解决方案：{string.Join("、", names)}。", $"This folder has several solutions: {string.Join(", ", names)}."),
                new("请直接指定要构建的那一个。", "Name the one to build.")));
            return;
        }

        if (solutions.Count == 1)
        {
            AddStep(solutions[0]);
            return;
        }

        var files = _projects.Where(p => p.IsJudged && ProjectFinder.IsWithin(p.Folder, folder)).Select(p => p.ProjectFile).OfType<string>().ToList();
        if (files.Count == 0)
            AddNothingToBuild(folder);
        else if (files.Count == 1)
            AddStep(files[0]);
        else
            _steps.Add(new BuildStep(WriteTraversal(files), folder));
    }

    private void AddStep(string path)
    {
        if (!_steps.Exists(s => s.Path == path))
            _steps.Add(new BuildStep(path, Path.GetDirectoryName(path)!));
    }

    private void AddNothingToBuild(string path) =>
        _problems.Add(InputDiagnostic.About(DisplayPath.Of(path, _workingDirectory), "nothing-to-build",
            new("这里没有可以构建的项目或解决方案。", "There is no project or solution to build here."),
            new("请指定 .csproj、.sln 或 .slnx 文件，或去掉 --build，只读取源代码。", "Name a .csproj, .sln or .slnx file, or leave --build away to read the sources alone.")));

    private string WriteTraversal(IEnumerable<string> projects)
    {
        var path = Path.Combine(_scratch, $"all{_steps.Count}.proj");
        using var xml = XmlWriter.Create(path, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, OmitXmlDeclaration = true });
        xml.WriteStartElement("Project");
        xml.WriteAttributeString("DefaultTargets", "Build");
        xml.WriteStartElement("ItemGroup");
        foreach (var project in projects)
        {
            xml.WriteStartElement("P");
            xml.WriteAttributeString("Include", MSBuildText.Escape(project));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        // One after the other, since projects share those that they refer to.
        WriteTarget(xml, "Restore", inParallel: false);
        WriteTarget(xml, "Build", inParallel: true);
        xml.WriteEndElement();
        return path;
    }

    private static void WriteTarget(XmlWriter xml, string name, bool inParallel)
    {
        xml.WriteStartElement("Target");
        xml.WriteAttributeString("Name", name);
        xml.WriteStartElement("MSBuild");
        xml.WriteAttributeString("Projects", "@(P)");
        xml.WriteAttributeString("Targets", name);
        xml.WriteAttributeString("BuildInParallel", inParallel ? "true" : "false");
        xml.WriteAttributeString("SkipNonexistentTargets", name == "Restore" ? "true" : "false");
        xml.WriteEndElement();
        xml.WriteEndElement();
    }
}
