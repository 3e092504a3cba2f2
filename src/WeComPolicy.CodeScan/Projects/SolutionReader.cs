using System.Text.RegularExpressions;
using System.Xml;
using WeComPolicy.CodeScan.Inputs;
using WeComPolicy.Engine.Inputs;

namespace WeComPolicy.CodeScan.Projects;

/// <summary>The C# projects that a solution names, in either of its forms.</summary>
internal static partial class SolutionReader
{
    private const long MaxBytes = 10L * 1024 * 1024;

    /// <summary>Absolute paths of project files; null where the solution cannot be read.</summary>
    public static IReadOnlyList<string>? Read(string path) => Named(path, name => name.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase));

    /// <summary>Absolute paths of its projects of other languages.</summary>
    public static IReadOnlyList<string> InOtherLanguages(string path) =>
        Named(path, name => name.EndsWith("proj", StringComparison.OrdinalIgnoreCase) && !name.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase)) ?? [];

    private static string[]? Named(string path, Func<string, bool> isWanted)
    {
        try
        {
            if (RegularFile.LengthOf(path) is 0 or > MaxBytes || CodeText.Read(path) is not { } text)
                return null;
            var names = path.EndsWith(".slnx", StringComparison.OrdinalIgnoreCase) ? OfXml(text) : OfText(text);
            var folder = Path.GetDirectoryName(path)!;
            return
            [
                .. names.Where(isWanted)
                    .Select(name => Path.GetFullPath(name.Replace('\\', Path.DirectorySeparatorChar), folder))
                    .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception e) when (e is XmlException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private static List<string> OfText(string text) => [.. Line().Matches(text).Select(m => m.Groups[1].Value)];

    private static List<string> OfXml(string text)
    {
        var names = new List<string>();
        using var xml = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "Project" && xml.GetAttribute("Path") is { Length: > 0 } name)
                names.Add(name);
        }

        return names;
    }

    [GeneratedRegex("""^\s*Project\("[^"\r\n]*"\)\s*=\s*"[^"\r\n]*"\s*,\s*"([^"\r\n]+)""", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Line();
}
