using System.Text;

namespace WeComPolicy.Reporting.Tests;

/// <summary>A reader of RFC 4180 that takes nothing else: lines end with CR LF, and a quote stands only where it may.</summary>
internal static class CsvTable
{
    public static List<string[]> Read(string text)
    {
        var rows = new List<string[]>();
        var row = new List<string>();
        var at = 0;
        while (at < text.Length)
        {
            row.Add(Cell(text, ref at));
            if (text[at] == ',')
            {
                at++;
                continue;
            }

            Assert.Equal("\r\n", text.Substring(at, 2));
            at += 2;
            rows.Add([.. row]);
            row.Clear();
        }

        Assert.Empty(row);
        return rows;
    }

    private static string Cell(string text, ref int at)
    {
        if (text[at] != '"')
        {
            var end = text.IndexOfAny([',', '\r', '\n', '"'], at);
            var plain = text[at..end];
            Assert.NotEqual('"', text[end]);
            Assert.NotEqual('\n', text[end]);
            at = end;
            return plain;
        }

        var cell = new StringBuilder();
        for (at++; ; at++)
        {
            if (text[at] == '"' && text[at + 1] == '"')
                at++;
            else if (text[at] == '"')
                break;
            cell.Append(text[at]);
        }

        at++;
        return cell.ToString();
    }
}
