using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text;
using WeComPolicy.Expressions;
using WeComPolicy.Reporting.Text;

namespace WeComPolicy.Cli;

/// <summary>The help of a command in the chosen language; System.CommandLine's own headings are English only.</summary>
internal sealed class HelpPage(CliContext context) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <summary>Puts this page in the place of the library's.</summary>
    public static void Install(RootCommand root, CliContext context)
    {
        foreach (var option in root.Options)
        {
            switch (option)
            {
                case HelpOption help:
                    help.Description = new Bilingual("显示帮助", "Show help").In(context.Language);
                    help.Action = new HelpPage(context);
                    break;
                case VersionOption version:
                    version.Description = new Bilingual("显示版本", "Show the version").In(context.Language);
                    version.Action = new VersionLine(context);
                    break;
            }
        }
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var command = parseResult.CommandResult.Command;
        var page = new StringBuilder();
        page.Append(command.Description).Append("\n\n");
        Heading(page, "用法", "Usage");
        page.Append("  ").Append(Usage(parseResult.CommandResult)).Append('\n');
        Table(page, "命令", "Commands", command.Subcommands.Where(c => !c.Hidden).Select(c => (c.Name, c.Description)));
        Table(page, "参数", "Arguments", command.Arguments.Where(a => !a.Hidden).Select(a => ($"[{a.Name}]", a.Description)));
        Table(
            page,
            "选项",
            "Options",
            command.Options.Concat(parseResult.RootCommandResult.Command == command ? [] : parseResult.RootCommandResult.Command.Options.Where(o => o.Recursive))
                .Where(o => !o.Hidden)
                .Select(o => (Signature(o), o is ILateDescription late ? late.Describe() : o.Description)));
        if (parseResult.RootCommandResult.Command == command)
        {
            Table(page, "退出码", "Exit codes",
            [
                ("0", new Bilingual("没有达到阈值的发现", "nothing at or above the threshold").In(context.Language)),
                ("1", new Bilingual("有达到阈值的发现，或有无法判定的规则", "findings, or undecided rules, at or above it").In(context.Language)),
                ("2", new Bilingual("用法错误，或输入、策略无法使用", "wrong usage, or an input or policy that cannot be used").In(context.Language)),
                ("3", new Bilingual("扫描器自身的缺陷", "a bug of the scanner").In(context.Language)),
            ]);
        }

        var bytes = Encoding.UTF8.GetBytes(page.ToString());
        context.Output.Write(bytes);
        context.Output.Flush();
        return ExitCode.Clean;
    }

    private static string Usage(System.CommandLine.Parsing.CommandResult result)
    {
        var names = new List<string>();
        for (var at = result; at is not null; at = at.Parent as System.CommandLine.Parsing.CommandResult)
            names.Insert(0, at.Parent is null ? "wecom-policy" : at.Command.Name);
        var command = result.Command;
        if (command.Subcommands.Count > 0)
            names.Add(command.Action is null ? "<command>" : "[command]");
        names.AddRange(command.Arguments.Where(a => !IsBehindDashes(a)).Select(a => a.Arity.MinimumNumberOfValues > 0 ? $"<{a.Name}>" : a.Arity.MaximumNumberOfValues > 1 ? $"[{a.Name}…]" : $"[{a.Name}]"));
        if (command.Options.Count > 0)
            names.Add("[options]");
        names.AddRange(command.Arguments.Where(IsBehindDashes).Select(a => $"[{a.Name}…]"));
        return string.Join(' ', names);
    }

    /// <summary>What stands behind <c>--</c> says so in its name, and no option comes after it.</summary>
    private static bool IsBehindDashes(Argument argument) => argument.Name.StartsWith("--", StringComparison.Ordinal);

    private static string Signature(Option option)
    {
        var names = string.Join(", ", option.Aliases.Append(option.Name).Where(n => n.StartsWith('-')).OrderBy(n => n.Length));
        return option.HelpName is { Length: > 0 } value ? $"{names} <{value}>" : names;
    }

    private void Heading(StringBuilder page, string zh, string en) => page.Append(new Bilingual(zh + "：", en + ":").In(context.Language)).Append('\n');

    private void Table(StringBuilder page, string zh, string en, IEnumerable<(string Name, string? Text)> rows)
    {
        var list = rows.ToList();
        if (list.Count == 0)
            return;
        page.Append('\n');
        Heading(page, zh, en);
        var width = Math.Min(34, list.Max(row => TerminalCells.Of(row.Name)));
        foreach (var (name, text) in list)
        {
            page.Append("  ").Append(name);
            var gap = width - TerminalCells.Of(name);
            if (gap < 0)
                page.Append('\n').Append(' ', width + 2);
            else
                page.Append(' ', gap);
            page.Append("  ").Append(text?.Replace("\n", "\n" + new string(' ', width + 4), StringComparison.Ordinal)).Append('\n');
        }
    }
}
