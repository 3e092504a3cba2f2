using System.CommandLine;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting;

namespace WeComPolicy.Cli.Commands;

/// <summary>The options that decide how a result is shown; every command that writes reports takes the same ones.</summary>
internal sealed class ReportSettings
{
    private readonly Option<string[]> _format;
    private readonly Option<string[]> _output;
    private readonly Option<string> _color;
    private readonly Option<bool> _quiet;
    private readonly Option<bool> _verbose;
    private readonly Language _language;

    public ReportSettings(CliContext context)
    {
        _language = context.Language;
        _format = ReportTargets.Format(context);
        _output = ReportTargets.Output(context);
        _color = CommonOptions.Color(context);
        _quiet = new Option<bool>("--quiet", "-q") { Description = new Bilingual("每个发现只占一行", "One line for each finding").In(context.Language) };
        _verbose = new Option<bool>("--verbose", "-v") { Description = new Bilingual("逐条列出无法判定的规则，也列出通过和不适用的规则", "Show every undecided rule by itself, and list those that passed or do not apply").In(context.Language) };
    }

    /// <summary>Gives a command these options, in the order of its help.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_format, _output, _color, _quiet, _verbose])
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
    public void Write(ScanResult result, ParseResult parsed, IReadOnlyList<ReportTarget> targets, CliContext context) => ReportTargets.Write(
        result,
        targets,
        new ReportOptions
        {
            Language = context.Language,
            Color = CommonOptions.UseColor(parsed.GetValue(_color), context),
            Verbosity = parsed.GetValue(_quiet) ? Verbosity.Quiet : parsed.GetValue(_verbose) ? Verbosity.Verbose : Verbosity.Normal,
            Width = context.Width > 0 ? context.Width : 100,
        },
        context);
}
