using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace WeComPolicy.Expressions.Libraries.Patterns;

/// <summary>The named sets of code points that patterns know, and letter case.</summary>
internal static class UnicodeSets
{
    private static readonly ConcurrentDictionary<string, CodePointSet?> _categories = new(StringComparer.Ordinal);

    private static readonly Lazy<(Dictionary<int, int[]> Orbits, int[] Members)> _cases = new(FindCases);

    // Unicode 16, Scripts.txt.
    private static readonly Dictionary<string, CodePointSet> _scripts = new(StringComparer.Ordinal)
    {
        ["Han"] = CodePointSet.Of(
            (0x2E80, 0x2E99), (0x2E9B, 0x2EF3), (0x2F00, 0x2FD5), (0x3005, 0x3005), (0x3007, 0x3007), (0x3021, 0x3029), (0x3038, 0x303B),
            (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFA6D), (0xFA70, 0xFAD9), (0x16FE2, 0x16FE3), (0x16FF0, 0x16FF1), (0x20000, 0x2A6DF),
            (0x2A700, 0x2B739), (0x2B740, 0x2B81D), (0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0), (0x2EBF0, 0x2EE5D), (0x2F800, 0x2FA1D),
            (0x30000, 0x3134A), (0x31350, 0x323AF)),
        ["Hiragana"] = CodePointSet.Of((0x3041, 0x3096), (0x309D, 0x309F), (0x1B001, 0x1B11F), (0x1B132, 0x1B132), (0x1B150, 0x1B152), (0x1F200, 0x1F200)),
        ["Katakana"] = CodePointSet.Of(
            (0x30A1, 0x30FA), (0x30FD, 0x30FF), (0x31F0, 0x31FF), (0x32D0, 0x32FE), (0x3300, 0x3357), (0xFF66, 0xFF6F), (0xFF71, 0xFF9D),
            (0x1AFF0, 0x1AFF3), (0x1AFF5, 0x1AFFB), (0x1AFFD, 0x1AFFE), (0x1B000, 0x1B000), (0x1B120, 0x1B122), (0x1B155, 0x1B155), (0x1B164, 0x1B167)),
        ["Hangul"] = CodePointSet.Of(
            (0x1100, 0x11FF), (0x302E, 0x302F), (0x3131, 0x318E), (0x3200, 0x321E), (0x3260, 0x327E), (0xA960, 0xA97C), (0xAC00, 0xD7A3),
            (0xD7B0, 0xD7C6), (0xD7CB, 0xD7FB), (0xFFA0, 0xFFBE), (0xFFC2, 0xFFC7), (0xFFCA, 0xFFCF), (0xFFD2, 0xFFD7), (0xFFDA, 0xFFDC)),
        ["Bopomofo"] = CodePointSet.Of((0x02EA, 0x02EB), (0x3105, 0x312F), (0x31A0, 0x31BF)),
    };

    public static CodePointSet Digits { get; } = CodePointSet.Of(('0', '9'));

    public static CodePointSet Words { get; } = CodePointSet.Of(('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z'));

    public static CodePointSet Spaces { get; } = CodePointSet.Of(('\t', '\n'), ('\f', '\r'), (' ', ' '));

    /// <summary>Names of the scripts, for messages.</summary>
    public static IEnumerable<string> ScriptNames => _scripts.Keys.Order(StringComparer.Ordinal);

    /// <summary>The set of <c>[[:name:]]</c>, ASCII only; null for an unknown name.</summary>
    public static CodePointSet? Posix(string name) => name switch
    {
        "alnum" => CodePointSet.Of(('0', '9'), ('A', 'Z'), ('a', 'z')),
        "alpha" => CodePointSet.Of(('A', 'Z'), ('a', 'z')),
        "ascii" => CodePointSet.Of((0, 0x7F)),
        "blank" => CodePointSet.Of(('\t', '\t'), (' ', ' ')),
        "cntrl" => CodePointSet.Of((0, 0x1F), (0x7F, 0x7F)),
        "digit" => Digits,
        "graph" => CodePointSet.Of(('!', '~')),
        "lower" => CodePointSet.Of(('a', 'z')),
        "print" => CodePointSet.Of((' ', '~')),
        "punct" => CodePointSet.Of(('!', '/'), (':', '@'), ('[', '`'), ('{', '~')),
        "space" => CodePointSet.Of(('\t', '\r'), (' ', ' ')),
        "upper" => CodePointSet.Of(('A', 'Z')),
        "word" => Words,
        "xdigit" => CodePointSet.Of(('0', '9'), ('A', 'F'), ('a', 'f')),
        _ => null,
    };

