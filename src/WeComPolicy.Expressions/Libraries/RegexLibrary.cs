using System.Globalization;
using System.Text;
using WeComPolicy.Expressions.Libraries.Patterns;
using WeComPolicy.Expressions.Types;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Libraries;

/// <summary>
/// <c>matches</c> of the language definition, the regex extension, and Kubernetes' <c>find</c> and <c>findAll</c>. Patterns are
/// those of RE2; what RE2 does not know is an error.
/// </summary>
internal static class RegexLibrary
{
    private static readonly CelType _string = CelType.String;
    private static readonly CelType _strings = CelType.List(CelType.String);

    public static FunctionLibrary Create()
    {
        var table = new FunctionTable { Linear = true, Constant = static (place, pattern) => place == 1 ? Problem(pattern.AsString) : pattern };
        table.Global("matches", "matches", CelType.Bool, [_string, _string], Matches);
        table.Member("matches", "matches_string", CelType.Bool, [_string, _string], Matches);
        table.Member("find", "string_find_string", _string, [_string, _string], Find);
        table.Member("findAll", "string_find_all_string", _strings, [_string, _string], (s, p) => FindAll(s.AsString, p.AsString, -1));
        table.Member("findAll", "string_find_all_string_int", _strings, [_string, _string, CelType.Int], (s, p, most) => FindAll(s.AsString, p.AsString, most.AsInt));
        table.Global("regex.extract", "regex_extract_string_string", CelType.Optional(_string), [_string, _string], Extract);
        table.Global("regex.extractAll", "regex_extractAll_string_string", _strings, [_string, _string], ExtractAll);
        table.Global("regex.replace", "regex_replace_string_string_string", _string, [_string, _string, _string], (s, p, r) => Replace(s.AsString, p.AsString, r.AsString, -1));
        table.Global("regex.replace", "regex_replace_string_string_string_int", _string, [_string, _string, _string, CelType.Int], a =>
            Replace(a[0].AsString, a[1].AsString, a[2].AsString, a[3].AsInt));
        return table.ToLibrary("regex");
    }

    /// <summary>What is wrong with a pattern, as an error value; any other value where nothing is.</summary>
    private static Value Problem(string pattern) => CompiledPattern.Of(pattern).Error;

    private static Value Matches(Value text, Value pattern) => CompiledPattern.Of(pattern.AsString).IsMatch(text.AsString);

    private static Value Find(Value text, Value pattern)
    {
        var error = Search(text.AsString, pattern.AsString, 0, 1, out _, out var found);
        return error.Kind == ValueKind.Error ? error : Value.String(found.Count == 0 ? "" : text.AsString[found[0][0]..found[0][1]]);
    }

    private static Value FindAll(string text, string pattern, long most)
    {
        var error = Search(text, pattern, 0, most, out _, out var found);
        return error.Kind == ValueKind.Error ? error : ListReading.ToList([.. found.Select(m => Value.String(text[m[0]..m[1]]))]);
    }

    private static Value Extract(Value text, Value pattern)
    {
        var error = Search(text.AsString, pattern.AsString, 1, 1, out var groups, out var found);
        if (error.Kind == ValueKind.Error)
            return error;
        if (groups > 1)
            return TooManyGroups();
        return found.Count == 0 || Extracted(text.AsString, found[0], groups) is not { } part ? Value.None : Value.Some(Value.String(part));
    }

    private static Value ExtractAll(Value text, Value pattern)
    {
        var error = Search(text.AsString, pattern.AsString, 1, -1, out var groups, out var found);
        if (error.Kind == ValueKind.Error)
            return error;
        if (groups > 1)
            return TooManyGroups();
        var parts = new List<Value>();
        foreach (var match in found)
        {
            if (Extracted(text.AsString, match, groups) is { } part)
                parts.Add(Value.String(part));
        }

        return ListReading.ToList([.. parts]);
    }

