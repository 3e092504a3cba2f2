using System.Diagnostics;
using System.Text;
using WeComPolicy.Engine.Documents;

namespace WeComPolicy.Engine.Tests.Documents;

public sealed class SourceFileReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wecom-policy-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    public void Decodes_UTF_8_and_marked_UTF_16(string encoding, bool mark)
    {
        var encoder = Encoding.GetEncoding(encoding);
        var (file, diagnostic) = SourceFileReader.Decode([.. mark ? encoder.GetPreamble() : [], .. encoder.GetBytes("名: 😀\n")], "t.yaml");
        Assert.Null(diagnostic);
        Assert.Equal("名: 😀\n", file!.Text);
    }

    [Fact]
    public void Names_the_first_byte_that_is_not_UTF_8_and_the_probable_cause()
    {
        // "名称" in GBK.
        var (file, diagnostic) = SourceFileReader.Decode([.. "ok: 1\n中: "u8, 0xC3, 0xFB, 0xB3, 0xC6], "t.yaml");
        Assert.Null(file);
        Assert.Equal("not-utf8", diagnostic!.Code);
        Assert.Contains("0xC3 at line 2, column 4", diagnostic.Message.En, StringComparison.Ordinal);
        Assert.Contains("第 2 行第 4 列", diagnostic.Message.Zh, StringComparison.Ordinal);
        Assert.Contains("GB18030", diagnostic.Help!.Value.Zh, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("binary-file", new byte[] { 0x61, 0, 0x62 })]
    [InlineData("wrong-encoding", new byte[] { 0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0 })]
    [InlineData("wrong-encoding", new byte[] { 0xFF, 0xFE, 0x61 })]
    [InlineData("wrong-encoding", new byte[] { 0xFF, 0xFE, 0x00, 0xD8 })]
    [InlineData("not-utf8", new byte[] { 0xC0, 0x80 })]
    [InlineData("not-utf8", new byte[] { 0x61, 0xE4, 0xB8 })]
    public void Refuses_what_is_no_text(string code, byte[] bytes) => Assert.Equal(code, SourceFileReader.Decode(bytes, "t").Diagnostic!.Code);

    [Fact]
    public void Reads_a_file_and_calls_it_by_its_display_path()
    {
        var path = Write("a.yaml", "a: 1"u8);
        var (file, diagnostic) = SourceFileReader.Read(path, "dir/a.yaml", DocumentLimits.Default);
        Assert.Null(diagnostic);
        Assert.Equal(("dir/a.yaml", "a: 1"), (file!.Path, file.Text));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("ab")]
    [InlineData("abc")]
    public void A_large_file_is_read_whole(string start)
    {
        var text = start + string.Concat(Enumerable.Repeat("名é😀x\n", 150_000));
        var path = Path.Combine(_folder, "large.yaml");
        File.WriteAllText(path, text);
        Assert.Equal(text, SourceFileReader.Read(path, "l", DocumentLimits.Default).File!.Text);
    }

    [Theory]
    [InlineData("not-utf8", new byte[] { 0xC3 })]
    [InlineData("not-utf8", new byte[] { 0xE5, 0x90 })]
    [InlineData("not-utf8", new byte[] { 0xFF, 0x61 })]
    [InlineData("binary-file", new byte[] { 0, 0x61 })]
    public void What_is_wrong_at_the_end_of_a_large_file_is_told_as_of_a_small_one(string code, byte[] end)
    {
        var path = Path.Combine(_folder, "large.yaml");
        File.WriteAllBytes(path, [.. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("名é😀x\n", 150_000))), .. end]);
        Assert.Equal(code, SourceFileReader.Read(path, "l", DocumentLimits.Default).Diagnostic!.Code);
    }

    [Fact]
    public void A_large_file_with_a_byte_order_mark_is_decoded_as_that_says()
    {
        var text = new string('名', 600_000);
        var path = Path.Combine(_folder, "large.yaml");
        foreach (var encoding in new[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            File.WriteAllText(path, text, encoding);
            Assert.Equal(text, SourceFileReader.Read(path, "l", DocumentLimits.Default).File!.Text);
        }
    }

    [Fact]
    public void What_stands_in_the_way_is_a_diagnostic()
    {
        Assert.Equal("file-not-found", Code(Path.Combine(_folder, "none.yaml")));
        Assert.Equal("file-not-found", Code(Path.Combine(_folder, "none", "none.yaml")));
        Assert.Equal("is-a-folder", Code(_folder));
        Assert.Equal("empty-file", Code(Write("empty.yaml", [])));
        Assert.Equal("cannot-read", Code(Path.Combine(_folder, "a\0b")));
        Assert.Equal("cannot-read", Code(""));
        Assert.Equal("file-too-large", SourceFileReader.Read(Write("big.yaml", new byte[11]), "x", new DocumentLimits { MaxFileBytes = 10 }).Diagnostic!.Code);
        Assert.Null(SourceFileReader.Read(Write("fits.yaml", "0123456789"u8), "x", new DocumentLimits { MaxFileBytes = 10 }).Diagnostic);
    }

    [Fact]
    public void A_link_that_leads_nowhere_or_to_itself_is_a_diagnostic()
    {
        var loop = Path.Combine(_folder, "loop.yaml");
        File.CreateSymbolicLink(loop, loop);
        var broken = Path.Combine(_folder, "broken.yaml");
        File.CreateSymbolicLink(broken, Path.Combine(_folder, "none"));
        Assert.NotNull(SourceFileReader.Read(loop, "x", DocumentLimits.Default).Diagnostic);
        Assert.NotNull(SourceFileReader.Read(broken, "x", DocumentLimits.Default).Diagnostic);
    }

    [Fact]
    public void A_pipe_or_device_is_never_waited_for()
    {
        if (OperatingSystem.IsWindows())
            return;
        var pipe = Path.Combine(_folder, "pipe.yaml");
        using (var made = Process.Start("mkfifo", pipe))
            made.WaitForExit();
        Assert.Equal("empty-file", Code(pipe));
        Assert.Equal("empty-file", Code("/dev/zero"));

        // Nor where a link leads to one: a link has a length of its own.
        var linked = Path.Combine(_folder, "linked.yaml");
        File.CreateSymbolicLink(linked, "/dev/zero");
        Assert.Equal("empty-file", Code(linked));
        var piped = Path.Combine(_folder, "piped.yaml");
        File.CreateSymbolicLink(piped, pipe);
        Assert.Equal("empty-file", Code(piped));
    }

    private static string? Code(string path) => SourceFileReader.Read(path, "x", DocumentLimits.Default).Diagnostic?.Code;

    private string Write(string name, ReadOnlySpan<byte> bytes)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
