using WeComPolicy.Cli.Git;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Cli.Commands.Diff;

/// <summary>The two sides that a command line names: files, folders, revisions, or paths of revisions.</summary>
internal sealed class DiffSides : IDisposable
{
    private DiffSides(DiffSide before, DiffSide after)
    {
        Before = before;
        After = after;
    }

    /// <summary>The earlier state.</summary>
    public DiffSide Before { get; }

    /// <summary>The later state.</summary>
    public DiffSide After { get; }

    /// <summary>Finds out what the arguments mean and takes revisions out of the repository.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="context">The world.</param>
    /// <exception cref="OutputException">An argument names nothing, or could mean two things.</exception>
    public static DiffSides Of(DiffArguments arguments, CliContext context)
    {
        GitRepository? repository = null;
        DiffSide? first = null;
        var paths = arguments.Paths;
        try
        {
            first = Side(arguments.Before, "BASE");
            var second = arguments.After is { } after ? Side(after, "HEAD") : WorkTree(first);
            if (arguments.After is not null && first.SharesPaths != second.SharesPaths)
                throw OneRevisionOnly(first.SharesPaths ? first.Label : second.Label, first.SharesPaths ? second : first);
            return new DiffSides(first, second);
        }
        catch
        {
            first?.Revision?.Dispose();
            throw;
        }

        DiffSide Side(string argument, string name)
        {
            if (argument.Length == 0)
                throw new OutputException(new Bilingual($"{name} 是空的：请写文件、文件夹、git 版本，或“版本:路径”", $"{name} is empty: write a file, a folder, a git revision, or REVISION:PATH"));
            // Behind paths both are revisions; else a path that is there is meant.
            if (!arguments.OnlyRevisions && Path.Exists(Path.GetFullPath(argument, context.WorkingDirectory)))
            {
                if (arguments.After is null)
                    throw NothingToCompareWith(argument);
                if (IsRevisionToo(argument, context))
                    throw Ambiguous(argument);
                return new DiffSide(argument, context, [argument]);
            }

            var colon = argument.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && arguments.OnlyRevisions)
                throw new OutputException(new Bilingual($"“{Excerpt.Of(argument)}”已经写了路径：“-- 路径”之前只写版本", $"'{Excerpt.Of(argument)}' has a path already: before '-- PATH' stand revisions alone"));
            if (colon > 0 && arguments.After is null)
                throw NothingToCompareWith(argument);
            repository ??= Repository(argument, context);
            var revision = colon < 0 ? argument : argument[..colon];
            if (repository.Commit(revision) is not { } commit)
                throw NoSuchSide(argument, name, arguments.OnlyRevisions);
            IReadOnlyList<string> inside = colon < 0
                ? [.. paths.Select(p => InRepository(p, repository, context))]
                : [OfRevision(argument[(colon + 1)..], repository, context)];
            var folder = RevisionFolder.Of(repository, commit, Excerpt.Of(revision),
                path => inside.Count == 0 || inside.Any(i => IsAt(path, i)),
                path => inside.Any(i => Touches(path, i)),
                // What was a link before hides nothing anew, and one that the change takes away must not stop it.
                path => first is not null && first.Revision?.LeftOut.Contains(path) != true);
            return new DiffSide(argument, context with { WorkingDirectory = folder.Path }, inside)
            {
                Revision = folder,
                Commit = commit,
                WorkTree = repository.Root,
                SharesPaths = colon < 0,
                Locate = path => Located(path, repository, context),
            };
        }

