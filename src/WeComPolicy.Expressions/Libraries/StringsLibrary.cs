using System.Globalization;
using System.Text;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Libraries;

/// <summary>The strings extension. Positions count code points.</summary>
internal static class StringsLibrary
{
    private static readonly CelType _string = CelType.String;
    private static readonly CelType _strings = CelType.List(CelType.String);

    public static FunctionLibrary Create()
    {
        var table = new FunctionTable { Linear = true };
        table.Member("charAt", "string_char_at_int", _string, [_string, CelType.Int], CharAt);
        table.Member("indexOf", "string_index_of_string", CelType.Int, [_string, _string], (s, t) => IndexOf(s, t, Value.Int(0)));
        table.Member("indexOf", "string_index_of_string_int", CelType.Int, [_string, _string, CelType.Int], IndexOf);
        table.Member("lastIndexOf", "string_last_index_of_string", CelType.Int, [_string, _string], (s, t) => LastIndexOf(s.AsString, t.AsString, s.AsString.Length));
        table.Member("lastIndexOf", "string_last_index_of_string_int", CelType.Int, [_string, _string, CelType.Int], (s, t, i) =>
            CodePoints.Offset(s.AsString, i.AsInt) is var latest and >= 0 ? LastIndexOf(s.AsString, t.AsString, latest) : OutOfRange(i, s));
        table.Member("join", "list_join", _string, [_strings], list => Join(list, Value.String("")));
        table.Member("join", "list_join_string", _string, [_strings, _string], Join);
        table.Member("lowerAscii", "string_lower_ascii", _string, [_string], s => Value.String(MapAscii(s.AsString, char.IsAsciiLetterUpper)));
        table.Member("upperAscii", "string_upper_ascii", _string, [_string], s => Value.String(MapAscii(s.AsString, char.IsAsciiLetterLower)));
        table.Member("replace", "string_replace_string_string", _string, [_string, _string, _string], (s, old, with) => Replace(s.AsString, old.AsString, with.AsString, -1));
        table.Member("replace", "string_replace_string_string_int", _string, [_string, _string, _string, CelType.Int], a =>
            Replace(a[0].AsString, a[1].AsString, a[2].AsString, a[3].AsInt));
        table.Member("split", "string_split_string", _strings, [_string, _string], (s, by) => Split(s.AsString, by.AsString, -1));
        table.Member("split", "string_split_string_int", _strings, [_string, _string, CelType.Int], (s, by, most) => Split(s.AsString, by.AsString, most.AsInt));
        table.Member("substring", "string_substring_int", _string, [_string, CelType.Int], (s, start) => Substring(s, start, null));
        table.Member("substring", "string_substring_int_int", _string, [_string, CelType.Int, CelType.Int], (s, start, end) => Substring(s, start, end));
        table.Member("trim", "string_trim", _string, [_string], s => Value.String(s.AsString.Trim()));
        table.Member("reverse", "string_reverse", _string, [_string], s => Value.String(Reverse(s.AsString)));
        table.Member("format", "string_format", _string, [_string, CelType.List(CelType.Dyn)], StringFormat.Format);
        table.Global("strings.quote", "strings_quote", _string, [_string], s => Quote(s.AsString));
        return table.ToLibrary("strings");
    }

    private static Value CharAt(Value text, Value index)
    {
        var s = text.AsString;
        var offset = CodePoints.Offset(s, index.AsInt);
        if (offset < 0)
            return OutOfRange(index, text);
        return Value.String(offset == s.Length ? "" : s.Substring(offset, CodePoints.LengthAt(s, offset)));
    }

    private static Value IndexOf(Value text, Value wanted, Value from)
    {
        var s = text.AsString;
        var start = CodePoints.Offset(s, from.AsInt);
        if (start < 0)
            return OutOfRange(from, text);
        var found = TextSearch.IndexOf(s, wanted.AsString, start);
        return Value.Int(found < 0 ? -1 : CodePoints.Count(s.AsSpan(0, found)));
    }

    private static Value LastIndexOf(string text, string wanted, int latest)
    {
        var found = wanted.Length == 0 ? latest : TextSearch.LastIndexOf(text, wanted, latest);
        return Value.Int(found < 0 ? -1 : CodePoints.Count(text.AsSpan(0, found)));
    }

    private static Value Join(Value list, Value separator)
    {
        if (!ListReading.TryReadAll(list, out var elements, out var blocked))
            return blocked;
        long length = (long)Math.Max(0, elements.Length - 1) * separator.AsString.Length;
        foreach (var element in elements)
        {
            if (element.Kind != ValueKind.String)
            {
                var name = ValueOperations.TypeOf(element).Name;
                return Value.Error($"join 只能连接字符串，列表中有 {name}", $"join takes strings only, the list holds a value of type {name}");
            }

            length += element.AsString.Length;
        }

        return length > ResultSize.Max ? ResultSize.TooLarge(length) : Value.String(string.Join(separator.AsString, elements.Select(e => e.AsString)));
    }

