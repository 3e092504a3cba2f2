using System.Text;

namespace WeComPolicy.Reporting.Sarif;

/// <summary>A path as a URI reference: percent-encoded UTF-8, relative to the source root unless the path is absolute.</summary>
/// <param name="Text">Such as <c>tenants/%E5%8C%97%E4%BA%AC.yaml</c>.</param>
/// <param name="IsRelative">Whether it is relative to the source root.</param>
internal readonly record struct SarifUri(string Text, bool IsRelative)
{
    public static SarifUri Of(string path)
    {
        // A leading slash is a path of Unix, a letter with a colon a drive of Windows, two slashes a share.
        if (path.StartsWith("//", StringComparison.Ordinal))
            return new SarifUri("file:" + Encode(path), false);
        if (path.StartsWith('/'))
            return new SarifUri("file://" + Encode(path), false);
        if (path.Length > 2 && char.IsAsciiLetter(path[0]) && path[1] == ':' && path[2] == '/')
            return new SarifUri("file:///" + path[0] + ":" + Encode(path[2..]), false);
        while (path.StartsWith("./", StringComparison.Ordinal))
            path = path[2..];
        return new SarifUri(path.Length == 0 ? "." : Encode(path), true);
    }

    private static string Encode(string path)
    {
        var result = new StringBuilder(path.Length + 16);
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in path.EnumerateRunes())
        {
            if (rune.Value == '/' || rune.Value is '-' or '.' or '_' or '~' || (rune.IsAscii && char.IsAsciiLetterOrDigit((char)rune.Value)))
            {
                result.Append((char)rune.Value);
                continue;
            }

            var count = rune.EncodeToUtf8(bytes);
            foreach (var value in bytes[..count])
                result.Append('%').Append(Convert.ToHexString([value]));
        }

        return result.ToString();
    }
}
