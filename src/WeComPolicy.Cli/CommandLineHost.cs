using System.CommandLine;
using WeComPolicy.Cli.Commands;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Policies.Compiled;
using WeComPolicy.Expressions;

namespace WeComPolicy.Cli;

/// <summary>Parses the command line, runs the command, and turns what goes wrong into an exit code.</summary>
public static class CommandLineHost
{
    /// <summary>Runs a command line.</summary>
    /// <returns>The exit code: 0, 1, 2 or 3.</returns>
    public static int Run(IReadOnlyList<string> arguments, CliContext context)
    {
        CompiledPacks.Offer(static () => typeof(CommandLineHost).Assembly.GetManifestResourceStream("policies.compiled"));
        context = context with { Language = LanguageChoice.Of(arguments, context.Variable), Output = new ReportStream(context.Output) };
        try
        {
            // The command that a gate runs at every push: no other is made for it.
            var onlyScan = arguments is ["scan", ..];
            if (onlyScan)
                RulesAhead.Load(arguments);
            var root = Root(context, onlyScan);
            var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if ((parsed.Errors.Count > 0 || UsageErrors.StrayOptions(parsed).Any()) && parsed.Action is not System.CommandLine.Help.HelpAction and not HelpPage)
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

    private static RootCommand Root(CliContext context, bool onlyScan)
    {
        // A global option, so that it may stand before or behind the command.
        var lang = CommonOptions.Lang(context);
        lang.Recursive = true;
        var root = new RootCommand(new Bilingual(
            "企业微信租户与集成代码的合规扫描。未写明的事实绝不当作通过。",
            "Compliance scanner for WeCom (企业微信) tenants. What is not known never counts as passed.").In(context.Language))
        {
            ScanCommand.Create(context, lang),
            lang,
        };
        if (!onlyScan)
        {
            root.Add(MergeCommand.Create(context, lang));
            root.Add(ExplainCommand.Create(context));
            root.Add(RulesCommand.Create(context));
            root.Add(TestCommand.Create(context));
            root.Add(LintCommand.Create(context));
            root.Add(SchemaCommand.Create(context));
            root.Add(BaselineCommand.Create(context, lang));
            root.Add(DiffCommand.Create(context, lang));
            root.Add(WaiveCommand.Create(context, lang));
            root.Add(EvidenceCommand.Create(context, lang));
            root.Add(ConfigCommand.Create(context, lang));
            root.Add(InitCommand.Create(context));
        }

        HelpPage.Install(root, context);
        return root;
    }
}
