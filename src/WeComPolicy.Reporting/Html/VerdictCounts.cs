using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting.Html;

/// <summary>How many checks (a rule on a tenant) came to which verdict, as a row of figures and as a bar.</summary>
internal sealed class VerdictCounts
{
    private readonly int[] _counts = new int[5];

    /// <summary>The verdicts in the order in which every chart shows them: what needs work first.</summary>
    public static ReadOnlySpan<Verdict> Order => [Verdict.Fail, Verdict.Error, Verdict.Unknown, Verdict.Pass, Verdict.NotApplicable];

    public int this[Verdict verdict] => _counts[(int)verdict];

    public int Total => _counts.Sum();

    public void Add(Verdict verdict) => _counts[(int)verdict]++;

    /// <summary>For the style sheet.</summary>
    public static string ClassOf(Verdict verdict) => verdict switch
    {
        Verdict.Fail => "fail",
        Verdict.Error => "error",
        Verdict.Unknown => "unknown",
        Verdict.Pass => "pass",
        _ => "na",
    };

    /// <summary>What a person calls it.</summary>
    public static Bilingual NameOf(Verdict verdict) => verdict switch
    {
        Verdict.Fail => new("不合规", "failed"),
        Verdict.Error => new("规则出错", "broken"),
        Verdict.Unknown => new("无法判定", "not decided"),
        Verdict.Pass => new("通过", "passed"),
        _ => new("不适用", "not applicable"),
    };

    /// <summary>Draws the bar; the figures beside it say the same, so that it is hidden from screen readers.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="whole">What the full width stands for; at least the total.</param>
    public void WriteBar(HtmlPage page, int whole)
    {
        page.Write($"<svg class=\"bar\" viewBox=\"0 0 {Math.Max(1, whole):D} 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\">");
        var x = 0;
        foreach (var verdict in Order)
        {
            var count = this[verdict];
            if (count > 0)
                page.Write($"<rect class=\"{ClassOf(verdict)}\" x=\"{x:D}\" width=\"{count:D}\" height=\"1\"/>");
            x += count;
        }

        page.Raw("</svg>");
    }

    /// <summary>Writes a cell for each verdict that the table shows.</summary>
    public void WriteCells(HtmlPage page, bool withErrors)
    {
        foreach (var verdict in Order)
        {
            if (verdict == Verdict.Error && !withErrors)
                continue;
            var count = this[verdict];
            if (count == 0)
                page.Raw("<td class=\"num zero\">0</td>");
            else
                page.Write($"<td class=\"num {ClassOf(verdict)}\">{count}</td>");
        }
    }
}
