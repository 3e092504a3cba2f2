using System.Text.RegularExpressions;
using Microsoft.Extensions.FileSystemGlobbing;
using WeComPolicy.Engine.Inputs;

namespace WeComPolicy.CodeScan.Inputs;

/// <summary>
/// The arguments of a scan, taken apart: what names code, and what names tenants. Code is what ends in .cs, .csproj, .sln or .slnx,
/// a page (<see cref="PageCode"/>), a folder that has such files, and one that has nothing but the configuration of a program in another language. In a folder with code, YAML and JSON files are tenants only where they say so with
/// <c>schema: wecom-policy/tenant/…</c>: other files of a program are its own. Every other argument is left to
/// <see cref="InputFinder"/>.
/// </summary>
/// <param name="Rest">The arguments that name no code, as they were given.</param>
/// <param name="Tenants">The tenants that lie among code.</param>
/// <param name="Code">The code.</param>
public sealed partial record CodeArguments(
    IReadOnlyList<string> Rest, IReadOnlyList<TenantInput> Tenants, IReadOnlyList<CodeTarget> Code)
{
    private const int TenantHead = 64 * 1024;

    /// <summary>Takes arguments apart.</summary>
    /// <param name="arguments">Files, folders and patterns.</param>
    /// <param name="workingDirectory">What relative paths start from; absolute.</param>
    public static CodeArguments Split(IReadOnlyList<string> arguments, string workingDirectory)
    {
        var rest = new List<string>();
        var code = new List<CodeTarget>();
        var tenants = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var argument in arguments)
        {
            if (!Add(argument, workingDirectory, code, tenants))
                rest.Add(argument);
        }

        if (code.Count == 0)
            return new CodeArguments(rest, [], []);
        return new CodeArguments(
            rest,
            [.. tenants.Keys.Order(StringComparer.Ordinal)
                .Select(folder => new TenantInput(DisplayPath.Of(folder, workingDirectory), [.. tenants[folder].Select(f => new InputFile(f, DisplayPath.Of(f, workingDirectory)))]))],
            [.. code.Distinct()]);
    }

    private static bool Add(string argument, string workingDirectory, List<CodeTarget> code, Dictionary<string, List<string>> tenants)
    {
        try
        {
            if (argument.Length == 0)
                return false;
            var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(argument, workingDirectory));
            if (Directory.Exists(path))
                return AddFolder(path, code, tenants);
            if (CodeTarget.KindOfFile(path) is { } kind)
            {
                if (File.Exists(path))
                {
                    code.Add(new CodeTarget(kind, path));
                    return true;
                }

                return argument.Contains('*', StringComparison.Ordinal) && AddMatches(path, kind, code);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.SecurityException or ArgumentException)
        {
            // The finder of tenants says what is wrong with the path.
        }

        return false;
    }

    private static bool AddFolder(string folder, List<CodeTarget> code, Dictionary<string, List<string>> tenants)
    {
        var files = new FolderWalk().Files(folder).ToList();
        if (!files.Exists(f => !f.InOutput && CodeTarget.KindOfFile(f.Path) is not null) && !IsConfigurationAlone(files))
            return false;
        code.Add(new CodeTarget(CodeTargetKind.Folder, folder));
        foreach (var file in files)
        {
            if (file.InOutput || !DataFile.Is(file.Path) || !IsTenant(file.Path))
                continue;
            var inner = Path.GetDirectoryName(file.Path)!;
            if (!tenants.TryGetValue(inner, out var list))
                tenants.Add(inner, list = []);
            if (!list.Contains(file.Path))
                list.Add(file.Path);
        }

        return true;
    }

    // A file that might be of a tenant makes the folder one: it must not pass for configuration without a word.
    private static bool IsConfigurationAlone(List<WalkedFile> files) =>
        files.Exists(f => !f.InOutput && ConfigurationFile.IsOfProgram(f))
        && files.TrueForAll(f => f.InOutput || !DataFile.Is(f.Path) || f.Name.StartsWith('.') || ConfigurationFile.IsOfProgram(f));

    private static bool AddMatches(string pattern, CodeTargetKind kind, List<CodeTarget> code)
    {
        var root = Path.GetDirectoryName(pattern[..pattern.IndexOf('*', StringComparison.Ordinal)] + "x")!;
        if (!Directory.Exists(root))
            return false;
        var matcher = new Matcher(StringComparison.Ordinal);
        matcher.AddInclude(Path.GetRelativePath(root, pattern).Replace(Path.DirectorySeparatorChar, '/'));
        var names = new FolderWalk().Files(root).Where(f => !f.InOutput).Select(f => Path.GetRelativePath(root, f.Path));
        var found = matcher.Match(root, names).Files.Select(f => Path.GetFullPath(f.Path, root)).ToList();
        code.AddRange(found.Select(path => new CodeTarget(kind, path)));
        return found.Count > 0;
    }

    /// <summary>Whether a text says with <c>schema:</c> that it is of a tenant.</summary>
    internal static bool SaysTenant(ReadOnlySpan<char> text) => TenantSchema().IsMatch(text);

    private static bool IsTenant(string path)
    {
        try
        {
            using var reader = RegularFile.OpenText(path);
            var head = new char[TenantHead];
            return SaysTenant(head.AsSpan(0, reader.ReadBlock(head)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [GeneratedRegex("""^[ \t{]*["']?schema["']?[ \t]*:[ \t]*["']?wecom-policy/tenant/""", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex TenantSchema();
}
