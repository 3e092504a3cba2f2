using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Text;

namespace WeComPolicy.Reporting;

/// <summary>Diagnostics by themselves, where no report of findings shows them: on standard error.</summary>
public static class DiagnosticReport
{
    /// <summary>Writes them in the form of the text report, with their number at the end where they are many.</summary>
    /// <param name="diagnostics">In their order.</param>
    /// <param name="secrets">Places whose text must not be shown.</param>
    /// <param name="options">Language, width, colours.</param>
    /// <param name="output">Stays open.</param>
    public static void Write(IReadOnlyList<InputDiagnostic> diagnostics, IReadOnlyList<SourceRange> secrets, ReportOptions options, TextWriter output)
    {
        var page = new Page(output, options);
        var section = new DiagnosticSection(page, new SnippetWriter(page, new SecretMask(secrets)));
        foreach (var diagnostic in diagnostics)
            section.Write(diagnostic);
        if (DiagnosticSection.Recall(diagnostics) is not { } recall)
            return;
        var warnings = diagnostics.Count(d => d.IsWarning);
        var count = DiagnosticSection.Count(diagnostics.Count - warnings, warnings);
        page.Paragraph(0, Ink.High, "", page.Say(new Bilingual($"共 {count.Zh}，{recall.Zh}", $"{count.En}, {recall.En}")), Ink.Bold);
    }
}
