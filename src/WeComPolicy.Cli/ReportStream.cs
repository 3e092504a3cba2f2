using WeComPolicy.Expressions;

namespace WeComPolicy.Cli;

/// <summary>
/// Standard output. A reader of a pipe that goes away has seen what it wanted, and the exit code still tells the verdict; every
/// other failure means that the report is lost, and is told.
/// </summary>
internal sealed class ReportStream(Stream inner) : Stream
{
    // EPIPE; ERROR_BROKEN_PIPE and ERROR_NO_DATA on Windows.
    private static readonly int[] s_readerLeft = [32, unchecked((int)0x8007006D), unchecked((int)0x800700E8)];

    private bool _readerLeft;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_readerLeft)
            return;
        try
        {
            inner.Write(buffer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Judge(e);
        }
    }

    public override void Flush()
    {
        if (_readerLeft)
            return;
        try
        {
            inner.Flush();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Judge(e);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Judge(Exception e)
    {
        if (e is not IOException || !s_readerLeft.Contains(e.HResult))
        {
            throw new OutputException(new Bilingual(
                "标准输出无法写入：请检查磁盘是否已满、标准输出是否已被关闭",
                "standard output cannot be written: check that the disk is not full and the stream not closed"));
        }

        _readerLeft = true;
    }
}
