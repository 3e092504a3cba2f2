using System.Globalization;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Text;

/// <summary>Where the text of a missing fact belongs, and the text.</summary>
internal sealed class InsertionNote(Page page, SnippetWriter snippets)
{
    /// <summary>Writes the place and the lines to add.</summary>
    /// <param name="missing">With a text to insert.</param>
    /// <param name="gutter">Cells for line numbers.</param>
    /// <param name="joined">A section that an insertion told before has made; null for none.</param>
    public void Write(MissingFact missing, int gutter, string? joined = null)
    {
        if (missing.Parent is not { } parent)
        {
            Note(gutter, joined is null
                ? new("请在租户文件的顶层添加", "add at the top level of a file of the tenant")
                : new($"请并入同一个 {joined}", $"add into the same {joined}"));
            snippets.WriteInsertion(missing.Insert, gutter);
            return;
        }

        var place = Place.Of(parent);
        var where = string.Create(CultureInfo.InvariantCulture, $"{place.Path}:{place.Start.Line}");
        var flow = missing.Style == InsertionStyle.Flow;
        Note(gutter, flow
            ? new($"请在 {where} 的花括号内添加", $"add between the braces of {where}")
            : new($"请添加到 {where} 之下", $"add below {where}"));
        snippets.WriteInsertion(place.File, place.Start.Line, (flow ? place.Start.Column : missing.Column) - 1, missing.Insert, gutter);
    }

    private void Note(int gutter, Bilingual text) => page.Paragraph(gutter, Ink.Gutter, " = ", page.Say(text));
}
