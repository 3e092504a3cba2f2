using System.Text.RegularExpressions;

namespace WeComPolicy.Engine.Inputs;

/// <summary>What a file of this tool itself says that it is.</summary>
internal static partial class OwnFormat
{
    // Characters, of at most four bytes: the key stands at the head of what this tool writes.
    private const int Head = 4096;

    private static ReadOnlySpan<byte> Prefix => "wecom-policy/"u8;

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
            var bytes = RegularFile.Head(path, Head * 4);
            if (!MayBeOwn(bytes))
                return null;
            using var reader = new StreamReader(new MemoryStream(bytes));
            var head = new char[Head];
            var match = Schema.Match(new string(head, 0, reader.ReadBlock(head)));
            return match.Success ? match.Groups["name"].Value : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Most files are those of tenants: they are spared the pattern, whose code is compiled where it first runs.
    private static bool MayBeOwn(ReadOnlySpan<byte> head)
    {
        // UTF-16: let it be decoded.
        if (head is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..])
            return true;
        for (var at = head.IndexOf(Prefix); at >= 0; at = head.IndexOf(Prefix))
        {
            head = head[(at + Prefix.Length)..];
            if (!head.StartsWith("tenant/"u8))
                return true;
        }

        return false;
    }

    // Only at the outermost level: in YAML at the margin, in JSON behind the first brace.
    [GeneratedRegex(@"(?:^schema|^\{\s{0,99}""schema""|\A\s{0,99}\{\s{0,99}""schema"")\s{0,9}:\s{0,9}[""']?wecom-policy/(?<name>[a-z]+)/v", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Schema { get; }
}
