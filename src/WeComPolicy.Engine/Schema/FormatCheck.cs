using System.Globalization;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;
using WeComPolicy.Expressions.Libraries.Network;

namespace WeComPolicy.Engine.Schema;

/// <summary>Tells what is wrong with the form of a text.</summary>
internal static class FormatCheck
{
    private static readonly AsciiSet s_userId = new("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._@-");

    private static readonly AsciiSet s_label = new("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private static readonly AsciiSet s_corpId = new("0123456789abcdef");

    private static readonly string[] s_secretSchemes = ["vault:", "kms:", "env:", "file:", "https:"];

    /// <summary>What to do about the text, or null where its form is right.</summary>
    public static Bilingual? Problem(ValueFormat format, ReadOnlySpan<char> text) => format switch
    {
        ValueFormat.UserId => IsUserId(text) ? null
            : new("账号由 1 至 64 个字母、数字或 . _ @ - 组成，以字母或数字开头。",
                "An account is 1 to 64 letters, digits or . _ @ -, and begins with a letter or digit."),
        ValueFormat.CorpId => IsCorpId(text) ? null
            : new("企业 ID 是 ww 或 wx 加 16 位小写十六进制数字，例如 ww0123456789abcdef。",
                "A corp id is ww or wx and 16 lower-case hexadecimal digits, such as ww0123456789abcdef."),
        ValueFormat.Ip => IsAddress(text, out _) ? null
            : new("应为 IPv4 或 IPv6 地址，例如 203.0.113.7。", "Write an IPv4 or IPv6 address, such as 203.0.113.7."),
        ValueFormat.IpRange => RangeProblem(text),
        ValueFormat.Url => IsUrl(text) ? null
            : new("应为以 https:// 或 http:// 开头的完整网址。", "Write a whole address that begins with https:// or http://."),
        ValueFormat.Domain => DomainProblem(text),
        ValueFormat.SecretRef => IsSecretRef(text) ? null
            : new("这里只写凭证的存放位置，例如 vault://wecom/app、kms://…、env:WECOM_SECRET、file:/etc/wecom/secret、https://…。",
                "Write only where the secret is kept, such as vault://wecom/app, kms://…, env:WECOM_SECRET, file:/etc/wecom/secret, https://…."),
        _ => null,
    };

    public static Bilingual Name(ValueFormat format) => format switch
    {
        ValueFormat.UserId => new("成员账号", "an account"),
        ValueFormat.CorpId => new("企业 ID", "a corp id"),
        ValueFormat.Ip => new("IP 地址", "an IP address"),
        ValueFormat.IpRange => new("IP 范围", "an IP range"),
        ValueFormat.Url => new("网址", "an address"),
        ValueFormat.Domain => new("域名", "a domain"),
        _ => new("凭证的存放位置", "a reference to a secret"),
    };

    private static bool IsUserId(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= 64 && char.IsAsciiLetterOrDigit(text[0]) && s_userId.IndexOfOther(text) < 0;

    private static bool IsCorpId(ReadOnlySpan<char> text) =>
        text.Length == 18 && text[0] == 'w' && text[1] is 'w' or 'x' && s_corpId.IndexOfOther(text[2..]) < 0;

    private static Bilingual? RangeProblem(ReadOnlySpan<char> text)
    {
        var slash = text.IndexOf('/');
        if (slash >= 0)
        {
            if (!IsAddress(text[..slash], out var network))
                return WriteRange;
            var max = network.Width;
            var digits = text[(slash + 1)..];
            if (digits.Length is > 0 and < 4 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var prefix) && prefix <= max)
                return null;
            var bits = max.ToString(CultureInfo.InvariantCulture);
            return new($"“/”后应为 0 至 {bits} 的前缀长度。", $"Behind '/' stands a prefix length from 0 to {bits}.");
        }

        var dash = text.IndexOf('-');
        if (dash < 0)
            return IsAddress(text, out _) ? null : WriteRange;
        if (!IsAddress(text[..dash].Trim(), out var first) || !IsAddress(text[(dash + 1)..].Trim(), out var last)
            || first.IsV4 != last.IsV4)
        {
            return WriteRange;
        }

        return first.Bits <= last.Bits ? null
            : new("起始地址大于结束地址。", "The first address is greater than the last.");
    }

    private static Bilingual WriteRange { get; } =
        new("应为地址、CIDR 或“起始-结束”，例如 203.0.113.7、203.0.113.0/24、203.0.113.1-203.0.113.9。",
            "Write an address, a CIDR block or 'first-last', such as 203.0.113.7, 203.0.113.0/24, 203.0.113.1-203.0.113.9.");

    // An IPv4 address dressed as IPv6 has twelve more bytes: its width would be judged by the wrong measure.
    private static bool IsAddress(ReadOnlySpan<char> text, out IpAddress address) =>
        IpAddress.TryParse(text, out address) && (!text.Contains(':') || !address.IsV4 && !text.Contains('.'));

    // Most addresses are plain, and are spared Uri: an assembly to load, a fiftieth of a small scan.
    private static bool IsUrl(ReadOnlySpan<char> text) =>
        IsPlainUrl(text)
        || (text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        && !text.ContainsAny(" \t\r\n<>\"")
        && Uri.TryCreate(text.ToString(), UriKind.Absolute, out var uri) && uri.Host.Length > 0;

    /// <summary>Whether it is <c>https://</c> or <c>http://</c>, a host of plain labels, and nothing or a path of letters, digits and <c>/._-</c>.</summary>
    internal static bool IsPlainUrl(ReadOnlySpan<char> text)
    {
        if (text.Length > 2000)
            return false;
        var rest = text.StartsWith("https://", StringComparison.Ordinal) ? text["https://".Length..]
            : text.StartsWith("http://", StringComparison.Ordinal) ? text["http://".Length..]
            : [];
        var slash = rest.IndexOf('/');
        var host = slash < 0 ? rest : rest[..slash];
        if (host.Length is 0 or > 200)
            return false;
        var label = 0;
        for (var i = 0; i <= host.Length; i++)
        {
            if (i < host.Length && host[i] != '.')
            {
                if (!char.IsAsciiLetterOrDigit(host[i]) && host[i] != '-')
                    return false;
                continue;
            }

            if (i == label || i - label > 63 || host[label] == '-' || host[i - 1] == '-')
                return false;
            // What ends in a digit may be taken for an IP address, of which not every one is good.
            if (i == host.Length && !char.IsAsciiLetter(host[label]))
                return false;
            label = i + 1;
        }

        foreach (var c in slash < 0 ? [] : rest[slash..])
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('/' or '.' or '_' or '-'))
                return false;
        }

        return true;
    }

