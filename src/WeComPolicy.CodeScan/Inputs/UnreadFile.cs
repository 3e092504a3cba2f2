using System.Buffers;
using System.Text.RegularExpressions;

namespace WeComPolicy.CodeScan.Inputs;

/// <summary>Files about WeCom's API that no rule reads: programs in other languages, scripts, configuration that is too large, what a build left behind.</summary>
internal static partial class UnreadFile
{
    private static readonly SearchValues<string> s_api = SearchValues.Create(["qyapi.weixin.qq.com", "corpsecret", "corp_secret"], StringComparison.OrdinalIgnoreCase);

    // Languages and scripts: a call of the API counts.
    private static readonly HashSet<string> s_programs = new(StringComparer.Ordinal)
    {
        ".VB", ".FS", ".FSX", ".CSX", ".CAKE", ".LINQ", ".TT", ".T4", ".VBHTML", ".XAML", ".JAVA", ".KT", ".KTS", ".SCALA", ".GROOVY", ".GRADLE", ".PY", ".IPYNB", ".JS", ".MJS", ".CJS", ".JSX",
        ".TS", ".TSX", ".VUE", ".SVELTE", ".GO", ".PHP", ".RB", ".RS", ".SWIFT", ".DART", ".C", ".H", ".CC", ".CPP", ".HPP", ".M", ".LUA", ".PL", ".ASP", ".SVC", ".JSP", ".FTL", ".PS1", ".PSM1", ".SH", ".BASH",
        ".BAT", ".CMD", ".SQL", ".TF", ".TFVARS", ".HCL", ".J2", ".HTTP", ".REST", ".DOCKERFILE",
    };

    // Texts name the API for many reasons; a value that looks like a secret is none to pass by.
    private static readonly HashSet<string> s_texts = new(StringComparer.Ordinal) { ".MD", ".TXT", ".HTML", ".HTM", ".CSV", ".LOG", ".BAK", ".OLD", ".ORIG", ".SAMPLE", ".DIST", ".TEMPLATE" };

    /// <summary>The line, from 1, of the first place about WeCom's API in a file that is neither source nor configuration; null where there is none.</summary>
    public static int? FirstLine(WalkedFile file)
    {
        var isProgram = s_programs.Contains(file.Extension) || file.Name is "Dockerfile" or "Containerfile" or "Makefile" or "Jenkinsfile"
            || file.Name.StartsWith("Dockerfile.", StringComparison.Ordinal) || (file.InOutput && CSharpFile.Is(file.Path));
        // What is read by its name and is too large for it.
        isProgram |= !isProgram && file.Length > ConfigurationFile.MaxBytes && ConfigurationFile.Is(file with { Length = 1 });
        if (!(isProgram || s_texts.Contains(file.Extension)) || file.Length is 0 or > CodeText.MaxBytes)
            return null;
        try
        {
            if (CodeText.Read(file.Path) is not { } text || text.AsSpan().IndexOfAny(s_api) is var first && first < 0)
                return null;
            if (!isProgram)
                first = Secret().Match(text) is { Success: true } secret ? secret.Index : -1;
            return first < 0 ? null : text.AsSpan(0, first).Count('\n') + 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"(?:webhook/send\?key=[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|corp_?secret[^\r\nA-Za-z0-9]{1,8}[A-Za-z0-9_-]{43})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Secret();
}
