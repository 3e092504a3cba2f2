using System.Text;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Reporting.Json;
using WeComPolicy.Reporting.Sarif;
using WeComPolicy.Reporting.Text;

namespace WeComPolicy.Reporting;

/// <summary>
/// Writes a result in one of the formats: UTF-8 without byte order mark, lines ended by LF, the same bytes for the same
/// result and options.
/// </summary>
public static class ReportWriter
{
    private const int BufferSize = 64 * 1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes to a stream, which stays open.</summary>
    public static void Write(ScanResult result, ReportFormat format, ReportOptions options, Stream output)
    {
        switch (format)
        {
            case ReportFormat.Json:
                JsonReport.Write(result, options, output);
                break;
            case ReportFormat.Sarif:
                SarifReport.Write(result, options, output);
                break;
            default:
                using (var writer = new StreamWriter(output, Utf8, BufferSize, leaveOpen: true))
                    TextReport.Write(result, options, writer);
                break;
        }
    }

    /// <summary>Writes to a text writer, which stays open; its own encoding and line end have no say.</summary>
    public static void Write(ScanResult result, ReportFormat format, ReportOptions options, TextWriter output)
    {
        if (format == ReportFormat.Text)
        {
            TextReport.Write(result, options, output);
            return;
        }

        using var stream = new DecodingStream(output);
        Write(result, format, options, stream);
    }
}
