using System.Security.Cryptography;
using System.Text;
using FsCheck.Xunit;
using WeComPolicy.Engine.Documents;

namespace WeComPolicy.Engine.Tests.Documents;

public sealed class ShortDigestTests
{
    // The examples of FIPS 180-4.
    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    public void Is_SHA_256(string text, string digest) => Assert.Equal(digest, ShortDigest.Hex(text, 32));

    [Property]
    public void Agrees_with_the_framework(string? text) => Assert.Equal(OfFramework(text ?? ""), ShortDigest.Hex(text ?? "", 16));

    [Fact]
    public void Agrees_with_the_framework_at_every_length_around_a_block()
    {
        for (var length = 0; length < 200; length++)
        {
            var text = new string('企', length / 5) + new string('x', length % 5 * 13);
            Assert.Equal(OfFramework(text), ShortDigest.Hex(text, 16));
            Assert.Equal(OfFramework(new string('y', length)), ShortDigest.Hex(new string('y', length), 16));
        }
    }

    private static string OfFramework(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