        // What lies there now, files that git does not know among it: what is judged is what a scan would read.
        DiffSide WorkTree(DiffSide revision)
        {
            if (string.IsNullOrEmpty(revision.WorkTree))
                throw new OutputException(new Bilingual(
                    $"这个仓库没有工作区可以与“{Excerpt.Of(revision.Label)}”比较：请写两个版本",
                    $"this repository has no work tree to compare '{Excerpt.Of(revision.Label)}' with: write two revisions"));
            return new DiffSide(new Bilingual("工作区", "work tree").In(context.Language), context with { WorkingDirectory = revision.WorkTree }, revision.Paths)
            {
                SharesPaths = true,
                Locate = revision.Locate,
            };
        }
    }

    public void Dispose()
    {
        Before.Revision?.Dispose();
        After.Revision?.Dispose();
    }

    // Outside of a repository a mistyped path is likelier than a revision.
    private static GitRepository Repository(string argument, CliContext context)
    {
        try
        {
            return GitRepository.Around(context.WorkingDirectory);
        }
        catch (OutputException e)
        {
            throw new OutputException(new Bilingual($"没有“{Excerpt.Of(argument)}”这个文件或文件夹；{e.Text.Zh}", $"there is no file or folder '{Excerpt.Of(argument)}'; {e.Text.En}"));
        }
    }

    // As git does: a name that is both is neither.
    private static bool IsRevisionToo(string argument, CliContext context)
    {
        if (argument.Contains('/', StringComparison.Ordinal) || argument.Contains('.', StringComparison.Ordinal) || argument.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal))
            return false;
        try
        {
            return GitRepository.Around(context.WorkingDirectory).Commit(argument) is not null;
        }
        catch (OutputException)
        {
            // No repository and no git: nothing but a path.
            return false;
        }
    }

    private static OutputException Ambiguous(string argument) => new(new Bilingual(
        $"“{Excerpt.Of(argument)}”既是这里的路径，又是 git 版本：路径请写 ./{Excerpt.Of(argument)}，版本请写 {Excerpt.Of(argument)} --",
        $"'{Excerpt.Of(argument)}' is both a path here and a git revision: write ./{Excerpt.Of(argument)} for the path, or put -- behind the revisions"));

    private static OutputException NothingToCompareWith(string argument) => new(new Bilingual(
        $"“{Excerpt.Of(argument)}”是路径，缺少与它比较的另一边：请写 diff BASE HEAD；要与工作区比较，请写 diff 版本 -- 路径",
        $"'{Excerpt.Of(argument)}' is a path, and nothing says what to compare it with: write diff BASE HEAD, or diff REVISION -- PATH to compare a revision with the work tree"));

    private static OutputException OneRevisionOnly(string revision, DiffSide other) => new(new Bilingual(
        $"“{Excerpt.Of(revision)}”是整个版本，而“{Excerpt.Of(other.Label)}”是其中一部分：与工作区比较请写 {Excerpt.Of(revision)} -- 路径，两边各取一部分请写“版本:路径”",
        $"'{Excerpt.Of(revision)}' is a whole revision and '{Excerpt.Of(other.Label)}' a part: write {Excerpt.Of(revision)} -- PATH to compare it with the work tree, or REVISION:PATH to take a part of it"));

    private static OutputException NoSuchSide(string argument, string name, bool onlyRevisions) => new(onlyRevisions
        ? new Bilingual($"{name}：仓库里没有版本“{Excerpt.Of(argument)}”；浅克隆请先取回它（git fetch）", $"{name}: the repository has no revision '{Excerpt.Of(argument)}'; in a shallow clone, fetch it first (git fetch)")
        : new Bilingual(
            $"{name}：“{Excerpt.Of(argument)}”既不是文件或文件夹，也不是这个仓库的版本；浅克隆请先取回它（git fetch）",
            $"{name}: '{Excerpt.Of(argument)}' is no file or folder, and no revision of this repository; in a shallow clone, fetch it first (git fetch)"));

    // As `git show REVISION:PATH` takes it: from the root, or with a dot from the working directory.
    private static string OfRevision(string path, GitRepository repository, CliContext context) =>
        path.StartsWith("./", StringComparison.Ordinal) || path.StartsWith("../", StringComparison.Ordinal) || path is "." or ".."
            ? InRepository(path, repository, context)
            : path.Length == 0 ? "." : path;

    private static string InRepository(string path, GitRepository repository, CliContext context)
    {
        if (path.Length == 0)
            throw new OutputException(new Bilingual("路径是空的", "a path is empty"));
        if (repository.Root.Length == 0)
            return path;
        var below = Path.GetRelativePath(repository.Root, Path.GetFullPath(path, Folder(repository, context)));
        if (below == ".." || below.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal) || Path.IsPathRooted(below))
            throw new OutputException(new Bilingual($"“{Excerpt.Of(path)}”不在这个仓库里", $"'{Excerpt.Of(path)}' lies outside of this repository"));
        return below;
    }

    // What an option names within the repository is taken from the revision; anything else lies where it lies.
    private static string Located(string path, GitRepository repository, CliContext context)
    {
        if (path.Length == 0 || repository.Root.Length == 0)
            return path;
        var full = Path.GetFullPath(path, Folder(repository, context));
        var below = Path.GetRelativePath(repository.Root, full);
        return below == ".." || below.StartsWith(".." + Path.DirectorySeparatorChar, StringComparison.Ordinal) || Path.IsPathRooted(below) ? full : below;
    }

    // Git follows links on the way to the root; the working directory as git sees it.
    private static string Folder(GitRepository repository, CliContext context) =>
        repository.Root.Length == 0 ? context.WorkingDirectory : Path.Combine(repository.Root, repository.Prefix);

    // At, in or around what is named, as far as it is named without wildcards.
    private static bool Touches(string path, string named)
    {
        var star = named.IndexOf('*', StringComparison.Ordinal);
        var root = (star < 0 ? named : named[..star]).Replace(Path.DirectorySeparatorChar, '/');
        root = star < 0 ? root.TrimEnd('/') : root[..Math.Max(root.LastIndexOf('/'), 0)];
        return root.Length > 0 && root != "." && $"{path}/" is var folder && (folder.StartsWith($"{root}/", StringComparison.Ordinal) || $"{root}/".StartsWith(folder, StringComparison.Ordinal));
    }

    private static bool IsAt(string path, string named) =>
        named == "." || named.Contains('*', StringComparison.Ordinal) || path == named.Replace(Path.DirectorySeparatorChar, '/').TrimEnd('/')
        || path.StartsWith(named.Replace(Path.DirectorySeparatorChar, '/').TrimEnd('/') + "/", StringComparison.Ordinal)
        || !path.Contains('/', StringComparison.Ordinal)
        || Path.GetFileName(path).StartsWith("Directory.", StringComparison.OrdinalIgnoreCase) || Path.GetFileName(path).StartsWith(".", StringComparison.Ordinal);
}
