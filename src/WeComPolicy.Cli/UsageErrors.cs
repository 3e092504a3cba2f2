using System.CommandLine;
using System.CommandLine.Parsing;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Cli;

/// <summary>Says what is wrong with a command line and what was probably meant.</summary>
internal static class UsageErrors
{
    public static void Write(ParseResult parsed, CliContext context)
    {
        var command = parsed.CommandResult.Command;
        foreach (var text in Texts(parsed, command).Distinct())
            context.Error.WriteLine(Excerpt.Whole(SecretText.Mask($"{new Bilingual("用法错误：", "usage error: ").In(context.Language)}{text.In(context.Language)}")));
        context.Error.WriteLine(new Bilingual(
            $"运行 wecom-policy {Path(parsed.CommandResult)}--help 查看用法。",
            $"Run wecom-policy {Path(parsed.CommandResult)}--help for usage.").In(context.Language));
    }

    /// <summary>That a required argument is not there.</summary>
    public static Bilingual Missing(Argument argument) => new($"缺少参数 {argument.Name}", $"the argument {argument.Name} is missing");

    /// <summary>
    /// Arguments that look like options: a misspelt option must never be taken for a path. Behind <c>--</c> everything is an
    /// argument.
    /// </summary>
    public static IReadOnlyList<string> StrayOptions(ParseResult parsed)
    {
        var stray = new List<string>();
        foreach (var token in parsed.Tokens)
        {
            if (token.Type == TokenType.DoubleDash)
                break;
            if (token.Type == TokenType.Argument && token.Value is ['-', _, ..])
                stray.Add(token.Value);
        }

        return stray;
    }

    private static IEnumerable<Bilingual> Texts(ParseResult parsed, Command command)
    {
        foreach (var token in parsed.UnmatchedTokens.Concat(StrayOptions(parsed)))
            yield return Unmatched(token, parsed, command);
        foreach (var error in parsed.Errors)
        {
            switch (error.SymbolResult)
            {
                case OptionResult { Option: var option } result when result.Tokens.Count == 0:
                    yield return new Bilingual($"{option.Name} 需要一个值", $"{option.Name} needs a value");
                    break;
                case ArgumentResult { Tokens.Count: 0, Argument: var argument }:
                    yield return Missing(argument);
                    break;
                case CommandResult when parsed.UnmatchedTokens.Count > 0:
                    break;
                case CommandResult { Command.Subcommands.Count: > 0 }:
                    yield return new Bilingual("请写出要执行的命令", "say which command to run");
                    break;
                default:
                    // Our own option parsers speak the chosen language already.
                    yield return Bilingual.Same(error.Message);
                    break;
            }
        }
    }

    private static Bilingual Unmatched(string token, ParseResult parsed, Command command)
    {
        var isOption = token.StartsWith('-');
        var known = isOption
            ? command.Options.Concat(parsed.RootCommandResult.Command.Options).SelectMany(o => o.Aliases.Append(o.Name))
            : command.Subcommands.Select(c => c.Name);
        var name = token.Split('=')[0];
        if (isOption && known.Contains(name, StringComparer.Ordinal) && OptionBefore(token, parsed) is { } hungry)
            return new Bilingual($"{hungry} 需要一个值", $"{hungry} needs a value");
        var near = Suggestion.Nearest(name, known);
        var what = isOption
            ? new Bilingual($"没有选项“{name}”", $"there is no option '{name}'")
            : command.Subcommands.Count > 0
                ? new Bilingual($"没有命令“{name}”", $"there is no command '{name}'")
                : new Bilingual($"多余的参数“{name}”", $"unexpected argument '{name}'");
        return near is null ? what : new Bilingual($"{what.Zh}；是否想写“{near}”？", $"{what.En}; did you mean '{near}'?");
    }

    /// <summary>The option that took an option for its value: <c>--output --lang</c>.</summary>
    private static string? OptionBefore(string token, ParseResult parsed) =>
        parsed.Tokens.Zip(parsed.Tokens.Skip(1))
            .Where(pair => pair.First.Type == TokenType.Option && pair.Second.Type == TokenType.Argument && pair.Second.Value == token)
            .Select(pair => pair.First.Value).FirstOrDefault();

    private static string Path(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{Path(parent)}{result.Command.Name} " : "";
}
