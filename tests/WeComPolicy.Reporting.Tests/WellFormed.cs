using System.Text;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace WeComPolicy.Reporting.Tests;

/// <summary>Reads each format as its consumers do; a format without a reader here fails.</summary>
internal static class WellFormed
{
    private static readonly Dictionary<string, Action<byte[]>> s_readers = new()
    {
        ["text"] = _ => { },
        ["json"] = bytes => JsonDocument.Parse(bytes).Dispose(),
        ["sarif"] = bytes => JsonDocument.Parse(bytes).Dispose(),
        ["html"] = bytes => Html(bytes).Dispose(),
    };

    /// <summary>The page as a browser reads it; whatever the standard calls a parse error throws.</summary>
    public static IHtmlDocument Html(byte[] bytes) =>
        new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(Encoding.UTF8.GetString(bytes));

    public static void Assert(ReportFormat format, byte[] bytes) => s_readers[format.Id](bytes);
}
