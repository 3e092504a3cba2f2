using System.Globalization;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Html;

/// <summary>Accepted risks by the month in which they end, as columns. The table of accepted risks says the same in words.</summary>
internal sealed class ExpiryChart(ReportContext context)
{
    private const int Months = 12;
    private const int Column = 46;
    private const int Height = 84;
    private const int Base = 64;
    private const int Top = 16;

    public void Write()
    {
        var ends = context.Result.Findings.Where(f => f.Waiver is not null).Select(f => f.Waiver!.Expires).ToList();
        if (ends.Count == 0)
            return;
        var asOf = context.Result.AsOf;
        var first = asOf.Year * 12 + asOf.Month - 1;
        var counts = new int[Months + 1];
        foreach (var end in ends)
            counts[Math.Clamp(end.Year * 12 + end.Month - 1 - first, 0, Months)]++;
        var last = Array.FindLastIndex(counts, c => c > 0);
        var shown = Math.Max(last + 1, 6);
        var most = counts.Max();
        var soon = ends.Count(e => e.DayNumber - asOf.DayNumber <= 30);
        var page = context.Page;
        page.Write($"<figure class=\"expiry\"><figcaption>{new Bilingual("已接受的风险何时到期", "When accepted risks end")}<small>{new Bilingual(
            $"30 天内到期 {Counted.Number(soon)} 项，共 {Counted.Number(ends.Count)} 项", $"{Counted.Number(soon)} of {Counted.Number(ends.Count)} within 30 days")}</small></figcaption>");
        page.Write($"<svg width=\"{shown * Column:D}\" viewBox=\"0 0 {shown * Column:D} {Height:D}\" aria-hidden=\"true\" focusable=\"false\"><line class=\"axis\" x1=\"0\" x2=\"{shown * Column:D}\" y1=\"{Base:D}\" y2=\"{Base:D}\"/>");
        for (var i = 0; i < shown; i++)
        {
            var x = i * Column;
            var height = counts[i] == 0 ? 0 : Math.Max(3, (Base - Top) * counts[i] / most);
            if (height > 0)
            {
                page.Write($"<rect class=\"{(i == 0 ? "unknown" : "accepted")}\" x=\"{x + 13:D}\" y=\"{Base - height:D}\" width=\"{Column - 26:D}\" height=\"{height:D}\"/>");
                page.Write($"<text x=\"{x + Column / 2:D}\" y=\"{Base - height - 4:D}\">{counts[i]}</text>");
            }

            page.Write($"<text class=\"tick\" x=\"{x + Column / 2:D}\" y=\"{Base + 15:D}\">{(i == Months ? "≥ " : "") + Label(first + i)}</text>");
        }

        page.Raw("</svg></figure>\n");
    }

    private static string Label(int month) =>
        string.Create(CultureInfo.InvariantCulture, $"{month / 12 % 100:D2}-{month % 12 + 1:D2}");
}
