using System.Text;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;

namespace WeComPolicy.Reporting;

/// <summary>A form in which a result can be written; <see cref="ReportFormats"/> lists them.</summary>
/// <remarks>
/// All write UTF-8, the same bytes for the same result and options; but for CSV, which has rules of its own, without byte order mark and with lines ended by LF. A format belongs to the folder of its
/// writer, which declares it; the list, the command line, its help and the table of the README follow from there.
/// </remarks>
public sealed class ReportFormat
{
    private const int BufferSize = 64 * 1024;

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Action<ScanResult, ReportOptions, Stream> _write;

    /// <summary>A format that is written as bytes.</summary>
    /// <param name="id">The word on the command line, such as <c>sarif</c>.</param>
    /// <param name="ending">How its files are called at the end, with the dot: <c>.sarif</c>.</param>
    /// <param name="description">For whom it is, in a few words.</param>
    /// <param name="write">Writes a report to a stream and leaves the stream open.</param>
    internal ReportFormat(string id, string ending, Bilingual description, Action<ScanResult, ReportOptions, Stream> write)
    {
        Id = id;
        Ending = ending;
        Description = description;
        _write = write;
    }

    /// <summary>The word on the command line, such as <c>sarif</c>.</summary>
    public string Id { get; }

    /// <summary>How its files are called at the end, with the dot: <c>.sarif</c>.</summary>
    public string Ending { get; }

    /// <summary>For whom it is, in a few words.</summary>
    public Bilingual Description { get; }

    /// <summary>A format that is written as text.</summary>
    /// <inheritdoc cref="ReportFormat(string, string, Bilingual, Action{ScanResult, ReportOptions, Stream})"/>
    internal static ReportFormat OfText(string id, string ending, Bilingual description, Action<ScanResult, ReportOptions, TextWriter> write) =>
        new(id, ending, description, (result, options, output) =>
        {
            using var writer = new StreamWriter(output, s_utf8, BufferSize, leaveOpen: true) { NewLine = "\n" };
            write(result, options, writer);
        });

    /// <summary>Writes a report to a stream, which stays open.</summary>
    public void Write(ScanResult result, ReportOptions options, Stream output) => _write(result, options, output);

    /// <summary>Writes a report to a text writer, which stays open; its own encoding and line end have no say.</summary>
    public void Write(ScanResult result, ReportOptions options, TextWriter output)
    {
        using var stream = new DecodingStream(output);
        _write(result, options, stream);
    }

    /// <summary>The word on the command line.</summary>
    public override string ToString() => Id;
}
