using System.Globalization;
using WeComPolicy.CodeScan.Projects;

namespace WeComPolicy.CodeScan.Compilations;

/// <summary>The symbols of <c>#if</c> that the SDK would define for a project's target framework, and the project's own.</summary>
internal static class PreprocessorSymbols
{
    private static readonly string[] s_coreVersions = ["1.0", "1.1", "2.0", "2.1", "2.2", "3.0", "3.1"];
    private static readonly string[] s_frameworkVersions = ["20", "35", "40", "45", "451", "452", "46", "461", "462", "47", "471", "472", "48", "481"];
    private static readonly string[] s_standardVersions = ["1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "2.0", "2.1"];

    private const int FirstNet = 5;
    private const int NewestNet = 10;

    public static IReadOnlyList<string> Of(ProjectSettings settings)
    {
        // What is written for debugging is committed too.
        var symbols = new List<string> { "DEBUG", "TRACE" };
        Add(Newest(settings.TargetFrameworks), symbols);
        symbols.AddRange(settings.Constants);
        return [.. symbols.Where(IsSymbol).Distinct(StringComparer.Ordinal)];
    }

    // Of several frameworks the newest: the most of the code is for it.
    private static string Newest(IReadOnlyList<string> frameworks) =>
        frameworks.OrderByDescending(Rank).ThenBy(f => f, StringComparer.Ordinal).FirstOrDefault() ?? "";

    private static int Rank(string framework) =>
        NetVersion(framework) is { } net ? 100 + net
        : framework.StartsWith("netcoreapp", StringComparison.OrdinalIgnoreCase) ? 50
        : framework.StartsWith("netstandard", StringComparison.OrdinalIgnoreCase) ? 40
        : 10;

    private static int? NetVersion(string framework)
    {
        if (!framework.StartsWith("net", StringComparison.OrdinalIgnoreCase))
            return null;
        var version = framework.AsSpan(3);
        var dot = version.IndexOf('.');
        return dot > 0 && int.TryParse(version[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out var major) && major >= FirstNet ? major : null;
    }

    private static void Add(string framework, List<string> symbols)
    {
        if (framework.Length == 0 || NetVersion(framework) is not null)
        {
            var version = Math.Min(NetVersion(framework) ?? NewestNet, 99);
            symbols.AddRange(["NET", $"NET{version}_0", "NETCOREAPP"]);
            for (var older = FirstNet; older <= version; older++)
                symbols.Add($"NET{older}_0_OR_GREATER");
            AddUpTo("NETCOREAPP", s_coreVersions, "3.1", symbols);
        }
        else if (framework.StartsWith("netcoreapp", StringComparison.OrdinalIgnoreCase))
        {
            symbols.AddRange(["NETCOREAPP", "NETCOREAPP" + Underscored(framework[10..])]);
            AddUpTo("NETCOREAPP", s_coreVersions, framework[10..], symbols);
        }
        else if (framework.StartsWith("netstandard", StringComparison.OrdinalIgnoreCase))
        {
            symbols.AddRange(["NETSTANDARD", "NETSTANDARD" + Underscored(framework[11..])]);
            AddUpTo("NETSTANDARD", s_standardVersions, framework[11..], symbols);
        }
        else
        {
            // net472, or v4.7.2 in the old form.
            var version = framework.TrimStart('n', 'N', 'e', 'E', 't', 'T', 'v', 'V').Replace(".", "", StringComparison.Ordinal);
            symbols.AddRange(["NETFRAMEWORK", "NET" + version]);
            AddUpTo("NET", s_frameworkVersions, version, symbols);
        }
    }

    private static void AddUpTo(string prefix, string[] versions, string last, List<string> symbols)
    {
        foreach (var version in versions)
        {
            symbols.Add($"{prefix}{Underscored(version)}_OR_GREATER");
            if (version == last)
                break;
        }
    }

    private static string Underscored(string version) => version.Replace('.', '_');

    private static bool IsSymbol(string text) => text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(c => char.IsLetterOrDigit(c) || c == '_');
}
