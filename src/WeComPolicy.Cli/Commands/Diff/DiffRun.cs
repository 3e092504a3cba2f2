using System.CommandLine;
using WeComPolicy.Engine.Baselines;
using WeComPolicy.Engine.Differences;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Inputs;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Engine.Projects;

namespace WeComPolicy.Cli.Commands.Diff;

/// <summary>Judges both sides, each by its own rules and where these differ by the other's too.</summary>
internal sealed class DiffRun
{
    private readonly DiffSide _before;
    private readonly DiffSide _after;

    private DiffRun(DiffSide before, DiffSide after)
    {
        _before = before;
        _after = after;
    }

    /// <summary>The settings of both sides.</summary>
    public static (RunSettings Before, RunSettings After) Settings(DiffSides sides, RunOptions options, ParseResult parsed)
    {
        var run = new DiffRun(sides.Before, sides.After);
        var before = run.Resolve(sides.Before, sides.After, options, parsed);
        var after = run.Resolve(sides.After, sides.Before, options, parsed);
        // The language of the later project file is that of the report; both sides speak it.
        before = before with { Context = before.Context with { Language = after.Language.Value } };
        return (run.WithPaths(before, sides.Before, after, sides.After), run.WithPaths(after, sides.After, before, sides.Before));
    }

    /// <summary>Judges both sides.</summary>
    public static (ComparedState Before, ComparedState After) Judge(DiffSides sides, RunSettings before, RunSettings after, Action<int, int>? progress)
    {
        var oldTenants = new TenantCache();
        var newTenants = new TenantCache();
        before = before with { Load = oldTenants.Load };
        after = after with { Load = newTenants.Load };
        var first = ScanRun.Of(before, progress, useBaseline: false);
        var second = ScanRun.Of(after, progress, useBaseline: false);
        var isUsable = first.Diagnostics.Concat(second.Diagnostics).All(d => d.IsWarning);
        var sameRules = !isUsable || RuleChanges.Of(before.Policies, after.Policies).Count == 0;
        return (
            State(sides.Before, before, first, sameRules ? null : ScanRun.Of(before with { OtherPolicies = after.Policies }, progress, useBaseline: false), oldTenants),
            State(sides.After, after, second, sameRules ? null : ScanRun.Of(after with { OtherPolicies = before.Policies }, progress, useBaseline: false), newTenants));
    }

    private static ComparedState State(DiffSide side, RunSettings settings, ScanResult result, ScanResult? byOtherRules, TenantCache tenants)
    {
        var baseline = settings.BaselineFile is { } file ? Baseline.Read(file, settings.Context.WorkingDirectory) : null;
        return new ComparedState
        {
            Label = DisplayPath.Named(side.Label),
            Commit = side.Commit,
            Roots = side.Revision is null && !side.SharesPaths ? [.. side.Paths.Select(p => DisplayPath.Of(Path.GetFullPath(p, settings.Context.WorkingDirectory), settings.Context.WorkingDirectory))] : [],
            Result = result with { Diagnostics = [.. side.Revision?.Diagnostics ?? [], .. result.Diagnostics, .. baseline?.Diagnostics ?? []] },
            ByOtherRules = byOtherRules,
            Tenants = tenants.Tenants,
            Policies = settings.Policies,
            Waivers = settings.Waivers,
            Project = settings.Project.File,
            Baseline = baseline,
        };
    }

    // What an option names may have come or gone with the change: a side that lacks it goes without.
    private RunSettings Resolve(DiffSide side, DiffSide other, RunOptions options, ParseResult parsed)
    {
        var project = ProjectOf(side, other, parsed.GetValue(options.Config), parsed.GetValue(options.NoConfig));
        var settings = options.Resolve(parsed, side.Context, side.Paths, project);
        return settings with
        {
            NamedPolicies = [.. settings.NamedPolicies.Where(p => ShippedFiles.Packs.Contains(p, StringComparer.Ordinal) || IsHere(p)).Select(p => ShippedFiles.Packs.Contains(p, StringComparer.Ordinal) ? p : side.Locate(p))],
            NamedProfile = settings.NamedProfile is not { } profile ? null
                : ShippedFiles.Profiles.Contains(profile, StringComparer.Ordinal) ? profile
                : IsHere(profile) ? side.Locate(profile) : null,
            NamedWaivers = [.. settings.NamedWaivers.Where(IsHere).Select(side.Locate)],
        };

        bool IsHere(string path) => side.Has(path) || !other.Has(path);
    }

    private static ProjectOptions ProjectOf(DiffSide side, DiffSide other, string? named, bool none)
    {
        if (named is not null && !side.Has(named) && other.Has(named))
            return new ProjectOptions(ProjectFile.None, null, []);
        var project = ProjectOptions.Read(named is null ? null : side.Locate(named), none, side.Paths, side.Context);
        // Beyond the revision, and the work tree that is compared with it, lies somebody else's file.
        var root = side.Revision?.Path ?? (side.SharesPaths ? side.Context.WorkingDirectory : null);
        var isOutside = root is not null && named is null && project.Path is { } path
            && Path.GetRelativePath(root, path).StartsWith("..", StringComparison.Ordinal);
        return isOutside ? new ProjectOptions(ProjectFile.None, null, []) : project;
    }

    private RunSettings WithPaths(RunSettings settings, DiffSide side, RunSettings others, DiffSide other)
    {
        if (!side.SharesPaths)
            return settings;
        var here = settings.Project.InputNames(side.Paths, side.Context).Where(side.Finds).ToList();
        var there = others.Project.InputNames(other.Paths, other.Context).Any(other.Finds);
        return here.Count > 0 ? settings with { NamedPaths = PathsOf(settings, side, here, other) }
            : there ? settings with { IsEmpty = true }
            : settings;
    }

    // Of several paths, those that only the other side has.
    private static IReadOnlyList<string> PathsOf(RunSettings settings, DiffSide side, List<string> here, DiffSide other) =>
        side.Paths.Count == 0 ? settings.NamedPaths : [.. side.Paths.Where(p => here.Contains(p, StringComparer.Ordinal) || !other.Finds(p))];
}
