using System.Globalization;
using System.Text.RegularExpressions;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.CodeScan.Compilations;

/// <summary>
/// What an <c>.editorconfig</c> or <c>.globalconfig</c> takes back from the rules: severities that it lowers, thresholds that it changes.
/// They hold, and whoever reads the result is told.
/// </summary>
internal static partial class LoweredRules
{
    private const int MaxShown = 8;

    /// <summary>A note on the file; null where it leaves the rules as they are.</summary>
    /// <param name="file">The configuration.</param>
    /// <param name="settings">The keys of the thresholds, with their values in the catalogue.</param>
    public static InputDiagnostic? In(SourceFile file, IEnumerable<KeyValuePair<string, string>> settings)
    {
        if (!file.Text.Contains("WCA", StringComparison.OrdinalIgnoreCase))
            return null;
        var thresholds = settings.ToDictionary(StringComparer.OrdinalIgnoreCase);
        var found = new List<(int Start, int Length, string Text)>();
        foreach (Match line in Entry().Matches(file.Text))
        {
            var (key, value) = (line.Groups["key"].Value, line.Groups["value"].Value.Trim());
            if (Severity().Match(key) is { Success: true } severity && value.ToLowerInvariant() is "none" or "silent" or "hidden" or "refactoring" or "suggestion" or "info")
                Add($"{severity.Groups["id"].Value.ToUpperInvariant()} = {value.ToLowerInvariant()}");
            else if (thresholds.TryGetValue(key, out var usual) && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && value != usual)
                Add($"{key.ToLowerInvariant().Replace("wca", "WCA", StringComparison.Ordinal)} = {number.ToString(CultureInfo.InvariantCulture)} ({usual})");

            void Add(string text) => found.Add((line.Index, line.Length, text + $" :{file.PositionAt(line.Index).Line.ToString(CultureInfo.InvariantCulture)}"));
        }

        if (found.Count == 0)
            return null;
        var shown = found.Take(MaxShown).Select(f => f.Text).ToList();
        var rest = found.Count - shown.Count;
        return InputDiagnostic.At(
            new SourceRange(file, new TextSpan(found[0].Start, found[0].Length)),
            "rules-lowered",
            new(
                $"这个编辑器配置降低了 {found.Count} 项规则的严重程度或改变了阈值（括号内为目录中的值，冒号后为行号）：{string.Join("、", shown)}{(rest > 0 ? $" 等（另有 {rest} 项）" : "")}。",
                $"This editor configuration lowers severities or changes thresholds of rules in {found.Count} places (the catalogue's value in brackets, the line behind the colon): {string.Join(", ", shown)}{(rest > 0 ? $" and {rest} more" : "")}."),
            new("如果没有人批准过这些改动，请删除。", "Remove them unless somebody has approved them.")) with { IsWarning = true };
    }

    [GeneratedRegex(@"^[ \t]*(?<key>[^\s#;=:\[]{1,100})[ \t]*[=:][ \t]*(?<value>[^\r\n#;]{0,100})", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Entry();

    [GeneratedRegex(@"^dotnet_diagnostic\.(?<id>wca\d{4})\.severity$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Severity();
}
