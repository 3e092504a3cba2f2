using WeComPolicy.CodeScan.Inputs;
using WeComPolicy.Engine.Inputs;
using WeComPolicy.Expressions;

namespace WeComPolicy.Cli.Commands;

/// <summary>Files that a run reads: no report may take the place of one.</summary>
internal sealed class FilesInUse
{
    private readonly HashSet<string> _inputs;
    private readonly List<string> _policies;
    private readonly List<string> _code;

    /// <summary>The files of a run.</summary>
    /// <param name="inputs">Files that are scanned, and the project file; absolute.</param>
    /// <param name="policies">Files and folders of policies; absolute.</param>
    /// <param name="code">Code that is scanned.</param>
    public FilesInUse(IEnumerable<string> inputs, IEnumerable<string> policies, IEnumerable<CodeTarget> code)
    {
        _code = [.. code.Select(target => RealPath(target.Kind == CodeTargetKind.Folder ? target.Path : Path.GetDirectoryName(target.Path)!))];
        _inputs = inputs.Select(RealPath).ToHashSet(Comparer);
        _policies = [.. policies.Select(RealPath)];
    }

    private FilesInUse(HashSet<string> inputs, List<string> policies, List<string> code)
    {
        _inputs = inputs;
        _policies = policies;
        _code = code;
    }

    /// <summary>The files of this run and those of another.</summary>
    public FilesInUse And(FilesInUse other) =>
        new(_inputs.Concat(other._inputs).ToHashSet(Comparer), [.. _policies, .. other._policies], [.. _code, .. other._code]);

    /// <summary>Whether two paths are one file, as far as the system cares for the case of letters.</summary>
    public static StringComparer Comparer { get; } = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>What a file is to the run; null where it is nothing.</summary>
    /// <param name="path">Absolute; the file need not exist.</param>
    public Bilingual? What(string path)
    {
        var real = RealPath(path);
        if (_inputs.Contains(real))
            return new("输入", "an input");
        if (_code.Exists(folder => real.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal)) && CodeTarget.IsRead(real))
            return new("输入", "an input");
        foreach (var policy in _policies)
        {
            var within = Comparer.Equals(Path.GetDirectoryName(real), policy) || real.StartsWith(policy + Path.DirectorySeparatorChar, StringComparison.Ordinal);
            // Of what lies among the policies only their own kinds of file are theirs.
            if (Comparer.Equals(real, policy) || (within && File.Exists(real) && DataFile.Is(real)))
                return new("策略文件", "a policy file");
        }

        return null;
    }

    /// <summary>The path with every link on it followed.</summary>
    public static string RealPath(string path)
    {
        try
        {
            path = Path.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
            return Path.GetDirectoryName(path) is { } folder ? Path.Combine(RealFolder(folder), Path.GetFileName(path)) : path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return path;
        }
    }

    private static string RealFolder(string folder)
    {
        folder = Directory.ResolveLinkTarget(folder, returnFinalTarget: true)?.FullName ?? folder;
        return Path.GetDirectoryName(folder) is { } above ? Path.Combine(RealFolder(above), Path.GetFileName(folder)) : folder;
    }
}
