using System.Globalization;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.Projects;

/// <summary>
/// What files loosen about a run. A file that lies in what is scanned is written by those who are judged, so nothing in one makes a
/// run milder without being told.
/// </summary>
public static class Loosenings
{
    private const int MaxTold = 40;
    private const int MaxNames = 20;
    private const string Inputs = "inputs";
    private const string Tenants = "tenants";

    /// <summary>A project file that says what is scanned, and leaves out what would be judged without its word; null where nothing is left out.</summary>
    /// <param name="project">The project file.</param>
    /// <param name="leftOut">What is left out, as reports show it, in order.</param>
    public static Adjustment? OfInputs(ProjectFile project, IReadOnlyList<string> leftOut) => leftOut.Count == 0
        ? null
        : new Adjustment(
            project.Places.ContainsKey(Inputs) ? Inputs : Tenants,
            string.Join(", ", leftOut.Take(MaxNames)) + (leftOut.Count > MaxNames ? $", … (+{(leftOut.Count - MaxNames).ToString(CultureInfo.InvariantCulture)})" : ""),
            "",
            null,
            project.Places[project.Places.ContainsKey(Inputs) ? Inputs : Tenants]) { IsLooser = true };

    /// <summary>The rules that profiles and the project file switch off or make milder, by rule.</summary>
    public static IEnumerable<Adjustment> OfRules(PolicySet policies)
    {
        var loosened = new List<KeyValuePair<string, Adjustment>>();
        foreach (var rule in policies.InForce)
        {
            foreach (var adjustment in rule.Adjustments)
            {
                if (adjustment.IsLooser)
                    loosened.Add(new(rule.Id, adjustment with { What = $"rules.{rule.Id}.{adjustment.What}" }));
            }
        }

        foreach (var off in policies.Disabled)
            loosened.Add(new(off.Rule.Id, new Adjustment($"rules.{off.Rule.Id}.enabled", "true", "false", off.Reason, off.By) { IsLooser = true }));
        return loosened.Count == 0 ? [] : loosened.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => l.Value);
    }

    /// <summary>One warning for each file that loosens anything, with all that it loosens.</summary>
    /// <param name="loosened">What is loosened.</param>
    /// <param name="project">The project file, as reports show it; null where there is none.</param>
    /// <param name="profileAt">Where the project file names a profile; null where it names none.</param>
    public static IEnumerable<InputDiagnostic> Told(IReadOnlyList<Adjustment> loosened, string? project, SourceRange? profileAt)
    {
        if (loosened.Count == 0)
            return [];
        // A shipped profile loosens nothing by itself: who chooses it does, and whoever runs the scan knows what they chose.
        return loosened.Select(l => (Loosening: l, At: l.By.File.Path != project && IsShipped(l.By) ? profileAt : l.By))
            .Where(l => l.At is not null)
            .GroupBy(l => l.At!.Value.File.Path, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => g.OrderBy(l => l.At!.Value.Span.Start).ToList())
            .Select(g => OfFile([.. g.Select(l => l.Loosening)], g[0].At!.Value));
    }

    private static bool IsShipped(SourceRange place) => ShippedFiles.Profiles.Any(name => place.File.Path == ShippedFiles.ProfilePath(name));

    private static InputDiagnostic OfFile(List<Adjustment> loosened, SourceRange first)
    {
        var zh = string.Join("；", loosened.Take(MaxTold).Select(l => Text(l).Zh));
        var en = string.Join("; ", loosened.Take(MaxTold).Select(l => Text(l).En));
        var more = loosened.Count - MaxTold;
        return InputDiagnostic.At(
            first,
            "gate-loosened",
            new Bilingual(
                $"这个文件放宽了检查：{zh}{(more > 0 ? $"；另有 {more.ToString(CultureInfo.InvariantCulture)} 项" : "")}。",
                $"This file loosens the run: {en}{(more > 0 ? $"; and {more.ToString(CultureInfo.InvariantCulture)} more" : "")}."),
            new Bilingual(
                "config show 列出每项及其来源；--no-config 不采用项目文件。",
                "config show lists each with its place; --no-config takes no project file."))
        with { IsWarning = true };
    }

    private static Bilingual Text(Adjustment loosening)
    {
        var (what, from, to, reason, _) = loosening;
        if (what is Inputs or Tenants)
            return new Bilingual($"{what} 没有列入：{from}", $"{what} leaves out {from}");
        var name = what.StartsWith("rules.", StringComparison.Ordinal) ? what["rules.".Length..].Replace('.', ' ') : what;
        var off = what.EndsWith(".enabled", StringComparison.Ordinal);
        name = off ? name[..^" enabled".Length] : name;
        return new Bilingual(
            off ? $"{name} 停用{Because(reason, "：").Zh}" : $"{name} {from} → {to}{Because(reason, "：").Zh}",
            off ? $"{name} off{Because(reason, ": ").En}" : $"{name} {from} → {to}{Because(reason, ": ").En}");
    }

    private static Bilingual Because(Bilingual? reason, string colon) => reason is not { } text
        ? new("", "")
        : new(colon + Excerpt.Of(text.Zh), colon + Excerpt.Of(text.En));
}
