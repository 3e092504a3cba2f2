using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using WeComPolicy.Expressions.Values;

namespace WeComPolicy.Expressions.Libraries.Patterns;

/// <summary>
/// A pattern ready to run. Whether a text matches is asked of .NET's automaton where that means the same; everything else is
/// found by <see cref="PatternMatcher"/>, which counts in code points and knows words as RE2 does.
/// </summary>
internal sealed class CompiledPattern
{
    /// <summary>Longest pattern, in UTF-16 code units.</summary>
    public const int MaxPatternLength = 2000;

    private const int MaxCached = 512;
    private const int MaxAutomaton = 1000;
    private const long MaxProduct = 4_000_000_000;

    // Less text than this is searched sooner than an automaton is built.
    private const int WorthAnAutomaton = 20_000;

    private static readonly ConcurrentDictionary<string, CompiledPattern> _cache = new(StringComparer.Ordinal);

    private readonly PatternNode? _node;
    private readonly PatternProgram? _program;
    private long _searched;
    private Regex? _automaton;
    private bool _hasNoAutomaton;

    private CompiledPattern(string pattern)
    {
        if (pattern.Length > MaxPatternLength)
        {
            var most = MaxPatternLength.ToString(CultureInfo.InvariantCulture);
            Error = Value.Error($"正则表达式过长，上限为 {most} 个字符", $"the regular expression is too long, the limit is {most} characters");
            return;
        }

        _node = PatternParser.Parse(pattern, out var groups, out var error);
        if (_node is null)
        {
            Error = Value.Error(new EvaluationError(error));
            return;
        }

        _program = PatternProgram.Compile(_node, groups);
        if (_program is null)
            Error = Value.Error("正则表达式展开后过大，请减少重复次数", "the regular expression is too large when its repetitions are written out: use smaller bounds");
    }

    /// <summary>What every function gives for this pattern; null (as a value) where the pattern can be used.</summary>
    public Value Error { get; } = Value.Null;

    /// <summary>Number of capturing groups.</summary>
    public int Groups => _program?.Groups ?? 0;

    /// <summary>What a function gives when a search was given up.</summary>
    public static Value Limit { get; } = Value.Error(new EvaluationError(new Bilingual(
        "正则表达式匹配的计算量过大",
        "matching the regular expression takes too much work"))
    { IsLimit = true });

    /// <summary>The pattern, from the cache where it was used before.</summary>
    public static CompiledPattern Of(string pattern)
    {
        if (_cache.TryGetValue(pattern, out var cached))
            return cached;

        // Policies use few patterns; only patterns made from data can fill the cache, and gain nothing from it.
        if (_cache.Count >= MaxCached)
            _cache.Clear();
        return _cache.GetOrAdd(pattern, static p => new(p));
    }

    /// <summary>Searches of one text, one after the other, that tell the groups up to a number.</summary>
    public PatternMatcher On(string text, int groups) => new(_program!, text, Math.Min(groups, Groups));

    /// <summary>Whether the pattern matches somewhere in a text.</summary>
    public Value IsMatch(string text)
    {
        if (Error.Kind == ValueKind.Error)
            return Error;
        // Several threads may count at once; when the automaton is built matters to no answer.
        _searched += text.Length;
        if (_searched > WorthAnAutomaton && IsOrdinary(text) && Automaton() is { } automaton)
        {
            return (long)text.Length * _program!.Code.Length > MaxProduct ? Limit : Value.Bool(automaton.IsMatch(text));
        }

        var matcher = On(text, -1);
        var found = matcher.Find(0) is not null;
        return matcher.Exhausted ? Limit : Value.Bool(found);
    }

    // .NET takes the halves of a surrogate pair for two characters, and letters of all scripts for parts of words.
    private bool IsOrdinary(string text) =>
        !(_program!.AsksForWords && !Ascii.IsValid(text)) && text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0;

    private Regex? Automaton()
    {
        if (_automaton is not null || _hasNoAutomaton)
            return _automaton;
        try
        {
            // Building the automaton of a long program can take long by itself.
            if (_program!.Code.Length <= MaxAutomaton)
                return _automaton = new(PatternText.Write(_node!), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            // The matcher gives the same answer, only slower.
        }

        _hasNoAutomaton = true;
        return null;
    }
}
