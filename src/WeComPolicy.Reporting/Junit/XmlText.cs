using WeComPolicy.Reporting.Text;

namespace WeComPolicy.Reporting.Junit;

/// <summary>Text of several lines that XML can hold: hidden characters, most of which it has no form for, become visible.</summary>
internal static class XmlText
{
    public static string Of(string text) => string.Join('\n', text.TrimEnd('\n').Split('\n').Select(VisibleText.Line));
}