    private static Bilingual? DomainProblem(ReadOnlySpan<char> text)
    {
        if (text.Contains('/'))
            return new("只写域名，不写 https:// 与路径，例如 app.example.com。", "Write the domain alone, without https:// and path, such as app.example.com.");
        var name = text;
        var colon = name.IndexOf(':');
        if (colon >= 0)
        {
            if (!int.TryParse(name[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is 0 or > 65535)
                return new("“:”后应为 1 至 65535 的端口。", "Behind ':' stands a port from 1 to 65535.");
            name = name[..colon];
        }

        if (name.StartsWith("*."))
            name = name[2..];
        if (name.Length is > 0 and <= 253)
        {
            var good = true;
            foreach (var range in name.Split('.'))
            {
                var label = name[range];
                good &= label.Length is > 0 and <= 63 && s_label.IndexOfOther(label) < 0 && label[0] != '-' && label[^1] != '-';
            }

            if (good)
                return null;
        }

        return new("应为域名，例如 app.example.com、*.example.com、app.example.com:8443；中文域名写 Punycode。",
            "Write a domain, such as app.example.com, *.example.com, app.example.com:8443; others than ASCII as Punycode.");
    }

    private static bool IsSecretRef(ReadOnlySpan<char> text)
    {
        foreach (var scheme in s_secretSchemes)
        {
            if (text.StartsWith(scheme, StringComparison.Ordinal))
                return text[scheme.Length..].Trim('/').Length > 0 && !text.ContainsAny(" \t\r\n");
        }

        return false;
    }
}
