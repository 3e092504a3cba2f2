using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace WeComPolicy.CodeScan.Compilations;

/// <summary>
/// Code that is a template still, with placeholders such as <c>{{ project_name }}</c> or <c>$safeprojectname$</c> where names will stand. As it
/// is, it does not parse, and a using directive or namespace that is lost takes the meaning of the whole file along. It is read with
/// names in their places, of the same length, so that all else stays where it is.
/// </summary>
internal static partial class TemplatePlaceholders
{
    private const int MaxLength = 4 * 1024 * 1024;

    /// <summary>The file as it was read, or read again with names for its placeholders, if it has fewer errors then.</summary>
    public static SyntaxTree Of(SyntaxTree tree, CancellationToken cancellation)
    {
        var text = tree.GetText(cancellation);
        if (text.Length > MaxLength || Errors(tree, cancellation) is not (> 0 and var errors))
            return tree;
        var before = text.ToString();
        if (!before.Contains("{{", StringComparison.Ordinal) && !before.Contains("{%", StringComparison.Ordinal) && !before.Contains('$'))
            return tree;
        var after = Named().Replace(Statement().Replace(before, static found => new string(' ', found.Length)), static found => Name(found.Value));
        if (after == before)
            return tree;
        var read = tree.WithChangedText(SourceText.From(after));
        return Errors(read, cancellation) < errors ? read : tree;
    }

    /// <summary>The same placeholder is the same name everywhere.</summary>
    private static string Name(string placeholder) =>
        string.Create(placeholder.Length, placeholder, static (name, from) =>
        {
            for (var i = 0; i < name.Length; i++)
                name[i] = char.IsAsciiLetterOrDigit(from[i]) ? from[i] : '_';
        });

    private static int Errors(SyntaxTree tree, CancellationToken cancellation) =>
        tree.GetRoot(cancellation).ContainsDiagnostics ? tree.GetDiagnostics(cancellation).Count(d => d.Severity == DiagnosticSeverity.Error) : 0;

    [GeneratedRegex(@"\{\{[-~]?[^{}\r\n]{1,200}[-~]?\}\}|(?<![\w""$@])\$[A-Za-z_]{2,60}\$", RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex Named();

    [GeneratedRegex(@"\{%[^\r\n]{0,500}?%\}", RegexOptions.CultureInvariant)]
    private static partial Regex Statement();
}
