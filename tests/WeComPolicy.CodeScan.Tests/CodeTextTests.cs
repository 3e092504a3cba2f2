using System.Text;
using WeComPolicy.CodeScan.Inputs;

namespace WeComPolicy.CodeScan.Tests;

public sealed class CodeTextTests
{
    private const string Text = "// 企业微信\nclass 发送 { }\n";

    [Fact]
    public void Utf8_with_and_without_a_mark()
    {
        Assert.Equal(Text, CodeText.Decode(Encoding.UTF8.GetBytes(Text)));
        Assert.Equal(Text, CodeText.Decode([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Text)]));
    }

    [Fact]
    public void Utf16_with_and_without_a_mark()
    {
        Assert.Equal(Text, CodeText.Decode([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Text)]));
        Assert.Equal(Text, CodeText.Decode([0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Text)]));
        var ascii = "namespace A; class B { string c = \"d\"; }\n";
        Assert.Equal(ascii, CodeText.Decode(Encoding.Unicode.GetBytes(ascii)));
        Assert.Equal(ascii, CodeText.Decode(Encoding.BigEndianUnicode.GetBytes(ascii)));
    }

    [Fact]
    public void Gb18030() =>
        Assert.Equal(Text, CodeText.Decode(CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes(Text)));

    [Fact]
    public void Binary_is_no_text() => Assert.Null(CodeText.Decode([0x4D, 0x5A, 0x90, 0x00, 0x03, 0x00, 0x00, 0x00, 0xFF, 0xFF]));
}
