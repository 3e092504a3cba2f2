using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Inputs;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Profiles;

/// <summary>Finds profiles, shipped ones by name, others by path, and follows what they inherit.</summary>
public static class ProfileLoader
{
    /// <summary>The profile with all that it inherits; every mistake is in the result.</summary>
    /// <param name="named">Name of a shipped profile, or a path.</param>
    /// <param name="namedAt">Where it is named; null for the command line.</param>
    /// <param name="workingDirectory">What a relative path starts from.</param>
    public static Profile Load(string named, SourceRange? namedAt, string workingDirectory)
    {
        var diagnostics = new List<InputDiagnostic>();
        var chain = new List<ProfileDefinition>();
        var next = (Name: named, Range: namedAt, Directory: workingDirectory);
        while (true)
        {
            if (Open(next.Name, next.Range, next.Directory, workingDirectory, diagnostics) is not { } definition)
                break;
            if (chain.Any(c => c.File.Path == definition.File.Path))
            {
                diagnostics.Add(Problem(
                    next.Name,
                    next.Range,
                    "profile-cycle",
                    new Bilingual($"配置档“{Excerpt.Of(next.Name)}”继承自己：{Arrows(chain, definition)}。", $"The profile '{Excerpt.Of(next.Name)}' inherits from itself: {Arrows(chain, definition)}."),
                    new Bilingual("请去掉其中一个 inherits。", "Take out one of the 'inherits'.")));
                break;
            }

            chain.Insert(0, definition);
            if (definition.Inherits is not { } parent)
                break;
            var folder = ShippedFiles.Profiles.Contains(next.Name, StringComparer.Ordinal) ? workingDirectory : Path.GetDirectoryName(Path.GetFullPath(next.Name, next.Directory))!;
            next = (parent.Name, parent.Range, folder);
        }

        return new Profile
        {
            Name = chain.Count > 0 ? chain[^1].Name : DisplayPath.Named(named),
            Packs = [.. chain.SelectMany(c => c.Packs).Distinct(StringComparer.Ordinal)],
            PacksAt = chain.LastOrDefault(c => c.PacksAt is not null)?.PacksAt,
            Overrides = [.. chain.SelectMany(c => c.Overrides)],
            Files = [.. chain.Select(c => c.File).Where(f => !ShippedFiles.Profiles.Any(p => ShippedFiles.Profile(p) is var shipped && shipped.Path == f.Path && shipped.Text == f.Text))],
            Diagnostics = diagnostics,
        };
    }

    private static string Arrows(List<ProfileDefinition> chain, ProfileDefinition again) =>
        string.Join(" → ", chain.AsEnumerable().Reverse().Append(again).Select(c => c.Name));

    private static ProfileDefinition? Open(string name, SourceRange? namedAt, string directory, string workingDirectory, List<InputDiagnostic> diagnostics)
    {
        SourceFile? file;
        if (ShippedFiles.Profiles.Contains(name, StringComparer.Ordinal))
            file = ShippedFiles.Profile(name);
        else if (name.Length == 0 || !File.Exists(Path.Combine(directory, name)))
        {
            var near = Suggestion.Nearest(name, ShippedFiles.Profiles);
            diagnostics.Add(Problem(
                name,
                namedAt,
                "no-such-profile",
                new Bilingual($"没有名为“{Excerpt.Of(name)}”的内置配置档，也没有这个文件。", $"There is neither a shipped profile nor a file '{Excerpt.Of(name)}'."),
                near is null
                    ? new Bilingual($"内置配置档：{string.Join("、", ShippedFiles.Profiles)}。", $"Shipped profiles: {string.Join(", ", ShippedFiles.Profiles)}.")
                    : new Bilingual($"是否想写“{near}”？", $"Did you mean '{near}'?")));
            return null;
        }
        else
        {
            var path = Path.GetFullPath(name, directory);
            (file, var problem) = SourceFileReader.Read(path, DisplayPath.Of(path, workingDirectory), DocumentLimits.Default);
            if (file is null)
            {
                diagnostics.Add(problem!);
                return null;
            }
        }

        var read = DocumentReader.Read(file);
        diagnostics.AddRange(read.Diagnostics);
        var definition = read.Document is { } document ? ProfileDefinition.Read(document, diagnostics) : null;
        return definition is null ? null : definition with
        {
            Packs = [.. definition.Packs.Select(pack => PackPath(pack, name, directory, workingDirectory))],
            PacksAt = ShippedFiles.Profiles.Contains(name, StringComparer.Ordinal) ? null : definition.PacksAt,
        };
    }

    // What a profile names starts from its folder; reports call files as seen from the working directory.
    private static string PackPath(string pack, string profile, string directory, string workingDirectory)
    {
        if (ShippedFiles.Packs.Contains(pack, StringComparer.Ordinal) || pack.Length == 0 || ShippedFiles.Profiles.Contains(profile, StringComparer.Ordinal))
            return pack;
        var folder = Path.GetDirectoryName(Path.GetFullPath(profile, directory))!;
        return Path.GetRelativePath(workingDirectory, Path.Combine(folder, pack));
    }

    private static InputDiagnostic Problem(string name, SourceRange? namedAt, string code, Bilingual message, Bilingual help) =>
        namedAt is { } range ? InputDiagnostic.At(range, code, message, help) : InputDiagnostic.About(DisplayPath.Named(name), code, message, help);
}
