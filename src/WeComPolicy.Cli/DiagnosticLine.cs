using System.Globalization;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Cli;

/// <summary>An input diagnostic on one line: <c>path:line:column: error[code]: message help</c>.</summary>
internal static class DiagnosticLine
{
    public static string Of(InputDiagnostic diagnostic, Language language)
    {
        var place = diagnostic.Range is { } range
            ? string.Create(CultureInfo.InvariantCulture, $"{diagnostic.Path}:{range.Start.Line}:{range.Start.Column}: ")
            : diagnostic.Path is null ? "" : $"{diagnostic.Path}: ";
        var help = diagnostic.Help is { } text ? new Bilingual("", " ").In(language) + text.In(language) : "";
        return Excerpt.Whole($"{place}{(diagnostic.IsWarning ? "warning" : "error")}[{diagnostic.Code}]: {diagnostic.Message.In(language)}{help}");
    }
}
