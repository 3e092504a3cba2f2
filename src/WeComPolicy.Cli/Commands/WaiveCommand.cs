using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using WeComPolicy.Engine.Documents;
using WeComPolicy.Engine.Findings;
using WeComPolicy.Engine.Inputs;
using WeComPolicy.Engine.Projects;
using WeComPolicy.Engine.Waivers;
using WeComPolicy.Expressions;

namespace WeComPolicy.Cli.Commands;

/// <summary><c>wecom-policy waive</c>: writes a waiver for what a rule has found, with the hash of the accepted value.</summary>
internal static class WaiveCommand
{
    // Found beside a tenant, it is not taken for a part of it.
    private const string DefaultFile = "wecom-policy.waivers.yaml";
    private const int MaxListed = 20;

    public static Command Create(CliContext context, Option<string> lang)
    {
        var run = new RunOptions(context, lang);
        var rule = new Argument<string>("RULE") { Description = new Bilingual("规则编号或规则名", "Rule id or name").In(context.Language) };
        var subject = Text("--subject", "SUBJECT", new("对象，如 members[userid=li.na]；只有一个发现时可省略", "Subject, such as members[userid=li.na]; may be left out where there is one finding"));
        var tenant = Text("--tenant", "TENANT", new("只接受这个租户的发现：corpid、名称或路径", "Accept findings of this tenant only: corpid, name or path"));
        var reason = Text("--reason", "TEXT", new("为什么接受（必填）", "Why the risk is accepted (required)"));
        var owner = Text("--owner", "NAME", new("责任人（必填）", "Who answers for it (required)"));
        var approver = Text("--approver", "NAME", new("批准人，不能是责任人（必填）", "Who has approved it, not the owner (required)"));
        var ticket = Text("--ticket", "TEXT", new("工单", "Where it was discussed"));
        var expires = new Option<DateOnly?>("--expires")
        {
            Description = new Bilingual("到期日 YYYY-MM-DD，当日仍有效（必填）", "Last day, YYYY-MM-DD (required)").In(context.Language),
            HelpName = "DATE",
            CustomParser = result => Day(result, context),
        };
        var all = new Option<bool>("--all") { Description = new Bilingual("接受该规则的每一个发现，各写一条", "Accept every finding of the rule, one entry each").In(context.Language) };
        var file = Text("--file", "FILE", new($"写入哪个豁免文件；默认取项目文件里的第一个，再取 {DefaultFile}", $"File of waivers to write to; default the first of the project file, then {DefaultFile}"));
        var command = new Command("waive", new Bilingual("接受一条规则的发现：写入豁免，含所接受的值的摘要", "Accept what a rule has found: write a waiver with the hash of the accepted value").In(context.Language));
        command.Add(rule);
        run.AddTo(command);
        foreach (var option in (Option[])[subject, tenant, reason, owner, approver, ticket, expires, all, file])
            command.Add(option);
        command.Validators.Add(result =>
        {
            var missing = ((Option[])[reason, owner, approver, expires]).Where(option => result.GetResult(option) is null).ToList();
            // An error found here keeps the parser from looking for the argument.
            if (missing.Count > 0 && result.GetResult(rule) is not { Tokens.Count: > 0 })
                result.AddError(UsageErrors.Missing(rule).In(context.Language));
            foreach (var option in missing)
                result.AddError(new Bilingual($"缺少 {option.Name}：豁免必须写明理由、责任人、批准人和到期日", $"{option.Name} is missing: a waiver states its reason, owner, approver and end").In(context.Language));
        });
        command.SetAction(parsed =>
        {
            var settings = run.Resolve(parsed, context);
            var at = settings.Context;
            var path = FileOf(parsed.GetValue(file), settings);
            // What the file accepts already is not accepted twice.
            var known = !File.Exists(path) || settings.WaiverFiles.Contains(path) ? settings : settings with { NamedWaivers = [.. settings.WaiverFiles, path] };
            var result = ScanRun.Of(known, null);
            Diagnostics.Write(result.Diagnostics, at, result.Secrets);
            if (result.Diagnostics.Any(d => !d.IsWarning))
                return ExitCode.Unusable;
            if (RuleChoice.Find(result.Rules, parsed.GetValue(rule)!, at) is not { } wanted)
                return ExitCode.Unusable;
            var chosen = Choose(result, wanted, parsed.GetValue(subject), parsed.GetValue(tenant), parsed.GetValue(all), at);
            if (chosen is null)
                return ExitCode.Unusable;
            var waivers = chosen.DistinctBy(f => (f.Tenant, f.Subject, f.ValueHash)).Select(finding => new Waiver
            {
                Rule = wanted.Id,
                Tenant = finding.Tenant.Length == 0 ? null : NameOf(result.Tenants.First(t => t.Id == finding.Tenant)),
                Subject = finding.Subject,
                Value = finding.ValueHash,
                Reason = parsed.GetValue(reason)!,
                Owner = parsed.GetValue(owner)!,
                Approver = parsed.GetValue(approver)!,
                Ticket = parsed.GetValue(ticket) ?? "",
                Created = settings.AsOf.Value,
                Expires = parsed.GetValue(expires)!.Value,
                Range = finding.Location ?? default,
            }).ToList();
            var terms = new WaiverTerms(settings.Policies.WaiverRules, settings.AsOf.Value);
            if (terms.Against(waivers[0], wanted) is { } against)
                throw new OutputException(WaiverTexts.Against(against, waivers[0], wanted, terms, settings.AsOf.Value, settings.Policies));
            Write(path, waivers, settings);
            return ExitCode.Clean;
        });
        return command;

        Option<string> Text(string name, string help, Bilingual description) => new(name)
        {
            Description = description.In(context.Language),
            HelpName = help,
            CustomParser = result =>
            {
                var value = result.Tokens[0].Value.Trim();
                if (value.Length == 0)
                    result.AddError(new Bilingual($"{name} 是空的", $"{name} is empty").In(context.Language));
                return value;
            },
        };
    }

