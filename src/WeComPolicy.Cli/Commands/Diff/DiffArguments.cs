using System.CommandLine;
using System.CommandLine.Parsing;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Cli.Commands.Diff;

/// <summary>What the command line compares, by the place of <c>--</c>, as git reads it.</summary>
/// <param name="Before">BASE.</param>
/// <param name="After">HEAD; null for the work tree.</param>
/// <param name="Paths">What of revisions is compared.</param>
/// <param name="OnlyRevisions">Whether <c>--</c> or paths say that BASE and HEAD are revisions, whatever lies in the folder.</param>
internal sealed record DiffArguments(string Before, string? After, IReadOnlyList<string> Paths, bool OnlyRevisions)
{
    /// <summary>Sorts the arguments.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="given">Its arguments in their order; null for one that is not given.</param>
    /// <exception cref="OutputException">There are none or too many before <c>--</c>.</exception>
    public static DiffArguments Of(ParseResult parsed, IReadOnlyList<string?> given)
    {
        var all = given.OfType<string>().ToList();
        var behind = parsed.Tokens.SkipWhile(t => t.Type != TokenType.DoubleDash).Skip(1).Count();
        var hasDash = parsed.Tokens.Any(t => t.Type == TokenType.DoubleDash);
        if (!hasDash)
            return new DiffArguments(all[0], all.ElementAtOrDefault(1), [.. all.Skip(2)], all.Count > 2);
        return (all.Count - behind) switch
        {
            0 => throw new OutputException(new Bilingual(
                "-- 之前没有 git 版本：请写 diff 版本 -- 路径（与工作区比较），或 diff BASE HEAD -- 路径",
                "no revision stands before --: write diff REVISION -- PATH to compare with the work tree, or diff BASE HEAD -- PATH")),
            1 => new DiffArguments(all[0], null, [.. all.Skip(1)], OnlyRevisions: true),
            2 => new DiffArguments(all[0], all[1], [.. all.Skip(2)], OnlyRevisions: true),
            _ => throw new OutputException(new Bilingual(
                $"-- 之前最多写两个 git 版本，多出“{Excerpt.Of(all[2])}”",
                $"at most two revisions stand before --: '{Excerpt.Of(all[2])}' is one too many")),
        };
    }
}
