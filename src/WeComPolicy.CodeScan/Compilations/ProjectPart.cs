using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using WeComPolicy.CodeScan.Building;
using WeComPolicy.CodeScan.Projects;

namespace WeComPolicy.CodeScan.Compilations;

/// <summary>One way in which a project is compiled: by its sources, or as a build recorded it for one of its frameworks.</summary>
/// <param name="Compiled">The compilation.</param>
/// <param name="Built">What the build recorded of it; null where only the sources were read.</param>
internal sealed record ProjectPart(CompiledProject Compiled, BuiltProject? Built)
{
    public CSharpCompilation Compilation => Compiled.Compilation;

    /// <summary>The files of it that are judged.</summary>
    public IEnumerable<SyntaxTree> JudgedTrees => Compilation.SyntaxTrees.Where(Judges);

    /// <summary>Whether the file is judged here: it was asked for, and no build made it.</summary>
    public bool Judges(SyntaxTree tree) => Built is null
        ? !tree.FilePath.EndsWith("ImplicitUsings.g.cs", StringComparison.Ordinal) && Compiled.Project.Judged?.Contains(tree.FilePath) != false
        : Compiled.Project.Judged?.Contains(tree.FilePath) ?? !IsMadeByBuild(tree.FilePath, Compiled.Project.Folder);

    private static bool IsMadeByBuild(string path, string folder) =>
        ProjectFinder.IsWithin(path, Path.Combine(folder, "obj")) || ProjectFinder.IsWithin(path, Path.Combine(folder, "bin"));
}
