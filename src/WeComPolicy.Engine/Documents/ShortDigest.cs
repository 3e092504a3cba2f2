using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace WeComPolicy.Engine.Documents;

/// <summary>
/// SHA-256 (FIPS 180-4) of short texts. The framework's own loads OpenSSL, which a scan of a small tenant needs for nothing else: 320 pages of
/// memory and a fifth of what an empty process takes. Files are hashed by the framework.
/// </summary>
internal static class ShortDigest
{
    private const int BlockLength = 64;

    private static ReadOnlySpan<uint> RoundConstants =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    /// <summary>The beginning of the digest of a text in UTF-8, as lower-case hexadecimal digits.</summary>
    /// <param name="text">The text; what is no Unicode in it counts as U+FFFD.</param>
    /// <param name="bytes">How many bytes of the digest, 1 to 32; there are twice as many digits.</param>
    public static string Hex(string text, int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, 32);
        Span<uint> state = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];
        var message = Padded(text);
        Span<uint> schedule = stackalloc uint[BlockLength];
        for (var at = 0; at < message.Length; at += BlockLength)
            Add(message.AsSpan(at, BlockLength), schedule, state);

        Span<char> digits = stackalloc char[2 * bytes];
        for (var i = 0; i < digits.Length; i++)
            digits[i] = "0123456789abcdef"[(int)(state[i / 8] >> (28 - i % 8 * 4)) & 0xF];
        return new string(digits);
    }

    // The text, a one bit, zeros, and the number of bits in the last eight bytes of a block.
    private static byte[] Padded(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        var padded = new byte[(length + 1 + sizeof(ulong) + BlockLength - 1) / BlockLength * BlockLength];
        _ = Encoding.UTF8.GetBytes(text, padded);
        padded[length] = 0x80;
        BinaryPrimitives.WriteUInt64BigEndian(padded.AsSpan(padded.Length - sizeof(ulong)), (ulong)length * 8);
        return padded;
    }

    private static void Add(ReadOnlySpan<byte> block, Span<uint> schedule, Span<uint> state)
    {
        for (var i = 0; i < 16; i++)
            schedule[i] = BinaryPrimitives.ReadUInt32BigEndian(block[(i * sizeof(uint))..]);
        for (var i = 16; i < schedule.Length; i++)
        {
            var (early, late) = (schedule[i - 15], schedule[i - 2]);
            schedule[i] = schedule[i - 16] + (Turned(early, 7) ^ Turned(early, 18) ^ (early >> 3))
                + schedule[i - 7] + (Turned(late, 17) ^ Turned(late, 19) ^ (late >> 10));
        }

        var (a, b, c, d, e, f, g, h) = (state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7]);
        for (var i = 0; i < schedule.Length; i++)
        {
            var first = h + (Turned(e, 6) ^ Turned(e, 11) ^ Turned(e, 25)) + ((e & f) ^ (~e & g)) + RoundConstants[i] + schedule[i];
            var second = (Turned(a, 2) ^ Turned(a, 13) ^ Turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
            h = g;
            g = f;
            f = e;
            e = d + first;
            d = c;
            c = b;
            b = a;
            a = first + second;
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }

    private static uint Turned(uint word, int bits) => BitOperations.RotateRight(word, bits);
}