    // A corpid stays when the folder is renamed or the company is.
    private static string NameOf(ScannedTenant tenant) => tenant.Identity.Length > 0 ? tenant.Identity : tenant.Name ?? tenant.Id;

    private static IReadOnlyList<Finding>? Choose(ScanResult result, RuleDescriptor rule, string? subject, string? tenant, bool all, CliContext context)
    {
        var open = result.Findings.Where(f => f.Rule.Id == rule.Id && f.Waiver is null
            && (tenant is null || result.Tenants.Any(t => t.Id == f.Tenant && WaiverScope.Is(tenant, t)))).ToList();
        if (open.Count == 0)
        {
            Say(new($"{rule.Id} 没有未接受的发现，无需豁免", $"{rule.Id} has no open finding: there is nothing to accept"), context);
            return null;
        }

        var chosen = subject is null ? open : [.. open.Where(f => f.Subject == subject)];
        if (chosen.Count == 0)
        {
            var near = Suggestion.Nearest(subject!, open.Select(f => f.Subject));
            Say(near is null
                ? new($"“{Excerpt.Of(subject!)}”没有 {rule.Id} 的发现", $"{rule.Id} has no finding on '{Excerpt.Of(subject!)}'")
                : new($"“{Excerpt.Of(subject!)}”没有 {rule.Id} 的发现；是否想写“{near}”？", $"{rule.Id} has no finding on '{Excerpt.Of(subject!)}'; did you mean '{near}'?"), context);
            return null;
        }

        if (chosen.DistinctBy(f => (f.Tenant, f.Subject)).Count() == 1 || all)
            return chosen;
        Say(new(
            $"{rule.Id} 有 {chosen.Count} 个发现：请用 --subject 选择一个（必要时加 --tenant），或用 --all 逐个接受",
            $"{rule.Id} has {chosen.Count} findings: choose one with --subject (and --tenant where needed), or accept each with --all"), context);
        foreach (var finding in chosen.Take(MaxListed))
            context.Error.WriteLine($"  {(finding.Tenant.Length > 0 ? finding.Tenant + "  " : "")}{finding.Subject}  {finding.Message.In(context.Language)}");
        if (chosen.Count > MaxListed)
            Say(new($"  另有 {chosen.Count - MaxListed} 个", $"  and {chosen.Count - MaxListed} more"), context);
        return null;
    }

    private static string FileOf(string? named, RunSettings settings) =>
        named is not null ? Path.GetFullPath(named, settings.Context.WorkingDirectory)
        : settings.WaiverFiles.Count > 0 ? settings.WaiverFiles[0]
        : Path.Combine(settings.Project.Path is null ? settings.Context.WorkingDirectory : settings.Project.File.Directory, DefaultFile);

    private static void Write(string path, IReadOnlyList<Waiver> waivers, RunSettings settings)
    {
        var context = settings.Context;
        var shown = DisplayPath.Of(path, context.WorkingDirectory);
        SourceFile? file = null;
        if (Path.Exists(path))
        {
            (file, var problem) = SourceFileReader.Read(path, shown, DocumentLimits.Default);
            if (file is null)
                throw new OutputException(problem!.Message);
        }

        var text = WaiverWriter.Add(file, waivers) ?? throw new OutputException(new Bilingual(
            $"“{shown}”不是可以追加的豁免文件，未写入：请改正其中的错误，或用 --file 另指定文件",
            $"'{shown}' is no file of waivers that an entry can be added to, nothing was written: mend it, or name another with --file"));
        TextFile.Replace(path, text, shown);
        foreach (var waiver in waivers)
            Say(new($"已写入 {shown}：{waiver.Rule} {waiver.Subject}，有效至 {Day(waiver.Expires)}", $"wrote to {shown}: {waiver.Rule} {waiver.Subject}, until {Day(waiver.Expires)}"), context);
        if (!settings.WaiverFiles.Contains(path))
        {
            Say(new(
                $"它还没有生效：请在 {ProjectFile.FileName} 里写“waivers: [ {Path.GetFileName(path)} ]”，或扫描时加 --waivers {shown}",
                $"it is not in force yet: write 'waivers: [ {Path.GetFileName(path)} ]' in {ProjectFile.FileName}, or scan with --waivers {shown}"), context);
        }
    }

    private static DateOnly? Day(ArgumentResult result, CliContext context)
    {
        var text = result.Tokens[0].Value;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        result.AddError(new Bilingual($"--expires 需要存在的日期，如 2027-03-31，而不是“{text}”", $"--expires needs a date that exists, such as 2027-03-31, not '{text}'").In(context.Language));
        return null;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void Say(Bilingual text, CliContext context) => context.Error.WriteLine(text.In(context.Language));
}