    // The two cases of an ASCII letter differ in one bit.
    private static string MapAscii(string text, Func<char, bool> isMapped) =>
        text.Any(isMapped)
            ? string.Create(text.Length, (text, isMapped), static (target, state) =>
            {
                for (var i = 0; i < target.Length; i++)
                    target[i] = state.isMapped(state.text[i]) ? (char)(state.text[i] ^ 0x20) : state.text[i];
            })
            : text;

    private static Value Replace(string text, string old, string with, long limit)
    {
        if (limit == 0)
            return Value.String(text);
        var most = limit < 0 ? int.MaxValue : (int)Math.Min(limit, int.MaxValue);
        if (old.Length == 0)
            return InsertBetween(text, with, most);
        var count = TextSearch.Count(text, old, most);
        if (count == 0)
            return Value.String(text);
        var length = text.Length + (long)count * (with.Length - old.Length);
        if (length > ResultSize.Max)
            return ResultSize.TooLarge(length);
        var result = new StringBuilder((int)length);
        var from = 0;
        for (; count > 0; count--)
        {
            var at = TextSearch.IndexOf(text, old, from);
            result.Append(text, from, at - from).Append(with);
            from = at + old.Length;
        }

        return Value.String(result.Append(text, from, text.Length - from).ToString());
    }

    // The empty text occurs before each code point and at the end.
    private static Value InsertBetween(string text, string with, int most)
    {
        var count = Math.Min(CodePoints.Count(text) + 1L, most);
        var length = text.Length + count * with.Length;
        if (length > ResultSize.Max)
            return ResultSize.TooLarge(length);
        var result = new StringBuilder((int)length);
        var offset = 0;
        for (; count > 0; count--)
        {
            result.Append(with);
            if (offset == text.Length)
                break;
            var step = CodePoints.LengthAt(text, offset);
            result.Append(text, offset, step);
            offset += step;
        }

        return Value.String(result.Append(text, offset, text.Length - offset).ToString());
    }

    private static Value Split(string text, string by, long limit)
    {
        if (limit == 0)
            return Value.List();
        var most = limit < 0 ? int.MaxValue : (int)Math.Min(limit, int.MaxValue);
        var parts = new List<Value>();
        var from = 0;
        if (by.Length == 0)
        {
            while (from < text.Length && parts.Count < most - 1)
            {
                var step = CodePoints.LengthAt(text, from);
                parts.Add(Value.String(text.Substring(from, step)));
                from += step;
            }

            if (from < text.Length)
                parts.Add(Value.String(text[from..]));
        }
        else
        {
            int at;
            while (parts.Count < most - 1 && (at = TextSearch.IndexOf(text, by, from)) >= 0)
            {
                parts.Add(Value.String(text[from..at]));
                from = at + by.Length;
            }

            parts.Add(Value.String(text[from..]));
        }

        return ListReading.ToList([.. parts]);
    }

    private static Value Substring(Value text, Value start, Value? end)
    {
        var s = text.AsString;
        var from = CodePoints.Offset(s, start.AsInt);
        if (from < 0)
            return OutOfRange(start, text);
        var to = end is { } last ? CodePoints.Offset(s, last.AsInt) : s.Length;
        if (to < 0)
            return OutOfRange(end!.Value, text);
        if (to >= from)
            return Value.String(s[from..to]);
        var (first, behind) = (Text(start), Text(end!.Value));
        return Value.Error($"substring 的起点 {first} 大于终点 {behind}", $"substring starts at {first}, behind its end {behind}");
    }

    private static string Reverse(string text)
    {
        var result = new char[text.Length];
        var at = text.Length;
        for (var i = 0; i < text.Length;)
        {
            var step = CodePoints.LengthAt(text, i);
            at -= step;
            text.CopyTo(i, result, at, step);
            i += step;
        }

        return new string(result);
    }

    private static Value Quote(string text)
    {
        var result = new StringBuilder(text.Length + 2).Append('"');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsSurrogate(c) && (!char.IsHighSurrogate(c) || CodePoints.LengthAt(text, i) == 1))
            {
                // The second half of a pair was copied together with the first; this one stands alone.
                result.Append('\uFFFD');
                continue;
            }

            if (char.IsHighSurrogate(c))
            {
                result.Append(c).Append(text[++i]);
                continue;
            }

            _ = c switch
            {
                '\a' => result.Append("\\a"),
                '\b' => result.Append("\\b"),
                '\f' => result.Append("\\f"),
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                '\v' => result.Append("\\v"),
                '\\' => result.Append("\\\\"),
                '"' => result.Append("\\\""),
                _ => result.Append(c),
            };
        }

        result.Append('"');
        return result.Length > ResultSize.Max ? ResultSize.TooLarge(result.Length) : Value.String(result.ToString());
    }

    private static Value OutOfRange(Value index, Value text)
    {
        var (given, length) = (Text(index), CodePoints.Count(text.AsString).ToString(CultureInfo.InvariantCulture));
        return Value.Error($"字符位置 {given} 越界，字符串共有 {length} 个字符", $"position {given} is out of range, the string has {length} characters");
    }

    private static string Text(Value number) => number.AsInt.ToString(CultureInfo.InvariantCulture);
}
