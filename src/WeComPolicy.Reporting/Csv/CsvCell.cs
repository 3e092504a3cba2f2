using WeComPolicy.Reporting.Text;

namespace WeComPolicy.Reporting.Csv;

/// <summary>A cell of a table that a spreadsheet opens: text, and never a formula.</summary>
internal static class CsvCell
{
    // A spreadsheet takes no more into one cell; what is behind would run over into the next rows.
    private const int MaxLength = 32_000;

    /// <summary>The cell with its quotes where it needs some; lines stay lines, other hidden characters become visible.</summary>
    public static string Of(string text)
    {
        var value = string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(VisibleText.Line));
        if (value.Length > MaxLength)
            value = string.Concat(value.AsSpan(0, char.IsHighSurrogate(value[MaxLength - 1]) ? MaxLength - 1 : MaxLength), "...");
        if (BeginsFormula(value))
            value = "'" + value;
        return value.AsSpan().IndexOfAny("\",\r\n") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    // Excel, WPS and LibreOffice read a cell that begins so as a formula, some after blanks too; an apostrophe before it makes it text.
    // Full-width signs count: Excel evens them out.
    private static bool BeginsFormula(string value)
    {
        var start = value.AsSpan().TrimStart(" \u3000\n");
        return start.Length > 0 && "=+-@|＝＋－＠".Contains(start[0], StringComparison.Ordinal);
    }
}
