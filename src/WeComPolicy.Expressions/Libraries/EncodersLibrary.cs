using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Libraries;

/// <summary>The encoders extension: base64 with the standard alphabet; padding is written, and may be absent when read.</summary>
internal static class EncodersLibrary
{
    public static FunctionLibrary Create()
    {
        var table = new FunctionTable { Linear = true };
        table.Global("base64.encode", "base64_encode_bytes", CelType.String, [CelType.Bytes], Encode);
        table.Global("base64.decode", "base64_decode_string", CelType.Bytes, [CelType.String], Decode);
        return table.ToLibrary("encoders");
    }

    private static Value Encode(Value bytes)
    {
        var length = (bytes.AsBytes.Length + 2L) / 3 * 4;
        return length > ResultSize.Max ? ResultSize.TooLarge(length) : Value.String(Convert.ToBase64String(bytes.AsBytes));
    }

    private static Value Decode(Value text)
    {
        var digits = text.AsString.AsSpan().TrimEnd('=');
        var padding = text.AsString.Length - digits.Length;
        var valid = padding <= 2 && digits.Length % 4 != 1 && (padding == 0 || text.AsString.Length % 4 == 0);
        foreach (var c in digits)
            valid &= char.IsAsciiLetterOrDigit(c) || c is '+' or '/';
        if (!valid)
            return Value.Error("不是有效的 Base64 文本", "the text is not valid base64");
        var padded = string.Concat(digits, "==".AsSpan(0, (4 - digits.Length % 4) % 4));
        var bytes = new byte[padded.Length / 4 * 3];
        return Convert.TryFromBase64String(padded, bytes, out var written)
            ? Value.Bytes(bytes[..written])
            : Value.Error("不是有效的 Base64 文本", "the text is not valid base64");
    }
}