    // The group where there is one, else the whole; null for a group that took nothing, which the reference leaves out.
    private static string? Extracted(string text, int[] match, int groups) =>
        groups == 0 ? text[match[0]..match[1]] : match[2] >= 0 && match[3] > match[2] ? text[match[2]..match[3]] : null;

    private static Value Replace(string text, string pattern, string replacement, long most)
    {
        var error = Search(text, pattern, 9, most, out var groups, out var found);
        if (error.Kind != ValueKind.Error)
            error = Parts(replacement, groups, out var parts) is { Kind: ValueKind.Error } wrong ? wrong : Join(parts);
        return error;

        Value Join(List<(string? Literal, int Group)> parts)
        {
            var result = new StringBuilder();
            var from = 0;
            foreach (var match in found)
            {
                result.Append(text, from, match[0] - from);
                foreach (var (literal, group) in parts)
                {
                    if (result.Length > ResultSize.Max)
                        return ResultSize.TooLarge(result.Length);
                    if (literal is not null)
                        result.Append(literal);
                    else if (match[2 * group] >= 0)
                        result.Append(text, match[2 * group], match[2 * group + 1] - match[2 * group]);
                }

                from = match[1];
            }

            var length = result.Length + (long)text.Length - from;
            return length > ResultSize.Max ? ResultSize.TooLarge(length) : Value.String(result.Append(text, from, text.Length - from).ToString());
        }
    }

    // \0 to \9 stand for groups, \\ for a backslash.
    private static Value Parts(string replacement, int groups, out List<(string? Literal, int Group)> parts)
    {
        parts = [];
        var literal = new StringBuilder();
        for (var i = 0; i < replacement.Length; i++)
        {
            if (replacement[i] != '\\')
            {
                literal.Append(replacement[i]);
                continue;
            }

            if (++i >= replacement.Length || (replacement[i] != '\\' && !char.IsAsciiDigit(replacement[i])))
                return Value.Error("替换文本中的反斜杠之后须为数字或反斜杠", "a backslash in the replacement must be followed by a digit or a backslash");
            if (replacement[i] == '\\')
            {
                literal.Append('\\');
                continue;
            }

            var group = replacement[i] - '0';
            if (group > groups)
            {
                var (wanted, there) = (group.ToString(CultureInfo.InvariantCulture), groups.ToString(CultureInfo.InvariantCulture));
                return Value.Error($"替换文本引用了第 {wanted} 个分组，而正则表达式只有 {there} 个", $"the replacement refers to group {wanted}, the regular expression has {there}");
            }

            parts.Add((literal.ToString(), 0));
            parts.Add((null, group));
            literal.Clear();
        }

        parts.Add((literal.ToString(), 0));
        return Value.Null;
    }

    // The matches one after the other, without overlap; an empty one right behind the one before does not count, as in Go.
    private static Value Search(string text, string pattern, int wantedGroups, long most, out int groups, out List<int[]> found)
    {
        found = [];
        var compiled = CompiledPattern.Of(pattern);
        groups = compiled.Groups;
        if (compiled.Error.Kind == ValueKind.Error)
            return compiled.Error;
        if (most == 0)
            return Value.Null;
        var matcher = compiled.On(text, wantedGroups);
        var last = -1;
        for (var at = 0; at <= text.Length && (most < 0 || found.Count < most);)
        {
            if (matcher.Find(at) is not { } match)
                break;
            var empty = match[0] == match[1];
            if (!empty || match[0] != last)
                found.Add(match);
            if (found.Count > ResultSize.Max)
                return ResultSize.TooLarge(found.Count);
            last = match[1];
            at = !empty ? match[1] : match[1] < text.Length ? match[1] + CodePoints.LengthAt(text, match[1]) : text.Length + 1;
        }

        return matcher.Exhausted ? CompiledPattern.Limit : Value.Null;
    }

    private static Value TooManyGroups() =>
        Value.Error("正则表达式至多只能有一个捕获分组，其余请写成 (?:…)", "the regular expression may have one capturing group at most: write (?:…) for the others");
}
