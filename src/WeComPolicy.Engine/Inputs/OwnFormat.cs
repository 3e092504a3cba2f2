using System.Text.RegularExpressions;

namespace WeComPolicy.Engine.Inputs;

/// <summary>What a file of this tool itself says that it is.</summary>
internal static partial class OwnFormat
{
    // The key stands at the head of what this tool writes.
    private const int Head = 4096;

    /// <summary>Such as <c>waivers</c>, from <c>schema: wecom-policy/waivers/v1</c>; null for any other file, and one that cannot be read.</summary>
    public static string? Of(string path)
    {
        try
        {
            if (!File.Exists(path))
                return null;
            using var reader = new StreamReader(path);
            var head = new char[Head];
            var match = Schema.Match(new string(head, 0, reader.ReadBlock(head)));
            return match.Success ? match.Groups["name"].Value : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Only at the outermost level: in YAML at the margin, in JSON behind the first brace.
    [GeneratedRegex(@"(?:^schema|^\{\s{0,99}""schema""|\A\s{0,99}\{\s{0,99}""schema"")\s{0,9}:\s{0,9}[""']?wecom-policy/(?<name>[a-z]+)/v", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Schema { get; }
}
