using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace WeComPolicy.Reporting.Json;

/// <summary>
/// Leaves text as people write it, Chinese and emoji included, and escapes what could do harm where the JSON is shown: control
/// characters, HTML's own characters, invisible ones and those that turn the direction of writing.
/// </summary>
/// <remarks>The encoders of the BCL escape every character beyond U+FFFF, and with them rarer Chinese names.</remarks>
internal sealed class ReadableJsonEncoder : JavaScriptEncoder
{
    public static readonly ReadableJsonEncoder Instance = new();

    private ReadableJsonEncoder()
    {
    }

    public override int MaxOutputCharactersPerInputCharacter => 12;

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var span = new ReadOnlySpan<char>(text, textLength);
        for (var i = 0; i < span.Length; i++)
        {
            var c = span[i];

            // Nearly all text is here, and the question is asked for every character of a report.
            if (c is (>= 'a' and <= 'z') or (>= '\u3000' and <= '\uD7FF'))
                continue;
            if (char.IsSurrogate(c))
            {
                // An unpaired one becomes U+FFFD: JSON has no way to carry it safely.
                if (Rune.DecodeFromUtf16(span[i..], out var rune, out _) != OperationStatus.Done || WillEncode(rune.Value))
                    return i;
                i++;
            }
            else if (WillEncode(c))
            {
                return i;
            }
        }

        return -1;
    }

    public override bool WillEncode(int unicodeScalar) => unicodeScalar switch
    {
        < 0x20 or '"' or '\\' or '<' or '>' or '&' or '\'' or (>= 0x7F and <= 0xA0) or 0xAD => true,
        0x061C or 0x180E or (>= 0x200B and <= 0x200F) or (>= 0x2028 and <= 0x202E) or (>= 0x2060 and <= 0x206F) => true,
        0xFEFF or (>= 0xFFF9 and <= 0xFFFB) or (>= 0xE0000 and <= 0xE007F) => true,
        (>= 0xD800 and <= 0xDFFF) => true,
        _ => false,
    };

    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var target = new Span<char>(buffer, bufferLength);
        var escape = unicodeScalar switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            _ => null,
        };
        if (escape is not null)
        {
            numberOfCharactersWritten = escape.TryCopyTo(target) ? escape.Length : 0;
            return numberOfCharactersWritten > 0;
        }

        if (!WillEncode(unicodeScalar))
            return new Rune(unicodeScalar).TryEncodeToUtf16(target, out numberOfCharactersWritten);
        Span<char> units = stackalloc char[2];
        var count = new Rune(unicodeScalar).EncodeToUtf16(units);
        numberOfCharactersWritten = 0;
        if (target.Length < count * 6)
            return false;
        foreach (var unit in units[..count])
        {
            "\\u".CopyTo(target[numberOfCharactersWritten..]);
            _ = ((int)unit).TryFormat(target[(numberOfCharactersWritten + 2)..], out _, "X4", CultureInfo.InvariantCulture);
            numberOfCharactersWritten += 6;
        }

        return true;
    }
}
