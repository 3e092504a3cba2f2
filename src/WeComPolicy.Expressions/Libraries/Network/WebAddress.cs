using System.Text;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Libraries.Network;

/// <summary>A URL: an absolute URI, or an absolute path. Reads as Go's net/url does.</summary>
public sealed class WebAddress : OpaqueValue
{
    /// <summary>Longest text that is read as a URL, in UTF-16 code units.</summary>
    public const int MaxLength = 1_000_000;

    private readonly string _text;

    private WebAddress(string text, string scheme, string host, string escapedPath, string query)
    {
        _text = text;
        Scheme = scheme;
        Host = host;
        EscapedPath = escapedPath;
        Query = query;
    }

    /// <summary>net.URL.</summary>
    public static CelType CelType { get; } = CelType.Opaque("net.URL");

    /// <summary>In lower case; empty for a path.</summary>
    public string Scheme { get; }

    /// <summary>With the port, and brackets around IPv6; empty where there is none.</summary>
    public string Host { get; }

    /// <summary>The path, escaped.</summary>
    public string EscapedPath { get; }

    /// <summary>What follows the question mark, as written; empty where there is none.</summary>
    public string Query { get; }

    /// <summary>The host without port and without brackets.</summary>
    public string HostName
    {
        get
        {
            var name = PortColon(Host) is var colon and >= 0 ? Host[..colon] : Host;
            return name is ['[', .., ']'] ? name[1..^1] : name;
        }
    }

    /// <summary>The digits of the port; empty where there is none.</summary>
    public string Port => PortColon(Host) is var colon and >= 0 ? Host[(colon + 1)..] : "";

    /// <inheritdoc/>
    public override CelType Type => CelType;

    /// <summary>Reads a URL; false where the text is none.</summary>
    public static bool TryParse(string text, out WebAddress url)
    {
        url = null!;
        if (text.Length is 0 or > MaxLength || text.Any(c => c < ' ' || c == '\u007F'))
            return false;
        var rest = text;
        var hash = rest.IndexOf('#', StringComparison.Ordinal);
        if (hash >= 0)
        {
            if (!Percent.IsValid(rest[(hash + 1)..]))
                return false;
            rest = rest[..hash];
        }

        if (!TakeScheme(ref rest, out var scheme))
            return false;
        var query = "";
        var question = rest.IndexOf('?', StringComparison.Ordinal);
        if (question >= 0)
        {
            query = rest[(question + 1)..];
            rest = rest[..question];
        }

        if (!rest.StartsWith('/'))
        {
            // "mailto:someone": neither host nor path; without a scheme it would be a relative path.
            if (scheme.Length == 0)
                return false;
            url = new(text, scheme, "", "", query);
            return true;
        }

        var host = "";
        if (rest.StartsWith("//", StringComparison.Ordinal) && (scheme.Length > 0 || !rest.StartsWith("///", StringComparison.Ordinal)))
        {
            var end = rest.IndexOf('/', 2);
            var authority = end < 0 ? rest[2..] : rest[2..end];
            rest = end < 0 ? "" : rest[end..];
            if (!TakeHost(authority, out host))
                return false;
        }

        if (!Percent.IsValid(rest))
            return false;
        url = new(text, scheme, host, Percent.IsEscapedPath(rest) ? rest : Percent.EscapePath(Percent.Decode(rest, plusIsSpace: false)), query);
        return true;
    }

    /// <summary>
    /// The parameters of the query, decoded, by key in the order of their first value; null where an escape is wrong or a
    /// semicolon separates.
    /// </summary>
    public IReadOnlyList<(string Key, IReadOnlyList<string> Values)>? Parameters()
    {
        var result = new List<(string Key, IReadOnlyList<string> Values)>();
        var index = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var pair in Query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? pair : pair[..equals];
            var value = equals < 0 ? "" : pair[(equals + 1)..];
            if (!Percent.IsValid(key) || !Percent.IsValid(value) || pair.Contains(';', StringComparison.Ordinal))
                return null;
            key = Percent.Decode(key, plusIsSpace: true);
            if (!index.TryGetValue(key, out var values))
            {
                index.Add(key, values = []);
                result.Add((key, values));
            }

            values.Add(Percent.Decode(value, plusIsSpace: true));
        }

