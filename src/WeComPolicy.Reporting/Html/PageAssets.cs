using System.Security.Cryptography;
using System.Text;

namespace WeComPolicy.Reporting.Html;

/// <summary>The style sheet and the script that every report carries within itself, and the policy that lets only these run.</summary>
internal static class PageAssets
{
    /// <summary>The style sheet, ready to stand within its element.</summary>
    public static string Style { get; } = WithChosenTheme(Read("report.css"));

    /// <summary>The script, ready to stand within its element.</summary>
    public static string Script { get; } = Read("report.js");

    /// <summary>The icon, as an address that needs no network.</summary>
    public const string Icon =
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath fill='%23235a97' d='M8 1 2 3v5c0 4 3 6 6 7 3-1 6-3 6-7V3z'/%3E%3Cpath fill='none' stroke='%23fff' stroke-width='1.6' d='m5 8 2.2 2.2L11 6.2'/%3E%3C/svg%3E";

    /// <summary>
    /// Nothing may be loaded, sent or framed, no other script or style may run, whatever a text of the report smuggles in.
    /// </summary>
    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; script-src {Hash(Script)}; style-src {Hash(Style)}; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types report";

    // The dark colours hold where the system asks for them, and where the reader does; the sheet has them once.
    private static string WithChosenTheme(string sheet)
    {
        const string Asked = "@media (prefers-color-scheme: dark) {\n  :root:not([data-theme=\"light\"]) {\n";
        const string End = "\n  }\n}\n";
        var from = sheet.IndexOf(Asked, StringComparison.Ordinal) + Asked.Length;
        var to = sheet.IndexOf(End, from, StringComparison.Ordinal);
        var colours = sheet[from..to].Replace("    --", "  --", StringComparison.Ordinal).Replace("    color-scheme", "  color-scheme", StringComparison.Ordinal);
        return sheet.Insert(to + End.Length, $"\n:root[data-theme=\"dark\"] {{\n{colours}\n}}\n");
    }

    private static string Hash(string content) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'";

    // A checkout may have turned the line ends; browsers hash what they parse, and parse CR LF as LF.
    private static string Read(string name)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing from the build.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
