using System.CommandLine;
using System.CommandLine.Parsing;
using WeComPolicy.Engine.Schema;
using WeComPolicy.Expressions;

namespace WeComPolicy.Cli.Commands;

/// <summary>Options that several commands share, with errors in the chosen language.</summary>
internal static class CommonOptions
{
    /// <summary><c>--lang</c>; already looked at by <see cref="LanguageChoice"/>, here for help and to refuse other values.</summary>
    public static Option<string> Lang(CliContext context) =>
        Word("--lang", "zh|en", new Bilingual("输出语言；默认取 WECOM_POLICY_LANG，再取系统区域设置", "Language of all texts; default from WECOM_POLICY_LANG, then the locale"), context, word => LanguageChoice.Parse(word) is not null);

    /// <summary><c>--policy</c>, repeatable.</summary>
    public static Option<string[]> Policy(CliContext context) => new("--policy")
    {
        Description = new Bilingual("策略包名或策略文件、目录，可重复；默认 baseline", "Shipped pack, policy file or folder; repeatable; default baseline").In(context.Language),
        HelpName = "PATH|PACK",
        AllowMultipleArgumentsPerToken = false,
        Arity = ArgumentArity.OneOrMore,
        DefaultValueFactory = _ => [],
    };

    /// <summary><c>--as-of</c>.</summary>
    public static Option<Given<DateOnly>> AsOf(CliContext context) => new("--as-of")
    {
        Description = new Bilingual("以哪一天为今天（YYYY-MM-DD，东八区）；默认当天", "The day to take for today (YYYY-MM-DD, UTC+08:00); default the current day").In(context.Language),
        HelpName = "DATE",
        DefaultValueFactory = _ => new(context.Today()),
        CustomParser = result => Date(result, context),
    };

    /// <summary><c>--color</c>.</summary>
    public static Option<string> Color(CliContext context)
    {
        var option = Word("--color", "auto|always|never", new Bilingual("何时用颜色；NO_COLOR 也有效", "When to use colour; NO_COLOR holds too"), context, word => word is "auto" or "always" or "never");
        option.DefaultValueFactory = _ => "auto";
        return option;
    }

    /// <summary>Whether to use colour.</summary>
    public static bool UseColor(string? choice, CliContext context) => choice switch
    {
        "always" => true,
        "never" => false,
        _ => context.OutputIsTerminal && string.IsNullOrEmpty(context.Variable("NO_COLOR")) && context.Variable("TERM") is not "dumb",
    };

    /// <summary>An option that takes one of a closed set of words.</summary>
    public static Option<string> Word(string name, string words, Bilingual description, CliContext context, Func<string, bool>? accepts = null)
    {
        var known = words.Split('|');
        return new Option<string>(name)
        {
            Description = description.In(context.Language),
            HelpName = words,
            CustomParser = result =>
            {
                var word = result.Tokens[0].Value;
                if (accepts is null ? known.Contains(word, StringComparer.Ordinal) : accepts(word))
                    return word;
                AddWordError(result, name, word, known, context);
                return null;
            },
        };
    }

    /// <summary>Adds the error of a word outside a closed set.</summary>
    public static void AddWordError(SymbolResult result, string option, string word, IReadOnlyList<string> known, CliContext context)
    {
        var near = Suggestion.Nearest(word, known);
        result.AddError((near is null
            ? new Bilingual($"{option} 不能是“{word}”；可用：{string.Join("、", known)}", $"{option} cannot be '{word}'; one of: {string.Join(", ", known)}")
            : new Bilingual($"{option} 不能是“{word}”；是否想写“{near}”？", $"{option} cannot be '{word}'; did you mean '{near}'?")).In(context.Language));
    }

    private static Given<DateOnly>? Date(ArgumentResult result, CliContext context)
    {
        var text = result.Tokens[0].Value;
        if (DateText.TryParseDay(text, out var day))
            return new(day);
        result.AddError(new Bilingual($"--as-of 需要存在的日期，如 2026-11-01，而不是“{text}”", $"--as-of needs a date that exists, such as 2026-11-01, not '{text}'").In(context.Language));
        return null;
    }
}
