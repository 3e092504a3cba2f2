using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Policies;
using WeComPolicy.Expressions;

namespace WeComPolicy.Engine.PolicyTests.Lint;

/// <summary>Ids and names over all rules: an id tells its area, and a name belongs to one rule.</summary>
internal static class RuleNamesLint
{
    // What the first digit of a WCP id stands for.
    private static readonly Dictionary<string, char> s_areas = new(StringComparer.Ordinal)
    {
        ["input"] = '0',
        ["registration"] = '1',
        ["members"] = '2',
        ["directory"] = '2',
        ["customers"] = '3',
        ["permissions"] = '4',
        ["login"] = '5',
        ["network"] = '5',
        ["archive"] = '6',
        ["apps"] = '7',
        ["governance"] = '8',
    };

    public static IEnumerable<InputDiagnostic> Of(IReadOnlyList<RuleDefinition> rules)
    {
        foreach (var same in rules.GroupBy(r => r.Descriptor.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            var first = same.First();
            foreach (var rule in same.Skip(1))
            {
                yield return InputDiagnostic.At(
                    rule.IdRange,
                    "duplicate-rule-name",
                    new Bilingual(
                        $"规则名“{rule.Descriptor.Name}”已用于 {first.Descriptor.Id}（{Place(first)}）。",
                        $"The name '{rule.Descriptor.Name}' is that of {first.Descriptor.Id} already ({Place(first)})."),
                    new Bilingual("请换一个名字：命令行可以用名字指代规则。", "Give it another name: commands take a rule by its name."));
            }
        }

        foreach (var area in rules.GroupBy(r => (r.Descriptor.Pack, r.Descriptor.Area)))
        {
            var usual = s_areas.TryGetValue(area.Key.Area, out var digit) && area.First().Descriptor.Id.StartsWith("WCP", StringComparison.Ordinal)
                ? $"WCP{digit}"
                : area.First().Descriptor.Id[..^3];
            foreach (var rule in area.Where(r => !r.Descriptor.Id.StartsWith(usual, StringComparison.Ordinal) || r.Descriptor.Id.Length != usual.Length + 3))
            {
                yield return InputDiagnostic.At(
                    rule.IdRange,
                    "id-outside-area",
                    new Bilingual(
                        $"{rule.Descriptor.Id} 在领域“{area.Key.Area}”中，但该领域的编号是 {usual}xxx。",
                        $"{rule.Descriptor.Id} is in the area '{area.Key.Area}', whose ids are {usual}xxx."),
                    new Bilingual("请改编号，或把规则移到它的领域。", "Change the id, or move the rule to its area.")) with { IsWarning = true };
            }
        }
    }

    private static string Place(RuleDefinition rule) => $"{rule.IdRange.File.Path}:{rule.IdRange.Start.Line}";
}
