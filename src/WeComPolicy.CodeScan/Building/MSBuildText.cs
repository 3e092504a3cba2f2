using System.Globalization;
using System.Text;

namespace WeComPolicy.CodeScan.Building;

/// <summary>Text inside a build file, where some characters have a meaning.</summary>
internal static class MSBuildText
{
    private const string Special = "%*?@$();'";

    public static string Escape(string text)
    {
        if (text.AsSpan().IndexOfAny(Special) < 0)
            return text;
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (Special.Contains(c, StringComparison.Ordinal))
                escaped.Append('%').Append(((int)c).ToString("X2", CultureInfo.InvariantCulture));
            else
                escaped.Append(c);
        }

        return escaped.ToString();
    }
}
