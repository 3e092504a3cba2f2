using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace WeComPolicy.Analyzers.CallRate;

/// <summary>A number that a rule holds code to, the source of the number, and the <c>.editorconfig</c> key that overrides it.</summary>
internal sealed class Limit
{
    public Limit(string rule, string parameter, int value)
    {
        Key = $"wecom_policy.{rule}.{parameter}";
        Rule = rule;
        Parameter = parameter;
        Value = value;
    }

    public string Rule { get; }

    public string Parameter { get; }

    /// <summary>The default.</summary>
    public int Value { get; }

    /// <summary><c>wecom_policy.WCA2001.calls_per_second</c></summary>
    public string Key { get; }

    /// <summary>The value for a file.</summary>
    public int For(SyntaxTree tree, AnalyzerOptions options) =>
        (options.AnalyzerConfigOptionsProvider.GetOptions(tree).TryGetValue(Key, out var text)
            || options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue(Key, out text))
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0
            ? value : Value;
}

/// <summary>All thresholds of the rules, in one place.</summary>
internal static class Limits
{
    /// <summary>
    /// Calls per second of one loop. WeCom's base limit (page 90454, 2023-08-28) is 10,000 a minute for each corp and API; the policy leaves
    /// room for every other program of the corp and for message/send, where one member gets at most 30 messages a minute.
    /// </summary>
    public static readonly Limit CallsPerSecond = new(RuleIdentifiers.TooFast, "calls_per_second", 5);

    /// <summary>Messages per minute of one group robot: 20 (Tencent Cloud document 248/38208; WeCom page 91770).</summary>
    public static readonly Limit RobotMessagesPerMinute = new(RuleIdentifiers.TooFast, "robot_messages_per_minute", 20);

    /// <summary>Calls at the same time. WeCom answers 45033 above its own limit, which it does not publish; 20 is the one it states (page 99499).</summary>
    public static readonly Limit Parallelism = new(RuleIdentifiers.UnboundedFanOut, "max_parallel", 5);

    /// <summary>Tries after a failure: the table of error codes asks for at most three on -1.</summary>
    public static readonly Limit Retries = new(RuleIdentifiers.BadRetry, "max_retries", 3);

    /// <summary>Permits of a limiter per second: the same rate as that of a loop.</summary>
    public static readonly Limit PermitsPerSecond = new(RuleIdentifiers.LimiterTooHigh, "permits_per_second", 5);

    /// <summary>Calls at the same time that a semaphore lets through.</summary>
    public static readonly Limit Permits = new(RuleIdentifiers.LimiterTooHigh, "max_parallel", 5);

    /// <summary>Seconds between two turns of a timer that calls WeCom.</summary>
    public static readonly Limit PollSeconds = new(RuleIdentifiers.FrequentPolling, "min_seconds", 60);

    public static IReadOnlyList<Limit> All { get; } =
        [CallsPerSecond, RobotMessagesPerMinute, Parallelism, Retries, PermitsPerSecond, Permits, PollSeconds];
}
