using WeComPolicy.CodeScan.Inputs;
using WeComPolicy.Cli.Git;
using WeComPolicy.Engine.Inputs;

namespace WeComPolicy.Cli.Commands.Diff;

/// <summary>One side of a comparison: where its files lie and what of them is judged.</summary>
/// <param name="Label">As the command line calls it.</param>
/// <param name="Context">The world, seen from the folder that the side's paths start from.</param>
/// <param name="Paths">What is judged; empty for what the project file says.</param>
internal sealed record DiffSide(string Label, CliContext Context, IReadOnlyList<string> Paths)
{
    /// <summary>The folder of a revision; null for files of the working directory.</summary>
    public RevisionFolder? Revision { get; init; }

    /// <summary>The commit, as a hexadecimal id; null for files of the working directory.</summary>
    public string? Commit { get; init; }

    /// <summary>
    /// Whether what is judged is the same path on both sides, so that one of them may lack it: two revisions, or one and the work
    /// tree, whose root is then the folder of <see cref="Context"/>.
    /// </summary>
    public bool SharesPaths { get; init; }

    /// <summary>Turns a path of the command line into one that starts from <see cref="Context"/>'s folder.</summary>
    public Func<string, string> Locate { get; init; } = path => path;

    /// <summary>The work tree that the revision would be checked out to; empty for a bare repository, null for files of the working directory.</summary>
    public string? WorkTree { get; init; }

    /// <summary>Where a file of this side lies for its users: of a revision, in the work tree.</summary>
    public string Place(string path) => Revision is null || string.IsNullOrEmpty(WorkTree) ? path : Path.Combine(WorkTree, Path.GetRelativePath(Revision.Path, path));

    /// <summary>Whether a path names anything here that can be judged.</summary>
    public bool Finds(string argument)
    {
        var split = CodeArguments.Split([argument], Context.WorkingDirectory);
        return split.Code.Count > 0 || split.Tenants.Count > 0 || InputFinder.Find(split.Rest, Context.WorkingDirectory).Tenants.Count > 0;
    }

    /// <summary>Whether a file or folder that an option names is here.</summary>
    public bool Has(string path) => path.Length > 0 && Path.Exists(Path.GetFullPath(Locate(path), Context.WorkingDirectory));
}
