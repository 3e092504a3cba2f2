using System.Text.Json;

namespace WeComPolicy.Reporting.Tests;

/// <summary>Reads each format as its consumers do; a format without a reader here fails.</summary>
internal static class WellFormed
{
    private static readonly Dictionary<string, Action<byte[]>> s_readers = new()
    {
        ["text"] = _ => { },
        ["json"] = bytes => JsonDocument.Parse(bytes).Dispose(),
        ["sarif"] = bytes => JsonDocument.Parse(bytes).Dispose(),
    };

    public static void Assert(ReportFormat format, byte[] bytes) => s_readers[format.Id](bytes);
}
