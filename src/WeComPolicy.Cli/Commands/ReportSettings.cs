using System.CommandLine;
using System.Globalization;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting;
using WeComPolicy.Reporting.Sarif;

namespace WeComPolicy.Cli.Commands;

/// <summary>The options that decide how a result is shown; every command that writes reports takes the same ones.</summary>
internal sealed class ReportSettings
{
    private readonly Option<string[]> _format;
    private readonly Option<string[]> _output;
    private readonly Option<string> _color;
    private readonly Option<Given<int>> _maxResults;
    private readonly Option<bool> _quiet;
    private readonly Option<bool> _verbose;
    private readonly Language _language;

    public ReportSettings(CliContext context)
    {
        _language = context.Language;
        _format = ReportTargets.Format(context);
        _output = ReportTargets.Output(context);
        _maxResults = new Option<Given<int>>("--max-results")
        {
            Description = new Bilingual(
                "SARIF 最多写多少个结果，最严重的优先，省略的会说明数量；GitHub 拒收一次运行超过 25000 个的文件，只显示 5000 个",
                "SARIF: no more results than this, the most severe first, and told how many were left out; GitHub refuses above 25000 in a run and shows 5000").In(context.Language),
            HelpName = "N",
            CustomParser = result =>
            {
                if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= 1)
                    return new(n);
                result.AddError(new Bilingual("--max-results 需要 1 或更大的整数", "--max-results needs a whole number from 1").In(context.Language));
                return null;
            },
        };
        _color = CommonOptions.Color(context);
        _quiet = new Option<bool>("--quiet", "-q") { Description = new Bilingual("每个发现只占一行", "One line for each finding").In(context.Language) };
        _verbose = new Option<bool>("--verbose", "-v") { Description = new Bilingual("逐条列出无法判定的规则，也列出通过和不适用的规则", "Show every undecided rule by itself, and list those that passed or do not apply").In(context.Language) };
    }

    /// <summary>Gives a command these options, in the order of its help.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_format, _output, _maxResults, _color, _quiet, _verbose])
            command.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_quiet) is not null && result.GetResult(_verbose) is not null)
                result.AddError(new Bilingual("--quiet 与 --verbose 不能同时使用", "--quiet and --verbose exclude each other").In(_language));
        });
    }

    /// <summary>Whether as little as possible is to be shown.</summary>
    public bool IsQuiet(ParseResult parsed) => parsed.GetValue(_quiet);

    /// <summary>Where the reports go.</summary>
    /// <exception cref="OutputException">Reports would be lost: two in one place, or one in place of an input.</exception>
    public IReadOnlyList<ReportTarget> Targets(ParseResult parsed, FilesInUse inUse, CliContext context) =>
        ReportTargets.Of(parsed, _format, _output, inUse, context);

    /// <summary>Writes every report, in the language of the context.</summary>
    public void Write(ScanResult result, ParseResult parsed, IReadOnlyList<ReportTarget> targets, CliContext context)
    {
        var options = new ReportOptions
        {
            Language = context.Language,
            Color = CommonOptions.UseColor(parsed.GetValue(_color), context),
            Verbosity = parsed.GetValue(_quiet) ? Verbosity.Quiet : parsed.GetValue(_verbose) ? Verbosity.Verbose : Verbosity.Normal,
            Width = context.Width > 0 ? context.Width : 100,
            MaxResults = parsed.GetValue(_maxResults)?.Value,
        };
        ReportTargets.Write(result, targets, options, context);
        if (targets.Any(t => t.Format == "sarif"))
            TellLimit(result, options.MaxResults, context);
    }

    // Who uploads the file sees neither a refusal nor what is missing there.
    private static void TellLimit(ScanResult result, int? most, CliContext context)
    {
        var all = SarifLimit.ResultsOf(result);
        if (most is { } limit && all > limit)
        {
            context.Error.WriteLine(new Bilingual(
                $"SARIF 报告省略了 {Number(all - limit)} 个结果（共 {Number(all)} 个，--max-results {limit}），写入的是最严重的。",
                $"The SARIF report leaves out {Number(all - limit)} of {Number(all)} results (--max-results {limit}); the most severe are in it.").In(context.Language));
        }
        else if (most is null && all > SarifLimit.GitHubTakes)
        {
            context.Error.WriteLine(new Bilingual(
                $"SARIF 报告有 {Number(all)} 个结果；GitHub 拒收一次运行超过 {Number(SarifLimit.GitHubTakes)} 个的文件：上传前请加 --max-results {SarifLimit.GitHubTakes}。",
                $"The SARIF report has {Number(all)} results; GitHub refuses a file with more than {Number(SarifLimit.GitHubTakes)} in a run: add --max-results {SarifLimit.GitHubTakes} to upload it.").In(context.Language));
        }
    }

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