        return result;
    }

    /// <inheritdoc/>
    public override bool ValueEquals(OpaqueValue other) => other is WebAddress url && string.Equals(url._text, _text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int ValueHash() => string.GetHashCode(_text, StringComparison.Ordinal);

    /// <summary>As it was written.</summary>
    public override string ToString() => _text;

    private static bool TakeScheme(ref string rest, out string scheme)
    {
        scheme = "";
        for (var i = 0; i < rest.Length; i++)
        {
            var c = rest[i];
            if (char.IsAsciiLetter(c))
                continue;
            if (c == ':')
            {
                if (i == 0)
                    return false;
                scheme = rest[..i].ToLowerInvariant();
                rest = rest[(i + 1)..];
                return true;
            }

            if (i == 0 || !(char.IsAsciiDigit(c) || c is '+' or '-' or '.'))
                return true;
        }

        return true;
    }

    private static bool TakeHost(string authority, out string host)
    {
        var at = authority.LastIndexOf('@');
        host = authority[(at + 1)..];
        if (at >= 0 && !(Percent.IsValid(authority[..at]) && authority[..at].All(IsUserInfo)))
            return false;
        var bracket = host.LastIndexOf(']');
        var name = host;
        var port = "";
        if (host.StartsWith('['))
        {
            if (bracket < 0)
                return false;
            (name, port) = (host[..(bracket + 1)], host[(bracket + 1)..]);
        }
        else if (host.LastIndexOf(':') is var colon and >= 0)
        {
            (name, port) = (host[..colon], host[colon..]);
        }

        if (port.Length > 0 && !(port[0] == ':' && port.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0))
            return false;

        // Only bytes beyond ASCII may be escaped in a host; the zone of an address is the exception.
        var zone = name is ['[', ..] ? name.IndexOf("%25", StringComparison.Ordinal) : -1;
        var plain = zone >= 0 ? name[..zone] + name[(zone + 3)..] : name;
        if (!plain.All(IsHost) || !Percent.IsValid(name))
            return false;
        for (var i = plain.IndexOf('%', StringComparison.Ordinal); i >= 0; i = plain.IndexOf('%', i + 1))
        {
            if (zone < 0 && plain[i + 1] < '8')
                return false;
        }

        if (zone < 0 && plain.Contains('%', StringComparison.Ordinal))
            host = Percent.Decode(name, plusIsSpace: false) + port;
        else if (zone >= 0)
            host = name[..zone] + "%" + Percent.Decode(name[(zone + 3)..], plusIsSpace: false) + port;
        return true;
    }

    private static bool IsUserInfo(char c) => char.IsAsciiLetterOrDigit(c) || "-._:~!$&'()*+,;=%@".Contains(c, StringComparison.Ordinal);

    private static bool IsHost(char c) => c >= '\u0080' || char.IsAsciiLetterOrDigit(c) || "-_.~!$&'()*+,;=:[]<>\"%".Contains(c, StringComparison.Ordinal);

    private static int PortColon(string host)
    {
        var colon = host.LastIndexOf(':');
        return colon >= 0 && colon > host.LastIndexOf(']') ? colon : -1;
    }

    /// <summary>Percent escapes.</summary>
    private static class Percent
    {
        public static bool IsValid(string text)
        {
            for (var i = text.IndexOf('%', StringComparison.Ordinal); i >= 0; i = text.IndexOf('%', i + 1))
            {
                if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                    return false;
            }

            return true;
        }

        public static bool IsEscapedPath(string path) =>
            path.All(c => char.IsAsciiLetterOrDigit(c) || "-_.~!$&'()*+,;=:@[]/%".Contains(c, StringComparison.Ordinal));

        public static string EscapePath(string path)
        {
            if (path == "*")
                return path;
            var result = new StringBuilder(path.Length + 16);
            foreach (var b in Encoding.UTF8.GetBytes(path))
            {
                if (char.IsAsciiLetterOrDigit((char)b) || "-_.~$&+,/:;=@".Contains((char)b, StringComparison.Ordinal))
                    result.Append((char)b);
                else
                    result.Append('%').Append(Convert.ToHexString([b]));
            }

            return result.ToString();
        }

        public static string Decode(string text, bool plusIsSpace)
        {
            if (!text.Contains('%', StringComparison.Ordinal) && !(plusIsSpace && text.Contains('+', StringComparison.Ordinal)))
                return text;
            var bytes = new List<byte>(text.Length);
            var plain = Encoding.UTF8.GetBytes(text);
            for (var i = 0; i < plain.Length; i++)
            {
                if (plain[i] == '%')
                {
                    bytes.Add((byte)(HexDigit(plain[i + 1]) << 4 | HexDigit(plain[i + 2])));
                    i += 2;
                }
                else
                {
                    bytes.Add(plusIsSpace && plain[i] == '+' ? (byte)' ' : plain[i]);
                }
            }

            return Encoding.UTF8.GetString([.. bytes]);
        }

        private static int HexDigit(byte c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
    }
}
