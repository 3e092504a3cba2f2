using System.Text.RegularExpressions;

namespace WeComPolicy.Engine.Inputs;

/// <summary>What a file of this tool itself says that it is.</summary>
internal static partial class OwnFormat
{
    // The key stands at the head of what this tool writes.
    private const int Head = 4096;

    private const string Prefix = "wecom-policy/";

    /// <summary>
    /// Such as <c>waivers</c>, from <c>schema: wecom-policy/waivers/v1</c>; null for any other file, a tenant's too, and one that cannot be
    /// read.
    /// </summary>
    public static string? Of(string path)
    {
        try
        {
            if (!File.Exists(path))
                return null;
            using var reader = RegularFile.OpenText(path);
            var head = new char[Head];
            var text = new string(head, 0, reader.ReadBlock(head));
            if (!MayBeOwn(text))
                return null;
            var match = Schema.Match(text);
            return match.Success ? match.Groups["name"].Value : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Most files are those of tenants: they are spared the pattern, whose code is compiled where it first runs.
    private static bool MayBeOwn(string text)
    {
        for (var at = text.IndexOf(Prefix, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Prefix, at, StringComparison.Ordinal))
        {
            at += Prefix.Length;
            if (!text.AsSpan(at).StartsWith("tenant/"))
                return true;
        }

        return false;
    }

    // Only at the outermost level: in YAML at the margin, in JSON behind the first brace.
    [GeneratedRegex(@"(?:^schema|^\{\s{0,99}""schema""|\A\s{0,99}\{\s{0,99}""schema"")\s{0,9}:\s{0,9}[""']?wecom-policy/(?<name>[a-z]+)/v", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Schema { get; }
}
