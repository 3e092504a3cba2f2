using System.CommandLine;
using System.Globalization;
using WeComPolicy.Engine.Fleet;
using WeComPolicy.Expressions;

namespace WeComPolicy.Cli.Commands;

/// <summary><c>--shard I/N</c>: one part of a fleet, of which <c>merge</c> makes a whole again.</summary>
internal static class ShardOption
{
    /// <summary>Set by Kubernetes in each pod of an Indexed Job; counts from 0.</summary>
    private const string JobVariable = "JOB_COMPLETION_INDEX";

    private const string JobWord = "job/";

    /// <summary>The option.</summary>
    public static Option<Given<ShardChoice>> Create(CliContext context) => new("--shard")
    {
        Description = new Bilingual(
            $"只检查 N 份租户中的第 I 份（从 1 数起）；job/N 取环境变量 {JobVariable}（从 0 数起，Kubernetes Indexed Job）。各份的 JSON 结果用 merge 合并",
            $"Scan only the Ith of N parts of the tenants, counted from 1; job/N takes the environment variable {JobVariable}, which counts from 0 (Kubernetes Indexed Job). merge makes one report of the JSON results").In(context.Language),
        HelpName = "I/N|job/N",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (text.StartsWith(JobWord, StringComparison.Ordinal))
                return OfJob(text[JobWord.Length..], result, context);
            if (ShardChoice.Parse(text) is { } shard)
                return new(shard);
            result.AddError(new Bilingual(
                $"--shard 需要 I/N，I 从 1 到 N，N 最大 {ShardChoice.MostShards}，如 2/8，而不是“{text}”",
                $"--shard needs I/N, with I from 1 to N and N at most {ShardChoice.MostShards}, such as 2/8, not '{text}'").In(context.Language));
            return null;
        },
    };

    private static Given<ShardChoice>? OfJob(string count, System.CommandLine.Parsing.ArgumentResult result, CliContext context)
    {
        var index = context.Variable(JobVariable);
        if (int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var zeroBased) && zeroBased < ShardChoice.MostShards
            && ShardChoice.Parse($"{(zeroBased + 1).ToString(CultureInfo.InvariantCulture)}/{count}") is { } shard)
            return new(shard);
        result.AddError(new Bilingual(
            $"--shard job/{count} 需要环境变量 {JobVariable} 是 0 到 N-1 的整数，而它{(string.IsNullOrEmpty(index) ? "没有设置" : $"是“{index}”")}；N 是 1 到 {ShardChoice.MostShards} 的整数",
            $"--shard job/{count} needs {JobVariable} to be a whole number from 0 to N-1, and it {(string.IsNullOrEmpty(index) ? "is not set" : $"is '{index}'")}; N is from 1 to {ShardChoice.MostShards}").In(context.Language));
        return null;
    }
}
