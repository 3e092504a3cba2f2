using System.Globalization;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Text;

/// <summary>What is wrong with inputs, policies and the command line, in the form that findings have too.</summary>
internal sealed class DiagnosticSection(Page page, SnippetWriter snippets)
{
    // As many as one screen shows; of more, the end tells how many there were and where they begin.
    private const int FitOneScreen = 10;
    private const int MaxPlaces = 5;

    /// <summary>Writes a diagnostic with its line and what to do.</summary>
    public void Write(InputDiagnostic diagnostic)
    {
        var ink = diagnostic.IsWarning ? Ink.Medium : Ink.High;
        page.Headline(Where(diagnostic), ink, $"{page.Say(Word(diagnostic))}[{VisibleText.Line(diagnostic.Code)}]", page.Say(diagnostic.Message));
        var gutter = 1;
        if (diagnostic.Range is { } range)
        {
            var mark = Mark.Of(range, "", primary: true);
            gutter = SnippetWriter.GutterFor([mark.End.Line]);
            snippets.Write([mark], ink, gutter);
        }

        if (diagnostic.Help is { } help)
            page.Paragraph(gutter, Ink.Gutter, " = " + page.Say(new Bilingual("办法：", "help: ")), page.Say(help));
        page.Line();
    }

    /// <summary>
    /// Where so many were told that the first have left the screen: how many there are, and where the first stand; else null.
    /// </summary>
    /// <param name="diagnostics">All that were told.</param>
    /// <param name="isFar">Whether so much was told since that even a single error has left the screen.</param>
    public static Bilingual? Recall(IReadOnlyList<InputDiagnostic> diagnostics, bool isFar = false)
    {
        if (diagnostics.Count <= FitOneScreen)
        {
            var errors = isFar ? diagnostics.Where(d => !d.IsWarning).Select(Where).Where(place => place.Length > 0).Distinct(StringComparer.Ordinal).Take(MaxPlaces).ToList() : [];
            return errors.Count == 0 ? null : new Bilingual($"见最前面的 {string.Join("、", errors)}", $"told first of all: {string.Join(", ", errors)}");
        }

        var places = diagnostics.Where(d => !d.IsWarning).Concat(diagnostics.Where(d => d.IsWarning))
            .Select(Where).Where(place => place.Length > 0).Distinct(StringComparer.Ordinal).Take(MaxPlaces).ToList();
        return places.Count == 0
            ? null
            : new Bilingual($"从这里开始：{string.Join("、", places)} ……", $"beginning with {string.Join(", ", places)}, …");
    }

    /// <summary>So many errors and warnings.</summary>
    public static Bilingual Count(int errors, int warnings) => new(
        $"{errors.ToString("N0", CultureInfo.InvariantCulture)} 个错误，{warnings.ToString("N0", CultureInfo.InvariantCulture)} 个警告",
        $"{English(errors, "error")}, {English(warnings, "warning")}");

    private static string English(int count, string noun) => count == 1 ? "1 " + noun : $"{count.ToString("N0", CultureInfo.InvariantCulture)} {noun}s";

    private static Bilingual Word(InputDiagnostic diagnostic) => diagnostic.IsWarning ? new("警告", "warning") : new("错误", "error");

    /// <summary>The place as text; empty where there is none.</summary>
    public static string Where(InputDiagnostic diagnostic) =>
        diagnostic.Range is { } range ? Place.Of(range).Text : diagnostic.Path is { } path ? VisibleText.Line(path) : "";
}
