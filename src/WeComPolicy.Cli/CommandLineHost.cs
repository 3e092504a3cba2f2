using System.CommandLine;
using WeComPolicy.Cli.Commands;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Expressions;

namespace WeComPolicy.Cli;

/// <summary>Parses the command line, runs the command, and turns what goes wrong into an exit code.</summary>
public static class CommandLineHost
{
    private const string Name = "wecom-policy";

    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code: 0, 1, 2 or 3.</returns>
    public static int Run(IReadOnlyList<string> arguments, CliContext context)
    {
        RulesAhead.OfferCompiled();
        context = context with { Language = LanguageChoice.Of(arguments, context.Variable), Output = new ReportStream(context.Output) };
        try
        {
            var parsed = ParsedScan(arguments, context) ?? Root(context).Parse(arguments, NoResponseFiles());
            if (IsWrong(parsed) && parsed.Action is not System.CommandLine.Help.HelpAction and not HelpPage)
            {
                UsageErrors.Write(parsed, context);
                return ExitCode.Unusable;
            }

            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Unusable;
        }
        catch (OutputException e)
        {
            context.Error.WriteLine(Excerpt.Whole(SecretText.Mask(e.Text.In(context.Language))));
            return ExitCode.Unusable;
        }
        catch (Exception e) when (context.Variable("WECOM_POLICY_DEBUG") is null)
        {
            context.Error.WriteLine(
                new Bilingual(
                    $"wecom-policy 出现内部错误（{e.GetType().Name}：{e.Message}）。这是扫描器的缺陷，请提交问题；设置 WECOM_POLICY_DEBUG=1 可看到详细信息。",
                    $"wecom-policy failed internally ({e.GetType().Name}: {e.Message}). This is a bug of the scanner, please report it; set WECOM_POLICY_DEBUG=1 for details.")
                .In(context.Language));
            return ExitCode.Bug;
        }
    }

    /// <summary>
    /// The command that a gate runs at every push: no other is made for it, and neither is the library's page of help, whose texts are
    /// found by reflection. Null for another command, and where something is wrong or help may be wanted: then all are asked.
    /// </summary>
    private static ParseResult? ParsedScan(IReadOnlyList<string> arguments, CliContext context)
    {
        if (arguments is not ["scan", ..])
            return null;
        foreach (var argument in arguments)
        {
            if (MayAskForHelp(argument))
                return null;
        }

        var lang = Lang(context);
        var parsed = new Command(Name) { ScanCommand.Create(context, lang), lang }.Parse(arguments, NoResponseFiles());
        return IsWrong(parsed) ? null : parsed;
    }

    // --help, -h, -?, /h, /?, also with a value and among other short options; a path may begin with a slash and an h.
    private static bool MayAskForHelp(string argument) =>
        argument.StartsWith("--help", StringComparison.Ordinal)
        || (argument is ['-', not '-', ..] && (argument.Contains('h', StringComparison.Ordinal) || argument.Contains('?', StringComparison.Ordinal)))
        || argument is ['/', 'h' or '?'] or ['/', 'h' or '?', '=' or ':', ..];

    private static bool IsWrong(ParseResult parsed) => parsed.Errors.Count > 0 || UsageErrors.StrayOptions(parsed).Count > 0;

    private static ParserConfiguration NoResponseFiles() => new() { ResponseFileTokenReplacer = null };

    // A global option, so that it may stand before or behind the command.
    private static Option<string> Lang(CliContext context)
    {
        var lang = CommonOptions.Lang(context);
        lang.Recursive = true;
        return lang;
    }

    private static RootCommand Root(CliContext context)
    {
        var lang = Lang(context);
        var root = new RootCommand(new Bilingual(
            "企业微信租户与集成代码的合规扫描。未写明的事实绝不当作通过。",
            "Compliance scanner for WeCom (企业微信) tenants. What is not known never counts as passed.").In(context.Language))
        {
            ScanCommand.Create(context, lang),
            lang,
            MergeCommand.Create(context, lang),
            ExplainCommand.Create(context),
            RulesCommand.Create(context),
            TestCommand.Create(context),
            LintCommand.Create(context),
            SchemaCommand.Create(context),
            BaselineCommand.Create(context, lang),
            DiffCommand.Create(context, lang),
            WaiveCommand.Create(context, lang),
            EvidenceCommand.Create(context, lang),
            ConfigCommand.Create(context, lang),
            InitCommand.Create(context),
        };
        HelpPage.Install(root, context);
        return root;
    }
}
