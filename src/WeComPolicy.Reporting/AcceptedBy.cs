using System.Globalization;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting;

/// <summary>Who answers for an accepted risk, who approved it, where, and until when, as a text behind the reason.</summary>
internal static class AcceptedBy
{
    /// <summary>In brackets, with a space before them in English.</summary>
    public static Bilingual Text(AppliedWaiver waiver)
    {
        var until = waiver.Expires.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var zh = new List<string>();
        var en = new List<string>();
        Add(waiver.Owner, "责任人", "owner");
        Add(waiver.Approver, "批准人", "approved by");
        Add(waiver.Ticket, "工单", "ticket");
        zh.Add($"有效至 {until}");
        en.Add($"until {until}");
        if (waiver.Covers > 1)
        {
            zh.Add($"同一豁免共覆盖 {waiver.Covers.ToString(CultureInfo.InvariantCulture)} 个发现");
            en.Add($"one of {waiver.Covers.ToString(CultureInfo.InvariantCulture)} findings that it covers");
        }

        return new Bilingual($"（{string.Join("，", zh)}）", $" ({string.Join(", ", en)})");

        void Add(string value, string inChinese, string inEnglish)
        {
            if (value.Length == 0)
                return;
            zh.Add($"{inChinese} {value}");
            en.Add($"{inEnglish} {value}");
        }
    }
}