    /// <summary>The set of <c>\p{name}</c>: a general category such as <c>L</c> or <c>Lu</c>, or a script; null for an unknown name.</summary>
    public static CodePointSet? Unicode(string name)
    {
        if (name == "Any")
            return CodePointSet.All;
        return _scripts.GetValueOrDefault(name) ?? (name.Length is 1 or 2 && name.All(char.IsAsciiLetter) ? _categories.GetOrAdd(name, Category) : null);
    }

    /// <summary>The set with, for each of its members, what differs from it in letter case only.</summary>
    public static CodePointSet FoldCase(CodePointSet set)
    {
        var (orbits, members) = _cases.Value;
        var added = new List<(int First, int Last)>();
        foreach (var member in members)
        {
            if (!set.Contains(member))
                continue;
            foreach (var other in orbits[Key(member)])
                added.Add((other, other));
        }

        return added.Count == 0 ? set : CodePointSet.Union([set, CodePointSet.Of([.. added])]);
    }

    /// <summary>A code point with what differs from it in letter case only.</summary>
    public static CodePointSet FoldCase(int codePoint)
    {
        var single = CodePointSet.Of((codePoint, codePoint));
        return _cases.Value.Orbits.TryGetValue(Key(codePoint), out var orbit)
            ? CodePointSet.Of([(codePoint, codePoint), .. orbit.Select(c => (c, c))])
            : single;
    }

    private static CodePointSet? Category(string name)
    {
        var wanted = new bool[30];
        var any = false;
        for (var i = 0; i < CategoryNames.Length; i++)
        {
            wanted[i] = name.Length == 2 ? string.Equals(CategoryNames[i], name, StringComparison.Ordinal) : CategoryNames[i][0] == name[0];
            any |= wanted[i];
        }

        return any ? CodePointSet.Where(c => wanted[(int)CharUnicodeInfo.GetUnicodeCategory(c)]) : null;
    }

    // In the order of UnicodeCategory.
    private static ReadOnlySpan<string> CategoryNames => new[]
    {
        "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Pc", "Pd", "Ps", "Pe",
        "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So",
    };

    // What becomes the same letter when lowered and then raised: k, K and the Kelvin sign.
    // .NET keeps ASCII and the rest apart, so the two letters that belong to ASCII ones are named here.
    private static int Key(int codePoint) => codePoint switch
    {
        0x212A => 'K',
        0x017F => 'S',
        _ => Rune.TryCreate(codePoint, out var rune) ? Rune.ToUpperInvariant(Rune.ToLowerInvariant(rune)).Value : codePoint,
    };

    private static (Dictionary<int, int[]> Orbits, int[] Members) FindCases()
    {
        var orbits = new Dictionary<int, List<int>>();
        for (var c = 0; c <= CodePointSet.MaxCodePoint; c++)
        {
            // Letters with case lie in the lower half of the planes only; the rest would only cost time.
            if (c == 0x20000)
                break;
            if (!Rune.TryCreate(c, out var rune))
                continue;
            var key = Key(c);
            if (key == c && Rune.ToLowerInvariant(rune) == rune)
                continue;
            if (!orbits.TryGetValue(key, out var orbit))
                orbits.Add(key, orbit = []);
            orbit.Add(c);
        }

        return (orbits.ToDictionary(o => o.Key, o => o.Value.ToArray()), [.. orbits.Values.SelectMany(o => o).Order()]);
    }
}
